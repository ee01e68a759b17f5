"""What a button carries comes back as it went out, or not at all."""

import json

import pytest

from blocks import values
from blocks.values import AgreePlan, ButtonValue, ForgedValue, MilestoneTick, PageTurn, RetryStep

TICK = MilestoneTick(account="a1", milestone="first-login", done=True)


def test_a_value_comes_back_as_it_was_written() -> None:
    assert values.parse(TICK.dump(), MilestoneTick) == TICK


def test_every_value_fits_a_button_even_with_the_longest_ids() -> None:
    longest = "x" * 200
    for value in (
        MilestoneTick(account=longest, milestone=longest, done=False),
        PageTurn(account=longest, page=longest),
        RetryStep(account=longest, step=longest),
    ):
        assert len(value.dump()) <= 2_000


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        "not json",
        "[]",
        "{}",
        json.dumps({"account": "a1", "milestone": "first-login"}),
        json.dumps({"account": "a1", "milestone": "first-login", "done": "true"}),
        json.dumps({"account": "a1", "milestone": "first-login", "done": 1}),
        json.dumps({"account": "", "milestone": "first-login", "done": True}),
        json.dumps({"account": 1, "milestone": "first-login", "done": True}),
        json.dumps({"account": "a1", "milestone": "x" * 201, "done": True}),
        json.dumps({"account": "a1", "milestone": "first-login", "done": True, "side": "team"}),
    ],
)
def test_a_forged_value_is_refused(raw: str | None) -> None:
    with pytest.raises(ForgedValue):
        values.parse(raw, MilestoneTick)


def test_the_value_of_one_button_is_not_taken_for_anothers() -> None:
    agree: ButtonValue = AgreePlan(account="a1")
    with pytest.raises(ForgedValue):
        values.parse(agree.dump(), PageTurn)
