"""The way of time: finding what is due, a tick over many accounts, and clicks meanwhile.

    uv run python -m benchmarks.review --database postgresql

The tick reads every due account, reviews it and writes what that comes to. Its floor writes the
very rows that this tick has written into a copy of the same database, in set-based statements of
500 rows, and reads nothing and thinks of nothing. Measured are days on which each account is told
something. Clicks meanwhile are the transaction of a click, one after another, in a thread of the
process that ticks.
"""

import cProfile
import pstats
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import typer
from rich.console import Console
from sqlalchemy import Engine, Table, bindparam, insert, select, update

from benchmarks import measuring
from benchmarks.databases import Kind, fresh
from benchmarks.many import HOST, MONDAY, Many, opened
from benchmarks.measuring import Comparison, Spread, in_turns
from onboarding.ticking import Tick
from storage import reviews
from storage.review_schema import stalls, touches
from storage.schema import accounts, activity, lanes, outbox
from storage.scoping import EVERY_WORKSPACE
from tests.services.story import CHANNEL, MAYA

TARGET = 5.0
DUE_SECONDS = 0.005
CLICK_SECONDS = {Kind.SQLITE: 0.1, Kind.POSTGRESQL: 0.015}
BATCH = 500
ROWS_OF_A_TOUCH = 3  # the touch itself, the line of the record, the outbox
TABLES = (touches, stalls, activity, outbox)


@dataclass(frozen=True, slots=True)
class Ticked:
    """What ticks over many accounts took, against the bare inserts; seconds."""

    comparison: Comparison
    accounts: int
    rows: int

    @property
    def per_second(self) -> float:
        """Accounts reviewed in a second."""
        return self.accounts / self.comparison.ours.median


def due(kind: Kind, count: int, rounds: int) -> Comparison:
    """Find the 500 that are due among so many accounts with ten times as many milestones.

    Its floor is the empty question, which costs the journey alone.
    """
    with fresh(kind) as [url], opened(url, count) as many:
        late = MONDAY + timedelta(days=30)
        with many.database.writing() as connection:
            connection.execute(
                update(accounts).values(next_review_at=late).execution_options(**EVERY_WORKSPACE)
            )
            few = select(accounts.c.id).where(accounts.c.workspace_id == HOST).limit(BATCH)
            connection.execute(
                update(accounts)
                .where(accounts.c.workspace_id == HOST, accounts.c.id.in_(few.scalar_subquery()))
                .values(next_review_at=MONDAY)
            )
        scope = {"workspace": HOST, "now": MONDAY, "most": BATCH}

        def ask() -> float:
            with many.database.writing() as connection:
                began = perf_counter()
                found = connection.execute(reviews.DUE, scope).all()
                seconds = perf_counter() - began
                assert len(found) == min(BATCH, count)
            return seconds

        def nothing() -> float:
            with many.database.writing() as connection:
                began = perf_counter()
                connection.execute(select(1).where(bindparam("never", False))).all()
                return perf_counter() - began

        ours, floor = in_turns(ask, nothing, rounds=rounds, warm_up=2)
    what = f"{kind}, {BATCH} due of {count:,} accounts"
    return Comparison(what, ours, floor, target_seconds=DUE_SECONDS)


def tick(kind: Kind, count: int, rounds: int) -> Ticked:
    """Ticks on following working days, each against the bare inserts of the same rows."""
    with fresh(kind, 2) as urls, ExitStack() as stack:
        ours, floor = (stack.enter_context(opened(url, count)) for url in urls)
        ours.services.reviewing.tick()
        _copy_news(ours, floor)
        ours_took: list[float] = []
        floor_took: list[float] = []
        rows = 0
        while len(ours_took) < rounds:
            _next_day(ours)
            began = perf_counter()
            assert ours.services.reviewing.tick() == count
            seconds = perf_counter() - began
            bare, new = _copy_news(ours, floor)
            if new >= ROWS_OF_A_TOUCH * count:
                ours_took.append(seconds)
                floor_took.append(bare + _schedule(floor.database.engine, count))
                rows = new
    spreads = Spread(tuple(ours_took)), Spread(tuple(floor_took))
    comparison = Comparison(f"{kind}, a tick over {count:,} accounts", *spreads, target=TARGET)
    return Ticked(comparison, count, rows)


