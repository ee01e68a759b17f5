"""Charts: the geometry of pies, bars, lines and areas, for an SVG of our own."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from sandbox.page.drawing.reading import Part, figure, number

WIDTH, HEIGHT = 480, 240
LEFT, RIGHT, TOP, BOTTOM = 48, 8, 12, 28
"""Room for the axes and their words."""
RADIUS = 100
COLORS = 12
STEPS = 4
SMALLEST = 1e-9
"""What is less is nought on any axis."""


class Shape(NamedTuple):
    """A path, its colour by number, and what one reads on it."""

    kind: str
    path: str
    color: int
    words: str


class Mark(NamedTuple):
    """A word beside an axis."""

    x: float
    y: float
    words: str


class Chart(NamedTuple):
    """`heads` and `rows` tell in a table what the shapes show."""

    width: int
    height: int
    shapes: Sequence[Shape]
    names: Sequence[tuple[int, str]]
    across: Sequence[Mark]
    upward: Sequence[Mark]
    x_label: str
    y_label: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


class Series(NamedTuple):
    name: str
    values: Sequence[float | None]


def chart_of(chart: Part) -> Chart | None:
    """None for a chart without anything to show."""
    kind = str(chart.type)
    if kind == "pie":
        return _pie([(str(one.label), number(one.value) or 0) for one in chart.segments])
    if kind not in ("bar", "line", "area"):
        return None
    categories = [str(one) for one in chart.axis_config.categories]
    series = [
        Series(str(one.name), [number(point.value) for point in one.data][: len(categories)])
        for one in chart.series
    ]
    if not categories or not series:
        return None
    return _along_axes(kind, categories, series, chart.axis_config)


def _pie(segments: list[tuple[str, float]]) -> Chart | None:
    segments = [one for one in segments if one[1] > 0]
    total = sum(value for _, value in segments)
    if not total:
        return None
    shapes, rows = [], []
    begin = 0.0
    for index, (label, value) in enumerate(segments):
        end = begin + value / total
        share = f"{value / total:.0%}"
        words = f"{label}: {figure(value)} ({share})"
        shapes.append(Shape("pie", _slice(begin, end), index % COLORS, words))
        rows.append((label, figure(value), share))
        begin = end
    names = [(index % COLORS, label) for index, (label, _) in enumerate(segments)]
    size = 2 * RADIUS
    return Chart(size, size, shapes, names, [], [], "", "", ("", "Value", "Share"), rows)


def _slice(begin: float, end: float) -> str:
    """A piece of the pie between two fractions of the way round, clockwise from the top."""
    if end - begin > 0.9999:
        half = f"A{RADIUS} {RADIUS} 0 1 1"
        return f"M{RADIUS} 0 {half} {RADIUS} {2 * RADIUS} {half} {RADIUS} 0 Z"
    large = int(end - begin > 0.5)
    return f"M{RADIUS} {RADIUS} L{_around(begin)} A{RADIUS} {RADIUS} 0 {large} 1 {_around(end)} Z"


def _around(share: float) -> str:
    angle = 2 * math.pi * share
    x, y = RADIUS + RADIUS * math.sin(angle), RADIUS - RADIUS * math.cos(angle)
    return f"{x:.2f} {y:.2f}"


class _Axes:
    """Where values and categories lie. The upward axis begins at nought and ends at round steps."""

    def __init__(self, values: Sequence[float], categories: int) -> None:
        self.low, self.high, self.step = _scale(min([0, *values]), max([0, *values]))
        self.slot = (WIDTH - LEFT - RIGHT) / categories

    def x(self, category: int, share: float = 0.5) -> float:
        return LEFT + self.slot * (category + share)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share)

    def steps(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [self.low + self.step * index for index in range(count + 1)]


def _along_axes(
    kind: str, categories: Sequence[str], series: Sequence[Series], config: Part
) -> Chart:
    axes = _Axes([v for one in series for v in one.values if v is not None], len(categories))
    draw = {"bar": _bars, "line": _line, "area": _area}[kind]
    shapes = [
        shape
        for index, one in enumerate(series)
        for shape in draw(axes, one, index, len(series), categories)
    ]
    rows = [
        [category, *(_shown(one.values, index) for one in series)]
        for index, category in enumerate(categories)
    ]
    return Chart(
        WIDTH,
        HEIGHT,
        shapes,
        [(index % COLORS, one.name) for index, one in enumerate(series)],
        [Mark(axes.x(index), HEIGHT - 10, word) for index, word in enumerate(categories)],
        [Mark(LEFT - 6, axes.y(value), figure(value)) for value in axes.steps()],
        str(config.x_label),
        str(config.y_label),
        [str(config.x_label), *(one.name for one in series)],
        rows,
    )


def _shown(values: Sequence[float | None], index: int) -> str:
    value = values[index] if index < len(values) else None
    return "" if value is None else figure(value)


def _bars(
    axes: _Axes, one: Series, index: int, count: int, categories: Sequence[str]
) -> list[Shape]:
    ground = axes.y(0)
    shapes = []
    for category, value in enumerate(one.values):
        if value is not None:
            left = axes.x(category, 0.1 + 0.8 * index / count)
            right = axes.x(category, 0.1 + 0.8 * (index + 1) / count)
            path = f"M{left:.2f} {ground:.2f} V{axes.y(value):.2f} H{right:.2f} V{ground:.2f} Z"
            words = f"{one.name}, {categories[category]}: {figure(value)}"
            shapes.append(Shape("bar", path, index % COLORS, words))
    return shapes


def _line(axes: _Axes, one: Series, index: int, _: int, categories: Sequence[str]) -> list[Shape]:
    points = _points(axes, one)
    return [Shape("line", f"M{' L'.join(points)}", index % COLORS, one.name)] if points else []


def _area(axes: _Axes, one: Series, index: int, _: int, categories: Sequence[str]) -> list[Shape]:
    points = _points(axes, one)
    if not points:
        return []
    known = [category for category, value in enumerate(one.values) if value is not None]
    ground = axes.y(0)
    begin, end = axes.x(known[0]), axes.x(known[-1])
    path = f"M{begin:.2f} {ground:.2f} L{' L'.join(points)} L{end:.2f} {ground:.2f} Z"
    return [Shape("area", path, index % COLORS, one.name)]


def _points(axes: _Axes, one: Series) -> list[str]:
    return [
        f"{axes.x(category):.2f} {axes.y(value):.2f}"
        for category, value in enumerate(one.values)
        if value is not None
    ]


def _scale(low: float, high: float) -> tuple[float, float, float]:
    """Round ends around the values, and the step between: 0 to 97 is 0, 100 and 25."""
    rough = max(high - low or 1, SMALLEST) / STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)
    return math.floor(low / step) * step, math.ceil(high / step) * step or step, step
