"""What is due is found by its index, however many accounts there are.

PostgreSQL chooses by how much there is: `benchmarks.review` measures it.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from storage import reviews, versions
from storage.database import Database
from storage.transaction import look
from tests.clock import SettableClock

QUESTIONS = {"what is due": reviews.DUE, "the next review of all": reviews.NEXT}


@pytest.mark.parametrize("question", QUESTIONS)
def test_sqlite_finds_what_is_due_by_its_index(tmp_path: Path, question: str) -> None:
    url = f"sqlite:///{tmp_path / 'milepost.db'}"
    versions.upgrade(url)
    database = Database(url, SettableClock(datetime(2026, 3, 2, tzinfo=UTC)))
    with look(database, "THOST") as tx:
        statement: Any = QUESTIONS[question].compile(dialect=tx.connection.dialect)
        places = tuple(0 for _ in statement.positiontup or ())
        rows = tx.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", places).all()
    database.close()
    steps = [row.detail for row in rows]
    assert any("ix_accounts_due" in step for step in steps), steps
    assert not any("B-TREE" in step for step in steps), "nothing is sorted"
