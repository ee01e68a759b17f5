"""Many values in one parameter."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, insert, select

from storage import versions
from storage.among import among
from storage.batches import of_accounts
from storage.database import Database
from storage.schema import members, milestones, workspaces
from storage.transaction import begin, look
from tests.clock import SettableClock

NAMES = {"U1": "Åsa", "U'2": "O'Neil", 'U"{,}\\3': "a,b", "U🙂": "Émile"}


@pytest.fixture
def known(database: Database) -> Database:
    with begin(database, "THOST") as tx:
        host = {"workspace_id": "THOST", "created_at": tx.now}
        tx.connection.execute(
            insert(workspaces).values(name="Trellis", bot_user_id="UBOT", bot_id="BBOT", **host)
        )
        seen = {"workspace_id": "THOST", "team_id": "THOST", "seen_at": tx.now}
        people = [seen | {"user_id": user, "name": name} for user, name in NAMES.items()]
        tx.connection.execute(insert(members), people)
    return database


@pytest.mark.parametrize("wanted", [[], ["U1"], list(NAMES), ["U1", "nobody"]])
def test_the_rows_are_found_whose_value_is_among_them(known: Database, wanted: list[str]) -> None:
    statement = select(members.c.user_id).where(
        members.c.workspace_id == "THOST", among(members.c.user_id, "users")
    )
    with look(known, "THOST") as tx:
        found = set(tx.connection.execute(statement, {"users": wanted}).scalars())
    assert found == set(wanted) & set(NAMES)


def test_a_statement_is_the_same_for_any_number_of_them(known: Database) -> None:
    written: set[str] = set()

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        written.add(statement)

    statement = select(milestones.c.key).where(*of_accounts(milestones))
    with look(known, "THOST") as tx:
        event.listen(tx.connection, "before_cursor_execute", note)
        for count in (1, 2, 100):
            given = {"workspace": "THOST", "accounts": ["A"] * count}
            tx.connection.execute(statement, given).all()
    assert len(written) == 1


def test_sqlite_finds_them_by_its_index(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'milepost.db'}"
    versions.upgrade(url)
    database = Database(url, SettableClock(datetime(2026, 3, 2, tzinfo=UTC)))
    statement = select(milestones.c.key).where(*of_accounts(milestones))
    with look(database, "THOST") as tx:
        compiled = str(statement.compile(dialect=tx.connection.dialect))
        rows = tx.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", ("T", "[]")).all()
    database.close()
    steps = [row.detail for row in rows]
    assert "(workspace_id=? AND account_id=?)" in steps[0], steps
