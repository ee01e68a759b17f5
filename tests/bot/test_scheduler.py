"""What is due is looked at when Milepost starts, and again and again while it runs."""

import logging
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.app import build_app
from bot.clock import ShiftedClock, SystemClock
from bot.run import running
from bot.scheduler import Scheduler, ticks
from bot.settings import load_settings
from sandbox.server import Sandbox
from storage.database import Database
from storage.schema import inbox
from storage.transaction import begin
from tests.clock import SettableClock
from tests.services.story import CHANNEL, HOST, open_story
from tests.services.test_invitations import invite_maya

PATIENCE = 10


def test_a_tick_turns_at_the_start_and_again() -> None:
    turned = threading.Semaphore(0)

    def tick() -> None:
        turned.release()

    scheduler = Scheduler([tick], minutes=0.05 / 60)
    assert not scheduler.is_alive
    scheduler.start()
    assert all(turned.acquire(timeout=PATIENCE) for _ in range(3))
    scheduler.stop()
    assert not scheduler.is_alive


def test_one_that_fails_is_logged_and_keeps_no_other_from_turning(
    caplog: pytest.LogCaptureFixture,
) -> None:
    failed, turned = threading.Semaphore(0), threading.Semaphore(0)

    def broken() -> None:
        failed.release()
        raise RuntimeError("the database is away")

    def sound() -> None:
        turned.release()

    scheduler = Scheduler([broken, sound], minutes=0.05 / 60)
    with caplog.at_level(logging.ERROR):
        scheduler.start()
        assert all(s.acquire(timeout=PATIENCE) for s in (failed, turned, failed, turned))
        scheduler.stop()
    assert "the database is away" in caplog.text


def test_an_urgent_tick_is_woken_and_turns_again_for_what_happened_while_it_turned() -> None:
    turned, go_on = threading.Semaphore(0), threading.Semaphore(0)

    def slow() -> None:
        turned.release()
        go_on.acquire(timeout=PATIENCE)

    scheduler = Scheduler([], urgent=[slow], urgent_seconds=3600)
    scheduler.wake()  # before the start: nothing is lost, for the start turns it
    scheduler.start()
    assert turned.acquire(timeout=PATIENCE)
    scheduler.wake()
    scheduler.wake()
    assert not turned.acquire(blocking=False)
    go_on.release()
    assert turned.acquire(timeout=PATIENCE)
    go_on.release(2)
    scheduler.wake()
    assert turned.acquire(timeout=PATIENCE)
    scheduler.stop()


def test_stopping_waits_for_what_is_under_way_and_may_come_before_the_start() -> None:
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def slow() -> None:
        begun.set()
        go_on.wait(PATIENCE)
        ended.set()

    scheduler = Scheduler([slow])
    scheduler.stop()
    scheduler.start()
    assert begun.wait(PATIENCE)
    stopping = threading.Thread(target=scheduler.stop)
    stopping.start()
    assert not ended.is_set()
    go_on.set()
    stopping.join()
    assert ended.is_set()


def test_the_ticks_notice_what_is_due_in_every_workspace(
    database: Database, clock: SettableClock
) -> None:
    story = open_story(database, clock)
    invite_maya(story, story.with_channel())
    story.services.workspaces.installed("TOTHER", "Other", "UBOT", "BBOT")
    story.services.channels.archived(HOST, CHANNEL, "event:old")
    clock.move(days=31)

    for tick in ticks(story.services):
        tick()

    assert [told["news"] for told in story.messages("invitation_news")] == ["expired"]
    keys = {row.key for row in story.rows(inbox)}
    assert "event:old" not in keys


def test_the_program_looks_as_soon_as_it_starts(
    environment: dict[str, str], sandbox: Sandbox
) -> None:
    clock = ShiftedClock(SystemClock())
    milepost = build_app(load_settings(), clock)
    milepost.services.workspaces.installed("TELSE", "Elsewhere", "UBOT", "BBOT")
    with begin(milepost.database, "TELSE") as tx:
        tx.first_time("event:old")
    clock.move(timedelta(days=31))

    def is_forgotten() -> bool:
        keys = select(inbox.c.key).where(inbox.c.workspace_id == "TELSE")
        with milepost.database.reading() as connection:
            return not connection.execute(keys).all()

    with running(milepost), sandbox.driver() as driver:
        driver.until(is_forgotten, PATIENCE)
        assert milepost.readiness()["scheduler"] is None
    assert not milepost.scheduler.is_alive
