"""The one place where time comes in. Everything else is handed a clock and asks it (UTC)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FollowingClock:
    """Somebody else's clock: the sandbox's, whose time the demo turns and the bot has to share."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        """`seconds` tells the time in seconds UTC, from any thread, and never runs backwards."""
        self._seconds = seconds

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._seconds(), UTC)


class ShiftedClock:
    """Another clock, moved by `offset`: tests turn it so that days pass at once."""

    def __init__(self, clock: Clock, offset: timedelta = timedelta(0)) -> None:
        self._clock = clock
        self.offset = offset

    def now(self) -> datetime:
        return self._clock.now() + self.offset

    def move(self, by: timedelta) -> None:
        self.offset += by
