"""How strict and how fast this sandbox is."""

from dataclasses import dataclass


@dataclass(slots=True)
class Settings:
    limits: bool = True
    """Whether Slack's rate limits are answered with 429."""
    channel_burst: int = 3
    """Posts a channel takes at once before the pace of one a second counts."""
    posts_per_minute: int | None = None
    """Slack's cap on posts in a whole workspace; it publishes no figure, so none is set."""
    log_size: int = 20_000
    """How many calls and how many payloads the log keeps."""
    retry_wait_factor: float = 1.0
    """Scales the waits (none, 1 minute, 5 minutes) before an event is sent again."""
    latency: float = 0.0
    """Seconds added to every answer of the Web API."""
    starts_at: float | None = None
    """What the sandbox's clock shows at first, seconds UTC; the present time without it."""
