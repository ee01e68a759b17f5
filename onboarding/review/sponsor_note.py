"""What a note to the executive sponsor says: their goal, how far it is, what is at stake, and the
one thing that is asked (C4). Nothing of what we think of them has a place here."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from onboarding.review import engagement
from onboarding.review.account import AccountState, Contact, Stall
from onboarding.review.items import sponsor
from onboarding.review.measured import measured_facts
from onboarding.stall_causes import Cause

LONGEST_SUBJECT, LONGEST_TEXT = 150, 2_500

Way = Literal["slack", "email", "owner"]
"""A direct message, a letter, or a task for whoever owns the account: to write it by hand."""

Reach = Literal["slack", "email", "by_hand", "nobody"]
"""How the sponsor can be reached. By hand: there is an address and no mail server, so it is for the
owner to send."""

Asks = Literal["time", "word", "answer"]
"""That somebody gets the time for it; that it is said to matter; what stands in the way."""

_ASKS: dict[Cause, Asks] = {
    Cause.RESOURCE_BLOCKER: "time",
    Cause.STAKEHOLDER_CHANGE: "time",
    Cause.UNCLEAR_NEXT_STEP: "time",
    Cause.WEAK_SPONSORSHIP: "word",
    Cause.CHANGE_RESISTANCE: "word",
    Cause.REORGANISATION: "answer",
}


class NoteFacts(BaseModel):
    """What a draft is made of."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    first_name: str | None  # of whom it is written to
    customer: str
    outcome: str
    done: int
    total: int
    first_value_on: date
    first_value_late: bool
    step: str | None  # title of what the customer could do now
    asks: Asks
    measured: str | None = None  # what is measured, and how far it has come
    value: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class DraftedNote:
    """A note to be read and edited, and how it would go; `address` is where somebody writes to by
    hand."""

    account: str
    stall: str
    customer: str
    sponsor: str  # name
    way: Way
    address: str | None
    subject: str
    text: str


def reach(account: AccountState, person: Contact | None) -> Reach:
    """By direct message where the person shares the channel, else by email (C4)."""
    if person is None:
        return "nobody"
    if person.is_here:
        return "slack"
    if not person.email:
        return "nobody"
    return "email" if account.can_mail else "by_hand"


def facts(account: AccountState, stall: Stall, now: datetime) -> NoteFacts:
    """What is known for a note at this moment."""
    person, progress = sponsor(account), account.plan.progress
    first_value = next(m for m in account.plan.milestones if m.first_value)
    critical = engagement.critical_milestone(account.plan)
    return NoteFacts(
        first_name=first_name(person) if person is not None else None,
        customer=account.name,
        outcome=account.outcome,
        done=progress.done,
        total=progress.total,
        first_value_on=first_value.due_on,
        first_value_late=account.plan.is_late(first_value, account.today(now)),
        step=critical.title if critical is not None else None,
        asks=_ASKS.get(stall.cause or stall.proposed, "time"),
        **measured_facts(account),
    )


def first_name(person: Contact) -> str | None:
    """How somebody is spoken to; None where the name is only an address."""
    name = person.name.split()[0] if person.name.split() else ""
    return name if name and "@" not in name else None
