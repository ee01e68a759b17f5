"""The message and the forms of success criteria, in every state and at their limits (A3)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from blocks import actions
from blocks.criteria_card import NOTHING_LEFT, criteria_card
from blocks.criterion import way
from blocks.forms import criteria as forms
from blocks.forms import criterion_words
from blocks.forms.criteria import CriterionAbout
from blocks.forms.criterion_words import SaidIn
from onboarding.criteria_card import CriteriaCard, CriterionLine, ValueLine, WishLine
from onboarding.success import MOST_CRITERIA, State, Terms, Typed
from sandbox.blockkit import validate_message, validate_view
from tests.blocks.forms.filling import filled

TODAY = date(2026, 3, 20)
PLAIN = CriterionLine(
    id="c1",
    statement="We <ship> the same day",
    metric="Orders & parcels out the same day",
    unit="%",
    baseline=40,
    target=95,
    due_on=date(2026, 6, 1),
    first_value=True,
    state=State.PROPOSED,
    said_by=None,
    said_on=None,
    value=None,
    value_by=None,
    value_on=None,
    remark=None,
    percent=None,
)
LONGEST = replace(
    PLAIN,
    statement="&" * 300,
    metric="<" * 120,
    unit=">" * 20,
    baseline=-1e12,
    target=999_999_999_999.9999,
    state=State.CONFIRMED,
    said_by="U" + "0" * 20,
    said_on=TODAY,
    value=123_456_789.1234,
    value_by="U0",
    value_on=TODAY,
    remark="&" * 300,
    percent=99,
    wishes=tuple(WishLine("&" * 500, "U0MAYA", TODAY) for _ in range(5)),
    values=tuple(ValueLine(-123_456_789.1234, "U" + "0" * 20, TODAY) for _ in range(40)),
)


def a_card(*lines: CriterionLine) -> CriteriaCard:
    return CriteriaCard("a" * 32, "Hazel & Finch", "Trellis", lines, "f" * 16, TODAY)


def action_ids(blocks: list[dict[str, Any]]) -> list[str]:
    return [
        e["action_id"] for block in blocks for e in block.get("elements", ()) if "action_id" in e
    ]


def test_what_is_proposed_says_the_sentence_the_number_and_the_date() -> None:
    message = criteria_card(a_card(PLAIN))
    assert "We &lt;ship&gt; the same day" in message["text"]
    assert "Orders &amp; parcels out the same day: 40 % → *95 %* by *Mon 1 Jun*" in message["text"]
    assert "not confirmed yet" in message["text"]
    assert action_ids(message["blocks"]) == [
        actions.CONFIRM_CRITERIA,
        actions.CRITERION_WISH,
        actions.CRITERION_VALUE,
    ]


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        (State.CONFIRMED, [actions.CRITERION_WISH, actions.CRITERION_VALUE]),
        (State.REACHED, [actions.CRITERION_VALUE]),
    ],
)
def test_only_what_can_be_done_is_offered(state: State, offered: list[str]) -> None:
    said = replace(PLAIN, state=state, said_by="U0MAYA", said_on=TODAY)
    message = criteria_card(a_card(said))
    assert action_ids(message["blocks"]) == offered
    assert f"{state.value} Fri 20 Mar, <@U0MAYA>" in message["text"]


def test_the_last_value_stands_there_with_whoever_reported_it() -> None:
    known = replace(
        PLAIN, value=67.5, value_by="U0MAYA", value_on=TODAY, percent=50, remark="two <shops>"
    )
    text = criteria_card(a_card(known))["text"]
    assert "Now: *67.5 %* · 50 % of the way (Fri 20 Mar, <@U0MAYA>)" in text
    assert "_two &lt;shops&gt;_" in text


def test_the_way_so_far_is_told_from_where_it_stood_at_the_start_A3() -> None:
    tom, signal = ValueLine(55, "U0TOM", date(2026, 3, 6)), ValueLine(67.5, None, TODAY)
    known = replace(PLAIN, value=67.5, percent=50, values=(tom, signal))
    told = "40 % at the start → *55 %* (Fri 6 Mar, <@U0TOM>) → *67.5 %* (Fri 20 Mar)"
    assert told in str(forms.overview(a_card(known))["blocks"][1])
    shown = criterion_words.value(
        SaidIn(account="a", channel="C"), a_card(known, replace(PLAIN, id="c2"))
    )
    first, second, _ = (str(block) for block in shown["blocks"][:3])
    assert told in first
    assert "Orders &amp; parcels out the same day: 40 % → *95 %*" in first
    assert second.endswith("40 % at the start'}]}")


def test_of_many_values_the_newest_are_told_and_the_others_counted_A3() -> None:
    values = tuple(ValueLine(number, "U0TOM", TODAY) for number in range(1, 13))
    known = replace(PLAIN, value=12, values=values)
    told = way(known, TODAY)
    assert told.startswith("40 % at the start → … 4 values … → *5 %* (")
    assert told.endswith("*12 %* (Fri 20 Mar, <@U0TOM>)")
    assert way(replace(PLAIN, baseline=None), TODAY) == ""


def test_a_message_without_criteria_says_so_and_has_no_buttons() -> None:
    message = criteria_card(a_card())
    assert message["text"] == NOTHING_LEFT
    assert action_ids(message["blocks"]) == []


def test_the_most_criteria_at_their_longest_fit_message_list_and_forms() -> None:
    lines = [replace(LONGEST, id=f"{number:032}") for number in range(MOST_CRITERIA)]
    lines[0] = replace(lines[0], state=State.PROPOSED, said_by=None, said_on=None)
    card = a_card(*lines)
    assert validate_message(criteria_card(card)["blocks"]) == []
    place = SaidIn(account=card.account, channel="C" * 20)
    for view in (
        forms.overview(card),
        forms.overview(a_card()),
        criterion_words.wish(place, card.unreached),
        criterion_words.value(place, card),
        criterion_words.answer(card, lines[0].id),
    ):
        assert validate_view(view) == []


def test_whoever_changes_one_reads_above_the_fields_what_the_customer_asked_for_A3() -> None:
    about = CriterionAbout(account="a", criterion="c1")
    terms = Terms("Say it", "Count it", "%", None, 1500, date(2026, 6, 1), True)
    asked = replace(PLAIN, wishes=(WishLine("90 is enough", "U0MAYA", TODAY),))
    first = forms.render(about, terms, is_only=True, line=asked, today=TODAY)["blocks"][0]
    assert "90 is enough" in str(first)
    longest = forms.render(about, terms, is_only=False, line=LONGEST, today=TODAY)
    assert validate_view(longest) == []
    assert forms.render(about, terms, is_only=True, line=PLAIN, today=TODAY) == forms.render(
        about, terms, is_only=True
    )


@pytest.mark.parametrize("is_only", [True, False])
@pytest.mark.parametrize("baseline", [None, 1.125, -3.5])
def test_a_form_left_as_it_opened_reads_as_the_same_terms(
    is_only: bool, baseline: float | None
) -> None:
    terms = Terms("Say it", "Count it", "%", baseline, 1500, date(2026, 6, 1), True)
    about = CriterionAbout(account="a", criterion="c1")
    view = filled(forms.render(about, terms, is_only=is_only))
    shown = {None: "", 1.125: "1.1250 %", -3.5: "-3.5 %"}[baseline]
    assert forms.read(view) == Typed("Say it", "Count it", shown, "1500 %", "2026-06-01", True)
