"""The card of a quiet customer as our people see it, as plain values: what stalled, since when and
why, what is at stake, what was tried, and who looks after it (C4)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from onboarding.review.sponsor_note import Reach
from onboarding.stall_causes import Cause

Ending = Literal["came_back", "resolved", "over"]
"""The customer is back; somebody of ours settled it; nothing is left that the customer could do."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A rung of the ladder that was climbed; `skipped` says why it was passed by."""

    label: str
    on: date
    skipped: str | None


@dataclass(frozen=True, slots=True)
class NoteLine:
    """The note that went to the sponsor; `by` is None where the playbook had it sent."""

    sponsor: str | None  # name
    way: str  # "slack", "email", "owner"
    by: str | None
    on: date


@dataclass(frozen=True, slots=True)
class NoteToSend:
    """The note that waits for a person to send it."""

    sponsor: str | None  # name
    how: Reach


@dataclass(frozen=True, slots=True)
class StallCard:
    """Days are working days, dates the account's local dates, people Slack user ids."""

    account: str
    stall: str
    customer: str
    channel: str | None
    contract_value: int
    outcome: str
    last_words: str | None
    owner: str
    since: date
    idle_days: int
    done: int
    total: int
    waits_for: str | None  # title of what the customer could do now
    cause: Cause
    cause_by: str | None  # who confirmed it; None: only proposed
    steps: tuple[StepLine, ...]
    taken_by: str | None
    taken_on: date | None
    snoozed_until: date | None  # None also where the snooze is over
    note: NoteLine | None
    to_send: NoteToSend | None
    ending: Ending | None
    ended_on: date | None
    resolved_by: str | None
    today: date

    @property
    def is_over(self) -> bool:
        return self.ending is not None
