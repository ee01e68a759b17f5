"""The sandbox's own time: the machine's, plus an offset that can only grow."""

import time


class Clock:
    """Sandbox time in seconds UTC. Rate limits do not use it: see `monotonic`."""

    def __init__(self) -> None:
        self._offset = 0.0
        self._last_microsecond = 0

    def now(self) -> float:
        return time.time() + self._offset

    def move(self, seconds: float) -> None:
        """Move forward. Slack's time never runs backwards: raises ValueError."""
        if seconds < 0:
            raise ValueError("the sandbox's clock only moves forward")
        self._offset += seconds

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
