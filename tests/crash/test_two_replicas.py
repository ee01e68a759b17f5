"""Two replicas on PostgreSQL: one is killed with a call in flight, the other one takes over."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from sandbox.client import SandboxDriver
from tests.crash.first_customer import RIGHT, FirstCustomer
from tests.crash.lives import Lives
from tests.crash.stage import Stage

ONCE = (
    "conversations.create",
    "conversations.inviteShared",
    "pins.add",
    "bookmarks.add",
    "chat.update",
)
"""Calls in which a replica is killed, the first time each; in `chat.postMessage` every time."""

HELD = text(
    "SELECT DISTINCT holder FROM outbox JOIN lanes USING (workspace_id, lane)"
    " WHERE state = 'sending' AND holder IS NOT NULL"
)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_what_a_killed_replica_had_in_hand_the_other_one_finishes(
    stage: Stage[FirstCustomer],
) -> None:
    for method in ONCE:
        stage.driver.faults.add("hold_after", method)
    stage.driver.faults.add("hold_after", "chat.postMessage", times=None)
    # longer than a busy machine makes a living replica wait
    with stage.lives(hold_seconds=1.5) as one, stage.lives(hold_seconds=1.5) as other:
        with killing_who_is_held(stage, one, other):
            stage.story.play()
        assert stage.story.seen() == RIGHT
    cut_off = [call.method for call in stage.driver.calls() if call.status == 0]
    assert {*cut_off} >= {*ONCE}
    posts = ["welcome", "checklist", "announcement", "to Olivia", "to Arthur", "celebration"]
    assert cut_off.count("chat.postMessage") == len(posts)


@contextmanager
def killing_who_is_held(stage: Stage[FirstCustomer], *replicas: Lives) -> Iterator[None]:
    """Kill whichever replica waits for an answer that Slack keeps back."""
    over = threading.Event()

    def reap() -> None:
        with SandboxDriver(stage.base_url) as driver:
            while not over.wait(0.02):
                if driver.faults.held():
                    _kill_holders(stage, replicas)

    reaper = threading.Thread(target=reap, name="reaper")
    reaper.start()
    try:
        yield
    finally:
        over.set()
        reaper.join()


def _kill_holders(stage: Stage[FirstCustomer], replicas: tuple[Lives, ...]) -> None:
    with stage.story.engine.connect() as connection:
        holders = connection.execute(HELD).scalars().all()
    pids = {int(holder.split(":")[1]) for holder in holders}
    for replica in replicas:
        if replica.pid in pids:
            replica.kill()
