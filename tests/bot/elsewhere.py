"""What the scheduler's process works with in tests: little to import, for it starts each time."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from bot.clock import SystemClock
from playbooks.load import shipped_playbooks
from services import Services, ServiceSettings
from storage.database import Database


@contextmanager
def opened(url: str) -> Iterator[Services]:
    logging.basicConfig(level="INFO")
    logging.getLogger("apscheduler").setLevel("WARNING")
    database = Database(url, SystemClock())
    try:
        yield Services.open(database, shipped_playbooks(None), ServiceSettings())
    finally:
        database.close()


@contextmanager
def never_opened() -> Iterator[Services]:
    raise RuntimeError("the database is away")
    yield
