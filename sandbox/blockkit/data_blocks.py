"""Tables and charts."""

from collections.abc import Mapping
from typing import Any

from sandbox.blockkit.checks import (
    FINE,
    Check,
    Problems,
    array,
    at,
    boolean,
    by_type,
    enum,
    integer,
    number,
    obj,
    string,
    told_as,
    typed,
    wrong,
)
from sandbox.blockkit.elements import button
from sandbox.blockkit.rich_text import rich_text

_named: Mapping[str, Check] = {"block_id": string(255)}

_cells: Mapping[str, Check] = {
    "raw_text": typed("raw_text", {"text": string()}, {}),
    "raw_number": typed("raw_number", {"value": number(), "text": string()}, {}),
    "rich_text": rich_text,
}

table = typed(
    "table",
    {"rows": array(array(by_type(_cells), 20, 1), 100, 1)},
    {
        **_named,
        "column_settings": array(
            obj({}, {"align": enum("left", "center", "right"), "is_wrapped": boolean}), 20
        ),
    },
)

CONTENT = 20_000


def rows_have_one_length(block: Any) -> Problems:
    lengths = {len(row) for row in block["rows"]}
    return FINE if len(lengths) == 1 else at("rows", wrong("rows must have the same length"))


def heading_has_no_rich_text(block: Any) -> Problems:
    if any(cell["type"] == "rich_text" for cell in block["rows"][0]):
        return at("rows/0", wrong("unsupported type: rich_text"))
    return FINE


@told_as(f"all its text ≤ {CONTENT:,} characters")
def content_is_within_its_limit(block: Any) -> Problems:
    total = sum(len(cell.get("text", "")) for row in block["rows"] for cell in row)
    if total > CONTENT:
        return at("rows", wrong(f"must be less than {CONTENT + 1} characters"))
    return FINE


def row_header_is_a_column(block: Any) -> Problems:
    if block.get("row_header_column_index", 0) >= len(block["rows"][0]):
        return at("row_header_column_index", wrong("must be the index of a column"))
    return FINE


data_table = typed(
    "data_table",
    {
        "caption": string(),
        "rows": array(
            array(by_type({**_cells, "action": typed("action", {"element": button}, {})}), 20, 1),
            201,
            2,
        ),
    },
    {**_named, "page_size": integer(1, 100), "row_header_column_index": integer(0)},
    rows_have_one_length,
    heading_has_no_rich_text,
    content_is_within_its_limit,
    row_header_is_a_column,
)

pie = typed(
    "pie",
    {"segments": array(obj({"label": string(20), "value": number(above=0)}, {}), 12, 1)},
    {},
)


def series_fit_the_axis(chart: Any) -> Problems:
    names = [one["name"] for one in chart["series"]]
    if len(set(names)) < len(names):
        return at("series", wrong("series names must be unique"))
    categories = chart["axis_config"]["categories"]
    for index, one in enumerate(chart["series"]):
        if [point["label"] for point in one["data"]] != categories:
            return at(f"series/{index}/data", wrong("labels must match the axis categories"))
    return FINE


def axes(kind: str) -> Check:
    """A chart of this type with series along categories."""
    point = obj({"label": string(20), "value": number()}, {})
    return typed(
        kind,
        {
            "series": array(obj({"name": string(20), "data": array(point, 20, 1)}, {}), 12, 1),
            "axis_config": obj(
                {"categories": array(string(20), 20, 1)},
                {"x_label": string(50), "y_label": string(50)},
            ),
        },
        {},
        series_fit_the_axis,
    )


data_visualization = typed(
    "data_visualization",
    {
        "title": string(50),
        "chart": by_type({"pie": pie, **{kind: axes(kind) for kind in ("bar", "line", "area")}}),
    },
    _named,
)
