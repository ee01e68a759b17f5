"""Time enters here: aware, in UTC."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.clock import FollowingClock, ShiftedClock, SystemClock
from sandbox.clock import Clock
from tests.clock import SettableClock


def test_the_machines_clock_tells_aware_utc() -> None:
    first, second = SystemClock().now(), SystemClock().now()
    assert first.tzinfo is UTC
    assert first <= second


def test_a_shifted_clock_follows_the_clock_below_it(clock: SettableClock) -> None:
    shifted = ShiftedClock(clock, timedelta(days=2))
    shifted.move(timedelta(hours=1))
    clock.move(minutes=5)
    assert shifted.now() - clock.now() == timedelta(days=2, hours=1)


def test_a_clock_that_follows_tells_the_others_time_as_aware_utc() -> None:
    told = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    other = Clock(told.timestamp(), machine=lambda: 0.0)
    clock = FollowingClock(other.now)
    assert clock.now() == told
    assert clock.now().tzinfo is UTC
    other.move(90)
    assert clock.now() - told == timedelta(seconds=90)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1)), st.floats(0, 10**6))  # noqa: DTZ001
def test_an_instant_to_which_the_other_clock_was_turned_has_come(
    due: datetime, ahead: float
) -> None:
    """However floats and microseconds round: what is due at an instant is found when it is."""
    due = due.replace(tzinfo=UTC)
    other = Clock(due.timestamp() - ahead, machine=lambda: 1_800_000_000.1)
    other.advance_to(due.timestamp())
    assert FollowingClock(other.now).now() >= due
