"""Time enters here: aware, in UTC."""

from datetime import UTC, timedelta

from bot.clock import ShiftedClock, SystemClock
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
