"""M1: from the signature to the first value, gross, and net of the holds that are documented."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.first_value import time_to_first_value

SIGNED, REACHED = date(2026, 3, 2), date(2026, 4, 1)


def march(day: int) -> date:
    return date(2026, 3, day)


@pytest.mark.parametrize(
    ("rests", "net"),
    [
        ([], 30),
        ([(march(9), march(14))], 25),
        ([(march(9), march(9))], 30),
        ([(march(9), march(14)), (march(12), march(16))], 23),
        ([(march(30), None)], 28),
        ([(march(30), date(2026, 5, 1))], 28),
        ([(date(2026, 2, 1), march(4))], 28),
        ([(date(2026, 5, 1), None)], 30),
    ],
)
def test_days_on_which_it_rested_are_left_out_once(
    rests: list[tuple[date, date | None]], net: int
) -> None:
    took = time_to_first_value(SIGNED, REACHED, rests)
    assert (took.gross_days, took.net_days) == (30, net)


spans = st.tuples(st.integers(-20, 60), st.none() | st.integers(-20, 60))


@given(st.lists(spans, max_size=5))
def test_net_is_never_more_than_gross_nor_less_than_nothing(
    rests: list[tuple[int, int | None]],
) -> None:
    days = [(SIGNED + timedelta(a), None if b is None else SIGNED + timedelta(b)) for a, b in rests]
    took = time_to_first_value(SIGNED, REACHED, days)
    assert 0 <= took.net_days <= took.gross_days == 30
