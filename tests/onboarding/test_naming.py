import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.naming import channel_name


@pytest.mark.parametrize(
    ("customer", "name"),
    [
        ("Acme", "onb-acme"),
        ("Acme & Söhne GmbH", "onb-acme-sohne-gmbh"),
        ("株式会社", "onb-zhu-shi-hui-she"),
        ("Яндекс", "onb-iandeks"),
        ("  --  ", "onb-customer"),
        ("🦄", "onb-customer"),
        ("", "onb-customer"),
    ],
)
def test_a_customer_named_in_any_script_has_a_channel_name(customer: str, name: str) -> None:
    assert channel_name(customer) == name


def test_a_taken_name_gets_a_number() -> None:
    assert [channel_name("Acme", n) for n in range(3)] == ["onb-acme", "onb-acme-2", "onb-acme-3"]


def test_a_long_name_keeps_room_for_its_number() -> None:
    names = {channel_name("long " * 40, n) for n in (0, 1, 9, 99)}
    assert len(names) == 4
    assert all(len(name) <= 80 for name in names)


@given(st.text(max_size=300), st.integers(0, 200))
def test_every_name_is_one_that_slack_takes(customer: str, attempt: int) -> None:
    assert re.fullmatch(r"onb(-[a-z0-9]+)+", channel_name(customer, attempt))
    assert len(channel_name(customer, attempt)) <= 80
