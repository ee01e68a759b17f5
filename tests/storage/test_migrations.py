"""The migrations make exactly the tables of the schema, and guard the activity."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from storage import versions
from storage.database import Database, open_engine
from storage.record_schema import metadata
from storage.schema import activity, workspaces


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database that nobody has migrated."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
    else:
        with request.getfixturevalue("postgres").bare_database() as url:
            yield url


@pytest.fixture
def bare(bare_url: str) -> Iterator[Engine]:
    engine = open_engine(bare_url)
    yield engine
    engine.dispose()


def test_models_and_migrations_agree(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_table_that_no_migration_makes_would_be_noticed(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(text("DROP TABLE provisioning_steps"))
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) != []


def test_upgrading_makes_every_table_and_may_be_repeated(bare_url: str, bare: Engine) -> None:
    versions.upgrade(bare_url)
    versions.upgrade(bare_url)
    assert set(inspect(bare).get_table_names()) == {*metadata.tables, "alembic_version"}
    versions.check(bare)


def test_a_database_without_tables_is_refused_with_the_command_that_helps(bare: Engine) -> None:
    assert versions.current(bare) is None
    with pytest.raises(versions.OlderSchemaError, match="milepost db upgrade"):
        versions.check(bare)


def test_an_older_schema_is_refused_with_the_command_that_helps(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = versions.known()
    monkeypatch.setattr(versions, "known", lambda: "9999")
    said = rf"at revision {today}.*milepost db upgrade"
    with pytest.raises(versions.OlderSchemaError, match=said):
        versions.check(database.engine)


def test_a_newer_schema_is_refused_and_left_alone(database: Database, database_url: str) -> None:
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from-the-future'"))
    with pytest.raises(versions.NewerSchemaError, match="from-the-future"):
        versions.check(database.engine)
    with pytest.raises(versions.NewerSchemaError, match="from-the-future"):
        versions.upgrade(database_url)
    assert versions.current(database.engine) == "from-the-future"


def test_a_migration_that_fails_half_way_leaves_nothing(
    bare_url: str, bare: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The triggers come last: break them, and the tables made before must be gone as well."""

    def broken(statement: str) -> Any:
        raise RuntimeError("the power went out")

    monkeypatch.setattr(op, "execute", broken)
    with pytest.raises(RuntimeError, match="power"):
        versions.upgrade(bare_url)
    assert inspect(bare).get_table_names() == []


def record_something(database: Database) -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    with database.writing() as connection:
        connection.execute(
            workspaces.insert().values(
                workspace_id="T1", name="Trellis", bot_user_id="U1", bot_id="B1", created_at=now
            )
        )
        connection.execute(
            activity.insert().values(workspace_id="T1", at=now, kind="milestone_ticked", data={})
        )


@pytest.mark.parametrize(
    "statement", ["UPDATE activity SET kind = 'nothing'", "DELETE FROM activity"]
)
def test_what_was_recorded_cannot_be_rewritten(database: Database, statement: str) -> None:
    record_something(database)
    with (
        pytest.raises(DBAPIError, match="activity is append-only"),
        database.writing() as connection,
    ):
        connection.execute(text(statement))
    with database.reading() as connection:
        assert connection.scalar(text("SELECT kind FROM activity")) == "milestone_ticked"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_record_cannot_be_truncated(database: Database) -> None:
    record_something(database)
    with (
        pytest.raises(DBAPIError, match="activity is append-only"),
        database.writing() as connection,
    ):
        connection.execute(text("TRUNCATE activity"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_record_is_guarded_from_other_programs_too(
    database: Database, database_url: str
) -> None:
    record_something(database)
    outside = sqlite3.connect(database_url.removeprefix("sqlite:///"))
    with pytest.raises(sqlite3.IntegrityError, match="activity is append-only"):
        outside.execute("DELETE FROM activity")
    outside.close()
