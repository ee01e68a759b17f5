"""Delivery with executors that only note what they are given, on a real database."""

import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from bot.clock import SystemClock
from bot.delivery import Delivery, DeliverySettings
from bot.delivery.attempt import Attempt
from bot.slack.client import SlackClient
from storage.database import CHANNEL, Database
from storage.lanes import ensure_lane
from storage.outbox import OutboxRow, Sent, enqueue, mark_dead
from storage.schema import lanes, outbox, workspaces
from storage.scoping import EVERY_WORKSPACE

WORKSPACE = "T0OURS"
NO_SLACK = "http://127.0.0.1:9/api/"


def until(condition: Callable[[], bool], what: str, seconds: float = 20.0) -> None:
    """Wait for a condition; raises TimeoutError naming what did not come true."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(0.005)


def install(database: Database, workspace: str = WORKSPACE) -> None:
    with database.writing() as connection:
        connection.execute(
            workspaces.insert().values(
                workspace_id=workspace,
                name="Trellis",
                bot_user_id="U0BOT",
                bot_id="B0BOT",
                created_at=database.clock.now(),
            )
        )


def put(database: Database, *rows: tuple[str, str], kind: str = "note") -> None:
    """Commit rows (lane, key) and tell this process and, on PostgreSQL, every other."""
    with database.writing() as connection:
        for lane, key in rows:
            ensure_lane(connection, WORKSPACE, lane)
            enqueue(
                connection,
                WORKSPACE,
                lane=lane,
                key=key,
                kind=kind,
                body={},
                account_id=None,
                now=database.clock.now(),
            )
        if not database.is_sqlite:
            connection.execute(select(func.pg_notify(CHANNEL, "")))
    database.wake()


def states(database: Database) -> Counter[str]:
    with database.reading() as connection:
        return Counter(
            connection.execute(
                select(outbox.c.state).execution_options(**EVERY_WORKSPACE)
            ).scalars()
        )


def row_of(database: Database, key: str) -> Any:
    with database.reading() as connection:
        return connection.execute(
            select(outbox).where(outbox.c.workspace_id == WORKSPACE, outbox.c.key == key)
        ).one()


def held_lanes(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(
            connection.execute(
                select(lanes.c.lane)
                .where(lanes.c.holder.is_not(None))
                .execution_options(**EVERY_WORKSPACE)
            ).scalars()
        )


Behaviour = Callable[[Attempt], Awaitable[Sent | None]]


async def arrive(attempt: Attempt) -> Sent:
    await attempt.begin("note")
    return Sent(attempt.row.id)


@dataclass
class Notes:
    """An executor that notes the key of each attempt and then does what it is told."""

    database: Database
    behaviour: Behaviour = arrive
    tried: list[str] = field(default_factory=list)
    uncertain: list[str] = field(default_factory=list)
    dead: list[tuple[str, str, str | None]] = field(default_factory=list)
    trying: threading.Event = field(default_factory=threading.Event)

    async def execute(self, attempt: Attempt) -> Sent | None:
        self.tried.append(attempt.row.key)
        if attempt.is_uncertain:
            self.uncertain.append(attempt.row.key)
        self.trying.set()
        return await self.behaviour(attempt)

    def died(self, row: OutboxRow, error: str, code: str | None = None) -> None:
        self.dead.append((row.key, error, code))
        with self.database.writing() as connection:
            mark_dead(connection, row.id, error)


QUICK = DeliverySettings(poll_seconds=0.2, first_patience=0.05)


@contextmanager
def delivering(
    notes: Notes, settings: DeliverySettings = QUICK, *, database: Database | None = None
) -> Iterator[Delivery]:
    """Delivery that runs; a second one on a `database` of its own is another replica."""
    delivery = Delivery(
        database or notes.database,
        SlackClient("xoxb-made-up", NO_SLACK),
        {"note": notes.execute},
        notes.died,
        settings,
    )
    delivery.start()
    try:
        yield delivery
    finally:
        delivery.stop()


def real_time(database: Database) -> Database:
    """The same database with a clock that runs."""
    database.clock = SystemClock()
    return database
