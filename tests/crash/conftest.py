"""The nursery, opened once; a stage for each test."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.first_customer import FirstCustomer
from tests.crash.kill_points import Kind
from tests.crash.lives import Nursery, nursery
from tests.crash.stage import Stage, set_stage


@pytest.fixture(scope="session")
def births() -> Iterator[Nursery]:
    folder = Path(tempfile.mkdtemp(prefix="milepost-"))  # short: a socket's path is limited
    with nursery(folder) as opened:
        yield opened
    shutil.rmtree(folder)


@pytest.fixture
def stage(births: Nursery, database_url: str, tmp_path: Path) -> Iterator[Stage[FirstCustomer]]:
    with set_stage(births, database_url, tmp_path / "lives.log", FirstCustomer) as stage:
        yield stage


@pytest.fixture(scope="session")
def every_point(
    births: Nursery, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[Kind, set[str]]:
    """The commits and the calls of a story in which nobody dies."""
    folder = tmp_path_factory.mktemp("undisturbed")
    shutil.copy(migrated_sqlite, folder / "milepost.db")
    url = f"sqlite:///{folder}/milepost.db"
    opening = set_stage(births, url, folder / "lives.log", FirstCustomer)
    with opening as stage, stage.lives() as lives:
        stage.story.play()
    return lives.passed
