"""C5: a win goes from the click to the channel, once, by way of the review."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from onboarding.plan import BlockerKind
from onboarding.plan_ahead import PlanAhead
from services.coming import SentNow, Skipped
from storage.review_schema import touches
from tests.services.quiet import maya_is_here
from tests.services.story import CHANNEL, MAYA, OLIVIA, Story

EVENING = datetime(2026, 3, 3, 19, tzinfo=UTC)
MORNING = datetime(2026, 3, 4, 8, tzinfo=UTC)  # nine in Berlin
STAGES = {
    "kickoff": ("call", "goal"),
    "configuration": ("login", "settings"),
    "training": ("trained",),
    "go-live": ("live",),
    "validation": ("value",),
}


@pytest.fixture
def account(story: Story) -> str:
    """Maya is in the channel, and has agreed to the plan."""
    account = story.with_channel()
    maya_is_here(story, account)
    story.services.agreement.agree(MAYA, CHANNEL, story.key())
    return account


def complete(story: Story, *stages: str) -> None:
    for milestone in (key for stage in stages for key in STAGES[stage]):
        ours = milestone in ("call", "settings")
        story.tick(OLIVIA if ours else MAYA, milestone)


def wins(story: Story) -> list[str]:
    """The keys of what was left to be posted, in order."""
    return [row.key for row in story.outbox(kind="channel_message") if ":win:" in row.key]


def fates(story: Story) -> dict[str, tuple[str, str | None]]:
    rows: list[Any] = [row for row in story.rows(touches) if row.key.startswith("win:")]
    return {row.key: (row.fate, row.reason) for row in rows}


def test_the_click_that_completes_a_stage_is_due_at_once_and_posted_beside_the_thread_C5(
    story: Story, account: str
) -> None:
    story.services.reviewing.tick()
    complete(story, "kickoff")
    assert story.services.reviewing.next_due() == story.clock.now()
    assert wins(story) == []
    assert len(story.messages("celebration")) == 2
    story.services.reviewing.tick()
    story.services.reviewing.tick()
    assert wins(story) == [f"touch:{account}:win:stage:kickoff"]
    [message] = story.messages("stage_completed")
    assert (message["stage"], message["next_stage"]) == ("Kickoff", "Configuration")
    [row] = [row for row in story.outbox() if ":win:" in row.key]
    assert row.body["thread"] is False
    [sent] = [row for row in story.activity("touch.sent") if row.data["rule"] == "C5"]
    assert sent.data["touch_kind"] == "stage_completed"


def test_a_stage_that_is_opened_and_done_again_is_said_once_C5_R1(
    story: Story, account: str
) -> None:
    story.tick(OLIVIA, "call")
    for wanted in (True, False, True):
        story.tick(MAYA, "goal", done=wanted)
        story.services.reviewing.tick()
    story.clock.move(days=2)
    story.services.reviewing.tick()
    assert len(wins(story)) == 1
    assert [r.kind for r in story.activity() if r.kind.startswith("stage")] == [
        "stage.completed",
        "stage.reopened",
        "stage.completed",
    ]


def test_what_is_completed_in_the_evening_is_said_in_the_morning_C5_C9(
    story: Story, account: str
) -> None:
    story.clock.set(EVENING)
    complete(story, "kickoff")
    story.services.reviewing.tick()
    assert (len(story.messages("celebration")), wins(story)) == (2, [])
    assert story.services.reviewing.next_due() == MORNING
    story.clock.set(MORNING)
    story.services.reviewing.tick()
    assert wins(story) == [f"touch:{account}:win:stage:kickoff"]


def test_what_is_undone_before_the_morning_is_not_said_C5(story: Story, account: str) -> None:
    story.clock.set(EVENING)
    complete(story, "kickoff")
    story.services.reviewing.tick()
    story.tick(MAYA, "goal", done=False)
    story.clock.set(MORNING)
    story.services.reviewing.tick()
    assert (wins(story), fates(story)) == ([], {})
    assert len(story.activity("stage.reopened")) == 1


def test_first_value_takes_the_stages_and_the_early_finish_with_it_on_record_C5(
    story: Story, account: str
) -> None:
    complete(story, *STAGES)
    story.services.reviewing.tick()
    story.clock.move(hours=25)
    story.services.reviewing.tick()
    assert wins(story) == [f"touch:{account}:win:first_value"]
    [message] = story.messages("first_value_reached")
    assert message["also"] == ["Kickoff", "Configuration", "Training", "Go-Live", "Validation"]
    assert (message["done_by"], message["finished"]) == (MAYA.user, True)
    found = fates(story)
    assert found.pop("win:first_value") == ("sent", None)
    assert set(found.values()) == {("dropped", "told with win:first_value")}
    assert set(found) == {"win:finished", *(f"win:stage:{stage}" for stage in STAGES)}
    [row] = [r for r in story.activity("touch.dropped") if r.data["touch"] == "win:finished"]
    assert row.data["reason"] == "told with win:first_value"


def test_two_stages_in_two_hours_are_said_a_day_apart_C5(story: Story, account: str) -> None:
    said = story.clock.now()
    complete(story, "kickoff")
    story.services.reviewing.tick()
    story.clock.move(hours=2)
    complete(story, "configuration")
    story.services.reviewing.tick()
    assert len(wins(story)) == 1
    assert _coming(story, account) == {"win:stage:configuration": said + timedelta(hours=24)}
    story.clock.set(said + timedelta(hours=24))
    story.services.reviewing.tick()
    assert wins(story)[1:] == [f"touch:{account}:win:stage:configuration"]


def _coming(story: Story, account: str) -> dict[str, datetime]:
    found = story.services.coming.ahead(OLIVIA, account)
    assert isinstance(found, PlanAhead)
    return {one.key: one.local for one in found.coming if one.key.startswith("win:")}


def test_a_win_that_waits_can_be_left_out_or_sent_at_once_C5(story: Story, account: str) -> None:
    story.clock.set(EVENING)
    complete(story, "kickoff")
    coming = story.services.coming
    assert coming.send_now(OLIVIA, account, "win:stage:kickoff", story.key()) == SentNow()
    story.clock.set(MORNING + timedelta(hours=12))
    complete(story, "configuration")
    assert coming.skip(OLIVIA, account, "win:stage:configuration", story.key()) == Skipped()
    story.clock.move(days=2)
    story.services.reviewing.tick()
    assert wins(story) == [f"touch:{account}:win:stage:kickoff"]


def test_a_stage_completed_by_agreeing_is_said_too_C5(story: Story) -> None:
    account = story.with_channel()
    maya_is_here(story, account)
    complete(story, "kickoff")
    story.services.reviewing.tick()
    assert wins(story) == []
    story.services.agreement.agree(MAYA, CHANNEL, story.key())
    story.services.reviewing.tick()
    assert wins(story) == [f"touch:{account}:win:stage:kickoff"]


def test_a_stage_completed_by_sorting_out_a_blocker_is_said_too_C5(
    story: Story, account: str
) -> None:
    complete(story, "kickoff")
    story.services.reviewing.tick()
    story.services.blockers.raise_(
        MAYA, CHANNEL, "polish", BlockerKind.TECHNICAL, "It stops", None, story.key()
    )
    complete(story, "configuration")
    story.clock.move(days=2)
    story.services.reviewing.tick()
    assert len(wins(story)) == 1
    [raised] = story.activity("blocker.raised")
    story.services.blockers.resolve(MAYA, CHANNEL, raised.data["blocker"], story.key())
    story.services.reviewing.tick()
    assert wins(story)[1:] == [f"touch:{account}:win:stage:configuration"]
