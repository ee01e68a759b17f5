"""Clicks answered 200 while the program is killed again and again: none is missing afterwards."""

import shutil
from pathlib import Path

from benchmarks.kills import Person, measure, tally
from benchmarks.signed import Clicker
from benchmarks.stage import Customer
from sandbox.reports import MessageSeen

NO_MESSAGE = MessageSeen("1.1", "", "", True, "", [], None, None, 0, False, False, False, {})


def test_every_click_that_was_answered_is_in_the_database() -> None:
    found = measure(kills=10, seed=1)
    assert found.kills == 10
    assert found.answered >= 100
    assert found.missing == 0
    assert found.unrecorded == 0


def test_an_answered_click_that_the_database_does_not_have_would_be_found(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    shutil.copy(migrated_sqlite, tmp_path / "empty.db")
    clicker = Clicker("UMAYA", "TFINCH", "THOST", "secret", Customer("a1", "C1", NO_MESSAGE))
    maya = Person(clicker, answered=["action:1", "action:2"], changes=1)
    found = tally(f"sqlite:///{tmp_path / 'empty.db'}", "THOST", [maya], kills=1)
    assert (found.answered, found.missing, found.unrecorded) == (2, 2, 1)
    assert not found.is_right
