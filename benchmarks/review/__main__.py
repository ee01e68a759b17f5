"""Print the figures of the way of time, on both databases.

    uv run python -m benchmarks.review --part tick --accounts 500

Without `--part` all parts are measured. With 10,000 accounts that takes some minutes.
"""

import os
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks import measuring
from benchmarks.databases import Kind
from benchmarks.measuring import milliseconds
from benchmarks.review.clicks import TARGET_SECONDS, Meanwhile, clicks
from benchmarks.review.due import due
from benchmarks.review.ticks import TARGET, Ticked, tick
from bot.clock import SystemClock
from bot.interpreter import leave_alone_what_stays
from services.reviewing import BATCH


class Part(StrEnum):
    DUE = "due"
    TICK = "tick"
    CLICKS = "clicks"


def main(
    part: Annotated[list[Part] | None, typer.Option(help="What to measure.")] = None,
    database: Annotated[list[Kind] | None, typer.Option(help="On which database.")] = None,
    accounts: Annotated[int, typer.Option(help="Accounts that ticks go over.")] = 10_000,
    among: Annotated[int, typer.Option(help="Accounts among which due ones are found.")] = 100_000,
    days: Annotated[int, typer.Option(help="Ticks, one on each working day.")] = 3,
    rounds: Annotated[int, typer.Option(help="How often due accounts are asked for.")] = 50,
) -> None:
    """Measure the review: what is due, ticks, and clicks meanwhile."""
    kinds, parts = database or list(Kind), part or list(Part)
    leave_alone_what_stays()  # as the program does before its first tick
    load = ", ".join(f"{average:.1f}" for average in os.getloadavg())
    console = Console(width=measuring.WIDTH)
    console.print(f"{SystemClock().now():%Y-%m-%d %H:%M} UTC, load {load}, {os.cpu_count()} cores")
    if Part.DUE in parts:
        for kind in kinds:
            measuring.show(
                f"Finding the {BATCH} due accounts that a tick claims", [due(kind, among, rounds)]
            )
    if Part.TICK in parts:
        ticked = {kind: tick(kind, accounts, days) for kind in kinds}
        console.print(_ticks(ticked), _parts(ticked))
    if Part.CLICKS in parts:
        console.print(_clicks({kind: clicks(kind, accounts, days) for kind in kinds}))


def _ticks(found: dict[Kind, Ticked]) -> Table:
    costs = ("CPU (s)", "floor", "ratio", "wall (s)", "floor", "ratio")
    title = f"Ticks against bare inserts (target: CPU ratio ≤ {TARGET:g})"
    table = _table(title, ("due", "rows", "accounts/s", *costs))
    for kind, one in found.items():
        table.add_row(
            kind,
            f"{one.reviewed:,}",
            f"{one.rows:,}",
            f"{one.per_second:,.0f}",
            f"{one.ours.cpu:.2f}",
            f"{one.floor.cpu:.2f}",
            _judged(f"{one.ratio:.2f}", is_met=one.ratio <= TARGET),
            f"{one.ours.wall:.2f}",
            f"{one.floor.wall:.2f}",
            f"{one.wall_ratio:.2f}",
        )
    return table


def _parts(found: dict[Kind, Ticked]) -> Table:
    columns = ("part", "CPU (µs)", "of it", "wall (µs)")
    table = _table("Where a tick's time goes, an account", columns)
    for kind, one in found.items():
        for part, took in one.parts.items():
            table.add_row(
                kind,
                part,
                f"{took.cpu / one.reviewed * 1e6:,.0f}",
                f"{took.cpu / one.ours.cpu:.0%}",
                f"{took.wall / one.reviewed * 1e6:,.0f}",
            )
    return table


def _clicks(found: dict[Kind, Meanwhile]) -> Table:
    columns = ("", "clicks", "median (ms)", "p99", "longest", "target")
    table = _table("Clicks", columns)
    for kind, one in found.items():
        aim = TARGET_SECONDS[kind]
        for what, some in (
            ("alone", one.alone),
            (f"while {one.reviewed:,} are reviewed", one.meanwhile),
        ):
            table.add_row(
                kind,
                what,
                f"{len(some.took):,}",
                milliseconds(some.median),
                _judged(milliseconds(some.p99), is_met=some.p99 <= aim),
                milliseconds(some.longest),
                f"p99 ≤ {aim * 1000:g} ms",
            )
    return table


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("", no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def _judged(figure: str, *, is_met: bool) -> str:
    return f"[{'green' if is_met else 'red'}]{figure}[/]"


if __name__ == "__main__":
    typer.run(main)
