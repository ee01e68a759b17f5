"""Reminders that come again every so many working days, for as long as something waits."""

from dataclasses import dataclass
from datetime import date, datetime

from onboarding.review.account import AccountState
from onboarding.review.touch import Recipient


@dataclass(frozen=True, slots=True)
class Turn:
    """A reminder whose turn it is: `day` is a local date of the account, `due_at` and `until` are
    UTC. It makes no sense any more when the next one is due."""

    number: int
    key: str
    day: date
    due_at: datetime
    until: datetime


def turn_of(
    account: AccountState, now: datetime, stem: str, since: datetime, every: int, to: Recipient
) -> Turn:
    """The turn that is due or comes next, counted in working days from the day of `since` (UTC)."""
    hours, calendar, since_on = account.hours_of(to), account.calendar, account.today(since)
    turn = max(1, calendar.between(since_on, account.today(now)) // every)
    number = turn + 1 if f"{stem}:{turn}" in account.settled else turn
    day = calendar.add(since_on, every * number)
    return Turn(
        number=number,
        key=f"{stem}:{number}",
        day=day,
        due_at=hours.at(day, account.cadence.reminders.at),
        until=hours.closing(calendar.add(day, every - 1)),
    )
