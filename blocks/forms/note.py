"""The form that keeps a message as a decision, promise, risk, question or note; and what is kept.

For our people only: nothing of it is shown to customers.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from blocks import actions, kit
from blocks.forms import fields
from blocks.forms.fields import Choice
from blocks.forms.state import FormState
from blocks.kit import Block, View
from blocks.message_link import the_message
from blocks.values import ButtonValue, ForgedValue, Id, OneNote
from onboarding.notes import (
    LONGEST,
    NoteForm,
    NoteKind,
    NoteLine,
    NotesView,
    OpenQuestion,
    Said,
)
from playbooks.mrkdwn import escape, person
from playbooks.phrases import day

CALLBACK = "note"
ANSWER_CALLBACK = "note_answer"
LIST = "notes"
SHOWN = 40
"""Lines in the list: the rest is counted."""
_NAME = 150
_TEXT = 400
_QUESTION = 2_000


class NoteOn(ButtonValue):
    """The message, and whose onboarding it is about."""

    account: Id
    channel: Id
    ts: Id
    said_by: Id | None = None

    @property
    def said(self) -> Said:
        """Raises `ForgedValue` when it is no timestamp of Slack's."""
        try:
            at = datetime.fromtimestamp(float(self.ts), UTC)
        except (ValueError, OverflowError, OSError) as wrong:
            raise ForgedValue("not the timestamp of a message") from wrong
        return Said(self.channel, self.ts, self.said_by, at)


def render(about: NoteOn, customer: str, owner: str, text: str) -> View:
    """The view; `text` is what was said, `owner` who would keep a promise."""
    name = kit.clip(escape(customer), _NAME)
    return kit.modal(
        CALLBACK,
        "Record",
        [
            kit.section(f"Goes on the record of *{name}*. Only our own people read it."),
            fields.radio("kind", "What is it?", _KINDS, NoteKind.DECISION.value),
            fields.text("text", "In words", text[:LONGEST], at_most=LONGEST, multiline=True),
            fields.person(
                "owner", "Who keeps the promise?", owner, hint="Of promises only.", optional=True
            ),
            fields.day("due_on", "By when?", "", hint="Of promises only.", optional=True),
        ],
        submit="Record",
        close="Cancel",
        private_metadata=about.dump(),
    )


def read(view: Mapping[str, Any]) -> NoteForm:
    """What was typed. Raises `ForgedValue` for what we did not offer."""
    state = FormState(view)
    try:
        kind = NoteKind(state.choice("kind"))
        chosen = state.day("due_on")
        due_on = date.fromisoformat(chosen) if chosen else None
    except ValueError as unknown:
        raise ForgedValue("not a kind or a day that we offered") from unknown
    return NoteForm(kind, state.text("text"), state.person("owner") or None, due_on)


def kept(customer: str, kind: NoteKind, *, anew: bool) -> View:
    """That it is on record."""
    name = kit.clip(escape(customer), _NAME)
    sentence = (
        f"✅ On the record of *{name}* as a {kind.label.lower()}."
        if anew
        else f"This message is on the record of *{name}* as a {kind.label.lower()} already."
    )
    how = "`/onboard status` → *Notes* shows what is kept."
    return kit.modal("note_kept", "Record", [kit.section(f"{sentence} {how}")], close="Close")


def answer(question: OpenQuestion) -> View:
    """The form that settles a question."""
    asked = kit.clip(escape(question.text), _QUESTION)
    return kit.modal(
        ANSWER_CALLBACK,
        "Answer",
        [
            kit.section(f"{asked}\n_Only our own people read question and answer._"),
            fields.text(
                "answer",
                "What is the answer?",
                "",
                at_most=LONGEST,
                multiline=True,
                hint="Leave it empty if nobody needs to know any more.",
                optional=True,
            ),
        ],
        submit="Settled",
        close="Cancel",
        private_metadata=OneNote(account=question.account, note=question.note).dump(),
    )


def read_answer(view: Mapping[str, Any]) -> str:
    """What was typed; "" where the question is settled without an answer."""
    return FormState(view).text("answer")


def listed(view: NotesView) -> View:
    """What is on record: what is open first."""
    name = kit.clip(escape(view.customer), _NAME)
    blocks = [
        kit.section(f"*{name}*: what was kept of what was said. Only our own people read it.")
    ]
    for line in view.lines[:SHOWN]:
        blocks += _line(line, view)
    if len(view.lines) > SHOWN:
        blocks.append(kit.context(f"and {len(view.lines) - SHOWN} more"))
    if not view.lines:
        blocks.append(kit.section("_Nothing yet._ On any message in their channel: *⋮ → Record…*"))
    return kit.modal(LIST, "Notes", blocks, close="Close")


def _line(line: NoteLine, view: NotesView) -> list[Block]:
    said = f"*{line.kind.label}* · {kit.clip(escape(line.text), _TEXT)}"
    if line.answer:
        asked, told = (kit.clip(escape(one), _TEXT // 2) for one in (line.text, line.answer))
        said = f"*{line.kind.label}* · {asked}\n*Answer* · {told}"
    return [
        kit.section(said, accessory=_button(line, view) if line.is_open else None),
        kit.context(" · ".join(_facts(line, view.today))),
    ]


def _button(line: NoteLine, view: NotesView) -> kit.Element:
    """A risk is gone; a question has an answer, which is kept."""
    value = OneNote(account=view.account, note=line.id).dump()
    if line.kind is NoteKind.QUESTION:
        return kit.button("Answer", actions.suffixed(actions.ANSWER_NOTE, line.id), value=value)
    return kit.button("Settled", actions.suffixed(actions.SETTLE_NOTE, line.id), value=value)


def _facts(line: NoteLine, today: date) -> Iterator[str]:
    if line.owner is not None:
        yield f"{person(line.owner)} keeps it"
    if line.due_on is not None:
        yield f"by {day(line.due_on, today)}"
    if line.said_by is not None:
        yield f"said by {person(line.said_by)}"
    yield f"recorded by {person(line.by)}, {day(line.on, today)}"
    if line.settled_on is not None:
        by = f" by {person(line.settled_by)}" if line.settled_by else ""
        yield f"settled {day(line.settled_on, today)}{by}"
    if line.channel is not None and line.ts is not None:
        yield the_message(line.channel, line.ts)


_KINDS = tuple(Choice(kind.value, kind.label) for kind in NoteKind)
