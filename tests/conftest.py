"""What every test may ask for: a database of either kind, a clock, the reference material."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from sandbox.server import Sandbox
from storage import versions
from storage.database import Database
from tests.clock import SettableClock
from tests.contract.keeping import keeping_to_contract
from tests.postgres import Postgres, running_postgres

SHARED = Path(__file__).parents[1].parent / "shared"


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with our tables and no rows, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    versions.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the SQLite database of each test lies, one test after the other."""
    return tmp_path_factory.mktemp("sqlite") / "milepost.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of an empty database with our tables. Both kinds, unless a test asks for one:
    `@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)`."""
    kind: Literal["sqlite", "postgresql"] = request.param
    if kind == "sqlite":
        path: Path = request.getfixturevalue("sqlite_file")
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()  # whoever still had it open is left with it, alone
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path}"
    else:
        with request.getfixturevalue("postgres").database() as url:
            yield url


@pytest.fixture(scope="session")
def databases() -> dict[str, Database]:
    """What was opened before, by URL: an engine remembers the statements it has compiled, and to
    compile them anew is a quarter of what a test of a service takes."""
    return {}


@pytest.fixture
def database(
    database_url: str, databases: dict[str, Database], clock: SettableClock
) -> Iterator[Database]:
    """Nobody is connected to it before the test, and nobody afterwards."""
    opened = databases.get(database_url) or Database(database_url, clock)
    databases[database_url] = opened
    opened.clock, opened.waiting, opened.curious = clock, [], []
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with Slack's contract, next to this repository."""
    if SHARED.is_dir():
        return SHARED
    if os.environ.get("CI"):
        pytest.fail(f"{SHARED} is absent, and CI does not do without it")
    pytest.skip(f"{SHARED} is absent: nothing to compare with")


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A local Slack without rate limits. One with them: `with Sandbox.running() as sandbox`.

    What the app asked of it, and what it sent, must have kept to Slack's contract.
    """
    with Sandbox.running(limits="off") as running, keeping_to_contract(running):
        yield running
