"""The delivery loop's bookkeeping: what many lanes ask for at once becomes one transaction.

While one transaction commits, requests gather for the next; so a hundred lanes cost hardly more
transactions than one. Every request is answered after its commit.
"""

import asyncio
from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection

from storage import lanes, outbox
from storage.database import Database
from storage.lanes import Lane
from storage.outbox import OutboxRow, Sent

ROWS_PER_LANE = 20

T = TypeVar("T")


class LaneLost(Exception):
    """The lane's hold ran out and somebody else may be working it: hands off."""


class LedgerFailed(Exception):
    """The database did not take what was asked; says nothing about any row."""


@dataclass(frozen=True, slots=True)
class Parking:
    """A lane to be left alone until then, and what became of the row that was tried."""

    lane: Lane
    until: datetime
    row_id: int
    error: str
    surely_not_sent: bool  # to be pending again; else the row stays as it is
    counts: bool  # as an attempt that failed


@dataclass(slots=True)
class Batch:
    """What was asked for since the last transaction."""

    sending: dict[int, asyncio.Future[bool]] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    pending: list[int] = field(default_factory=list)
    dead: list[tuple[int, str]] = field(default_factory=list)
    parkings: list[Parking] = field(default_factory=list)
    released: list[Lane] = field(default_factory=list)
    refills: dict[Lane, asyncio.Future[list[OutboxRow]]] = field(default_factory=dict)
    renewals: list[Lane] = field(default_factory=list)
    claim: int = 0
    claimed: list[asyncio.Future[dict[Lane, list[OutboxRow]]]] = field(default_factory=list)
    written: list[asyncio.Future[None]] = field(default_factory=list)

    def futures(self) -> Iterable[asyncio.Future[Any]]:
        """Everybody who waits for this batch."""
        yield from self.sending.values()
        yield from self.refills.values()
        yield from self.claimed
        yield from self.written


@dataclass(frozen=True, slots=True)
class Answers:
    may_send: set[int]
    rows: dict[Lane, list[OutboxRow]]
    claimed: dict[Lane, list[OutboxRow]]


class Ledger:
    """`run` writes; everything else asks and waits. All of it within one event loop."""

    def __init__(
        self, database: Database, executor: Executor, holder: str, hold_seconds: float
    ) -> None:
        self._database = database
        self._executor = executor
        self._holder = holder
        self._hold_seconds = hold_seconds
        self._batch = Batch()
        self._asked = asyncio.Event()

    async def claim(self, limit: int) -> dict[Lane, list[OutboxRow]]:
        """Take lanes in which something waits, each with its next rows."""
        answer: asyncio.Future[dict[Lane, list[OutboxRow]]] = self._future()
        self._batch.claim += limit
        self._batch.claimed.append(answer)
        return await answer

    async def refill(self, lane: Lane) -> list[OutboxRow]:
        """The lane's next rows; when there are none, the lane is given back."""
        answer: asyncio.Future[list[OutboxRow]] = self._future()
        self._batch.refills[lane] = answer
        return await answer

    async def mark_sending(self, row_id: int) -> None:
        """Raises `LaneLost` when the row's lane is no longer ours."""
        answer: asyncio.Future[bool] = self._future()
        self._batch.sending[row_id] = answer
        if not await answer:
            raise LaneLost

    async def mark_sent(self, sent: Sent) -> None:
        self._batch.sent.append(sent)
        await self._write()

    async def mark_dead(self, row_id: int, error: str) -> None:
        """A row that cannot be delivered, and of which nobody could be told."""
        self._batch.dead.append((row_id, error))
        await self._write()

    async def park(self, parking: Parking) -> None:
        """Give a lane back, to be worked again from then on."""
        self._batch.parkings.append(parking)
        await self._write()

    async def release(self, lane: Lane, row_id: int | None = None) -> None:
        """Give a lane back at once; a row that surely was not sent is pending again."""
        if row_id is not None:
            self._batch.pending.append(row_id)
        self._batch.released.append(lane)
        await self._write()

    async def renew(self, held: list[Lane]) -> None:
        """Hold the lanes for longer. One that was lost shows when a row of it is to be sent."""
        self._batch.renewals.extend(held)
        await self._write()

    async def run(self) -> None:
        """Write what is asked for, until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            await self._asked.wait()
            self._asked.clear()
            batch, self._batch = self._batch, Batch()
            try:
                answers = await loop.run_in_executor(self._executor, self._transact, batch)
            except Exception as error:  # each who asked is told, and copes
                _fail(batch, error)
            else:
                _answer(batch, answers)

    async def _write(self) -> None:
        answer: asyncio.Future[None] = self._future()
        self._batch.written.append(answer)
        await answer

    def _future(self) -> asyncio.Future[Any]:
        self._asked.set()
        return asyncio.get_running_loop().create_future()

    def _transact(self, batch: Batch) -> Answers:
        now = self._database.clock.now()
        with self._database.writing() as connection:
            outbox.mark_sent(connection, batch.sent, now)
            if batch.pending:
                outbox.back_to_pending(connection, batch.pending, None)
            for row_id, error in batch.dead:
                outbox.mark_dead(connection, row_id, error)
            for parking in batch.parkings:
                outbox.put_off(
                    connection,
                    parking.row_id,
                    parking.error,
                    surely_not_sent=parking.surely_not_sent,
                    counts=parking.counts,
                )
                lanes.park(connection, self._holder, parking.lane, parking.until)
            if batch.renewals:
                lanes.renew(connection, self._holder, batch.renewals, now, self._hold_seconds)
            claimed = self._claim(connection, batch.claim, now)  # none that is given back below
            rows: dict[Lane, list[OutboxRow]] = {}
            if batch.refills:
                rows = outbox.waiting_rows(connection, list(batch.refills), ROWS_PER_LANE)
            done = [*batch.released, *(lane for lane in batch.refills if lane not in rows)]
            if done:
                lanes.release(connection, self._holder, done)
            may_send: set[int] = set()
            if batch.sending:
                may_send = outbox.mark_sending(connection, self._holder, list(batch.sending), now)
        return Answers(may_send, rows, claimed)

    def _claim(
        self, connection: Connection, limit: int, now: datetime
    ) -> dict[Lane, list[OutboxRow]]:
        if not limit:
            return {}
        taken = lanes.claim_lanes(connection, self._holder, now, self._hold_seconds, limit)
        if not taken:
            return {}
        found = outbox.waiting_rows(connection, taken, ROWS_PER_LANE)
        return {lane: found.get(lane, []) for lane in taken}


def _answer(batch: Batch, answers: Answers) -> None:
    for row_id, may_send in batch.sending.items():
        _resolve(may_send, row_id in answers.may_send)
    for lane, refill in batch.refills.items():
        _resolve(refill, answers.rows.get(lane, []))
    for first, claim in enumerate(batch.claimed):
        _resolve(claim, answers.claimed if first == 0 else {})
    for written in batch.written:
        _resolve(written, None)


def _resolve(future: asyncio.Future[T], answer: T) -> None:
    if not future.done():  # whoever asked was cancelled meanwhile
        future.set_result(answer)


def _fail(batch: Batch, error: Exception) -> None:
    for future in batch.futures():
        if not future.done():
            failure = LedgerFailed(str(error))
            failure.__cause__ = error
            future.set_exception(failure)
