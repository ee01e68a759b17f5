"""Small turns of phrase."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbooks.mrkdwn import Mrkdwn, channel, escape, person, quoted
from playbooks.phrases import day, listing, ordinal, plural, rotated, span, titles


@pytest.mark.parametrize(
    ("value", "reference", "said"),
    [
        (date(2026, 12, 3), None, "Thu 3 Dec"),
        (date(2026, 12, 3), date(2026, 1, 1), "Thu 3 Dec"),
        (date(2027, 1, 4), date(2026, 12, 3), "Mon 4 Jan 2027"),
    ],
)
def test_a_day_names_its_year_when_it_is_not_the_references(
    value: date, reference: date | None, said: str
) -> None:
    assert day(value, reference) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 12, 7), date(2026, 12, 7), "Mon 7 Dec"),
        (date(2026, 12, 7), date(2026, 12, 18), "Mon 7 – Fri 18 Dec"),
        (date(2026, 11, 30), date(2026, 12, 18), "Mon 30 Nov – Fri 18 Dec"),
        (date(2026, 12, 7), date(2027, 12, 7), "Mon 7 Dec – Tue 7 Dec 2027"),
    ],
)
def test_a_span_names_a_shared_month_once(first: date, last: date, said: str) -> None:
    assert span(first, last, date(2026, 1, 1)) == said


def test_places_in_a_row_end_as_people_say_them() -> None:
    assert [ordinal(number) for number in (1, 2, 3, 4)] == ["1st", "2nd", "3rd", "4th"]
    assert [ordinal(number) for number in (11, 12, 13)] == ["11th", "12th", "13th"]
    assert [ordinal(number) for number in (21, 102, 111)] == ["21st", "102nd", "111th"]


def test_counts_agree_with_their_nouns() -> None:
    assert plural(1, "day") == "1 day"
    assert plural(0, "day") == "0 days"
    assert plural(2, "person", "people") == "2 people"
    assert plural(12_000, "day") == "12,000 days"


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], ""),
        (["a & b"], "a &amp; b"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a", "b", "c", "d"], "a, b, c and 1 more"),
    ],
)
def test_a_list_reads_as_in_a_sentence(items: list[str], said: str) -> None:
    assert listing(items, most=3) == said
    assert listing(items, most=3, joined="or") == said.replace(" and ", " or ")


def test_titles_stand_in_quotation_marks() -> None:
    assert titles(["A", "B<"]) == "“A” and “B&lt;”"


@given(st.text())
def test_escaped_text_holds_no_entity_of_its_own_and_is_escaped_once(text: str) -> None:
    escaped = escape(text)
    assert "<" not in escaped
    assert ">" not in escaped
    assert "\n" not in escaped
    assert escape(escaped) == escaped
    back = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert back == " ".join(text.split())


@given(st.text())
def test_every_line_of_a_quotation_is_quoted(text: str) -> None:
    assert all(line.startswith("> ") for line in quoted(text).split("\n") if line)


@pytest.mark.parametrize("slack_id", ["U0MAYA", "W012A3CDE"])
def test_a_person_is_mentioned_by_id(slack_id: str) -> None:
    assert person(slack_id) == f"<@{slack_id}>"


@pytest.mark.parametrize("name", ["Ursula", "URSULA", "U0 MAYA", "U0>", "C0ONB"])
def test_what_is_no_id_stays_a_name(name: str) -> None:
    assert person(name) == escape(name)


def test_a_channel_is_linked_by_id_and_else_named() -> None:
    assert channel("C0ONB") == "<#C0ONB>"
    assert channel("onb-acme <x>") == "onb-acme &lt;x&gt;"


def test_ready_text_is_not_escaped_again() -> None:
    assert escape(Mrkdwn("<@U0MAYA> & co")) == "<@U0MAYA> & co"


def test_a_rotation_is_steady_and_uses_every_variant() -> None:
    variants = ["a", "b", "c"]
    assert rotated(variants, "First login") == rotated(variants, "First login")
    assert {rotated(variants, f"milestone {n}") for n in range(50)} == set(variants)
