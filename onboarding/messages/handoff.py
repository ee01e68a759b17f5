"""What our people tell each other of the handoff from sales: the brief, the gates that wait for
it, and the promises in it (A1). Never read by a customer.

Dates are the account's local dates, people Slack user ids, days working days unless named
otherwise. `account` is the account's id: the buttons carry it.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from onboarding.messages.sides import TeamMessage


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BriefPart(_Line):
    """A field of the brief, by its label."""

    label: str
    text: str


class PromiseLine(_Line):
    """Something we promised."""

    text: str
    owner: str
    due_on: date | None


class PromiseNews(_Line):
    """What became of something we promised."""

    news: Literal["made", "changed", "withdrawn"]
    promise: PromiseLine


class BriefWanted(TeamMessage):
    """Whoever sold is asked for the brief: at the start, or because somebody waits for it."""

    kind: Literal["brief_wanted"] = "brief_wanted"
    account: str
    customer: str
    channel: str | None
    outcome: str
    missing: tuple[str, ...]  # labels
    asked_by: str | None  # None: the onboarding has just begun


class BriefOwed(TeamMessage):
    """The same again, some days later; `days` since the channel stood ready."""

    kind: Literal["brief_owed"] = "brief_owed"
    account: str
    touch: str
    customer: str
    channel: str | None
    missing: tuple[str, ...]  # labels
    days: int


class BriefLate(TeamMessage):
    """The owner hears that the brief is still not there, and who owes it."""

    kind: Literal["brief_late"] = "brief_late"
    account: str
    touch: str
    customer: str
    channel: str | None
    teller: str
    missing: tuple[str, ...]  # labels
    days: int


class BriefCompleted(TeamMessage):
    """The brief, as the owner reads it; days since the signature."""

    kind: Literal["brief_completed"] = "brief_completed"
    account: str
    customer: str
    channel: str | None
    by: str
    working_days: int
    calendar_days: int
    parts: tuple[BriefPart, ...]
    commitments: tuple[PromiseLine, ...]
    renewal_on: date | None


class BriefChanged(TeamMessage):
    """What became different in a brief that was complete."""

    kind: Literal["brief_changed"] = "brief_changed"
    account: str
    customer: str
    channel: str | None
    by: str
    parts: tuple[BriefPart, ...]  # as they read now; "" for one that was emptied
    promises: tuple[PromiseNews, ...]
    missing: tuple[str, ...]  # labels of what is blank now, and was not
    renewal_changed: bool = False
    renewal_on: date | None = None  # as it is now; None where it was taken out


class IntroductionWanted(TeamMessage):
    """Whoever sold is asked to introduce the customer to the owner."""

    kind: Literal["introduction_wanted"] = "introduction_wanted"
    account: str
    customer: str
    channel: str | None
    owner: str
    milestone: str  # title
    due_on: date
    contacts: tuple[str, ...]  # names
    has_brief: bool = True  # else the gate that waited for it was passed


class GatePassed(TeamMessage):
    """Somebody let the customer pass a gate as things were, and why (A1, R1)."""

    kind: Literal["gate_passed"] = "gate_passed"
    account: str
    customer: str
    channel: str | None
    by: str
    what: str  # title of the milestone or the stage
    gate: Literal["needs", "entry", "exit"]
    reason: str
    open: tuple[str, ...]  # what was missing


class PromisesDue(TeamMessage):
    """Promises whose day is past, to whoever keeps them (A1)."""

    kind: Literal["promises_due"] = "promises_due"
    account: str
    touch: str
    customer: str
    channel: str | None
    promises: tuple[PromiseLine, ...]


AnyHandoff = (
    BriefWanted
    | BriefOwed
    | BriefLate
    | BriefCompleted
    | BriefChanged
    | IntroductionWanted
    | GatePassed
    | PromisesDue
)
