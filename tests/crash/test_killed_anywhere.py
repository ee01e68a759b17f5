"""Killed at every commit and at every Slack call, Milepost does everything, and nothing twice."""

import re
from collections.abc import Iterable

import pytest

from onboarding.provisioning import StepKind
from tests.crash.first_customer import MILESTONE, RIGHT, FirstCustomer
from tests.crash.kill_points import Kind, When, place
from tests.crash.stage import Stage

_VARYING = re.compile(r"(chat\.update) \d+|(surface:\w+):\d+|(roll_call:[^:]+):C\w+")


BY_LUCK = {
    "learn:": "whether news of our own people, who are known, comes before the channel's new id",
    "users.info": "the question to which that leads",
    "activity stakeholder.recognised": "of whoever has accepted before we hear that they came: "
    "two events of Slack's, which may come either way round",
}
"""What happens in some runs and in others does not, and why: parts of the names of points."""


def comparable(points: Iterable[str]) -> set[str]:
    """Without what differs from run to run: the content of an edit, the version of a surface, the
    id of a channel; and without what is luck."""
    bare = {_VARYING.sub(lambda found: next(filter(None, found.groups())), p) for p in points}
    return {point for point in bare if not any(part in point for part in BY_LUCK)}


def test_undisturbed_the_story_ends_right(stage: Stage[FirstCustomer]) -> None:
    with stage.lives() as lives:
        stage.story.play()
        assert stage.story.seen() == RIGHT
    assert lives.deaths == 0


def test_the_points_at_which_to_die_are_those_of_provisioning_tick_and_delivery(
    every_point: dict[Kind, set[str]],
) -> None:
    commits, calls = every_point["commit"], every_point["call"]
    for kind in set(StepKind) - {StepKind.ADOPT_CHANNEL, StepKind.INVITE_CONTACT}:
        for state in ("pending", "sending", "sent"):
            assert f"outbox step step:Hazel & Finch:{kind}: {state}" in commits
    for contact in ("Maya Finch", "Tom Hazel"):
        assert f"outbox step step:Hazel & Finch:invite_contact:{contact}: sending" in commits
    assert "activity milestone.done" in commits
    assert f"outbox channel_message celebration:Hazel & Finch:{MILESTONE}: sending" in commits
    assert {
        "bookmarks.add",
        "chat.postMessage celebration::people-named in C",
        "chat.postMessage step::welcome in G",
        "chat.update",
        "conversations.create onb-hazel-finch",
        "conversations.inviteShared maya@hazelfinch.example",
        "conversations.setTopic",
        "pins.add",
        "views.open",
    } <= comparable(calls)


@pytest.mark.timeout(300)  # some forty processes, one after another
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", ["commit", "call"])
def test_killed_everywhere_it_does_everything_and_nothing_twice(
    stage: Stage[FirstCustomer], every_point: dict[Kind, set[str]], kind: Kind, when: When
) -> None:
    """One process after another dies, each at the next place at which none has died before."""
    with stage.lives([(kind, when)]) as lives:
        stage.story.play()
        assert stage.story.seen() == RIGHT
    cut_off = {f"{when} {point}" for point in lives.cut_off}
    reached = comparable(place(kind, when, point) for point in every_point[kind])
    assert reached <= comparable({*lives.died_at, *cut_off})
