"""What both transports share: the answer of an app, and Slack's patience."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol

Kind = Literal["events_api", "interactive", "slash_commands"]

ACK_LIMIT = 3.0
"""Seconds within which an app has to answer."""

RETRY_WAITS = (0.0, 60.0, 300.0)
"""Seconds before each of the three repetitions of an event nobody acknowledged."""


@dataclass(frozen=True, slots=True)
class Ack:
    """How a delivery ended.

    `body` is what the app answered with, if anything; an answer in plain text is
    `{"text": …}`. `error` is the reason in Slack's words (`http_timeout`, `http_error`, …)
    when `ok` is false. `seconds` is how long the last attempt took; `attempts` counts all.
    """

    ok: bool
    body: dict[str, Any] | None
    error: str | None
    seconds: float
    attempts: int


class Transport(Protocol):
    async def deliver(self, kind: Kind, payload: dict[str, Any], *, retry: bool) -> Ack:
        """Bring a payload to the app and wait for its answer; with `retry`, as often as Slack."""
        ...


Attempt = Callable[[int, str], Awaitable[Ack]]
"""One try: gets the number of the repetition (0: the first try) and why it is repeated."""


async def repeated(attempt: Attempt, *, wait_factor: float) -> Ack:
    """Try until the app acknowledges, at most once and three repetitions."""
    ack = await attempt(0, "")
    for repetition, wait in enumerate(RETRY_WAITS, start=1):
        if ack.ok:
            break
        await asyncio.sleep(wait * wait_factor)
        ack = replace(await attempt(repetition, ack.error or ""), attempts=repetition + 1)
    return ack
