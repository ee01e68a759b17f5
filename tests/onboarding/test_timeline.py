"""Pages, topics and days of a timeline (X1)."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding import timeline
from onboarding.timeline import KINDS, PAGE, Entry, Names, TimelineView, Topic

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def entry(number: int, kind: str = "plan.agreed", **data: object) -> Entry:
    return Entry(number, NOON + timedelta(hours=number), None, None, kind, data)


@given(st.integers(0, 130))
def test_turning_pages_shows_each_line_once_in_order_and_leads_back_X1(count: int) -> None:
    everything = [entry(number) for number in range(count, 0, -1)]

    def find(before: int | None, after: int | None) -> list[Entry]:
        if after is not None:
            return [one for one in everything if one.id > after][-PAGE - 1 :]
        return [one for one in everything if before is None or one.id < before][: PAGE + 1]

    seen: list[Entry] = []
    pages = []
    before: int | None = None
    while True:
        lines, older, newer = timeline.page(find(before, None), before=before, after=None)
        seen += lines
        pages.append(lines)
        assert (newer is None) == (before is None)
        if older is None:
            break
        before = older
    assert seen == everything
    for page, following in pairwise(pages):
        back, older, _ = timeline.page(
            find(None, following[0].id), before=None, after=following[0].id
        )
        assert back == page
        assert older == page[-1].id


@pytest.mark.parametrize("topic", list(Topic))
def test_every_topic_has_its_kinds_and_each_kind_one_topic_X1(topic: Topic) -> None:
    kinds = timeline.kinds_of(topic)
    assert (kinds is None) == (topic is Topic.ALL)
    assert kinds is None or kinds
    assert topic.label


def test_what_customers_see_is_told_by_kind_and_by_door_X1() -> None:
    assert entry(1, "milestone.done").is_seen
    assert not entry(1, "account.started").is_seen
    assert not entry(1, "stall.cause").is_seen
    assert entry(1, "touch.sent", door="thread").is_seen
    assert not entry(1, "touch.sent", door="team_channel").is_seen
    assert not entry(1, "touch.sent").is_seen
    assert not entry(1, "moon.has_risen").is_seen  # in doubt internal
    assert "moon.has_risen" not in KINDS


def test_lines_are_grouped_by_the_customers_own_days_X1() -> None:
    lines = (entry(13), entry(3), entry(1))  # 01:00 on the 3rd, 15:00 and 13:00 on the 2nd
    view = TimelineView(
        "a",
        "Finch",
        Topic.ALL,
        "Europe/Berlin",
        date(2026, 3, 3),
        lines,
        Names({}, {}, {}),
        None,
        None,
    )
    assert view.days == ((date(2026, 3, 3), lines[:1]), (date(2026, 3, 2), lines[1:]))
