"""Reminders that come again every so many working days, for as long as something waits."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from onboarding.review.account import AccountState
from onboarding.review.touch import Recipient
from onboarding.workdays import REMEMBERED, WorkCalendar

LONGEST = timedelta(days=7)
"""No account is left unseen for longer than this."""


@lru_cache(maxsize=REMEMBERED)
def days_ahead(calendar: WorkCalendar, day: date) -> tuple[date, ...]:
    """The working days of the week that follows a local day: what comes later is seen later."""
    week = (day + timedelta(days=n) for n in range(1, LONGEST.days + 1))
    return tuple(coming for coming in week if calendar.is_working_day(coming))


@dataclass(frozen=True, slots=True)
class Turn:
    """A reminder whose turn it is: `day` is a local date of the account, `due_at` and `until` are
    UTC. It makes no sense any more when the next one is due, on the day of `again_at` (UTC)."""

    number: int
    key: str
    day: date
    due_at: datetime
    until: datetime
    again_at: datetime


def turn_of(
    account: AccountState, now: datetime, stem: str, since: datetime, every: int, to: Recipient
) -> Turn:
    """The turn that is due or comes next, counted in working days from the day of `since` (UTC).

    Whoever gets it may live in another today: theirs counts.
    """
    hours, calendar, since_on = account.hours_of(to), account.calendar, account.today(since)
    turn = max(1, calendar.between(since_on, hours.calendar.local_date(now)) // every)
    number = turn + 1 if f"{stem}:{turn}" in account.settled else turn
    day = calendar.add(since_on, every * number)
    return Turn(
        number=number,
        key=f"{stem}:{number}",
        day=day,
        due_at=hours.at(day, account.cadence.reminders.at),
        until=hours.closing(calendar.add(day, every - 1)),
        again_at=hours.first_opening(calendar.add(since_on, every * (number + 1))),
    )
