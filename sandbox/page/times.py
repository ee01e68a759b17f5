"""Times as people say them, in the viewer's zone."""

from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sandbox.world import Person


class Moment(NamedTuple):
    """An instant for a `<time>`: `iso` for machines, `short` and `full` for people."""

    iso: str
    short: str
    full: str
    day: date


def moment(viewer: Person, seconds: float) -> Moment:
    """`seconds` UTC, in the viewer's zone."""
    local = datetime.fromtimestamp(seconds, UTC).astimezone(ZoneInfo(viewer.zone))
    full = f"{local:%A}, {local.day} {local:%B %Y}, {local:%H:%M:%S}"
    return Moment(local.isoformat(timespec="seconds"), f"{local:%H:%M}", full, local.date())


def day_words(day: date, today: date) -> str:
    """Today, Yesterday, or the day with its date; the year where it is another."""
    if day == today:
        return "Today"
    if (today - day).days == 1:
        return "Yesterday"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%A}, {day.day} {day:%B}{year}"


def ago_words(viewer: Person, seconds: float, now: float) -> str:
    """When the last reply came: "today at 14:05"."""
    then, today = moment(viewer, seconds), moment(viewer, now).day
    day = day_words(then.day, today)
    named = day.lower() if day in ("Today", "Yesterday") else day
    return f"{named} at {then.short}"
