"""Surveys: each person who has taken part is asked once, in a direct message (F1)."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from onboarding.messages.sides import CustomerMessage
from onboarding.review.account import AccountState
from onboarding.review.touch import Door, Draft, Priority, Recipient, Touch

LASTS = 10
"""Working days after which nobody remembers well enough to be asked."""


def asked_once(
    account: AccountState,
    name: str,
    kind: type[CustomerMessage],
    message: Callable[[AccountState, str], CustomerMessage],
    day: date,
    *,
    at_most: int,
) -> Iterator[Touch]:
    """A touch for each, on a local day of the account; `message` is given its key."""
    taken_part = [contact for contact in account.here if contact.active_at is not None]
    for contact in taken_part[:at_most]:
        key = f"{name}:{contact.user}"
        if key in account.settled:  # which most have been, most of the time
            continue
        to = Recipient(Door.STAKEHOLDER, contact.user)
        hours = account.hours_of(to)
        yield Touch(
            key=key,
            rule="F1",
            to=to,
            draft=Draft(kind, partial(message, account, key)),
            due_at=hours.at(day, account.cadence.check_ins.at),
            until=hours.closing(account.calendar.add(day, LASTS)),
            priority=Priority.SURVEY,
        )
