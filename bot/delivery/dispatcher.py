"""Lanes side by side, rows in order within each.

Every lane held by this replica is a coroutine; those that wait for their pace sleep in the event
loop's heap by the time they may act, and occupy none of the calls in flight.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from bot.delivery.attempt import Attempt, ChannelAway, Desk, Stopping, Undeliverable
from bot.delivery.ledger import LaneLost, Ledger, LedgerFailed, Parking
from bot.delivery.settings import DeliverySettings
from bot.slack.errors import (
    NotNow,
    RateLimited,
    Refused,
    SlackError,
    TokenRejected,
    UnknownOutcome,
)
from storage.lanes import Lane
from storage.outbox import OutboxRow, Sent

log = logging.getLogger(__name__)

Execute = Callable[[Attempt], Awaitable[Sent | None]]
"""Delivers a row; None when a service has ended the row itself."""

Died = Callable[[OutboxRow, str, str | None], None]
"""Told of a row that cannot be delivered: why, and Slack's code (or ours) if there is one."""

GIVEN_UP = "no_answer"
"""Our code for a row that was tried often enough."""

_DATABASE_FAILED = (LedgerFailed, OperationalError, InterfaceError, NoConnectionFree)
"""Passes, and no row is to blame; whatever else SQLAlchemy raises comes of the row."""


