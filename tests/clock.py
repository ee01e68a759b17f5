"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta


class SettableClock:
    def __init__(self, start: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def move(self, **by: float) -> datetime:
        """Move on by `days=…, hours=…, minutes=…, seconds=…`; answers the new time."""
        self._now += timedelta(**by)
        return self._now

    def set(self, now: datetime) -> None:
        """Turn to an aware instant, earlier or later."""
        self._now = now.astimezone(UTC)
