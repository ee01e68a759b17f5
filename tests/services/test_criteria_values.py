"""How far it is to what was agreed: values that both sides report (A3)."""

from datetime import date
from typing import Any

import pytest

from onboarding.criteria_card import CriteriaCard, ValueLine
from onboarding.permissions import Action
from onboarding.timeline import Entry, Names
from playbooks import timeline
from services.actor import Actor
from services.criteria_words import Said
from services.outcomes import Invalid, NotAllowed
from storage.database import Database
from tests.clock import SettableClock
from tests.services.criteria import SHIPPED, asking_story, propose, standing
from tests.services.story import BEN, CHANNEL, MAYA, OLIVIA, Story


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return asking_story(database, clock)


def test_both_sides_report_values_and_the_newest_is_shown(
    story: Story, clock: SettableClock
) -> None:
    account = story.with_channel()
    one = propose(story, account)

    def report(actor: Actor, value: str, channel: str = CHANNEL) -> Any:
        clock.move(hours=1)
        return story.services.criteria_words.report(
            actor, channel, account, one, value, "from the shop", story.key()
        )

    assert report(MAYA, "55 %") == Said()
    assert report(OLIVIA, "67,5", channel="") == Said()
    assert isinstance(report(OLIVIA, "67 h"), Invalid)
    assert isinstance(report(BEN, "1"), NotAllowed)
    [found] = standing(story, account)
    assert found.last is not None
    assert (found.last.value, found.last.by, found.progress) == (67.5, OLIVIA.user, 50)
    assert [row.data["value"] for row in story.activity("criterion.value")] == [55, 67.5]
    told = story.messages("value_reported")
    assert [(one["value"], one["percent"]) for one in told] == [("55 %", 27), ("67.5 %", 50)]
    words = [line(row) for row in story.activity("criterion.value")]
    assert words == [
        f"{MAYA.user} reported 55 % of “{SHIPPED.metric}”: “from the shop”",
        f"{OLIVIA.user} reported 67.5 % of “{SHIPPED.metric}”: “from the shop”",
    ]


def test_whoever_reports_a_value_sees_the_way_so_far_A3(story: Story, clock: SettableClock) -> None:
    account = story.with_channel()
    one = propose(story, account)
    words = story.services.criteria_words
    for actor, value in ((MAYA, "55"), (OLIVIA, "67,5")):
        clock.move(days=1)
        assert words.report(actor, CHANNEL, account, one, value, "", story.key()) == Said()
    way = (
        ValueLine(55, MAYA.user, date(2026, 3, 3)),
        ValueLine(67.5, OLIVIA.user, date(2026, 3, 4)),
    )
    for card in (
        words.shown(MAYA, CHANNEL, account, Action.REPORT_VALUE),
        story.services.criteria.list(OLIVIA, account),
    ):
        assert isinstance(card, CriteriaCard)
        assert card.lines[0].values == way


def line(row: Any) -> str:
    """As the timeline says it."""
    entry = Entry(1, row.at, row.actor, None, row.kind, row.data)
    return timeline.told(entry, Names({}, {}, {}))
