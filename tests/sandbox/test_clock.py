"""The sandbox's clock: where it starts, and what a day or a working morning is."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.client import SandboxDriver, SandboxError
from sandbox.clock import Clock
from sandbox.clock_controls import days_later, next_working_morning
from sandbox.server import Sandbox

moments = st.floats(min_value=0, max_value=4e9)


def test_a_sandbox_may_begin_in_the_past() -> None:
    with Sandbox.running(starts_at=1_700_000_000.0) as sandbox, sandbox.driver() as driver:
        assert 1_700_000_000 <= driver.now() < 1_700_000_060
        assert driver.now() <= sandbox.now() < 1_700_000_060
        ts = driver.person("olivia").say("general", "Good morning")
        assert ts.startswith("17000000")


@given(starts_at=moments, machine=moments, instants=st.lists(moments, max_size=5))
def test_a_clock_advanced_to_an_instant_has_reached_it_and_never_goes_back(
    starts_at: float, machine: float, instants: list[float]
) -> None:
    clock = Clock(starts_at, machine=lambda: machine)
    for instant in instants:
        before = clock.now()
        moved = clock.advance_to(instant)
        assert moved == (instant > before)
        assert clock.now() >= max(before, instant)
        assert clock.now() < max(before, instant) + 1e-3


@pytest.mark.parametrize(
    ("zone", "at", "morning"),
    [
        ("Europe/Paris", "2026-03-02T07:30", "2026-03-02T09:00"),  # Monday, before work
        ("Europe/Paris", "2026-03-02T09:00", "2026-03-03T09:00"),
        ("Europe/Paris", "2026-03-06T17:00", "2026-03-09T09:00"),  # Friday evening
        ("Europe/Paris", "2026-03-07T08:00", "2026-03-09T09:00"),  # Saturday
        ("Europe/Paris", "2026-03-29T01:30", "2026-03-30T09:00"),  # the night of summer time
        ("Asia/Kolkata", "2026-03-01T23:59", "2026-03-02T09:00"),  # Sunday
        ("America/New_York", "2026-10-30T18:00", "2026-11-02T09:00"),
    ],
)
def test_the_next_working_morning_is_nine_o_clock_of_a_monday_to_friday(
    zone: str, at: str, morning: str
) -> None:
    local = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(zone))
    expected = datetime.fromisoformat(morning).replace(tzinfo=ZoneInfo(zone))
    assert next_working_morning(local).timestamp() == expected.timestamp()


@pytest.mark.parametrize(
    ("zone", "at", "hours"),
    [
        ("Europe/Berlin", "2026-03-28T12:00", 23),
        ("Europe/Berlin", "2026-10-24T12:00", 25),
        ("Europe/Berlin", "2026-06-01T12:00", 24),
        ("Australia/Lord_Howe", "2026-04-04T12:00", 24.5),
    ],
)
def test_a_day_later_it_is_the_same_time_of_day(zone: str, at: str, hours: float) -> None:
    local = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(zone))
    later = days_later(local, 1)
    assert later.hour == local.hour
    assert later.timestamp() - local.timestamp() == hours * 3600


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({}, "one of these ways"),
        ({"by": 5, "next": True}, "one of these ways"),
        ({"working_day": False}, "one of these ways"),
        ({"by": -5}, "only moves forward"),
        ({"by_day": -1}, "only moves forward"),
        ({"to": 1.0}, "only moves forward"),
        ({"by": "a while"}, "'by' is not a number"),
        ({"by": True}, "'by' is not a number"),
        ({"by": 1e12}, "that far"),
        ({"by_day": 1e12}, "that far"),
        ({"by_day": 1, "zone": "Atlantis/Capital"}, "no time zone 'Atlantis/Capital'"),
        ({"by_day": 1, "zone": "../etc"}, "no time zone"),
    ],
)
def test_the_clock_is_not_turned_by_what_makes_no_sense(
    driver: SandboxDriver, how: dict[str, Any], why: str
) -> None:
    before = driver.now()
    with pytest.raises(SandboxError, match=why):
        driver.turn_clock(**how)
    assert driver.now() - before < 60


def test_a_day_is_meant_in_the_zone_of_the_person_who_turns_the_clock(
    driver: SandboxDriver,
) -> None:
    driver.turn_clock(working_day=True, person=driver.person("priya").id)
    local = datetime.fromtimestamp(driver.now(), ZoneInfo("Asia/Kolkata"))
    assert (local.hour, local.minute) == (9, 0)
    assert local.weekday() < 5
