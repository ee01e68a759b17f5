"""Charts: a block that Slack is still rolling out, so that whoever sends one must be ready to say
the same in words when Slack answers `invalid_blocks`."""

from collections.abc import Mapping, Sequence

from blocks.kit.layout import Block, with_id
from blocks.kit.limits import (
    AXIS_LABEL,
    CHART_LABEL,
    CHART_POINTS,
    CHART_SERIES,
    CHART_TITLE,
    BlockError,
    outside,
)

KIND = "data_visualization"


def bar_chart(
    title: str,
    categories: Sequence[str],
    series: Mapping[str, Sequence[float]],
    *,
    y_label: str | None = None,
    block_id: str | None = None,
) -> Block:
    """Bars: for each series, by its name, one value for each category. Plain text, for messages."""
    if not 0 < len(title) <= CHART_TITLE:
        raise outside("chart title", title, CHART_TITLE)
    if not 0 < len(categories) <= CHART_POINTS:
        raise outside("chart categories", categories, CHART_POINTS)
    if not 0 < len(series) <= CHART_SERIES:
        raise outside("chart series", series, CHART_SERIES)
    for label in (*categories, *series):
        if not 0 < len(label) <= CHART_LABEL:
            raise outside("chart label", label, CHART_LABEL)
    if len(set(categories)) < len(categories):
        raise BlockError(f"chart: two categories have the same name: {list(categories)}")
    axis: dict[str, object] = {"categories": list(categories)}
    if y_label is not None:
        if not 0 < len(y_label) <= AXIS_LABEL:
            raise outside("chart y_label", y_label, AXIS_LABEL)
        axis["y_label"] = y_label
    chart = {
        "type": "bar",
        "series": [
            {"name": name, "data": _points(name, categories, values)}
            for name, values in series.items()
        ],
        "axis_config": axis,
    }
    return with_id({"type": KIND, "title": title, "chart": chart}, block_id)


def has_chart(blocks: Sequence[Block]) -> bool:
    """Whether Slack may refuse these blocks for a chart."""
    return any(block["type"] == KIND for block in blocks)


def _points(name: str, categories: Sequence[str], values: Sequence[float]) -> list[Block]:
    if len(values) != len(categories):
        raise BlockError(f"chart series {name!r}: {len(values)} values, {len(categories)} wanted")
    return [
        {"label": label, "value": value} for label, value in zip(categories, values, strict=True)
    ]
