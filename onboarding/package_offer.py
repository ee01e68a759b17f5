"""The way of a package: offered, returned with questions, answered, offered again, accepted (A7).

Instants are UTC, people Slack user ids.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

LONGEST_QUESTION = 500
LONGEST_ANSWER = 2_000
MOST_QUESTIONS = 10
"""Of one return: so many fit a form, and more of them are a conversation."""


class OfferState(StrEnum):
    """Where an offer of a package stands."""

    OFFERED = "offered"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REPLACED = "replaced"  # a newer one took its place before it was answered


@dataclass(frozen=True, slots=True)
class Question:
    """What a package was returned with: a task of one of our people, done with its answer."""

    id: str
    text: str
    owner: str
    asked_by: str
    asked_at: datetime
    answer: str | None = None
    answered_by: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """The newest offer of an account's package; `number` counts them from 1."""

    number: int
    state: OfferState
    csm: str
    offered_by: str
    offered_at: datetime
    answered_at: datetime | None = None
    questions: tuple[Question, ...] = ()
    """Of all its offers, the oldest first."""

    @property
    def waits(self) -> bool:
        """Whether the customer success manager has yet to say something to it."""
        return self.state is OfferState.OFFERED

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """What has to be answered before the package is offered again."""
        if self.state is not OfferState.RETURNED:
            return ()
        return tuple(one for one in self.questions if one.answer is None)


@dataclass(frozen=True, slots=True)
class OfferLine:
    """How the handoff stands, in a status; `days` are working days since it last moved."""

    state: OfferState
    csm: str
    days: int
    open_questions: int


@dataclass(frozen=True, slots=True)
class TypedOffer:
    """What the form of an offer holds; `csm` is "" where nobody was chosen."""

    csm: str
    renewal_on: date | None


@dataclass(frozen=True, slots=True)
class TypedQuestion:
    """A question and who should answer it; "" for what was left empty."""

    text: str
    owner: str


TypedReturn = Sequence[tuple[str, TypedQuestion]]
"""The questions of a return, each with the name of its row in the form."""


@dataclass(frozen=True, slots=True)
class Returning:
    """What the form of a return begins with; `owner` is who most often knows."""

    account: str
    number: int
    customer: str
    owner: str


@dataclass(frozen=True, slots=True)
class Tasks:
    """Questions that are not answered yet: the reader's own first."""

    account: str
    customer: str
    questions: tuple[Question, ...]


def return_problems(typed: TypedReturn) -> dict[str, str]:
    """What keeps a package from being returned so, at its field; rows left empty do not count."""
    written = [(row, one) for row, one in typed if one.text]
    if not written:
        first = typed[0][0] if typed else ""
        return {f"{first}.text": "Please say what is missing: somebody will answer it."}
    found: dict[str, str] = {}
    for row, one in written:
        if len(one.text) > LONGEST_QUESTION:
            found[f"{row}.text"] = f"Please keep it under {LONGEST_QUESTION} characters."
        if not one.owner:
            found[f"{row}.owner"] = "Who of us should answer this?"
    return found


def answer_problems(answers: dict[str, str]) -> dict[str, str]:
    """What keeps answers, by question, from being kept."""
    if not any(text.strip() for text in answers.values()):
        first = next(iter(answers), "")
        return {first: "Please answer at least one, or close this and come back later."}
    return {
        question: f"Please keep it under {LONGEST_ANSWER:,} characters."
        for question, text in answers.items()
        if len(text.strip()) > LONGEST_ANSWER
    }
