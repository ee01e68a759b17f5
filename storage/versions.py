"""Which schema the database has, which one this program knows, and the way up."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from storage.database import open_engine

MIGRATIONS = Path(__file__).parent / "migrations"
ONE_AT_A_TIME = 5_318_008_437
"""PostgreSQL's advisory lock that two replicas upgrading at once meet at."""


class SchemaError(RuntimeError):
    """The database's schema is not the one this program knows; the message says what to do."""


class OlderSchemaError(SchemaError):
    """The database waits for migrations."""


class NewerSchemaError(SchemaError):
    """The database was upgraded by a newer Milepost than this one."""


def known() -> str:
    """The newest revision that this program knows."""
    head = _script().get_current_head()
    if head is None:
        raise RuntimeError(f"no migrations in {MIGRATIONS}")
    return head


def current(engine: Engine) -> str | None:
    """The revision the database is at; None for a database that never saw a migration."""
    with engine.connect().execution_options(reads_only=True) as connection, connection.begin():
        return MigrationContext.configure(connection).get_current_revision()


def check(engine: Engine) -> None:
    """Raise `OlderSchemaError` or `NewerSchemaError` unless database and program agree."""
    found, wanted = current(engine), known()
    if found == wanted:
        return
    if found is None:
        raise OlderSchemaError("the database has no tables yet: run `milepost db upgrade`")
    if found in {revision.revision for revision in _script().walk_revisions()}:
        raise OlderSchemaError(
            f"the database is at revision {found}, this Milepost needs {wanted}: "
            "run `milepost db upgrade`"
        )
    raise NewerSchemaError(
        f"the database is at revision {found}, which this Milepost (up to {wanted}) does not "
        "know: start the newer version of Milepost that upgraded it"
    )


def upgrade(url: str) -> None:
    """Bring the database at `url` to the schema we know, in one transaction.

    Raises `NewerSchemaError` and changes nothing when the database is ahead of this program.
    """
    engine = open_engine(url)
    try:
        with engine.begin() as connection:
            _upgrade(connection)
    finally:
        engine.dispose()


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in {r.revision for r in _script().walk_revisions()}:
        raise NewerSchemaError(
            f"the database is at revision {found}, which this Milepost (up to {known()}) does "
            "not know"
        )
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
