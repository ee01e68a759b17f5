"""Milepost tells the sandbox what it will do next, and is done before the clock goes on."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.demo.companion import MilepostCompanion
from bot.demo.portfolio import play_history
from bot.demo.portfolio.hazel_and_finch import HAZEL_AND_FINCH
from bot.demo.portfolio.room import Room, ticks
from bot.demo.stage import Stage
from sandbox.reports import MessageSeen

FORTNIGHT = timedelta(days=14)


@pytest.fixture
def room(stage: Stage, monday: date) -> Room:
    """Hazel & Finch has been started, and nobody has come yet."""
    play_history(stage, monday, lambda customer: None, customers=[HAZEL_AND_FINCH])
    people = {entry.name: stage.driver.person(entry.id) for entry in stage.driver.people()}
    return Room(HAZEL_AND_FINCH, people, monday)


def last_run_out(room: Room) -> MessageSeen | None:
    told = room.person("olivia").dm_messages()
    return next((m for m in reversed(told) if "ran out" in m.text), None)


def test_nothing_is_planned_while_there_is_no_customer(companion: MilepostCompanion) -> None:
    assert companion.next_at() is None


def test_it_says_what_it_will_do_next_and_when(
    companion: MilepostCompanion, room: Room, stage: Stage
) -> None:
    at = companion.next_at()
    assert at is not None
    assert stage.sandbox.now() < at <= stage.sandbox.now() + FORTNIGHT.total_seconds()
    assert companion.what_next()
    assert (at, companion.name) in [(h.at, h.by) for h in stage.driver.agenda()]


def test_turning_the_clock_far_has_it_told_at_its_own_time(room: Room, stage: Stage) -> None:
    due = max(h.at for h in stage.driver.agenda() if "runs out" in h.what)
    happened = stage.driver.turn_clock(by_day=20)
    assert "Milepost" in [happening.by for happening in happened]
    told = last_run_out(room)
    assert told is not None
    assert float(told.ts) == pytest.approx(due, abs=60)
    assert stage.driver.violations() == []


def test_digests_come_in_the_morning_while_the_clock_is_turned_far(
    room: Room, stage: Stage
) -> None:
    stage.driver.turn_clock(by_day=5)
    olivia = room.person("olivia")
    zone = ZoneInfo(next(p.zone for p in stage.driver.people() if p.id == olivia.id))
    sent = [m for m in olivia.dm_messages() if m.from_app and "in onboarding" in m.text]
    assert sent
    local = [datetime.fromtimestamp(float(message.ts), zone) for message in sent]
    assert {(at.hour, at.minute) for at in local} == {(8, 30)}


def test_milepost_goes_by_the_sandboxs_clock(stage: Stage) -> None:
    clock = stage.milepost.database.clock
    assert clock.now() == pytest.approx(
        datetime.fromtimestamp(stage.sandbox.now(), UTC), abs=timedelta(seconds=5)
    )
    stage.driver.move_clock(timedelta(days=400))
    assert clock.now() == pytest.approx(
        datetime.fromtimestamp(stage.sandbox.now(), UTC), abs=timedelta(seconds=5)
    )


def test_what_is_on_its_way_has_arrived_before_the_clock_goes_on(room: Room, stage: Stage) -> None:
    stage.driver.faults.add("delay", "chat.postMessage", seconds=0.3, times=3)
    before = stage.sandbox.now()
    ticks("arthur", "warm-introduction")(room)
    stage.driver.turn_clock(by_day=5)
    plan = room.plan("olivia")
    thanks = room.person("olivia").thread(HAZEL_AND_FINCH.channel, plan.ts)
    assert float(thanks[0].ts) == pytest.approx(before, abs=60)


def test_what_does_not_arrive_in_time_is_said(
    companion: MilepostCompanion, room: Room, stage: Stage
) -> None:
    stage.driver.faults.add("hold_before", "chat.postMessage")
    ticks("arthur", "warm-introduction")(room)
    stage.driver.until(stage.driver.faults.held, 10)
    with pytest.raises(TimeoutError, match="not everything was sent"):
        companion.settle(0.1)
    stage.driver.faults.release()
    companion.settle(10)


def test_a_channel_that_is_closed_for_a_while_is_not_waited_for(
    companion: MilepostCompanion, room: Room, stage: Stage
) -> None:
    stage.driver.faults.add("error", "chat.postMessage", times=None, code="is_archived")
    ticks("arthur", "warm-introduction")(room)
    began = time.monotonic()
    companion.settle(20)
    assert time.monotonic() - began < 15
    stage.driver.faults.clear()
    stage.driver.turn_clock(by=120)
    thread = room.person("olivia").thread(HAZEL_AND_FINCH.channel, room.plan("olivia").ts)
    assert any("warm" in m.text or "introduced" in m.text for m in thread)
