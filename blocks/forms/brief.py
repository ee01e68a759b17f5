"""The sales brief as a form in three steps, each saved by itself (A1)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from blocks import actions, kit
from blocks.forms import fields
from blocks.forms.fields import Choice
from blocks.forms.state import FormState
from blocks.kit import Block, View
from blocks.values import BriefPageTurn, ButtonValue, ForgedValue, Id, OneAccount
from onboarding.asked_for import BriefField
from onboarding.brief import (
    LONGEST,
    LONGEST_COMMITMENT,
    MOST_COMMITMENTS,
    BriefPage,
    BriefView,
    Commitment,
    TypedPage,
)
from playbooks.mrkdwn import person
from playbooks.phrases import listing, titles

CALLBACK = "brief"
SAVED_CALLBACK = "brief_saved"
_TITLE = "The brief"
_NAME = 150
_ROW = "commitment"
_NONE = "no_commitments"
_ENDED = 10
_PEOPLE = 8
_KNOWN = 1_500  # characters of who is known already
_HINTS = {
    BriefField.WHY_BOUGHT: "What made them look, and what made them choose us. In their words "
    "where you remember them.",
    BriefField.GOALS: "What should be different, by when, and how they would notice.",
    BriefField.PROMISED: "What they expect to get because somebody of ours said so.",
    BriefField.STAKEHOLDERS: "Who decides, who pushes, who doubts: names, and how they stand.",
    BriefField.DEAL_CONTEXT: "Competitors, discounts, who signed, what nearly ended it.",
    BriefField.RISKS: "What could make this fail. Plainly: only our own people read it.",
}


class BriefAbout(ButtonValue):
    """Whose brief it is, and which page of it."""

    account: Id
    page: BriefPage


def render(
    view: BriefView,
    page: BriefPage,
    *,
    typed: TypedPage | None = None,
    rows: int = 0,
    note: str | None = None,
) -> View:
    """A page of the form. `typed` is what stood there before it was drawn anew; `rows` how many
    empty commitments it has at least; `note` what is wrong with it (mrkdwn)."""
    following = page.following
    blocks = [
        kit.section(_standing(view)),
        kit.actions(_turns(view, [one for one in BriefPage if one is not page])),
        *([kit.context(f"⚠️ {note}")] if note else []),
        *_inputs(view, page, typed, rows),
    ]
    return kit.modal(
        CALLBACK,
        _TITLE,
        blocks,
        submit="Save and go on" if following else "Save",
        close="Close",
        private_metadata=BriefAbout(account=view.account, page=page).dump(),
    )


def saved(view: BriefView) -> View:
    """After the last page: what is still missing and where, or who has the brief now."""
    if view.missing:
        pages = [one for one in BriefPage if set(one.fields) & set(view.missing)]
        text = f"{_heading(view)}\nSaved. {_needed(view)}"
        blocks = [kit.section(text), kit.actions(_turns(view, pages))]
    else:
        text = f"{_heading(view)}\n✅ The brief is complete, and {person(view.owner)} has it."
        blocks = [kit.section(text), kit.actions(_turns(view, list(BriefPage)))]
    return kit.modal(SAVED_CALLBACK, _TITLE, blocks, close="Close")


def read(view: Mapping[str, Any], page: BriefPage) -> TypedPage:
    """What was typed. Raises `ForgedValue` for a day that no date picker gives."""
    state = FormState(view)
    rows = dict.fromkeys(
        block["block_id"].rpartition(".")[0]
        for block in view["blocks"]
        if block["type"] == "input" and block["block_id"].startswith(f"{_ROW}.")
    )
    return TypedPage(
        page=page,
        texts={
            one: state.text(one.value) for one in page.fields if one is not BriefField.COMMITMENTS
        },
        commitments=tuple((row, _commitment(state, row)) for row in rows),
        has_none=bool(state.choices(_NONE)),
        renewal_on=_day(state.day("renewal_on")),
    )


def open_button(account: str, text: str = "The brief", *, first: bool = False) -> kit.Element:
    """The button that opens the form, below a message."""
    return kit.button(
        text,
        actions.BRIEF,
        value=OneAccount(account=account).dump(),
        style="primary" if first else None,
    )


def _heading(view: BriefView) -> str:
    return f"*{kit.clip(kit.escape(' '.join(view.customer.split())), _NAME)}*"


def _standing(view: BriefView) -> str:
    if not view.missing:
        return f"{_heading(view)}\n✅ Complete. What you change is told to {person(view.owner)}."
    return (
        f"{_heading(view)}\n{_needed(view)}\nEach page is saved by itself, also when it is not "
        "complete: come back any time. Only our own people read it."
    )


def _needed(view: BriefView) -> str:
    return f"Needed before the kickoff (✱): {titles([one.label for one in view.missing], 8)}."


def _turns(view: BriefView, pages: Sequence[BriefPage]) -> list[kit.Element]:
    return [
        kit.button(
            one.label,
            actions.suffixed(actions.BRIEF_PAGE, one.value),
            value=BriefPageTurn(account=view.account, page=one.value).dump(),
        )
        for one in pages
    ]


def _inputs(
    view: BriefView, page: BriefPage, typed: TypedPage | None, rows: int
) -> Iterator[Block]:
    for one in page.fields:
        if one is BriefField.COMMITMENTS:
            yield from _commitments(view, typed, rows)
        else:
            if one is BriefField.STAKEHOLDERS and view.people:
                yield kit.context(_on_the_map(view))
            yield _text(view, one, typed.texts.get(one, "") if typed else view.text_of(one))
    if page is BriefPage.PEOPLE:
        renewal = typed.renewal_on if typed else view.renewal_on
        yield fields.day(
            "renewal_on",
            "Renewal date",
            renewal.isoformat() if renewal else "",
            optional=True,
        )


def _text(view: BriefView, one: BriefField, text: str) -> Block:
    hint = _HINTS[one]
    if one is BriefField.GOALS and not view.told.has(one) and text == view.outcome:
        hint = f"What stands here is from the form of the new customer. {hint}"
    return fields.text(
        one.value,
        _label(view, one),
        text[:LONGEST],
        at_most=LONGEST,
        multiline=True,
        hint=hint,
        optional=True,
    )


def _on_the_map(view: BriefView) -> str:
    """Who is known already: they need not be named again, only how they stand."""
    named = [
        kit.clip(" ".join(one.name.split()), _NAME)
        + (f" ({listing(one.roles, 3)})" if one.roles else "")
        for one in view.people
    ]
    known = kit.clip(listing(named, _PEOPLE), _KNOWN)
    return f"On the map already: {known}. No need to name them again."


def _label(view: BriefView, one: BriefField) -> str:
    return f"✱ {one.label}" if one in view.required else one.label


def _commitments(view: BriefView, typed: TypedPage | None, rows: int) -> Iterator[Block]:
    star = "✱ " if BriefField.COMMITMENTS in view.required else ""
    yield kit.section(
        f"{star}*Non-standard commitments*: what goes beyond the standard contract. I follow each "
        "until it is kept, and remind whoever keeps it."
    )
    if view.ended:
        ended = listing([kit.clip(text, _NAME) for text in view.ended], _ENDED)
        yield kit.context(f"Ended already: {ended}")
    shown = _rows(view, typed, rows)
    if not view.told.commitments:
        has_none = typed.has_none if typed else view.told.has_none
        none = Choice("none", "There are none")
        yield fields.boxes(_NONE, "None at all?", [none], {"none"} if has_none else set())
    for number, (row, one) in enumerate(shown, start=1):
        emptied = "Empty it to take it off the list." if one.id else None
        label = f"Commitment {number}"
        text = one.text[:LONGEST_COMMITMENT]
        yield fields.text(
            f"{row}.text", label, text, at_most=LONGEST_COMMITMENT, hint=emptied, optional=True
        )
        yield fields.person(f"{row}.owner", "Who keeps it", one.owner, optional=True)
        due_on = one.due_on.isoformat() if one.due_on else ""
        yield fields.day(f"{row}.due_on", "By when", due_on, optional=True)
    if len(shown) < MOST_COMMITMENTS:
        more = kit.button(
            "Another commitment",
            actions.BRIEF_MORE,
            value=OneAccount(account=view.account).dump(),
        )
        yield kit.actions([more])


def _rows(view: BriefView, typed: TypedPage | None, rows: int) -> list[tuple[str, Commitment]]:
    """The rows that are shown: what is known, what was typed, and room for more."""
    if typed is not None:
        shown = list(typed.commitments)
    else:
        shown = [(f"{_ROW}.{one.id}", one) for one in view.open_commitments]
    new = sum(one.id is None for _, one in shown)
    wanted = max(rows, 0 if shown else 1)
    for number in range(new, max(wanted, new)):
        shown.append((f"{_ROW}.new{number}", Commitment(None, "", "", None)))
    return shown[:MOST_COMMITMENTS]


def _commitment(state: FormState, row: str) -> Commitment:
    name = row.partition(".")[2]
    return Commitment(
        id=None if name.startswith("new") else name,
        text=" ".join(state.text(f"{row}.text").split()),
        owner=state.person(f"{row}.owner"),
        due_on=_day(state.day(f"{row}.due_on")),
    )


def _day(picked: str) -> date | None:
    try:
        return date.fromisoformat(picked) if picked else None
    except ValueError as problem:
        raise ForgedValue("not a day that a date picker gives") from problem
