"""The hours in which a message may arrive, in the zone and country of whoever gets it (C9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from onboarding.workdays import REMEMBERED, WorkCalendar, calendar_of

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """Working hours on working days. Instants are UTC; `opens` and `closes` are wall times.

    A day whose hours the clocks skip in spring has none.
    """

    calendar: WorkCalendar
    opens: time
    closes: time

    def is_open(self, instant: datetime) -> bool:
        """Whether a message may arrive now."""
        day = self.calendar.local_date(instant)
        in_hours = self.opening(day) <= instant < self.closing(day)
        return in_hours and self.calendar.is_working_day(day)

    def next_open(self, instant: datetime) -> datetime:
        """The instant itself where a message may arrive, else the next opening."""
        return instant if self.is_open(instant) else self.opening_after(instant)

    def opening_after(self, instant: datetime) -> datetime:
        """The first opening that is later than an instant."""
        return _opening_after(self, instant)

    def last_opening(self, instant: datetime) -> datetime:
        """The last opening that is not later than an instant: when its working day began."""
        return _last_opening(self, instant)

    def first_opening(self, day: date) -> datetime:
        """When a local day's hours begin, or those of the next day that has any."""
        return _first_opening(self, day)

    def openings(self, instant: datetime) -> Iterator[datetime]:
        """When it opens, from the local day of an instant on, for ever."""
        day = self.calendar.local_date(instant)
        while True:
            opening = self.first_opening(day)
            yield opening
            day = self.calendar.local_date(opening) + _DAY

    def at(self, day: date, wall: time) -> datetime:
        """A wall time of a local day as an instant.

        A time that the clocks skip in spring is the one as much after the jump; of a time that
        comes twice in autumn it is the first.
        """
        return _instant(self.calendar.zone, day, wall)

    def opening(self, day: date) -> datetime:
        """When a local day's hours begin."""
        return self.at(day, self.opens)

    def closing(self, day: date) -> datetime:
        """When a local day's hours end."""
        return self.at(day, self.closes)

    def working_hours_between(self, start: datetime, end: datetime) -> float:
        """How many hours were open between two instants; 0 when `end` is earlier."""
        total = timedelta(0)
        day, last = self.calendar.local_date(start), self.calendar.local_date(end)
        while day <= last:
            if self.has_any(day):
                from_ = max(start, self.opening(day))
                total += max(timedelta(0), min(end, self.closing(day)) - from_)
            day += _DAY
        return total / timedelta(hours=1)

    def after_working_hours(self, start: datetime, hours: float) -> datetime:
        """The first instant by which so many hours were open since `start`."""
        left = timedelta(hours=hours)
        instant = self.next_open(start)
        while True:
            closing = self.closing(self.calendar.local_date(instant))
            if instant + left < closing:
                return instant + left
            left -= closing - instant
            instant = self.next_open(closing)

    def has_any(self, day: date) -> bool:
        """Whether a local day has any of these hours."""
        return self.calendar.is_working_day(day) and self.opening(day) < self.closing(day)


@lru_cache(maxsize=REMEMBERED)
def hours_in(country: str, zone: str, opens: time, closes: time) -> Hours:
    """The hours of a place, made once. Raises ValueError for a place that is not known."""
    return Hours(calendar_of(country, zone), opens, closes)


# Accounts share their zones and their days, and many are looked at in the same moment: what was
# found for one is looked up for the next.


@lru_cache(maxsize=REMEMBERED)
def _opening_after(hours: Hours, instant: datetime) -> datetime:
    return next(opening for opening in hours.openings(instant) if opening > instant)


@lru_cache(maxsize=REMEMBERED)
def _first_opening(hours: Hours, day: date) -> datetime:
    day = hours.calendar.next_working_day(day)
    while not hours.has_any(day):
        day = hours.calendar.next_working_day(day + _DAY)
    return hours.opening(day)


@lru_cache(maxsize=REMEMBERED)
def _last_opening(hours: Hours, instant: datetime) -> datetime:
    day = hours.calendar.local_date(instant)
    while not hours.has_any(day) or hours.opening(day) > instant:
        day -= _DAY
    return hours.opening(day)


@lru_cache(maxsize=REMEMBERED)
def _instant(zone: str, day: date, wall: time) -> datetime:
    return datetime.combine(day, wall, ZoneInfo(zone)).astimezone(UTC)
