"""Slack's rate limits: calls a minute by tier, and the pace of posts in one channel."""

import math
from collections import defaultdict, deque
from collections.abc import Callable
from enum import Enum

from sandbox.settings import Settings

WINDOW = 60.0
"""Seconds over which a tier counts."""


class Tier(Enum):
    """Calls a minute, per method and workspace. SPECIAL methods have limits of their own."""

    ONE = 1
    TWO = 20
    THREE = 50
    FOUR = 100
    SPECIAL = None


class Limits:
    """Runs on real time: moving the sandbox's clock does not fake the pace."""

    def __init__(self, settings: Settings, monotonic: Callable[[], float]) -> None:
        self._settings = settings
        self._monotonic = monotonic
        self._calls: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)
        self._next_post: dict[str, float] = {}

    def seconds_to_wait(self, method: str, tier: Tier, team_id: str, channel: str | None) -> int:
        """Whole seconds for `Retry-After`; 0 lets the call through and counts it."""
        if not self._settings.limits:
            return 0
        now = self._monotonic()
        wait = self._window_wait((method, team_id), tier.value, now)
        if wait <= 0 and channel is not None:
            wait = self._posting_wait(team_id, channel, now)
        if wait <= 0:
            self._count(method, tier, team_id, channel, now)
            return 0
        return math.ceil(wait)

    def _posting_wait(self, team_id: str, channel: str, now: float) -> float:
        allowance = self._settings.channel_burst - 1
        pace = self._next_post.get(channel, now) - allowance - now
        return max(
            pace, self._window_wait(("posts", team_id), self._settings.posts_per_minute, now)
        )

    def _window_wait(self, key: tuple[str, str], allowed: int | None, now: float) -> float:
        if allowed is None:
            return 0.0
        times = self._calls[key]
        while times and times[0] <= now - WINDOW:
            times.popleft()
        return times[0] + WINDOW - now if len(times) >= allowed else 0.0

    def _count(
        self, method: str, tier: Tier, team_id: str, channel: str | None, now: float
    ) -> None:
        if tier is not Tier.SPECIAL:
            self._calls[method, team_id].append(now)
        if channel is None:
            return
        self._next_post[channel] = max(self._next_post.get(channel, now), now) + 1.0
        if self._settings.posts_per_minute is not None:
            self._calls["posts", team_id].append(now)
