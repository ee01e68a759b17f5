""" "Remind me later": until the next working day of whoever asked (C9)."""

from datetime import datetime

from onboarding.hours import Hours

SNOOZE_DAYS = 3
"""Working days for which a snooze keeps the ladder of a quiet customer still."""


def next_working_day(hours: Hours, now: datetime) -> datetime:
    """When the next working day begins: never still today, though its hours be to come."""
    today = hours.calendar.local_date(now)
    openings = hours.openings(now)
    return next(at for at in openings if hours.calendar.local_date(at) > today)


def snoozed_until(hours: Hours, now: datetime, days: int = SNOOZE_DAYS) -> datetime:
    """The opening of the working day so many working days after today (UTC)."""
    today = hours.calendar.local_date(now)
    return hours.opening(hours.calendar.add(today, days))
