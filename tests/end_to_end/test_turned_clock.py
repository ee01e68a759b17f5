"""Somebody turns the sandbox's clock, and Milepost does on the way what it does by itself."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.end_to_end.stage import CUSTOMER, Stage

PARIS = ZoneInfo("Europe/Paris")


def local(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).astimezone(PARIS)


def test_what_is_due_happens_at_its_own_local_time_however_far_the_clock_is_turned(
    stage: Stage,
) -> None:
    stage.olivia.starts(CUSTOMER, (stage.maya, stage.tom))
    invited = local(stage.maya.slack.inbox()[0].sent)

    stage.driver.turn_clock(by_day=20, zone=PARIS.key)

    news = [m for m in stage.olivia.slack.dm_messages() if "ran out" in m.text]
    assert ["Maya Finch" in m.text for m in news].count(True) == 1
    assert ["Tom Hazel" in m.text for m in news].count(True) == 1
    for message in news:
        told = local(float(message.ts))
        assert told - (invited + timedelta(days=14)) < timedelta(minutes=1)
    assert stage.driver.violations() == []
    assert stage.dead_letters() == []


def test_what_somebody_did_just_before_is_told_before_the_clock_goes_on(
    shared_channel: Stage,
) -> None:
    before = shared_channel.driver.now()
    assert shared_channel.arthur.clicks("milestone_tick:warm-introduction").acked
    shared_channel.driver.turn_clock(by_day=3)
    plan = shared_channel.olivia.plan()
    thanks = shared_channel.olivia.slack.thread("onb-hazel-finch", plan.ts)
    assert float(thanks[0].ts) == pytest.approx(before, abs=60)
