"""The tick of the review, killed at each of its commits, and several of them at once."""

import os
import signal
import threading
from itertools import count
from typing import Any, Literal

import pytest
from sqlalchemy import Engine, event

from onboarding.review import review
from services import Services
from storage import account_states
from storage.database import Database
from storage.review_schema import touches
from storage.transaction import look
from tests.clock import SettableClock
from tests.services.story import HOST, Story, open_story

BATCH = 2


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    """Five customers, of each of which something is to be said at once."""
    story = open_story(database, clock)
    for number in range(5):
        story.with_channel(f"G{number}", name=f"Customer {number}")
    return story


def expected(story: Story) -> set[tuple[str, str]]:
    """What is to be said now: account and key of each touch."""
    with look(story.database, HOST) as tx:
        ids = [row.account_id for row in story.rows(touches.metadata.tables["plans"])]
        frozen = story.services.reviewing.office.frozen
        states = account_states.load(tx, frozen, ids)
    now = story.clock.now()
    return {(id_, touch.key) for id_, s in states.items() for touch in review(s, now).touches}


def check_said_once(story: Story, wanted: set[tuple[str, str]]) -> None:
    assert {(row.account_id, row.key) for row in story.rows(touches)} == wanted
    posts = [row for row in story.outbox() if row.key.startswith("touch:")]
    assert len(posts) == len(wanted)
    on_record = [(row.account_id, row.data["touch"]) for row in story.activity("touch.sent")]
    assert sorted(on_record) == sorted(wanted)


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_each_commit_it_says_everything_and_nothing_twice(
    story: Story, database_url: str, when: Literal["before", "after"]
) -> None:
    wanted = expected(story)
    assert len(wanted) >= 5
    for number in count(1):
        died = dies(database_url, story.clock, number, when)
        story.clock.move(seconds=31)  # what the dead one had claimed is free again
        if not died:
            break
    assert number > 3  # a claim and what is written were died at, and more than once
    check_said_once(story, wanted)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_three_replicas_at_once_say_nothing_twice(story: Story, database_url: str) -> None:
    wanted = expected(story)
    barrier = threading.Barrier(3)
    reviewed: list[int] = []

    def replica() -> None:
        own = Database(database_url, story.clock)
        barrier.wait()
        reviewed.append(Services.open(own, {}).reviewing.tick(batch=BATCH))
        own.close()

    threads = [threading.Thread(target=replica) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(reviewed) == 5
    check_said_once(story, wanted)


def dies(url: str, clock: SettableClock, number: int, when: str) -> bool:
    """Tick in a process of its own, killed at its commit of that number; whether it came to it."""
    pid = os.fork()
    if pid == 0:
        try:
            own = Database(url, clock)
            _kill_at(own.engine, number, when)
            Services.open(own, {}).reviewing.tick(batch=BATCH)
        finally:
            os._exit(0)
    _, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status)


def _kill_at(engine: Engine, number: int, when: str) -> None:
    left, commit = number, engine.dialect.do_commit

    def begins(connection: Any) -> None:
        nonlocal left
        if not connection.get_execution_options().get("reads_only"):
            left -= 1
            if left == 0 and when == "before":
                os.kill(os.getpid(), signal.SIGKILL)

    def do_commit(connection: Any) -> None:
        commit(connection)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "commit", begins)
    engine.dialect.do_commit = do_commit  # type: ignore[assignment, method-assign]
