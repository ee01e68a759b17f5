"""The hours in which a message may arrive, in the zone and country of whoever gets it (C9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from onboarding.workdays import WorkCalendar

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """Working hours on working days. Instants are UTC; `opens` and `closes` are wall times."""

    calendar: WorkCalendar
    opens: time
    closes: time

    def is_open(self, instant: datetime) -> bool:
        """Whether a message may arrive now."""
        local = instant.astimezone(ZoneInfo(self.calendar.zone))
        in_hours = self.opens <= local.time() < self.closes
        return in_hours and self.calendar.is_working_day(local.date())

    def next_open(self, instant: datetime) -> datetime:
        """The instant itself where a message may arrive, else the next opening."""
        if self.is_open(instant):
            return instant
        return next(opening for opening in self.openings(instant) if opening > instant)

    def openings(self, instant: datetime) -> Iterator[datetime]:
        """When it opens, from the local day of an instant on, for ever."""
        day = self.calendar.local_date(instant)
        while True:
            day = self.calendar.next_working_day(day)
            yield self.at(day, self.opens)
            day += _DAY

    def at(self, day: date, wall: time) -> datetime:
        """A wall time of a local day as an instant.

        A time that the clocks skip in spring is the one as much after the jump; of a time that
        comes twice in autumn it is the first.
        """
        local = datetime.combine(day, wall, ZoneInfo(self.calendar.zone))
        return local.astimezone(UTC)

    def closing(self, day: date) -> datetime:
        """When a local day's hours end."""
        return self.at(day, self.closes)

    def working_hours_between(self, start: datetime, end: datetime) -> float:
        """How many hours were open between two instants; 0 when `end` is earlier."""
        total = timedelta(0)
        day, last = self.calendar.local_date(start), self.calendar.local_date(end)
        while day <= last:
            if self.calendar.is_working_day(day):
                from_ = max(start, self.at(day, self.opens))
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
