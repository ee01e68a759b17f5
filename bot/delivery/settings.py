"""What can be set about delivery."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeliverySettings:
    """Times are in seconds."""

    hold_seconds: float = 30.0
    """How long a replica that died keeps its lanes from the others."""
    poll_seconds: float = 2.0
    """How often we look for work that nobody told us of."""
    first_patience: float = 1.0
    """Before the second attempt at what failed in passing; doubled for each further one."""
    longest_patience: float = 60.0
    most_attempts: int = 16
    """After so many that failed for what may pass, ten minutes by the patience above, a row is
    given up: unless it is Slack itself that does not answer."""
    look_again_seconds: float = 60.0
    """How often we look whether a channel is back that was archived or that we were put out of."""
    in_flight: int = 100
    """Calls to Slack at the same time."""
    lanes_at_once: int = 400
    """Lanes held at the same time, most of them waiting for their pace."""
    posts_per_minute: int = 600
    """Slack's cap on posts in a workspace; it publishes no figure."""
    paced: bool = True
    """Keep Slack's limits of our own accord. Off only against a sandbox without limits."""
