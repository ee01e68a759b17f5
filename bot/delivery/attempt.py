"""One try at one outbox row: what an executor is given to work with."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, ParamSpec, TypeVar

from bot.delivery.ledger import Ledger
from bot.delivery.pacing import Pacing
from bot.slack.client import SlackClient
from bot.slack.errors import ChannelClosed, ChannelNotFound, NotNow, RateLimited, Refused
from storage.database import Clock
from storage.outbox import OutboxRow, OutboxState

P = ParamSpec("P")
T = TypeVar("T")


NEWS_TRAVELS = timedelta(minutes=5)
"""How long after a row was written Slack's news of its channel may still be on its way."""


class Stopping(Exception):
    """The program is being stopped: what has not begun is left for later."""


class ChannelMoved(NotNow):
    """The channel is not found, perhaps because we have yet to be told its new id."""


class ChannelAway(Exception):
    """The customer's channel is archived or we are out of it: what is to be said there waits."""


class Undeliverable(Exception):
    """The row cannot be delivered, for a reason of our own; says why."""


@dataclass(slots=True)
class Desk:
    """What all attempts share."""

    slack: SlackClient
    ledger: Ledger
    pacing: Pacing
    executor: Executor
    clock: Clock
    in_flight: asyncio.Semaphore
    stopping: asyncio.Event


class Attempt:
    """`begun` says whether this attempt may have sent something."""

    def __init__(self, row: OutboxRow, desk: Desk) -> None:
        self.row = row
        self.begun = False
        self._desk = desk

    @property
    def is_uncertain(self) -> bool:
        """Whether an earlier attempt may have arrived: look before sending again."""
        return self.row.state is OutboxState.SENDING

    @property
    def is_alone(self) -> bool:
        """Whether this attempt and no earlier one may have sent something."""
        return self.begun and not self.is_uncertain

    async def begin(self, method: str, channel: str | None = None) -> None:
        """To be called before the first call that changes something in Slack.

        Waits for the pace, so that a row is *sending* no longer than it takes; then commits that
        it is. Raises `LaneLost` when the lane is no longer ours, `Stopping` when it is too late.
        """
        await self._wait_for_pace(method, channel)
        await self._desk.ledger.mark_sending(self.row.id)
        self.begun = True

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Call Slack within the pace; raises a `SlackError`. See `SlackClient.call`."""
        workspace, desk = self.row.workspace_id, self._desk
        channel = arguments.get("channel") or arguments.get("channel_id")
        while True:
            await self._wait_for_pace(method, channel)
            async with desk.in_flight:
                if desk.pacing.wait(workspace, method, channel) > 0:
                    continue  # somebody else was quicker
                desk.pacing.called(workspace, method, channel)
                try:
                    return await desk.slack.call(method, **arguments)
                except RateLimited as error:
                    desk.pacing.limited(workspace, method, channel, error.retry_after)
                    raise
                except (ChannelClosed, ChannelNotFound) as error:
                    self._ask_for_patience(error, channel)
                    raise
                finally:
                    desk.pacing.answered(workspace, method, channel)

    async def upload(self, address: str, content: bytes) -> None:
        """Hand Slack the bytes of a file, at the address it gave for them."""
        async with self._desk.in_flight:
            await self._desk.slack.upload(address, content)

    async def off_loop(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run what blocks (the database) in a thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._desk.executor, partial(work, *args, **kwargs))

    def _ask_for_patience(self, error: Refused, channel: str | None) -> None:
        """Slack's refusal may be ahead of its news: then raises what says to try again.

        A private channel gets another id when sharing begins, and is looked for where nobody told
        us (`Locating`); one that a customer reads is archived, or we are put out of it.
        """
        if isinstance(error, ChannelNotFound) and channel is not None and channel[0] == "G":
            raise ChannelMoved(error.method, error.code) from error
        if self._desk.clock.now() - self.row.created_at >= NEWS_TRAVELS:
            return
        if self.row.lane.startswith("channel:"):
            raise ChannelAway(str(error)) from error

    async def _wait_for_pace(self, method: str, channel: str | None) -> None:
        """Waits without occupying one of the calls in flight."""
        desk = self._desk
        while True:
            if desk.stopping.is_set():
                raise Stopping
            seconds = desk.pacing.wait(self.row.workspace_id, method, channel)
            if seconds <= 0:
                return
            try:
                await asyncio.wait_for(desk.stopping.wait(), seconds)
            except TimeoutError:
                continue