class Dispatcher:
    """Claims lanes and works them, until it is told to stop."""

    def __init__(
        self,
        desk: Desk,
        ledger: Ledger,
        executors: Mapping[str, Execute],
        died: Died,
        settings: DeliverySettings,
    ) -> None:
        self._desk = desk
        self._ledger = ledger
        self._executors = executors
        self._died = died
        self._settings = settings
        self._woken = asyncio.Event()
        self._lanes: dict[Lane, asyncio.Task[None]] = {}
        self._rejected: set[str] = set()

    def wake(self) -> None:
        """There may be something to do. From within the event loop."""
        self._woken.set()

    async def run(self) -> None:
        """Claim what waits whenever woken, and every few seconds; ends when stopping is set."""
        renewing = asyncio.create_task(self._renew())
        try:
            while not self._desk.stopping.is_set():
                await self._claim()
                try:
                    await asyncio.wait_for(self._woken.wait(), self._settings.poll_seconds)
                except TimeoutError:
                    continue
        finally:
            renewing.cancel()

    async def finish(self, seconds: float) -> bool:
        """Let what is on its way arrive; False when something had to be abandoned."""
        if not self._lanes:
            return True
        _, unfinished = await asyncio.wait(self._lanes.values(), timeout=seconds)
        for task in unfinished:
            task.cancel()
        if unfinished:
            await asyncio.wait(unfinished)
        return not unfinished

    async def _claim(self) -> None:
        self._woken.clear()
        room = self._settings.lanes_at_once - len(self._lanes)
        if room <= 0:
            return
        try:
            claimed = await self._ledger.claim(room)
        except LedgerFailed:
            log.exception("delivery cannot reach the database")
            return
        for lane, rows in claimed.items():
            if lane in self._lanes:
                continue  # our own hold ran out while we were slow: the claim has renewed it
            task = asyncio.create_task(self._work(lane, rows))
            self._lanes[lane] = task
            task.add_done_callback(lambda _, lane=lane: self._left(lane))  # type: ignore[misc]

    def _left(self, lane: Lane) -> None:
        del self._lanes[lane]
        if len(self._lanes) == self._settings.lanes_at_once - 1:
            self.wake()  # others may wait for the room

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(self._settings.hold_seconds / 3)
            if self._lanes:
                try:
                    await self._ledger.renew(list(self._lanes))
                except LedgerFailed:
                    log.exception("delivery cannot reach the database")

    async def _work(self, lane: Lane, rows: list[OutboxRow]) -> None:
        """Deliver a lane's rows until there are none, or none may go out now."""
        try:
            while True:
                for row in rows:
                    if self._desk.stopping.is_set():
                        await self._ledger.release(lane)
                        return
                    if not await self._deliver(lane, row):
                        return
                rows = await self._ledger.refill(lane)
                if not rows:
                    return
        except LaneLost:
            await self._give_back(lane)
        except _DATABASE_FAILED:
            # the lane stays held until its hold runs out: by then the database may be back
            log.exception("lane %s: the database failed", lane.name)

    async def _give_back(self, lane: Lane) -> None:
        """A row that we meant to send is not to be sent by us: our hold ran out and another replica
        may work the lane, or somebody took the row back, as a closing does. If the lane is ours
        still, what else waits there must not wait for our hold to run out."""
        log.warning("lane %s: what we had read of it is old", lane.name)
        try:
            await self._ledger.release(lane)
        except LedgerFailed:
            log.exception("lane %s: the database failed", lane.name)
        self.wake()  # nobody else does when a clock was turned and we are the only one

    async def _deliver(self, lane: Lane, row: OutboxRow) -> bool:
        """Deliver one row; False when the lane was given back."""
        attempt = Attempt(row, self._desk)
        try:
            sent = await self._executors[row.kind](attempt)
        except (NotNow, UnknownOutcome, RateLimited, TokenRejected, ChannelAway) as error:
            if not await self._is_hopeless(attempt, error):
                await self._park(lane, attempt, error)
                return False
            await self._bury(attempt, f"given up: {error}", GIVEN_UP)
        except Stopping:
            await self._ledger.release(lane, row.id if attempt.is_alone else None)
            return False
        except (LaneLost, *_DATABASE_FAILED):
            raise
        except Refused as error:
            await self._bury(attempt, str(error), error.code)
        except Undeliverable as error:
            await self._bury(attempt, str(error))
        except Exception as error:
            log.exception("outbox row %s (%s) cannot be delivered", row.id, row.kind)
            await self._bury(attempt, f"{type(error).__name__}: {error}")
        else:
            if sent is not None:
                await self._ledger.mark_sent(sent)
            self._rejected.discard(row.workspace_id)
        return True

    async def _is_hopeless(self, attempt: Attempt, error: SlackError | ChannelAway) -> bool:
        """Whether it is the row that fails, often enough, while Slack is there to be asked."""
        if not _counts(error) or attempt.row.attempts + 1 < self._settings.most_attempts:
            return False
        try:
            await attempt.call("auth.test")
        except (SlackError, Stopping):
            return False
        return True

    async def _park(self, lane: Lane, attempt: Attempt, error: SlackError | ChannelAway) -> None:
        """Leave the lane alone for a while.

        A row that was surely not sent, by this attempt or an earlier one, is pending again; any
        other keeps its state, so that it is looked up before it is sent.
        """
        seconds = self._patience(attempt.row, error)
        await self._ledger.park(
            Parking(
                lane,
                self._desk.clock.now() + timedelta(seconds=seconds),
                attempt.row.id,
                str(error),
                surely_not_sent=attempt.is_alone and not isinstance(error, UnknownOutcome),
                counts=_counts(error),
            )
        )
        asyncio.get_running_loop().call_later(seconds, self.wake)

    def _patience(self, row: OutboxRow, error: SlackError | ChannelAway) -> float:
        if isinstance(error, RateLimited):
            log.info("%s; lane %s rests for %g s", error, row.lane, error.retry_after)
            return error.retry_after
        if isinstance(error, ChannelAway):
            log.info("lane %s waits: %s", row.lane, error)
            return self._settings.look_again_seconds
        if isinstance(error, TokenRejected):
            if row.workspace_id not in self._rejected:
                self._rejected.add(row.workspace_id)
                log.error("%s: nothing can be sent in workspace %s", error, row.workspace_id)
            return self._settings.longest_patience
        seconds = min(
            self._settings.first_patience * 2.0 ** min(row.attempts, 10),
            self._settings.longest_patience,
        )
        log.warning("%s; outbox row %s again in %g s", error, row.id, seconds)
        return seconds

    async def _bury(self, attempt: Attempt, error: str, code: str | None = None) -> None:
        row = attempt.row
        log.error("outbox row %s (%s): %s", row.id, row.kind, error)
        try:
            await attempt.off_loop(self._died, row, error, code)
        except _DATABASE_FAILED:
            raise
        except Exception:
            log.exception("nobody could be told that outbox row %s is dead", row.id)
            await self._ledger.mark_dead(row.id, error)


def _counts(error: SlackError | ChannelAway) -> bool:
    """Whether a row that ends like this too often is given up."""
    return isinstance(error, NotNow | UnknownOutcome)
