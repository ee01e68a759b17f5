"""Charts: drawn, and told in figures to whoever does not see them."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.page.drawing.charts import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, chart_of
from sandbox.page.drawing.reading import Part
from tests.sandbox.blockkit.samples import chart, lines, pie
from tests.sandbox.page.drawing.town import drawn

Json = dict[str, Any]
finite = st.floats(-1e9, 1e9, allow_nan=False)


def series(kind: str, **named: list[float | None]) -> Json:
    months = ["Jan", "Feb", "Mar"]
    return {
        "type": kind,
        "series": [
            {
                "name": name,
                "data": [
                    {"label": month, "value": value}
                    for month, value in zip(months, values, strict=True)
                ],
            }
            for name, values in named.items()
        ],
        "axis_config": {"categories": months, "x_label": "Month", "y_label": "Hours"},
    }


@pytest.mark.parametrize(("kind", "shapes"), [("bar", 6), ("line", 2), ("area", 2)])
def test_series_are_drawn_along_their_axes(kind: str, shapes: int) -> None:
    shown = drawn(chart(series(kind, Maya=[1, 2.5, 4], Theo=[0, 3, 1200]), title="Effort"))
    picture = shown.one("svg", role="img")
    assert picture["aria-label"] == "Effort"
    assert len(picture.all("path", class_=kind)) == shapes
    assert [one.text for one in picture.all("text", class_="across")] == ["Jan", "Feb", "Mar"]
    upward = [one.text for one in picture.all("text", class_="upward")]
    assert (upward[0], upward[-1]) == ("0", "1,500")
    assert [one.text for one in shown.one(class_="legend").all("li")] == ["Maya", "Theo"]
    assert [one.text for one in shown.all("th", scope="col")] == ["Month", "Maya", "Theo"]
    assert [one.text for one in shown.all("td")] == ["1", "0", "2.5", "3", "4", "1,200"]
    assert "Hours" in shown.text


def test_bars_say_what_they_stand_for() -> None:
    shown = drawn(chart(series("bar", Maya=[1, 2, 3])))
    assert shown.all("title")[1].text == "Maya, Feb: 2"


def test_a_pie_says_its_shares() -> None:
    parts = [{"label": "Done", "value": 3}, {"label": "Open", "value": 1}]
    shown = drawn(chart({"type": "pie", "segments": parts}))
    assert [one.text for one in shown.all("title")] == ["Done: 3 (75%)", "Open: 1 (25%)"]
    assert [one.text for one in shown.all("td")] == ["3", "75%", "1", "25%"]


def test_a_pie_of_one_piece_is_round() -> None:
    assert drawn(pie(1)).one("path")["d"].count("A") == 2


@pytest.mark.parametrize(
    "content",
    [{"type": "radar"}, {"type": "pie", "segments": []}, {"type": "line"}, {}],
)
def test_what_cannot_be_drawn_is_named(content: Json) -> None:
    kind = content.get("type", "a chart without a type")
    assert f"Not drawn: {kind}" in drawn(chart(content, title="T")).text


def test_a_point_without_a_value_leaves_a_gap() -> None:
    shown = drawn(chart(series("line", Maya=[1, None, 3])))
    assert shown.one("path")["d"].count("L") == 1
    assert [one.text for one in shown.all("td")] == ["1", "", "3"]


def test_more_series_than_colours_begin_again() -> None:
    found = chart_of(Part(lines(series=14)["chart"]))
    assert found is not None
    assert [color for color, _ in found.names][-2:] == [0, 1]


@given(st.lists(finite, min_size=3, max_size=3), st.sampled_from(["bar", "line", "area"]))
def test_whatever_the_values_all_is_drawn_within_the_picture(
    values: list[float], kind: str
) -> None:
    found = chart_of(Part(series(kind, Maya=[*values])))
    assert found is not None
    for shape in found.shapes:
        for command, x, y in re.findall(r"([ML])(-?[\d.]+) (-?[\d.]+)", shape.path):
            assert command
            assert LEFT <= float(x) <= WIDTH
            assert TOP - 0.01 <= float(y) <= HEIGHT - BOTTOM + 0.01
    heights = [mark.y for mark in found.upward]
    assert heights == sorted(heights, reverse=True)
    assert 2 <= len(heights) <= 8
