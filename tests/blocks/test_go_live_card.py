"""The go-live checklist as both companies see it, and as our people ask for it (A6)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blocks.go_live_card import NONE, go_live_card, shown_to_us
from onboarding.go_live import GoLiveCard, GoLiveLine
from onboarding.people import Side
from sandbox.blockkit import validate_view
from tests.blocks.oracles import assert_slack_takes, clickables, labels

TODAY = date(2026, 3, 12)


def line(key: str, **given: object) -> GoLiveLine:
    open_one = GoLiveLine(
        key, "Data <checked>", Side.CUSTOMER, "Technical owner", True, done_by=None, done_on=None
    )
    return replace(open_one, **given)  # type: ignore[arg-type]


DONE = line(
    "told",
    title="Support told",
    side=Side.TEAM,
    role="Support",
    done_by="U0OLIVIA",
    done_on=date(2026, 3, 10),
)
CARD = GoLiveCard("a1", "Hazel & Finch", "Trellis", (line("data"), DONE), ("Live",), TODAY)


def test_each_line_says_whose_it_is_and_who_checked_it_when_A6() -> None:
    message = go_live_card(CARD)
    assert_slack_takes(message)
    text = message["text"]
    assert "⬜ *Data &lt;checked&gt;*\nHazel &amp; Finch (Technical owner)" in text
    assert "✅ *Support told*\nTrellis (Support) · checked" in text
    assert "by <@U0OLIVIA>" in text
    assert "1 of 2 checked" in text
    assert labels(message["blocks"]) == ["Check", "Undo"]


def test_a_button_carries_the_state_it_wants_A6() -> None:
    opened, done = [one["value"] for one in clickables(go_live_card(CARD)["blocks"])]
    assert opened == '{"account":"a1","line":"data","done":true}'
    assert done == '{"account":"a1","line":"told","done":false}'


def test_a_closed_list_says_what_can_come_now_A6() -> None:
    said = go_live_card(replace(CARD, lines=(DONE, line("x", required=False))))["text"]
    assert "Every line is checked" in said
    assert "_optional_" in said
    assert "Live" in said
    done = go_live_card(replace(CARD, lines=(DONE,), waiting=()))["text"]
    assert done.endswith("*Every line is checked.*")


@pytest.mark.parametrize(
    ("channel", "words"), [("C0FINCH", "<#C0FINCH>"), (None, "once there is one")]
)
def test_our_people_read_it_without_buttons_and_are_told_where_it_is_checked_A6(
    channel: str | None, words: str
) -> None:
    view = shown_to_us(CARD, channel=channel)
    assert validate_view(view) == []
    assert words in str(view)
    assert clickables(view["blocks"]) == []


def test_where_there_is_no_list_our_people_are_told_so_A6() -> None:
    assert NONE in str(shown_to_us(replace(CARD, lines=()), channel="C0FINCH"))


_WORDS = st.sampled_from(
    ["&" * 120, "<" * 120, "Ж" * 120, "字" * 120, "👩‍👩‍👧‍👦" * 11, "a b " * 30, "x"]
)


@settings(deadline=None, max_examples=40)
@given(
    st.integers(1, 40),
    _WORDS,
    st.booleans(),
    st.sampled_from(list(Side)),
    st.sampled_from(["&" * 200, "名" * 200, "F"]),
)
def test_forty_lines_of_any_length_fit_one_message_A6(
    count: int, title: str, done: bool, side: Side, company: str
) -> None:
    one = line("k", title=title, side=side, role="Implementation consultant", required=not done)
    if done:
        one = replace(one, done_by="U0123456789", done_on=date(2025, 12, 30))
    lines = tuple(replace(one, key=f"line-{'y' * 50}-{n}") for n in range(count))
    card = GoLiveCard("a" * 32, company, company, lines, (title,) * 5, TODAY)
    message = go_live_card(card)
    assert_slack_takes(message)
    assert len(message["blocks"]) <= 50
    assert validate_view(shown_to_us(card, channel="C0FINCH")) == []
