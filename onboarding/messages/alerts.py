"""What our people are told when an account needs one of them. Never read by a customer.

Dates are the account's local dates, people Slack user ids, days working days unless named
otherwise. `account` is the account's id: the buttons carry it.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from onboarding.messages.sides import TeamMessage
from onboarding.messages.surveys import LowScoresWait, SurveyNews
from onboarding.messages.touches import DueItem


class OurReminder(TeamMessage):
    """What one of our own people owes a customer (C2)."""

    kind: Literal["our_reminder"] = "our_reminder"
    account: str
    touch: str
    customer: str
    channel: str | None
    items: tuple[DueItem, ...]


class NobodyJoined(TeamMessage):
    """The channel stands ready and no one of the customer has come (G2)."""

    kind: Literal["nobody_joined"] = "nobody_joined"
    account: str
    touch: str
    customer: str
    channel: str | None
    invited: tuple[str, ...]  # names
    days: int


class CriteriaUnconfirmed(TeamMessage):
    """Success is not agreed by the day it should be (A3)."""

    kind: Literal["criteria_unconfirmed"] = "criteria_unconfirmed"
    account: str
    touch: str
    customer: str
    channel: str | None
    calendar_days: int
    item: DueItem
    waiting: int = 0  # criteria that the customer has not confirmed; 0: none is written down


class QuestionWaits(TeamMessage):
    """A customer's question nobody has answered (C8); `again` goes to the team."""

    kind: Literal["question_waits"] = "question_waits"
    account: str
    touch: str
    customer: str
    channel: str | None
    asked_by: str
    text: str
    owner: str
    hours: int
    again: bool


class Drifting(TeamMessage):
    """The forecast end is past the track's window (R4, G4)."""

    kind: Literal["drifting"] = "drifting"
    account: str
    touch: str
    customer: str
    channel: str | None
    ends_on: date
    baseline_on: date
    drift_on: date
    held_by: tuple[DueItem, ...]


class Candidate(BaseModel):
    """Somebody at the customer who could be brought in."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    role: str  # label
    is_here: bool


class SingleThreaded(TeamMessage):
    """Everything hangs on one person (G3); `candidates` may be nobody."""

    kind: Literal["single_threaded"] = "single_threaded"
    account: str
    touch: str
    customer: str
    channel: str | None
    contact: str | None  # the one who is active
    days: int
    candidates: tuple[Candidate, ...]
    missing_roles: tuple[str, ...]  # labels of roles nobody has


class ExecutiveCheckIn(TeamMessage):
    """It is time that executives speak with each other (R7)."""

    kind: Literal["executive_check_in"] = "executive_check_in"
    account: str
    touch: str
    customer: str
    channel: str | None
    sponsor: str | None  # name
    outcome: str
    done: int
    total: int
    ends_on: date
    baseline_on: date


class PersonalNote(TeamMessage):
    """The owner's turn: a personal note to the customer, drafted (C3)."""

    kind: Literal["personal_note"] = "personal_note"
    account: str
    touch: str
    stall: str
    customer: str
    channel: str | None
    contact: str | None  # first name of whom to write to
    idle_days: int
    cause: str  # label
    confirmed: bool
    outcome: str
    step: DueItem
    last_words: str | None


class Escalated(TeamMessage):
    """The account goes to the team channel, and becomes a card there that is kept current (C4)."""

    kind: Literal["escalated"] = "escalated"
    account: str
    stall: str


class SponsorNoteDue(TeamMessage):
    """The executive sponsor's turn: a note that a person reads, edits and sends (C4)."""

    kind: Literal["sponsor_note_due"] = "sponsor_note_due"
    account: str
    touch: str
    stall: str
    customer: str
    channel: str | None
    sponsor: str | None  # name; None: nobody is known
    how: Literal["slack", "email", "by_hand", "nobody"]
    idle_days: int
    cause: str


class LeaderAsked(TeamMessage):
    """A leader of ours is asked to step in: what stalled, since when, what was tried (C4)."""

    kind: Literal["leader_asked"] = "leader_asked"
    account: str
    touch: str
    stall: str
    customer: str
    channel: str | None
    owner: str
    contract_value: int
    idle_days: int
    cause: str
    tried: tuple[str, ...]  # labels of the levers
    taken_by: str | None


class CameBack(TeamMessage):
    """The customer is back; nobody need do more (C3)."""

    kind: Literal["came_back"] = "came_back"
    account: str
    customer: str
    channel: str | None
    who: str | None
    idle_days: int


class AnswerNews(TeamMessage):
    """Somebody of the customer said that they need help, or are blocked (C1)."""

    kind: Literal["answer_news"] = "answer_news"
    account: str
    customer: str
    channel: str | None
    who: str
    answer: Literal["need_help", "blocked"]


class PulseNews(TeamMessage):
    """A low answer to the pulse survey, one that is low no more, or one with words (F1)."""

    kind: Literal["pulse_news"] = "pulse_news"
    account: str
    customer: str
    channel: str | None
    who: str
    score: int
    comment: str | None
    answer: str = ""  # the key of the answer; "" in what was written before there was one
    before: int | None = None  # the score that this one takes the place of


class HoldOver(TeamMessage):
    """The pause is over (C9)."""

    kind: Literal["hold_over"] = "hold_over"
    account: str
    touch: str
    customer: str
    channel: str | None
    reason: str


class HoldNews(TeamMessage):
    """Somebody of ours let an onboarding rest, or go on: told to its owner (C9)."""

    kind: Literal["hold_news"] = "hold_news"
    account: str
    customer: str
    channel: str | None
    news: Literal["rests", "resumes"]
    by: str
    reason: str
    until_on: date


class SponsorNoteSent(TeamMessage):
    """A note went out to the executive sponsor: told to the owner where somebody else, or the
    playbook, had it sent (C4)."""

    kind: Literal["sponsor_note_sent"] = "sponsor_note_sent"
    customer: str
    channel: str | None
    sponsor: str  # name
    way: Literal["slack", "email", "owner"]
    by: str | None  # None: the playbook says so
    subject: str
    text: str


AnyAlert = (
    OurReminder
    | NobodyJoined
    | CriteriaUnconfirmed
    | QuestionWaits
    | Drifting
    | SingleThreaded
    | ExecutiveCheckIn
    | PersonalNote
    | SponsorNoteDue
    | LeaderAsked
    | CameBack
    | AnswerNews
    | PulseNews
    | SurveyNews
    | LowScoresWait
    | HoldOver
    | HoldNews
    | SponsorNoteSent
)
"""All but `Escalated`, which is shown as a card and has no words of its own."""
