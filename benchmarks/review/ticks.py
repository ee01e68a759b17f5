"""Ticks over many accounts, against the bare inserts of the rows that they write.

After each day's tick its rows are taken out of the database again and put back in set-based
statements of 500, a transaction for each: the same rows in the same tables with the same indexes,
by somebody who reads nothing and thinks of nothing. Lines of the record, which nobody can take out,
are written a second time.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter, process_time
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Engine, Table, bindparam, delete, insert, select, update

from benchmarks.databases import Kind, fresh
from benchmarks.many import PAST_DAYS, Many, opened
from onboarding.review.account import AccountState
from services.review_outcomes import Batch
from services.reviewing import Reviewing
from storage.review_schema import sponsor_notes, stalls, touches
from storage.schema import accounts, activity, lanes, outbox, surfaces
from storage.scoping import EVERY_WORKSPACE
from tests.services.story import HOST

TARGET = 5.0
ROWS_AT_ONCE = 500
TABLES = (lanes, surfaces, stalls, sponsor_notes, touches, activity, outbox)
"""What a tick adds to; whatever refers to a row comes after it."""

T = TypeVar("T")
Key = tuple[Any, ...]


@dataclass(slots=True)
class Took:
    """Seconds, by the clock on the wall and of this process's CPU."""

    wall: float = 0.0
    cpu: float = 0.0

    @contextmanager
    def more(self) -> Iterator[None]:
        """What the block takes is added."""
        wall, cpu = perf_counter(), process_time()
        yield
        self.wall += perf_counter() - wall
        self.cpu += process_time() - cpu


@dataclass(slots=True)
class Ticked:
    """What the ticks of some days took, and their floor."""

    reviewed: int = 0
    rows: int = 0
    ours: Took = field(default_factory=Took)
    floor: Took = field(default_factory=Took)
    parts: dict[str, Took] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        """Ours to the floor, by CPU time: that of a database's server is in neither."""
        return self.ours.cpu / self.floor.cpu

    @property
    def wall_ratio(self) -> float:
        return self.ours.wall / self.floor.wall

    @property
    def per_second(self) -> float:
        """Accounts reviewed in a second by the clock on the wall."""
        return self.reviewed / self.ours.wall


@dataclass(frozen=True)
class TimedReviewing(Reviewing):
    """The tick as it is, with a stop-watch at each of its steps."""

    parts: dict[str, Took]

    def _claim(self, workspace: str, size: int) -> tuple[Sequence[str], datetime]:
        with self._timed("claim"):
            return super()._claim(workspace, size)

    def _read(
        self, workspace: str, claimed: Sequence[str]
    ) -> tuple[dict[str, AccountState], datetime]:
        with self._timed("read"):
            return super()._read(workspace, claimed)

    def _think(
        self, states: dict[str, AccountState], claimed: Sequence[str], now: datetime
    ) -> Batch:
        with self._timed("think"):
            return super()._think(states, claimed, now)

    def _write(self, workspace: str, batch: Batch, until: datetime) -> int:
        with self._timed("write"):
            return super()._write(workspace, batch, until)

    @contextmanager
    def _timed(self, part: str) -> Iterator[None]:
        with self.parts.setdefault(part, Took()).more():
            yield


def tick(kind: Kind, count: int, days: int, past: int = PAST_DAYS) -> Ticked:
    """Ticks on following working days over whoever of so many accounts is due by then."""
    with fresh(kind) as [url], opened(url, count, past) as many:
        many.next_day()
        many.services.reviewing.tick()  # while caches fill
        found = Ticked()
        reviewing = TimedReviewing(many.services.reviewing.office, found.parts)
        for _ in range(days):
            many.next_day()
            _tick(many, reviewing, found)
    return found


def _tick(many: Many, reviewing: Reviewing, found: Ticked) -> None:
    engine = many.database.engine
    before = {table: _keys(engine, table) for table in TABLES}
    due = _schedule(engine, accounts.c.next_review_at <= many.clock.now())
    with found.ours.more():
        found.reviewed += reviewing.tick()
    new = {table: _rows_beside(engine, table, before[table]) for table in TABLES}
    found.rows += sum(map(len, new.values()))
    every = _schedule(engine, accounts.c.next_review_at.is_not(None))
    again = {account: every[account] for account in due if account in every}
    _take_out(engine, new)
    new[activity] = [_without_id(row) for row in new[activity]]
    with found.floor.more():
        _put_back(engine, new)
        _look_again(engine, again)


def _keys(engine: Engine, table: Table) -> set[Key]:
    with engine.connect() as connection:
        found = connection.execute(select(*table.primary_key).execution_options(**EVERY_WORKSPACE))
        return {tuple(row) for row in found}


def _rows_beside(engine: Engine, table: Table, known: set[Key]) -> list[dict[str, Any]]:
    """The rows whose keys were not known."""
    with engine.connect() as connection:
        found = connection.execute(select(table).execution_options(**EVERY_WORKSPACE))
        rows = [dict(row._mapping) for row in found]
    names = [column.name for column in table.primary_key]
    return [row for row in rows if tuple(row[name] for name in names) not in known]


def _schedule(engine: Engine, which: ColumnElement[bool]) -> dict[str, datetime]:
    """When each of these accounts is to be looked at."""
    statement = select(accounts.c.id, accounts.c.next_review_at)
    with engine.connect() as connection:
        found = connection.execute(statement.where(accounts.c.workspace_id == HOST, which))
        return {row.id: row.next_review_at for row in found}


def _take_out(engine: Engine, rows: Mapping[Table, Sequence[dict[str, Any]]]) -> None:
    with engine.begin() as connection:
        for table in reversed(TABLES):
            if rows[table] and table is not activity:
                same = [column == bindparam(f"its_{column.name}") for column in table.primary_key]
                connection.execute(
                    delete(table).where(*same).execution_options(**EVERY_WORKSPACE),
                    [
                        {f"its_{column.name}": row[column.name] for column in table.primary_key}
                        for row in rows[table]
                    ],
                )


def _put_back(engine: Engine, rows: Mapping[Table, Sequence[dict[str, Any]]]) -> None:
    """In the quickest way SQLAlchemy has for many rows."""
    for table in TABLES:
        statement = insert(table).returning(*table.primary_key)
        for some in _slices(rows[table]):
            with engine.begin() as connection:
                connection.execute(statement, some)


def _without_id(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"}


def _look_again(engine: Engine, at: Mapping[str, datetime]) -> None:
    together: dict[datetime, list[str]] = {}
    for account, moment in at.items():
        together.setdefault(moment, []).append(account)
    for moment, ids in together.items():
        for some in _slices(ids):
            with engine.begin() as connection:
                connection.execute(
                    update(accounts)
                    .where(accounts.c.workspace_id == HOST, accounts.c.id.in_(some))
                    .values(next_review_at=moment)
                )


def _slices(rows: Sequence[T]) -> Iterator[list[T]]:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        yield list(rows[start : start + ROWS_AT_ONCE])
