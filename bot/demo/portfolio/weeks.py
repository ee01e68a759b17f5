"""When things happen in a history: a week of it, a day, and the host's time of day."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/London")
"""Where the host's owner sits, by whose days the sandbox counts."""
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def moment(first_monday: date, when: str) -> datetime:
    """The instant of `3 Thu 14:05`: a Thursday, in the third week of the history."""
    clock = when.split()[2]
    return datetime.combine(day(first_monday, when), time.fromisoformat(clock), ZONE)


def day(first_monday: date, when: str) -> date:
    """The day of `3 Thu`, or of `3 Thu 14:05`."""
    week, weekday, *_ = when.split()
    return first_monday + timedelta(weeks=int(week) - 1, days=DAYS.index(weekday))
