"""When somebody's digest comes: a rhythm and a wall time in that person's own zone.

Wall time and zone are what is kept; the instant (UTC) is computed each time it is needed, so that
half past eight stays half past eight when the clocks change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from onboarding.workdays import WorkCalendar
from onboarding.zones import country_of, known_zones

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


class Rhythm(StrEnum):
    """How often a digest comes."""

    DAILY = "daily"  # on working days
    WEEKLY = "weekly"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Subscription:
    """`weekday` (0 is Monday) counts for a weekly digest only; `at` is a wall time in `zone`."""

    rhythm: Rhythm
    weekday: int
    at: time
    zone: str

    def next_after(self, instant: datetime) -> datetime | None:
        """The first time it comes after an instant (both UTC); None where it never does."""
        return next((at for at in self._moments(instant) if at > instant), None)

    def period_before(self, instant: datetime) -> datetime:
        """What a first digest looks back to: its day or week."""
        return instant - (_WEEK if self.rhythm is Rhythm.WEEKLY else _DAY)

    def local_date(self, instant: datetime) -> date:
        """What day it is for the reader at an instant (UTC)."""
        return instant.astimezone(ZoneInfo(self.zone)).date()

    def _moments(self, instant: datetime) -> Iterator[datetime]:
        match self.rhythm:
            case Rhythm.DAILY:
                days = self._working_days(self.local_date(instant))
            case Rhythm.WEEKLY:
                days = self._weekdays(self.local_date(instant) - _WEEK)
            case Rhythm.NEVER:
                return
        for day in days:
            yield self._instant(day)

    def _instant(self, day: date) -> datetime:
        """A time that the clocks skip in spring is the one as much after the jump; of a time that
        comes twice in autumn it is the first."""
        return datetime.combine(day, self.at, ZoneInfo(self.zone)).astimezone(UTC)

    def _working_days(self, day: date) -> Iterator[date]:
        while True:
            if self._works(day):
                yield day
            day += _DAY

    def _weekdays(self, day: date) -> Iterator[date]:
        """The chosen weekday; one that is a holiday gives way to the next working day."""
        day += timedelta(days=(self.weekday - day.weekday()) % 7)
        while True:
            usually = self._works(day - _WEEK) or self._works(day + _WEEK)
            yield next(self._working_days(day)) if usually else day
            day += _WEEK

    def _works(self, day: date) -> bool:
        """By the country in which the zone lies; in a zone of no country weekends are off."""
        country = country_of(self.zone)
        if country is None:
            return day.weekday() < 5
        return WorkCalendar(country, self.zone).is_working_day(day)


MORNING = time(8, 30)


def usual(*, owns: bool, zone: str | None) -> Subscription:
    """What somebody gets who has not chosen: whoever owns customers each working day, whoever only
    leads on Mondays."""
    rhythm = Rhythm.DAILY if owns else Rhythm.WEEKLY
    return Subscription(rhythm, 0, MORNING, zone if zone and zone in known_zones() else "UTC")
