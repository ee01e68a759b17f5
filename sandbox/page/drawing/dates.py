"""Dates in a message, spelled for the person who reads it: Slack's `<!date>` tokens."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

_TOKEN = re.compile(r"\{(\w+)\}")
_HALF_A_YEAR = timedelta(days=183)
_PERIODS = (
    ("year", 365 * 24 * 60 * 60),
    ("month", 30 * 24 * 60 * 60),
    ("day", 24 * 60 * 60),
    ("hour", 60 * 60),
    ("minute", 60),
    ("second", 1),
)


def spell_date(timestamp: int, form: str, zone: ZoneInfo, now: datetime) -> str | None:
    """A moment in words: `{date_short_pretty} at {time}` → "Tomorrow at 2:00 PM".

    `timestamp`: seconds since 1970, UTC. `zone`: the reader's; `now` is aware. None when the form
    has no token or one that Slack does not know, and for moments no calendar has.
    """
    try:
        when = datetime.fromtimestamp(timestamp, zone)
        today = now.astimezone(zone)
    except (OverflowError, OSError, ValueError):
        return None
    tokens = _TOKEN.findall(form)
    if not tokens or any(token not in _SPELLERS for token in tokens):
        return None
    said = _TOKEN.sub(lambda token: _SPELLERS[token[1]](when, today), form)
    return said[:1].upper() + said[1:]


def spell_time(when: datetime) -> str:
    """2:05 PM."""
    return f"{when.hour % 12 or 12}:{when:%M} {when:%p}"


def _number(when: datetime, _: datetime) -> str:
    return f"{when:%Y-%m-%d}"


def _date(when: datetime, now: datetime) -> str:
    return f"{when:%B} {_ordinal(when.day)}{_year(when, now)}"


def _short(when: datetime, now: datetime) -> str:
    return f"{when:%b} {when.day}{_year(when, now)}"


def _long(when: datetime, now: datetime) -> str:
    return f"{when:%A}, {_date(when, now)}"


def _day_divider(when: datetime, now: datetime) -> str:
    """The year only when it is another one."""
    year = "" if when.year == now.year else f", {when.year}"
    return f"{when:%A}, {when:%B} {_ordinal(when.day)}{year}"


def _time(when: datetime, _: datetime) -> str:
    return spell_time(when)


def _time_with_seconds(when: datetime, _: datetime) -> str:
    return f"{when.hour % 12 or 12}:{when:%M:%S} {when:%p}"


def _ago(when: datetime, now: datetime) -> str:
    seconds = int((now - when).total_seconds())
    for name, length in _PERIODS:
        count = abs(seconds) // length
        if count:
            period = f"{count} {name}{'' if count == 1 else 's'}"
            return f"{period} ago" if seconds > 0 else f"in {period}"
    return "just now"


Speller = Callable[[datetime, datetime], str]


def _pretty(otherwise: Speller) -> Speller:
    """Yesterday, today and tomorrow by name."""

    def spell(when: datetime, now: datetime) -> str:
        names = {-1: "yesterday", 0: "today", 1: "tomorrow"}
        return names.get((when.date() - now.date()).days) or otherwise(when, now)

    return spell


_SPELLERS: dict[str, Speller] = {
    "date_num": _number,
    "date": _date,
    "date_short": _short,
    "date_long": _long,
    "date_pretty": _pretty(_date),
    "date_short_pretty": _pretty(_short),
    "date_long_pretty": _pretty(_long),
    "day_divider_pretty": _pretty(_day_divider),
    "time": _time,
    "time_secs": _time_with_seconds,
    "ago": _ago,
}


def _year(when: datetime, now: datetime) -> str:
    """Left away within half a year, where nobody would mistake it."""
    return "" if abs(when - now) < _HALF_A_YEAR else f", {when.year}"


def _ordinal(day: int) -> str:
    if day in (11, 12, 13):
        return f"{day}th"
    return f"{day}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th') }"
