"""What will be sent in the days to come, and what our people do about it."""

from datetime import timedelta
from typing import Any

import pytest

from onboarding.cadence import Lever
from onboarding.plan_ahead import ComingTouch, PlanAhead
from onboarding.refusals import Refused, TouchGone
from onboarding.review.touch import Door
from services.actor import Actor
from services.coming import SentNow, Skipped
from services.holds import HoldForm
from services.outcomes import NotAllowed, Repeated
from storage.review_schema import touches
from tests.services.quiet import STALL, maya_is_here, the_stall, went_quiet
from tests.services.story import ARTHUR, BEN, GWEN, MAYA, OLIVIA, Story


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    maya_is_here(story, account)
    return account


def ahead(story: Story, account: str, actor: Actor = OLIVIA) -> tuple[ComingTouch, ...]:
    found = story.services.coming.ahead(actor, account)
    assert isinstance(found, PlanAhead), found
    assert found.is_reviewed
    return found.coming


def kept(story: Story) -> dict[str, Any]:
    return {row.key: row for row in story.rows(touches)}


def test_the_days_ahead_are_shown_in_the_time_of_whoever_gets_it_C9(
    story: Story, account: str
) -> None:
    coming = ahead(story, account)
    assert coming
    assert [one.local for one in coming] == sorted(one.local for one in coming)
    assert all(9 <= one.local.hour < 17 for one in coming)
    assert {one.local.utcoffset() for one in coming} == {timedelta(hours=1)}  # Berlin in March


def test_what_is_skipped_is_not_ahead_any_more_and_on_record_C9(story: Story, account: str) -> None:
    first = ahead(story, account)[0]
    skip = story.services.coming.skip
    assert skip(ARTHUR, account, first.key, "once") == Skipped()
    assert skip(ARTHUR, account, first.key, "once") == Repeated()
    assert skip(ARTHUR, account, first.key, story.key()) == Refused(TouchGone())
    assert first.key not in {one.key for one in ahead(story, account)}
    row = kept(story)[first.key]
    assert (row.fate, row.by, row.reason) == ("skipped", ARTHUR.user, "somebody left it out")
    assert [r.data["touch"] for r in story.activity("touch.skipped")] == [first.key]


def test_what_is_sent_now_goes_out_once_and_not_later_C9(story: Story, account: str) -> None:
    first = next(one for one in ahead(story, account) if one.can_go_now)
    send = story.services.coming.send_now
    before = len(story.outbox())
    assert send(ARTHUR, account, first.key, "once") == SentNow()
    assert send(ARTHUR, account, first.key, "once") == Repeated()
    assert send(ARTHUR, account, first.key, story.key()) == Refused(TouchGone())
    assert first.key not in {one.key for one in ahead(story, account)}
    [row] = story.outbox()[before:]
    assert row.body["message"]["kind"] == first.message.model_dump()["kind"]
    assert (kept(story)[first.key].fate, kept(story)[first.key].by) == ("sent", ARTHUR.user)
    assert len(story.activity("touch.sent_now")) == 1


def test_a_rung_that_is_sent_now_is_climbed_and_the_card_appears_C4(
    story: Story, account: str
) -> None:
    story.tick(OLIVIA, "call")
    story.clock.move(days=20)
    reached = (Lever.NUDGE, Lever.ANOTHER_STAKEHOLDER, Lever.OWNER)
    went_quiet(story, account, reached=reached)
    key = f"{Lever.TEAM_CHANNEL}:{STALL}"
    assert any(one.key == key and one.door is Door.TEAM_CHANNEL for one in ahead(story, account))
    before = in_the_team_channel(story)
    assert story.services.coming.send_now(OLIVIA, account, key, story.key()) == SentNow()
    assert the_stall(story).steps[-1]["lever"] == Lever.TEAM_CHANNEL
    assert len(in_the_team_channel(story) - before) == 1
    assert story.outbox(kind="team_message") == []


def in_the_team_channel(story: Story) -> set[str]:
    """The surfaces that are to be shown there."""
    return {row.body["surface"] for row in story.outbox(kind="surface") if row.lane == "team"}


def test_while_it_rests_nothing_is_sent_to_the_customer_C9(story: Story, account: str) -> None:
    theirs = next(
        one for one in ahead(story, account) if one.can_go_now and one.door.faces_customer
    )
    form = story.services.holds.form(OLIVIA, account)
    assert isinstance(form, HoldForm)
    story.services.holds.pause(OLIVIA, account, form.until_on, "A move", story.key())
    sent = story.services.coming.send_now(OLIVIA, account, theirs.key, story.key())
    assert sent == Refused(TouchGone())


def test_before_the_channel_stands_there_is_a_plan_and_nothing_ahead(story: Story) -> None:
    account = story.start(name="Brightwater")
    found = story.services.coming.ahead(OLIVIA, account)
    assert isinstance(found, PlanAhead)
    assert (found.coming, found.is_reviewed) == ((), False)
    gone = Refused(TouchGone())
    assert story.services.coming.skip(OLIVIA, account, "check_in:1", story.key()) == gone


@pytest.mark.parametrize(
    ("actor", "why"), [(MAYA, "not_your_side"), (BEN, "stranger"), (GWEN, "stranger")]
)
def test_only_our_own_people_see_and_steer_what_comes_R10(
    story: Story, account: str, actor: Actor, why: str
) -> None:
    first = ahead(story, account)[0]
    refused = NotAllowed(why)  # type: ignore[arg-type]
    assert story.services.coming.ahead(actor, account) == refused
    assert story.services.coming.skip(actor, account, first.key, story.key()) == refused
    assert story.services.coming.send_now(actor, account, first.key, story.key()) == refused
    assert kept(story) == {}
