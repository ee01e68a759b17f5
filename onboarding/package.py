"""The package for the customer success manager: all that is known of a customer, made from the
record when the onboarding is handed over (A7). For our own people only.

Days are local dates of the account, people Slack user ids. It is kept as it was when it was
offered, and so holds values alone: what it is called in words stands in `playbooks/package.py`, and
how it is made in `package_composing.py`. Packages that were offered before a part was thought of
are without it: whatever is new has a default.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from onboarding.criteria_card import CriterionLine
from onboarding.messages.digest import Reason
from onboarding.package_offer import Offer, OfferState


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Told(_Part):
    """What sales told, by the label of the field."""

    label: str
    text: str


class Answered(_Part):
    """A question of the kickoff, and what somebody of ours wrote down as its answer."""

    asked: str
    text: str
    by: str
    on: date


class Charter(_Part):
    """How the project is led; `authority` is the name of who may decide, `executives_every` in
    working days."""

    structure: str
    escalation_path: str
    authority: str
    executives_every: int
    by: str
    on: date


class Measured(_Part):
    """A value of a success criterion that was reported; by nobody: a signal of the product's."""

    metric: str
    unit: str
    value: float
    on: date
    by: str | None
    remark: str | None


class Rated(_Part):
    """What somebody of the customer's said of it: the last answer, how it was asked, their words.
    `survey` is a label; `ask` is None for half-way answers of before it was kept."""

    survey: str
    score: int
    highest: int
    ask: str | None
    words: str | None
    by: str
    on: date


class Person(_Part):
    """Somebody of the customer's, and how warm the contact is."""

    name: str
    user: str | None
    roles: tuple[str, ...]  # labels
    attitude: str | None
    seen_on: date | None  # the last sign of life
    left_on: date | None
    job: str | None = None  # what they are at work
    email: str | None = None
    remark: str | None = None


class Promised(_Part):
    """Something we promised; `kept` is None while it is open."""

    text: str
    owner: str
    due_on: date | None
    kept: bool | None
    ended_on: date | None
    remark: str | None
    ended_by: str | None = None


class Obstacle(_Part):
    """What stood in the way when it began, as somebody of ours wrote it down, and until when that
    was said: `ended_on` is None while it still is."""

    what: str
    lead: str | None  # who led on the customer's side then: a name
    by: str
    on: date
    ended_on: date | None


class Hindrance(_Part):
    """What held a milestone up, and until when; `ended_on` is None while it does."""

    milestone: str  # title
    kind: str  # label
    what: str
    raised_on: date
    ended_on: date | None
    raised_by: str | None = None


class Learned(_Part):
    """Something that was to be trained, or that comes after the onboarding (`later`)."""

    title: str
    done_on: date | None
    later: bool


class Seen(_Part):
    """How it is used, as somebody of ours saw it."""

    active: int
    expected: int
    unused: tuple[str, ...]  # titles of what was set up in vain
    remark: str | None
    by: str
    on: date


class Health(_Part):
    """The baseline of the customer's health: risk in points (0 to 100), and why."""

    points: int
    risk: Literal["high", "medium", "low"]
    reasons: tuple[Reason, ...]
    rests: bool


class Said(_Part):
    """A risk, a question, a decision or a plain note. One that was settled says when, by whom, and
    the answer where one was written down."""

    kind: Literal["risk", "decision", "question", "note"]
    text: str
    said_by: str | None
    on: date
    settled_on: date | None = None
    settled_by: str | None = None
    answer: str | None = None


class WentOn(_Part):
    """A gate that somebody let be passed as things were: what was missing then, and why."""

    missing: tuple[str, ...]
    reason: str
    by: str
    on: date


class Ended(_Part):
    """How the onboarding ended; `ending` and `cause` are labels, `post_mortem` what was written
    when it was looked back at."""

    ending: str
    cause: str | None
    words: str
    by: str
    on: date
    post_mortem: str | None


class Lesson(_Part):
    """What is to be kept or done differently; `theirs`: the customer said so."""

    kind: Literal["keep", "change"]
    theirs: bool
    text: str
    by: str
    on: date


class Moment(_Part):
    """A turn of the story; `of` is the stage that was completed, or why it rested."""

    kind: Literal["signed", "opened", "agreed", "stage", "first_value", "rested"]
    on: date
    of: str | None = None


class Package(_Part):
    """Everything whoever goes on with the customer should not have to ask for."""

    customer: str
    outcome: str
    track: str  # label
    contract_value: int
    signed_on: date
    renewal_on: date | None
    made_on: date
    owner: str
    ae: str | None
    done: int
    total: int
    open: tuple[str, ...]  # titles of what is not done, the handover itself aside
    goals: tuple[Told, ...]
    results: tuple[CriterionLine, ...]
    people: tuple[Person, ...]
    promises: tuple[Promised, ...]  # the open ones first
    hindrances: tuple[Hindrance, ...]
    training: tuple[Learned, ...]
    usage: Seen | None
    health: Health
    said: tuple[Said, ...]
    story: tuple[Moment, ...]
    kickoff: tuple[Answered, ...] = ()
    charter: Charter | None = None
    obstacles: tuple[Obstacle, ...] = ()  # the oldest first
    measured: tuple[Measured, ...] = ()  # by criterion, the oldest first
    rated: tuple[Rated, ...] = ()
    went_on: tuple[WentOn, ...] = ()
    ended: Ended | None = None
    lessons: tuple[Lesson, ...] = ()


@dataclass(frozen=True, slots=True)
class PackageView:
    """The package as it would be offered now, and how its last offer stands. `days` are working
    days since that. `may_answer`: the reader may accept it or return it. `broken_off`: the customer
    does not go on, so that it can only be read."""

    account: str
    package: Package
    csm: str | None
    offer: Offer | None
    days: int
    may_answer: bool
    today: date
    broken_off: bool = False

    @property
    def can_offer(self) -> bool:
        """Whether there is something to offer, and nothing to be answered before."""
        if self.broken_off or self.offer is None:
            return not self.broken_off
        return self.offer.state is not OfferState.ACCEPTED and not self.offer.open_questions