def clicks_meanwhile(kind: Kind, count: int) -> Spread:
    """How long each click took while a tick went over so many accounts."""
    with fresh(kind) as [url], opened(url, count) as many:
        many.services.reviewing.tick()
        _next_day(many)
        over, took = threading.Event(), []

        def click() -> None:
            number = 0
            while not over.is_set():
                began = perf_counter()
                wanted = Tick("people-named", done=number % 2 == 0)
                many.services.milestones.tick(MAYA, CHANNEL, wanted, f"click:{number}")
                took.append(perf_counter() - began)
                number += 1
                over.wait(0.01)

        clicking = threading.Thread(target=click)
        clicking.start()
        many.services.reviewing.tick()
        over.set()
        clicking.join()
    return Spread(tuple(took))


def profile(kind: Kind, count: int) -> None:
    """Print where the time of a tick goes."""
    with fresh(kind) as [url], opened(url, count) as many:
        many.services.reviewing.tick()
        _next_day(many)
        with cProfile.Profile() as profiler:
            many.services.reviewing.tick()
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)


def _next_day(many: Many) -> None:
    """Late in the next morning, when all are due."""
    local = many.clock.now() + timedelta(days=1)
    many.clock.set(local.replace(hour=11))
    if many.clock.now().weekday() >= 5:
        _next_day(many)


def _copy_news(source: Many, floor: Many) -> tuple[float, int]:
    """Write to the floor what is new in the source; the seconds that took, and how many rows."""
    seconds, written = 0.0, 0
    for table in (lanes, *TABLES):
        rows = _rows(source.database.engine, table)
        for row in rows:
            if row.get("account_id") == source.first:  # all others bear the same names in both
                row["account_id"] = floor.first
        known = {_key(table, row) for row in _rows(floor.database.engine, table)}
        new = [row for row in rows if _key(table, row) not in known]
        seconds += _insert(floor.database.engine, table, new)
        written += len(new)
    return seconds, written


def _rows(engine: Engine, table: Table) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        found = connection.execute(select(table).execution_options(**EVERY_WORKSPACE))
        return [dict(row._mapping) for row in found]


def _key(table: Table, row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key)


def _insert(engine: Engine, table: Table, rows: Sequence[dict[str, Any]]) -> float:
    """In one transaction for each batch, in the quickest way SQLAlchemy has for many rows."""
    statement = insert(table).returning(*table.primary_key)
    began = perf_counter()
    for start in range(0, len(rows), BATCH):
        with engine.begin() as connection:
            connection.execute(statement, list(rows[start : start + BATCH]))
    return perf_counter() - began


def _schedule(engine: Engine, count: int) -> float:
    with engine.connect() as connection:
        ids = connection.execute(
            select(accounts.c.id).where(accounts.c.workspace_id == HOST)
        ).scalars().all()  # fmt: skip
    moment: datetime = MONDAY + timedelta(days=count)
    began = perf_counter()
    for start in range(0, len(ids), BATCH):
        with engine.begin() as connection:
            connection.execute(
                update(accounts)
                .where(
                    accounts.c.workspace_id == HOST, accounts.c.id.in_(ids[start : start + BATCH])
                )
                .values(next_review_at=moment)
            )
    return perf_counter() - began


def main(
    database: Kind = Kind.SQLITE,
    count: int = 10_000,
    among: int = 100_000,
    rounds: int = 5,
    profiled: bool = False,
) -> None:
    """Print what was seen; `--profiled` says where a tick's time goes instead."""
    if profiled:
        profile(database, count)
        return
    found = due(database, among, rounds=20)
    ticked = tick(database, count, rounds)
    measuring.show("What is due, and a tick", [found, ticked.comparison])
    clicks = clicks_meanwhile(database, count)
    p99 = quantiles(clicks.samples, n=100)[-1]
    Console(width=measuring.WIDTH).print(
        f"{ticked.per_second:,.0f} accounts/s, {ticked.rows:,} rows; {len(clicks.samples)} clicks "
        f"meanwhile: median {median(clicks.samples) * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms "
        f"(target {CLICK_SECONDS[database] * 1000:g} ms)"
    )


if __name__ == "__main__":
    typer.run(main)
