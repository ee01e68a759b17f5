"""What was said and is worth keeping: decisions, promises, risks, questions, notes."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

LONGEST = 3_000


class NoteKind(StrEnum):
    """What a message is kept as."""

    DECISION = "decision"
    PROMISE = "promise"
    RISK = "risk"
    QUESTION = "question"
    NOTE = "note"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def can_be_settled(self) -> bool:
        """Whether it is open until somebody says that it no longer is."""
        return self in (NoteKind.RISK, NoteKind.QUESTION)


_LABELS = {
    NoteKind.DECISION: "Decision",
    NoteKind.PROMISE: "Promise",
    NoteKind.RISK: "Risk",
    NoteKind.QUESTION: "Question",
    NoteKind.NOTE: "Note",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A message: where it stands, whose it is (nobody's, if an app's) and when it was written
    (UTC)."""

    channel: str
    ts: str
    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class NoteForm:
    """What is to be kept of a message; `owner` and `due_on` are those of a promise."""

    kind: NoteKind
    text: str
    owner: str | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class NoteLine:
    """Something on record; `said` where it was taken from a message, `answer` of a question that
    was settled with one."""

    id: str
    kind: NoteKind
    text: str
    said_by: str | None
    channel: str | None
    ts: str | None
    by: str
    on: date
    settled_on: date | None = None
    settled_by: str | None = None
    answer: str | None = None
    owner: str | None = None
    due_on: date | None = None

    @property
    def is_open(self) -> bool:
        return self.kind.can_be_settled and self.settled_on is None


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question on record that nobody has answered."""

    account: str
    note: str
    text: str


@dataclass(frozen=True, slots=True)
class NotesView:
    """What is on record of a customer: what is open first, then the newest."""

    account: str
    customer: str
    today: date
    lines: tuple[NoteLine, ...]


def problems(form: NoteForm) -> dict[str, str]:
    """Why something cannot be kept, at its field."""
    found = {}
    if not form.text.strip():
        found["text"] = "Please say in a few words what is to be kept."
    elif len(form.text.strip()) > LONGEST:
        found["text"] = f"Please keep it under {LONGEST:,} characters."
    if form.kind is NoteKind.PROMISE:
        if form.owner is None:
            found["owner"] = "A promise needs somebody who keeps it."
        if form.due_on is None:
            found["due_on"] = "A promise needs a day by which it is kept."
    return found


def too_early(form: NoteForm, said_on: date) -> dict[str, str]:
    """That nothing is promised for a day before it was said: that is a slip of the year."""
    if form.due_on is None or form.kind is not NoteKind.PROMISE or form.due_on >= said_on:
        return {}
    return {"due_on": "This day lies before the message. By when is the promise to be kept?"}


def answer_problems(answer: str) -> dict[str, str]:
    """Why an answer cannot be kept, at its field; a question may be settled without one."""
    if len(answer.strip()) > LONGEST:
        return {"answer": f"Please keep it under {LONGEST:,} characters."}
    return {}


def in_order(lines: tuple[NoteLine, ...]) -> tuple[NoteLine, ...]:
    """Questions and risks that are open first; within each part as they were given."""
    return tuple(sorted(lines, key=lambda line: not line.is_open))


def plain_text(text: str) -> str:
    """A message's text as it was typed: Slack gives `&`, `<` and `>` escaped."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
