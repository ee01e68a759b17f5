"""Dates in messages: every token of Slack's, in the reader's zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.page.drawing.dates import spell_date

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
"""10:30 on a Monday in Berlin."""


def spelled(when: datetime, form: str, zone: ZoneInfo = BERLIN) -> str | None:
    return spell_date(int(when.timestamp()), form, zone, NOW)


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("date_num", "2026-03-03"),
        ("date", "March 3rd"),
        ("date_short", "Mar 3"),
        ("date_long", "Tuesday, March 3rd"),
        ("date_pretty", "Tomorrow"),
        ("date_short_pretty", "Tomorrow"),
        ("date_long_pretty", "Tomorrow"),
        ("day_divider_pretty", "Tomorrow"),
        ("time", "2:05 PM"),
        ("time_secs", "2:05:09 PM"),
        ("ago", "In 1 day"),
    ],
)
def test_each_token_says_the_moment_in_its_way(token: str, words: str) -> None:
    assert spelled(datetime(2026, 3, 3, 13, 5, 9, tzinfo=UTC), f"{{{token}}}") == words


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("date", "August 21st, 2025"),
        ("date_short", "Aug 21, 2025"),
        ("date_long", "Thursday, August 21st, 2025"),
        ("date_pretty", "August 21st, 2025"),
        ("date_short_pretty", "Aug 21, 2025"),
        ("date_long_pretty", "Thursday, August 21st, 2025"),
        ("day_divider_pretty", "Thursday, August 21st, 2025"),
        ("ago", "6 months ago"),
    ],
)
def test_more_than_half_a_year_away_the_year_is_told(token: str, words: str) -> None:
    assert spelled(datetime(2025, 8, 21, 12, tzinfo=UTC), f"{{{token}}}") == words


def test_a_day_divider_tells_the_year_only_when_it_is_another() -> None:
    form = "{day_divider_pretty}"
    assert spelled(datetime(2026, 12, 22, 12, tzinfo=UTC), form) == "Tuesday, December 22nd"
    assert spelled(datetime(2025, 12, 22, 12, tzinfo=UTC), form) == "Monday, December 22nd, 2025"


@pytest.mark.parametrize(("days", "words"), [(-1, "Yesterday"), (0, "Today"), (2, "March 4th")])
def test_days_nearby_have_names(days: int, words: str) -> None:
    assert spelled(NOW + timedelta(days=days), "{date_pretty}") == words


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(), "Just now"),
        (timedelta(seconds=59), "59 seconds ago"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=4), "4 hours ago"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(days=800), "2 years ago"),
        (timedelta(hours=-3), "In 3 hours"),
    ],
)
def test_how_long_ago(passed: timedelta, words: str) -> None:
    assert spelled(NOW - passed, "{ago}") == words


@pytest.mark.parametrize(
    ("ending", "days"),
    [("st", (1, 21, 31)), ("nd", (2, 22)), ("rd", (3, 23)), ("th", (4, 11, 12, 13, 20, 24, 30))],
)
def test_days_are_ordinals(ending: str, days: tuple[int, ...]) -> None:
    for day in days:
        when = datetime(2026, 5, day, 12, tzinfo=UTC)
        assert spelled(when, "{date}") == f"May {day}{ending}"


@pytest.mark.parametrize(
    ("hour", "words"), [(0, "12:00 AM"), (1, "1:00 AM"), (12, "12:00 PM"), (23, "11:00 PM")]
)
def test_the_clock_has_twelve_hours(hour: int, words: str) -> None:
    assert spelled(datetime(2026, 3, 2, hour, tzinfo=UTC), "{time}", ZoneInfo("UTC")) == words


def test_tokens_stand_in_a_sentence() -> None:
    when = datetime(2026, 3, 2, 13, tzinfo=UTC)
    assert spelled(when, "{date_short_pretty} at {time}") == "Today at 2:00 PM"
    assert spelled(when, "due {date_pretty}, {time}") == "Due today, 2:00 PM"


def test_the_day_is_the_readers() -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    assert spelled(late, "{date_pretty}") == "Tomorrow"
    assert spelled(late, "{date_pretty}", ZoneInfo("America/New_York")) == "Today"


@pytest.mark.parametrize("form", ["", "tomorrow", "{weekday}", "{date} {nonsense}"])
def test_a_form_slack_does_not_know_is_not_spelled(form: str) -> None:
    assert spelled(NOW, form) is None


@given(st.integers(-(10**18), 10**18))
def test_any_number_is_spelled_or_not(timestamp: int) -> None:
    words = spell_date(timestamp, "{date_long_pretty} {time_secs} {ago}", BERLIN, NOW)
    assert words is None or words.count(":") == 2
