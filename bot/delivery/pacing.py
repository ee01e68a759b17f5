"""How fast we may call, so that in ordinary work Slack never has to say 429.

Three limits: calls per minute of a method in a workspace (Slack's tiers), posts per minute in a
workspace, and posts and edits per second in a channel. Windows slide: whatever 60 seconds are
looked at, no more than the allowance lies in them. All times are seconds of a monotonic clock.
"""

from collections import deque
from collections.abc import Callable

WINDOW_SECONDS = 60.5
"""Slack's minute, and a little for calls that overtake each other on the way."""

CHANNEL_SECONDS = 1.0
"""Between two posts, and between two edits, in one channel; from the answer on, since the call may
have taken all that time to reach Slack."""

TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
"""Calls per minute, workspace and method."""

_TIER_OF = {
    "bookmarks.add": 2,
    "bookmarks.edit": 2,
    "bookmarks.list": 3,
    "canvases.access.set": 3,
    "canvases.create": 2,
    "chat.update": 3,
    "conversations.archive": 2,
    "conversations.create": 2,
    "conversations.history": 3,
    "conversations.info": 3,
    "conversations.invite": 3,
    "conversations.inviteShared": 2,
    "conversations.join": 3,
    "conversations.list": 2,
    "conversations.listConnectInvites": 1,
    "conversations.members": 4,
    "conversations.open": 3,
    "conversations.replies": 3,
    "conversations.setPurpose": 2,
    "conversations.setTopic": 2,
    "files.completeUploadExternal": 4,
    "files.getUploadURLExternal": 4,
    "files.info": 4,
    "pins.add": 2,
    "users.info": 4,
    "users.lookupByEmail": 3,
}
_PACED_BY_CHANNEL = {"chat.postMessage", "chat.update"}


def tier_of() -> dict[str, int]:
    """The tier of each method that delivery calls; what is not here has limits of its own."""
    return dict(_TIER_OF)


class Pacing:
    """Who called what when. Asked before each call (`wait`), told of it (`called`, `answered`)."""

    def __init__(
        self, monotonic: Callable[[], float], *, posts_per_minute: int, paced: bool = True
    ) -> None:
        self._monotonic = monotonic
        self._paced = paced
        self._allowed = {method: TIERS[tier] for method, tier in _TIER_OF.items()}
        self._allowed["chat.postMessage"] = posts_per_minute
        self._calls: dict[tuple[str, str], deque[float]] = {}
        self._free_at: dict[tuple[str, str, str], float] = {}
        self._closed: dict[tuple[str, str, str | None], float] = {}

    def wait(self, workspace: str, method: str, channel: str | None) -> float:
        """Seconds until the call may go out; 0 when it may now."""
        now = self._monotonic()
        free_at = max(
            self._window_frees(workspace, method, now),
            self._closed.get((workspace, method, None), now),
        )
        if channel is not None and method in _PACED_BY_CHANNEL:
            free_at = max(
                free_at,
                self._free_at.get((workspace, method, channel), now),
                self._closed.get((workspace, method, channel), now),
            )
        return max(0.0, free_at - now)

    def called(self, workspace: str, method: str, channel: str | None) -> None:
        """The call goes out now."""
        now = self._monotonic()
        if not self._paced:
            return
        if method in self._allowed:
            self._calls.setdefault((workspace, method), deque()).append(now)
        if channel is not None and method in _PACED_BY_CHANNEL:
            self._free_at[workspace, method, channel] = now + CHANNEL_SECONDS
            if len(self._free_at) > 10_000:
                self._free_at = {key: at for key, at in self._free_at.items() if at > now}

    def answered(self, workspace: str, method: str, channel: str | None) -> None:
        """The call is over, however it ended."""
        if channel is not None and (workspace, method, channel) in self._free_at:
            self._free_at[workspace, method, channel] = self._monotonic() + CHANNEL_SECONDS

    def limited(self, workspace: str, method: str, channel: str | None, seconds: float) -> None:
        """Slack answered 429 all the same: the method rests, in the channel if that is the limit.

        A post may have met its channel's limit or the workspace's; a second channel that meets one
        while the first still rests says that it is the workspace's.
        """
        now = self._monotonic()
        if channel is None or method not in _PACED_BY_CHANNEL:
            self._closed[workspace, method, None] = now + seconds
            return
        elsewhere = any(
            key[:2] == (workspace, method) and key[2] not in (None, channel) and until > now
            for key, until in self._closed.items()
        )
        self._closed[workspace, method, None if elsewhere else channel] = now + seconds
        self._closed = {key: until for key, until in self._closed.items() if until > now}

    @property
    def remembered(self) -> int:
        """How many calls are kept in mind."""
        return len(self._free_at) + sum(map(len, self._calls.values()))

    def _window_frees(self, workspace: str, method: str, now: float) -> float:
        calls = self._calls.get((workspace, method))
        if calls is None:
            return now
        while calls and calls[0] <= now - WINDOW_SECONDS:
            calls.popleft()
        if len(calls) < self._allowed[method]:
            return now
        return calls[0] + WINDOW_SECONDS
