"""Two ways of doing the same, measured in turns, and how far they lie apart.

Machines speed up and slow down while one measures: A B A B lets both have the same weather.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table

WIDTH = 120
"""Characters of a table: its lines are pasted into docs/performance.md."""

Timed = Callable[[], float]
"""Does its work once and answers the seconds that count."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What was measured, in seconds."""

    samples: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.samples)

    @property
    def p95(self) -> float:
        return quantiles(self.samples, n=20)[-1] if len(self.samples) > 1 else self.samples[0]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ours against the floor. The target is the most that the ratio of the medians should be, or
    where `target_seconds` is given, the most that our median should be."""

    what: str
    ours: Spread
    floor: Spread
    target: float = 0.0
    target_seconds: float | None = None

    @property
    def ratio(self) -> float:
        return self.ours.median / self.floor.median

    @property
    def is_met(self) -> bool:
        if self.target_seconds is not None:
            return self.ours.median <= self.target_seconds
        return self.ratio <= self.target

    @property
    def aim(self) -> str:
        if self.target_seconds is not None:
            return f"ours ≤ {self.target_seconds * 1000:g} ms"
        return f"ratio ≤ {self.target:g}"


def in_turns(*ways: Timed, rounds: int, warm_up: int = 0) -> list[Spread]:
    """Measure each, A B A B; what comes before, while caches fill, does not count."""
    for _ in range(warm_up):
        for way in ways:
            way()
    turns = [[way() for way in ways] for _ in range(rounds)]
    return [Spread(samples) for samples in zip(*turns, strict=True)]


def show(title: str, comparisons: Sequence[Comparison]) -> None:
    """Print a table; what missed its target stands out."""
    table = Table(title=title, title_justify="left")
    for column in ("", "ours (ms)", "p95", "floor (ms)", "p95", "ratio", "target"):
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    for one in comparisons:
        colour = "green" if one.is_met else "red"
        table.add_row(
            one.what,
            *(milliseconds(s) for s in (one.ours.median, one.ours.p95)),
            *(milliseconds(s) for s in (one.floor.median, one.floor.p95)),
            f"[{colour}]{one.ratio:.2f}[/]",
            one.aim,
        )
    Console(width=WIDTH).print(table)


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.3f}"
