"""Remind me later."""

from datetime import UTC, datetime

import pytest

from onboarding.refusals import Unchanged
from onboarding.review.touch import Door
from services.actor import Actor
from services.outcomes import NotAllowed, Repeated
from services.putting_off import PutOff
from storage.review_schema import touches
from tests.services.quiet import maya_is_here, sent
from tests.services.story import BEN, CHANNEL, HOST, MAYA, OLIVIA, TOM, Story

REMINDER, DRIFT, NUDGE = "reminder:2026-03-02", "drifting:1", "another_stakeholder:1"


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    maya_is_here(story, account)
    sent(story, account, REMINDER, "reminder", Door.CHANNEL)
    sent(story, account, NUDGE, "re_engagement", Door.STAKEHOLDER, MAYA.user)
    sent(story, account, DRIFT, "drifting", Door.TEAMMATE, OLIVIA.user)
    return account


def later(
    story: Story,
    account: str,
    touch: str = REMINDER,
    actor: Actor = MAYA,
    channel: str = CHANNEL,
    *,
    key: str | None = None,
) -> object:
    return story.services.putting_off.later(actor, channel, account, touch, key or story.key())


def fates(story: Story) -> dict[str, tuple[str, datetime | None]]:
    return {row.key: (row.fate, row.again_at) for row in story.rows(touches)}


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 3, 8, tzinfo=UTC)),
        (datetime(2026, 3, 2, 5, tzinfo=UTC), datetime(2026, 3, 3, 8, tzinfo=UTC)),  # before work
        (datetime(2026, 3, 6, 15, tzinfo=UTC), datetime(2026, 3, 9, 8, tzinfo=UTC)),  # a Friday
        (datetime(2026, 3, 27, 9, tzinfo=UTC), datetime(2026, 3, 30, 7, tzinfo=UTC)),  # clocks
        (datetime(2026, 4, 2, 9, tzinfo=UTC), datetime(2026, 4, 7, 7, tzinfo=UTC)),  # Easter
    ],
)
def test_it_comes_again_on_the_next_working_day_C9(
    story: Story, account: str, now: datetime, until: datetime
) -> None:
    story.clock.set(now)
    assert later(story, account) == PutOff(until, "Europe/Berlin")
    assert fates(story)[REMINDER] == ("snoozed", until)
    assert [r.data["touch"] for r in story.activity("touch.put_off")] == [REMINDER]


def test_a_second_click_changes_nothing_C9(story: Story, account: str) -> None:
    first = later(story, account, key="once")
    assert later(story, account, key="once") == Repeated()
    assert isinstance(first, PutOff)
    assert later(story, account) == Unchanged()


def test_whoever_was_told_alone_puts_it_off_from_there_C9(story: Story, account: str) -> None:
    assert isinstance(later(story, account, NUDGE, MAYA, "DMAYA"), PutOff)
    assert isinstance(later(story, account, DRIFT, OLIVIA, "DOLIVIA"), PutOff)


@pytest.mark.parametrize(
    ("touch", "actor", "why"),
    [
        (NUDGE, TOM, "forged"),  # was said to somebody else
        (DRIFT, MAYA, "forged"),  # was said about them
        ("check_in:1", MAYA, "forged"),  # was never said
        (REMINDER, BEN, "stranger"),
        (REMINDER, Actor("UX", "TX", HOST), "stranger"),
    ],
)
def test_nobody_puts_off_what_is_not_theirs_C9(
    story: Story, account: str, touch: str, actor: Actor, why: str
) -> None:
    assert later(story, account, touch, actor) == NotAllowed(why)  # type: ignore[arg-type]
    assert {fate for fate, _ in fates(story).values()} == {"sent"}


def test_the_touch_of_another_account_is_forged(story: Story, account: str) -> None:
    other = story.with_channel("GWATER", name="Brightwater")
    sent(story, other, REMINDER, "reminder", Door.CHANNEL)
    assert later(story, other) == NotAllowed("forged")
