"""The scheduler in a process of its own: it is told of what happens, tells of what it leaves to be
sent, is followed by another when it dies, and dies when nobody is left to work for."""

import logging
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.clock import ShiftedClock, SystemClock
from bot.opening import open_services
from bot.scheduler_process import SchedulerProcess
from bot.settings import load_settings
from storage.database import Database
from storage.schema import accounts, inbox
from storage.transaction import begin
from tests.bot.elsewhere import never_opened, opened
from tests.clock import SettableClock
from tests.services.story import HOST, Story, open_story
from tests.services.test_invitations import invite_maya

PATIENCE = 120.0
MILEPOST = Path(sys.executable).with_name("milepost")


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    """What happened so far happened long ago."""
    clock.set(SystemClock().now() - timedelta(days=31))
    return open_story(database, clock)


@pytest.fixture
def mailed() -> threading.Semaphore:
    return threading.Semaphore(0)


@pytest.fixture
def apart(
    database_url: str, mailed: threading.Semaphore, story: Story
) -> Iterator[SchedulerProcess]:
    scheduler = SchedulerProcess(partial(opened, database_url), mailed.release, PATIENCE)
    yield scheduler
    scheduler.stop()


def test_it_looks_at_its_start_tells_what_is_to_be_sent_and_looks_again_when_woken(
    story: Story, apart: SchedulerProcess, mailed: threading.Semaphore
) -> None:
    account = story.with_channel()
    invite_maya(story, account)
    assert not apart.is_alive

    apart.start()
    while not story.messages("invitation_news"):
        assert mailed.acquire(timeout=PATIENCE), "nobody said that there was mail"
    assert [told["news"] for told in story.messages("invitation_news")] == ["expired"]
    until(lambda: not is_due(story, account))

    for _ in range(2):
        make_due(story, account)
        apart.wake()
        until(lambda: not is_due(story, account))

    assert apart.is_alive
    apart.stop()
    assert not apart.is_alive


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_that_dies_is_followed_by_another_and_one_that_stands_still_keeps_nobody_waiting(
    story: Story, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    account = story.with_channel()
    scheduler = SchedulerProcess(partial(opened, database_url), lambda: None, stop_seconds=0.1)
    with caplog.at_level(logging.INFO):
        scheduler.start()
        until(lambda: not is_due(story, account))

        os.kill(process_of(caplog.text), signal.SIGKILL)
        until(lambda: "exit code -9" in caplog.text)
        make_due(story, account)
        scheduler.wake()  # nobody is there, and it is no fault of whoever clicked
        until(lambda: not is_due(story, account))

        os.kill(process_of(caplog.text), signal.SIGSTOP)
        for _ in range(100_000):  # more than the line would hold
            scheduler.wake()
        scheduler.stop()
    assert not scheduler.is_alive
    assert "takes too long" in caplog.text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_that_has_not_even_begun_is_not_waited_for(
    apart: SchedulerProcess, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        apart.start()
        apart.stop()
    assert not apart.is_alive
    assert "takes too long" not in caplog.text
    assert "ended" not in caplog.text


def test_one_that_cannot_begin_says_why(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    scheduler = SchedulerProcess(never_opened, lambda: None, PATIENCE)
    with caplog.at_level(logging.INFO):
        scheduler.start()
        until(lambda: "exit code 1" in caplog.text)
        scheduler.stop()
    assert "the database is away" in capfd.readouterr().err


def test_when_the_program_is_killed_its_scheduler_ends_too(environment: dict[str, str]) -> None:
    clock = ShiftedClock(SystemClock(), timedelta(days=-31))
    database = Database(environment["DATABASE_URL"], clock)
    open_services(load_settings(), database).workspaces.installed("TELSE", "Else", "UBOT", "BBOT")
    with begin(database, "TELSE") as tx:
        tx.first_time("event:old")
    process = subprocess.Popen(  # noqa: S603 - ours
        [MILEPOST, "run"], stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    try:
        until(lambda: is_forgotten(database))  # so it turns
    finally:
        process.kill()
    said = process.communicate(timeout=PATIENCE)[1]  # until the last who could write has ended
    assert "the program is gone" in said
    assert "Traceback" not in said
    database.close()


def is_forgotten(database: Database) -> bool:
    keys = select(inbox.c.key).where(inbox.c.workspace_id == "TELSE")
    with database.reading() as connection:
        return not connection.execute(keys).all()


def process_of(log: str) -> int:
    return int(re.findall(r"process is (\d+)", log)[-1])


def is_due(story: Story, account: str) -> bool:
    due = select(accounts.c.next_review_at).where(
        accounts.c.workspace_id == HOST, accounts.c.id == account
    )
    with story.database.reading() as connection:
        at = connection.scalars(due).one()
    return at is not None and at <= SystemClock().now()


def make_due(story: Story, account: str) -> None:
    with begin(story.database, HOST) as tx:
        tx.connection.execute(
            update(accounts)
            .where(accounts.c.workspace_id == HOST, accounts.c.id == account)
            .values(next_review_at=SystemClock().now() - timedelta(seconds=1))
        )


def until(is_so: Callable[[], bool]) -> None:
    given_up = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < given_up, "it never came to that"
        time.sleep(0.02)
