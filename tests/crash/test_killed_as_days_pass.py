"""A customer goes quiet and comes back, weeks in which time alone makes Milepost speak; the process
killed on the way wherever it can be, and one of three at a time: nothing is lost, nothing is said
twice, and everything on its own day.

Here a process dies once at each sort of commit and call. At each single one, and on both sides of
it: `uv run python -m tests.crash.sweep`.
"""

import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from tests.crash.kill_points import Kind, When
from tests.crash.lives import Lives, Nursery
from tests.crash.quiet_customer import NOTE, QuietCustomer
from tests.crash.stage import Stage, set_quiet_stage

AFTER_EACH_SORT: tuple[tuple[Kind, When], ...] = (("commit", "after"), ("call", "after"))
"""Who dies before a commit or a call leaves what was left by who died after the one before it."""
MESSAGES_PER_KILL = 4
LOOK_SECONDS = 0.02


@pytest.fixture(scope="module")
def undisturbed(
    births: Nursery, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What is seen in the end when nobody dies."""
    folder = tmp_path_factory.mktemp("undisturbed")
    shutil.copy(migrated_sqlite, folder / "milepost.db")
    with set_quiet_stage(births, f"sqlite:///{folder}/milepost.db", folder) as stage:
        with stage.lives():
            stage.story.play()
        return stage.story.seen()


@pytest.fixture
def quiet_stage(
    births: Nursery, database_url: str, tmp_path: Path
) -> Iterator[Stage[QuietCustomer]]:
    """Both of the customer's people have come, and the days are about to pass."""
    with set_quiet_stage(births, database_url, tmp_path) as stage:
        with stage.lives():
            stage.story.begin()
        yield stage


def test_undisturbed_one_lever_after_another_is_pulled_until_the_customer_is_back(
    undisturbed: dict[str, Any],
) -> None:
    def days(person: str, words: str) -> list[str]:
        return [day for _, day, text in undisturbed[person] if words in text]

    assert days("maya", "smallest next step") == ["2026-01-21"]
    assert days("tom", "smallest next step") == ["2026-01-21"]  # he reads it in the channel
    assert days("tom", "What would help most") == ["2026-01-23"]
    assert days("olivia", "now it needs you") == ["2026-01-27"]
    assert days("clara", "*What was tried*") == ["2026-01-29"]
    assert days("tom", NOTE.splitlines()[-1]) == ["2026-01-29"]
    assert days("clara", "is back after") == days("olivia", "is back after") == ["2026-01-30"]
    assert days("olivia", "☕")[-1] == "2026-02-02"
    assert undisturbed["surfaces up to date"] == {0}
    assert undisturbed["not delivered"] == undisturbed["complaints of Slack"] == []


@pytest.mark.timeout(300)  # some fifty processes, one after another
def test_killed_at_each_sort_of_commit_and_call_it_says_everything_once_and_on_its_day(
    quiet_stage: Stage[QuietCustomer], undisturbed: dict[str, Any]
) -> None:
    with quiet_stage.lives(AFTER_EACH_SORT, each=False) as lives:
        quiet_stage.story.go_quiet()
    assert quiet_stage.story.seen() == undisturbed
    assert {*lives.died_at} >= SORTS


SORTS = {
    "after call chat.postMessage came_back in U",
    "after call chat.postMessage digest in U",
    "after call chat.postMessage sponsor_note in U",
    "after call chat.postMessage surface in C",
    "after call chat.postMessage touch in C",
    "after call chat.postMessage touch in U",
    "after call chat.update",
    "after call views.open",
    "after commit a write to accounts",
    "after commit activity question.asked",
    "after commit activity sponsor_note.sent",
    "after commit activity stall.began",
    "after commit activity stall.cause",
    "after commit activity stall.ended",
    "after commit activity stall.rung_climbed",
    "after commit activity stall.taken",
    "after commit activity touch.sent",
    *(
        f"after commit outbox {row}: {state}"
        for row in (
            "channel_message touch",
            "direct_message came_back",
            "direct_message digest",
            "direct_message touch",
            "stakeholder_message sponsor_note",
            "stakeholder_message touch",
            "surface surface",
        )
        for state in ("pending", "sending", "sent")
    ),
}
"""Among the places of death: a tick, a click, a form, a digest, and every way to say something."""


@pytest.mark.timeout(300)
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_three_at_once_and_one_of_them_killed_again_and_again_say_everything_once(
    quiet_stage: Stage[QuietCustomer], undisturbed: dict[str, Any]
) -> None:
    # longer than a busy machine makes a living replica wait
    with (
        quiet_stage.lives(hold_seconds=1.5) as one,
        quiet_stage.lives(hold_seconds=1.5) as other,
        quiet_stage.lives(hold_seconds=1.5) as third,
        killing_in_turn(quiet_stage, one, other, third) as killed,
    ):
        quiet_stage.story.go_quiet()
    assert quiet_stage.story.seen() == undisturbed
    assert len(killed) >= 6


@contextmanager
def killing_in_turn(stage: Stage[QuietCustomer], *replicas: Lives) -> Iterator[Sequence[int]]:
    """Kill one after another, each time as soon as some more messages are on their way; the ids of
    the processes killed so far."""
    over, killed = threading.Event(), list[int]()

    def reap() -> None:
        wanted = stage.story.messages_begun() + MESSAGES_PER_KILL
        turns = cycle(replicas)
        while not over.wait(LOOK_SECONDS):
            if stage.story.messages_begun() >= wanted:
                replica = next(turns)
                if replica.pid is not None:
                    killed.append(replica.pid)
                replica.kill()
                wanted = stage.story.messages_begun() + MESSAGES_PER_KILL

    reaper = threading.Thread(target=reap, name="reaper")
    reaper.start()
    try:
        yield killed
    finally:
        over.set()
        reaper.join()
