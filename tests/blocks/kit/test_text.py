"""Texts of people's inside mrkdwn: escaped, cut, and put into links and dates."""

import html
import re
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blocks import kit
from blocks.kit import BlockError

TEXTS = st.text(alphabet=st.sampled_from("ab &<>;…|@#!\n") | st.characters(codec="utf-8"))


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@given(TEXTS)
def test_escaping_takes_all_meaning_from_a_text_and_loses_nothing(text: str) -> None:
    escaped = kit.escape(text)
    assert "<" not in escaped
    assert ">" not in escaped
    assert unescaped(escaped) == text


def test_escaping_knows_no_entity_of_its_own() -> None:
    assert kit.escape("R&D <b> &amp;") == "R&amp;D &lt;b&gt; &amp;amp;"


@given(TEXTS, st.integers(1, 40))
@example("a & b", 4)
@example("&<>", 6)
def test_a_clipped_text_is_a_beginning_of_what_was_written(text: str, limit: int) -> None:
    clipped = kit.clip(kit.escape(text), limit)
    assert len(clipped) <= limit
    if clipped != kit.escape(text):
        assert clipped.endswith("…")
        assert text.startswith(unescaped(clipped[:-1]))
        assert re.fullmatch(r"(?:[^&]|&(?:amp|lt|gt);)*", clipped[:-1], re.DOTALL)


ENTITIES = st.sampled_from(
    [
        kit.mention("U123"),
        kit.channel_link("C123"),
        kit.link("https://hazelfinch.example/?a=1&b=2", "Hazel & Finch <help>"),
        kit.date_text(date(2026, 3, 4)),
        kit.escape("R&D"),
        "*words* ",
        "<!here> ",
    ]
)


@given(st.lists(ENTITIES, max_size=6), st.integers(1, 200))
def test_links_mentions_and_dates_are_cut_whole(pieces: list[str], limit: int) -> None:
    text = "".join(pieces)
    clipped = kit.clip(text, limit)
    assert len(clipped) <= limit
    assert clipped.count("<") == clipped.count(">")
    left = re.sub(r"<[^<>]*>|&(?:amp|lt|gt);", "", clipped)
    assert not re.search(r"[<>&]", left)


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 5, "short"),
        ("a longer text", 9, "a longer…"),
        ("a longer text", 3, "a…"),
        ("x & y", 1, "…"),
        ("Q&amp;A session", 5, "Q…"),
        ("Q&amp;A session", 8, "Q&amp;A…"),
        ("see <https://a.example|here>", 20, "see…"),
        ("1 < 2 and 3 > 2 and so on", 20, "1 < 2 and 3 > 2 and…"),
    ],
)
def test_a_text_is_cut_at_its_limit(text: str, limit: int, expected: str) -> None:
    assert kit.clip(text, limit) == expected


def test_people_and_channels_are_named_by_id() -> None:
    assert kit.mention("U0123ABC") == "<@U0123ABC>"
    assert kit.channel_link("C0123ABC") == "<#C0123ABC>"


@pytest.mark.parametrize("forged", ["", "U1>", "U1|x", "!channel", "U 1", "Ü1"])
def test_what_is_no_id_is_not_mentioned(forged: str) -> None:
    with pytest.raises(BlockError, match="not an id"):
        kit.mention(forged)
    with pytest.raises(BlockError, match="not an id"):
        kit.channel_link(forged)


def test_a_link_is_labelled_with_what_people_wrote() -> None:
    link = kit.link("https://hazelfinch.example/?a=1&b=<2>|", "Hazel & Finch\n> our > help")
    assert link == (
        "<https://hazelfinch.example/?a=1&amp;b=%3C2%3E%7C|Hazel &amp; Finch &gt; our &gt; help>"
    )


@given(TEXTS)
def test_no_label_gets_out_of_its_link(label: str) -> None:
    link = kit.link("https://hazelfinch.example", label)
    shown = link.removeprefix("<https://hazelfinch.example|").removesuffix(">")
    assert not re.search(r"[<>\n]", shown)
    assert html.unescape(shown) == html.unescape(kit.escape(" ".join(label.split())))


@pytest.mark.parametrize("address", ["hazelfinch.example", "javascript:x", "https://a b.example"])
def test_a_link_goes_to_an_address(address: str) -> None:
    with pytest.raises(BlockError, match="not an address"):
        kit.link(address, "here")


def test_a_day_is_shown_by_its_noon_with_words_to_fall_back_on() -> None:
    assert kit.date_text(date(2026, 3, 4)) == "<!date^1772625600^{date_short}|4 Mar 2026>"
    assert datetime.fromtimestamp(1772625600, UTC) == datetime(2026, 3, 4, 12, tzinfo=UTC)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(-12, 11))
def test_a_day_is_the_same_day_for_nearly_everybody(day: date, offset: int) -> None:
    unix = int(kit.date_text(day).split("^")[1])
    shown = datetime.fromtimestamp(unix, timezone(timedelta(hours=offset)))
    assert shown.date() == day


def test_a_moment_is_shown_as_that_moment() -> None:
    moment = datetime(2026, 3, 4, 9, 30, tzinfo=ZoneInfo("America/New_York"))
    assert kit.date_text(moment, form="{date_short} {time}") == (
        "<!date^1772634600^{date_short} {time}|4 Mar 2026, 14:30 UTC>"
    )
    assert kit.date_text(moment, fallback="<soon>").endswith("|&lt;soon&gt;>")


def test_a_moment_without_a_zone_is_no_moment() -> None:
    with pytest.raises(BlockError, match="without time zone"):
        kit.date_text(datetime(2026, 3, 4))  # noqa: DTZ001
