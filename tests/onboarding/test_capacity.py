"""K1: so many high-touch customers, or so many others, fill a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.capacity import Load, loads
from onboarding.tracks import Track


@pytest.mark.parametrize(
    ("high_touch", "others", "percent", "is_over"),
    [
        (0, 0, 0, False),
        (15, 0, 100, False),
        (0, 40, 100, False),
        (16, 0, 107, True),
        (0, 41, 102, True),
        (9, 16, 100, False),  # 0.6 + 0.4, which floating point does not make 1
        (9, 17, 102, True),
        (8, 20, 103, True),
        (1, 0, 7, False),
        (3, 31, 98, False),
    ],
)
def test_utilisation_is_high_by_15_and_others_by_40_K1(
    high_touch: int, others: int, percent: int, is_over: bool
) -> None:
    load = Load("U1", high_touch, others)
    assert (load.percent, load.is_over) == (percent, is_over)


@given(st.integers(0, 60), st.integers(0, 120))
def test_the_percent_shown_never_contradicts_the_warning(high_touch: int, others: int) -> None:
    load = Load("U1", high_touch, others)
    assert (load.percent > 100) is load.is_over
    assert all(load.with_one(track).utilisation > load.utilisation for track in Track)


def test_loads_are_counted_by_owner_the_heaviest_first() -> None:
    owned = [
        ("UB", Track.GUIDED),
        ("UA", Track.HIGH_TOUCH),
        ("UB", Track.LOW_TOUCH),
        ("UA", Track.GUIDED),
        ("UC", Track.LOW_TOUCH),
        ("UD", Track.GUIDED),
    ]
    assert loads(owned) == (Load("UA", 1, 1), Load("UB", 0, 2), Load("UC", 0, 1), Load("UD", 0, 1))


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(Track))))
def test_nobody_is_counted_twice_and_none_is_forgotten(owned: list[tuple[str, Track]]) -> None:
    found = loads(owned)
    assert sum(load.high_touch + load.others for load in found) == len(owned)
    assert len({load.user for load in found}) == len(found)
    assert found == loads(reversed(owned))
