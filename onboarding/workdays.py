"""Working days of a country, and the local date of an account."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib import import_module
from zoneinfo import ZoneInfo

import holidays

from onboarding.countries import COUNTRIES
from onboarding.zones import known_zones

REMEMBERED = 65_536
"""How many answers of each kind are kept: dates and instants that many accounts share."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days people work in a country, and what day it is there.

    `country` is an ISO 3166 alpha-2 code, `zone` an IANA name; weekends and public holidays are the
    country's own. Raises ValueError for a country or a zone that is not known.
    """

    country: str
    zone: str

    def __post_init__(self) -> None:
        if self.country not in COUNTRIES:
            raise ValueError(
                f"'{self.country}' is not a country whose working days are known; "
                f"use its two-letter code, like DE or US."
            )
        if self.zone not in known_zones():
            raise ValueError(
                f"'{self.zone}' is not a time zone; use an IANA name, like Europe/Berlin."
            )

    def is_working_day(self, day: date) -> bool:
        """Whether people work on this local date."""
        return day not in _days_off(self.country, day.year)

    def next_working_day(self, day: date) -> date:
        """The day itself where it is a working day, else the first one after it."""
        return self.add(day, 0)

    def add(self, day: date, working_days: int) -> date:
        """The working day so many working days after a day (before it, if negative).

        Counting starts at the day itself where it is a working day, else at the next one, so that
        `add(day, 0)` is always a working day.
        """
        return _add(self.country, day, working_days)

    def between(self, a: date, b: date) -> int:
        """The working days from `a` (counted) to `b` (not counted); negative where `b` is earlier.

        The inverse of `add`: `between(day, add(day, n)) == n`.
        """
        return _between(self.country, a, b)

    def local_date(self, instant_utc: datetime) -> date:
        """The local date at an instant. Raises ValueError for a time without a zone."""
        if instant_utc.tzinfo is None:
            raise ValueError(f"{instant_utc} has no time zone.")
        return _local_date(self.zone, instant_utc)


@lru_cache(maxsize=REMEMBERED)
def calendar_of(country: str, zone: str) -> WorkCalendar:
    """The calendar of a place, made once. Raises ValueError for a place that is not known."""
    return WorkCalendar(country, zone)


def load_holidays() -> None:
    """Read the holidays of all countries, which the library else does when first asked for one.

    That takes a second, and several where Python keeps no compiled files: better while the program
    starts than while somebody waits for a form to be saved, which Slack gives three seconds.
    """
    import_module("holidays.countries")


@lru_cache(maxsize=1024)
def _days_off(country: str, year: int) -> frozenset[date]:
    """Weekends and public holidays, less the weekend days that a country works in exchange."""
    known = holidays.country_holidays(country, years=year)
    return frozenset(day for day in _days_of(year) if not known.is_working_day(day))


@lru_cache(maxsize=1024)
def _working_days(country: str, year: int) -> tuple[date, ...]:
    """In order: counting days is then finding their places."""
    return tuple(day for day in _days_of(year) if day not in _days_off(country, year))


# Accounts share their countries, their zones and their days: what was counted for one is looked up
# for the next.


@lru_cache(maxsize=REMEMBERED)
def _add(country: str, day: date, working_days: int) -> date:
    year, place = day.year, _place(country, day) + working_days
    while place < 0:
        year -= 1
        place += len(_working_days(country, year))
    while place >= (days := len(_working_days(country, year))):
        place -= days
        year += 1
    return _working_days(country, year)[place]


@lru_cache(maxsize=REMEMBERED)
def _between(country: str, a: date, b: date) -> int:
    if b < a:
        return -_between(country, b, a)
    whole_years = sum(len(_working_days(country, year)) for year in range(a.year, b.year))
    return whole_years + _place(country, b) - _place(country, a)


@lru_cache(maxsize=REMEMBERED)
def _local_date(zone: str, instant_utc: datetime) -> date:
    return instant_utc.astimezone(ZoneInfo(zone)).date()


def _place(country: str, day: date) -> int:
    """How many working days its year has before a day."""
    return bisect_left(_working_days(country, day.year), day)


def _days_of(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range(366))
    return (day for day in days if day.year == year)
