"""The sales brief: what the one who sold tells those who onboard, page by page (A1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onboarding.asked_for import BriefField
from onboarding.criteria import RecordKey
from onboarding.plan import Milestone, Plan

LONGEST = 3_000
"""Characters of a field."""
LONGEST_COMMITMENT = 500
MOST_COMMITMENTS = 20
"""Of one customer, as long as they are open: so many fit one form."""
NOTHING_BEYOND = "None beyond the standard contract."
"""That there are no non-standard commitments, as an answer of its own."""


class BriefPage(StrEnum):
    """The brief is asked for in steps; each is saved by itself."""

    WHY = "why"
    COMMITMENTS = "commitments"
    PEOPLE = "people"

    @property
    def label(self) -> str:
        """What the page is about, as its button says it."""
        return _LABELS[self]

    @property
    def fields(self) -> tuple[BriefField, ...]:
        """What it asks for, in order."""
        return _FIELDS[self]

    @property
    def following(self) -> "BriefPage | None":
        """The page after this one."""
        pages = list(BriefPage)
        return next(iter(pages[pages.index(self) + 1 :]), None)


_LABELS = {
    BriefPage.WHY: "1 · Why and what for",
    BriefPage.COMMITMENTS: "2 · Commitments",
    BriefPage.PEOPLE: "3 · People, deal, risks",
}
_FIELDS = {
    BriefPage.WHY: (BriefField.WHY_BOUGHT, BriefField.GOALS, BriefField.PROMISED),
    BriefPage.COMMITMENTS: (BriefField.COMMITMENTS,),
    BriefPage.PEOPLE: (BriefField.STAKEHOLDERS, BriefField.DEAL_CONTEXT, BriefField.RISKS),
}


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something not in the standard contract that we owe the customer; `id` is None while it is
    new. `owner` is one of our people, `due_on` a local date of the account."""

    id: str | None
    text: str
    owner: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class TypedPage:
    """A page as somebody sent it. A text or a commitment that was emptied is "".

    `has_none`: it was ticked that there are no non-standard commitments. `renewal_on` is asked for
    on the last page.
    """

    page: BriefPage
    texts: Mapping[BriefField, str]
    commitments: tuple[tuple[str, Commitment], ...] = ()
    """Each with the name of its row in the form."""
    has_none: bool = False
    renewal_on: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What has been told so far. `has_none`: there are no non-standard commitments."""

    texts: Mapping[BriefField, str]
    commitments: tuple[Commitment, ...] = ()
    has_none: bool = False

    def has(self, field: BriefField) -> bool:
        """Whether a field is answered; that there are no commitments is an answer too."""
        if field is BriefField.COMMITMENTS:
            return self.has_none or bool(self.commitments)
        return bool(self.texts.get(field, "").strip())

    def missing(self, required: Iterable[BriefField]) -> tuple[BriefField, ...]:
        """What of the required is still blank, in their order."""
        return tuple(field for field in required if not self.has(field))


@dataclass(frozen=True, slots=True)
class OnTheMap:
    """Somebody of the customer's whom somebody has named already; `roles` as people read them."""

    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BriefView:
    """The brief of one account, for our people only.

    `outcome` is what the customer wants to have reached, as the form of the new customer says it,
    `people` are those who are on its map and have not left: none of it is to be typed again.

    `open_commitments` can be changed in the form; `ended` are those kept, or not, already.
    `teller` is who owes the brief: the account executive, else the owner.
    """

    account: str
    customer: str
    told: Told
    open_commitments: tuple[Commitment, ...]
    ended: tuple[str, ...]
    renewal_on: date | None
    required: tuple[BriefField, ...]
    missing: tuple[BriefField, ...]
    teller: str
    owner: str
    outcome: str
    people: tuple[OnTheMap, ...]

    def text_of(self, field: BriefField) -> str:
        """What a field begins with: what is told, else what is known of it from elsewhere (A2)."""
        return self.told.texts.get(field) or (self.outcome if field is BriefField.GOALS else "")


def asking(plan: Plan) -> tuple[Milestone, ...]:
    """The open milestones that wait for the brief: while there are any, somebody owes it."""
    if RecordKey.BRIEF_COMPLETE in plan.standing.holds:
        return ()
    return tuple(
        milestone
        for milestone in plan.milestones
        if milestone.needs
        and milestone.done_at is None
        and any(need.what is RecordKey.BRIEF_COMPLETE for need in milestone.needs)
        and not milestone.is_handed_on
        and not plan.has_what_it_needs(milestone)
    )


def renewal_problem(renewal_on: date | None, signed_on: date) -> dict[str, str]:
    """Why a day cannot be that of the renewal, at its field."""
    if renewal_on is None or renewal_on > signed_on:
        return {}
    return {"renewal_on": "The renewal comes after the signature. Please choose a later day."}


def problems(typed: TypedPage) -> dict[str, str]:
    """What of a page cannot be kept, at its field; what is merely blank can (A1)."""
    found: dict[str, str] = {}
    for field, text in typed.texts.items():
        if len(text) > LONGEST:
            found[field.value] = f"Please keep it under {LONGEST:,} characters."
    written = [(row, one) for row, one in typed.commitments if one.text]
    for row, one in written:
        if len(one.text) > LONGEST_COMMITMENT:
            found[f"{row}.text"] = f"Please keep it under {LONGEST_COMMITMENT} characters."
        if not one.owner:
            found[f"{row}.owner"] = "Who keeps this promise? Please choose one of our people."
        if one.due_on is None:
            found[f"{row}.due_on"] = "By when is it to be kept? Please choose a day."
    if typed.has_none and written:
        found["no_commitments"] = "You ticked that there are none, and wrote some: which is it?"
    return found
