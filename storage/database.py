"""One unit of work on SQLite and PostgreSQL.

A transaction that writes takes SQLite's write lock at its start (`BEGIN IMMEDIATE`): a lock asked
for half-way is refused at once when two writers meet. One that reads sees a snapshot and waits for
nobody.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.pool import QueuePool

from storage.scoping import keep_scoped

CHANNEL = "milepost_outbox"
"""PostgreSQL's NOTIFY channel: an outbox row was committed somewhere."""


class Clock(Protocol):
    """Where the time comes from: `bot/clock.py`, in tests whatever they turn."""

    def now(self) -> datetime: ...


class Database:
    """The engine, its settings, and who is told when something waits to be sent or reviewed."""

    def __init__(self, url: str, clock: Clock) -> None:
        self.engine = open_engine(url)
        self.clock = clock
        self.waiting: list[Callable[[], None]] = []
        self.curious: list[Callable[[], None]] = []
        keep_scoped(self.engine)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may change things: committed at the end, rolled back on any error."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads."""
        with self.engine.connect() as connection:
            connection.execution_options(reads_only=True)
            with connection.begin():
                yield connection

    def wake(self) -> None:
        """Tell this process's delivery that a commit left something to send."""
        for listener in self.waiting:
            listener()

    def tell_news(self) -> None:
        """Tell this process's scheduler that a commit left something to be reviewed."""
        for listener in self.curious:
            listener()

    def close(self) -> None:
        self.engine.dispose()


def open_engine(url: str) -> Engine:
    """An engine for `sqlite:///…` or `postgresql://…` (any driver name is set to psycopg 3)."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_size=10,
            max_overflow=20,
            hide_parameters=True,  # a fault that is logged names no people
        )
    raise ValueError(f"DATABASE_URL must be sqlite or postgresql, not {parsed.get_backend_name()}")


def _open_sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise ValueError("an in-memory SQLite database is not one database for several threads")
    engine = create_engine(
        url, poolclass=QueuePool, pool_size=10, max_overflow=20, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")  # a killed process loses nothing
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA busy_timeout=10000")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("reads_only")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine
