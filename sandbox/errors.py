"""The two ways in which the sandbox says no."""

from typing import Any


class SlackError(Exception):
    """Slack's own refusal: an error code as its documentation names it, and what comes with it."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra


class Refusal(Exception):
    """A person cannot do this in Slack's client (no such button, not their channel)."""
