"""The sandbox's own time: the machine's, plus an offset that can only grow."""

import time
from collections.abc import Callable

MICROSECOND = 1e-6


class Clock:
    """Sandbox time in seconds UTC. Rate limits do not use it: see `monotonic`."""

    def __init__(
        self, starts_at: float | None = None, *, machine: Callable[[], float] = time.time
    ) -> None:
        """`starts_at`: seconds UTC, in the past for instance; without it, the machine's time."""
        self._machine = machine
        self._offset = 0.0 if starts_at is None else starts_at - machine()
        self._last_microsecond = 0

    def now(self) -> float:
        """May be read from any thread."""
        return self._machine() + self._offset

    def move(self, seconds: float) -> None:
        """Move forward. Slack's time never runs backwards: raises ValueError."""
        if seconds < 0:
            raise ValueError("the sandbox's clock only moves forward")
        self._offset += seconds

    def advance_to(self, instant: float) -> bool:
        """Move forward to an instant, or a microsecond past it; False when it has passed."""
        ahead = instant - self.now()
        if ahead <= 0:
            return False
        self._offset += ahead
        if self.now() < instant:  # the sum was rounded
            self._offset += MICROSECOND
        return True

    def next_ts(self) -> str:
        """A message timestamp, greater than every one before it."""
        microsecond = max(int(self.now() * 1_000_000), self._last_microsecond + 1)
        self._last_microsecond = microsecond
        seconds, rest = divmod(microsecond, 1_000_000)
        return f"{seconds}.{rest:06d}"

    @staticmethod
    def monotonic() -> float:
        """Real time for paces and timeouts, untouched by moving the clock."""
        return time.monotonic()

    @staticmethod
    def wall_time() -> float:
        """Real time of day, for request signatures."""
        return time.time()
