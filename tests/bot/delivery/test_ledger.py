"""What many lanes ask for at once becomes one transaction, and each gets its answer."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DataError

from bot.delivery.ledger import Ledger, LedgerFailed
from storage.database import Database
from storage.lanes import Lane
from storage.outbox import Sent
from tests.bot.delivery.harness import WORKSPACE, held_lanes, install, put

LANE = Lane(WORKSPACE, "team")


def with_ledger(database: Database, story: Callable[[Ledger], Awaitable[None]]) -> None:
    async def run() -> None:
        with ThreadPoolExecutor(1) as threads:
            ledger = Ledger(database, threads, "replica", 30.0)
            running = asyncio.create_task(ledger.run())
            try:
                await story(ledger)
            finally:
                running.cancel()
                with suppress(asyncio.CancelledError):
                    await running

    asyncio.run(run())


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_lane_that_is_given_back_is_not_claimed_in_the_same_breath(
    database: Database, database_url: str
) -> None:
    """Whoever worked it hears that it is empty: what came in between would lie in a held lane."""
    install(database)
    put(database, ("team", "first"))
    elsewhere = Database(database_url, database.clock)
    coming = ["second"]

    def commit_behind_the_refill(*told: Any) -> None:
        if "row_number()" in told[2] and coming:
            put(elsewhere, ("team", coming.pop()))

    async def story(ledger: Ledger) -> None:
        [row] = (await ledger.claim(10))[LANE]
        await ledger.mark_sent(Sent(row.id))
        event.listen(database.engine, "after_cursor_execute", commit_behind_the_refill)
        rows, claimed = await asyncio.gather(ledger.refill(LANE), ledger.claim(10))
        event.remove(database.engine, "after_cursor_execute", commit_behind_the_refill)
        assert (rows, claimed) == ([], {})
        assert held_lanes(database) == []
        [second] = (await ledger.claim(10))[LANE]
        assert second.key == "second"

    try:
        with_ledger(database, story)
    finally:
        elsewhere.close()
    assert coming == []


def test_what_the_database_refuses_is_nobodys_row(database: Database) -> None:
    """Many lanes share a transaction: the fault may be any of theirs."""
    install(database)
    put(database, ("team", "first"))

    def refuse(*told: Any) -> None:
        raise DataError("UPDATE", {}, ValueError("odd"))

    async def story(ledger: Ledger) -> None:
        [row] = (await ledger.claim(10))[LANE]
        event.listen(database.engine, "before_cursor_execute", refuse)
        with pytest.raises(LedgerFailed):
            await ledger.mark_sending(row.id)
        event.remove(database.engine, "before_cursor_execute", refuse)
        await ledger.mark_sending(row.id)

    with_ledger(database, story)
