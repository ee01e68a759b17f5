"""A simulation on a terminal: a table of the touches, and a calendar of how many came on a day."""

from calendar import Calendar
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.demo.drawing import draw
from bot.simulating.telling import Event, Told

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def table(told: Iterable[Told | Event], *, whole: bool) -> Table:
    """Every touch with its local time, recipient and text; `whole`: not only its first line."""
    drawn = Table(title="What is sent when", title_justify="left", show_lines=whole)
    drawn.add_column("When (there)", no_wrap=True)
    drawn.add_column("Row", no_wrap=True)
    drawn.add_column("What, to whom", max_width=24)
    drawn.add_column("Text", overflow="fold", ratio=1)
    for one in told:
        when = f"{one.local:%a %d %b %H:%M}"
        if isinstance(one, Event):
            drawn.add_row(when, "", "", Text(one.what, style="dim italic"))
        else:
            text = one.text if whole else one.text.splitlines()[0]
            what = Text(one.kind, "bold green" if one.faces_customer else "bold")
            what.append(f"\n{one.to}", style="not bold")
            drawn.add_row(when, one.rule, what, draw(text, {}))
    return drawn


def calendar(told: Sequence[Told | Event], first: date, last: date) -> RenderableType:
    """A small calendar of each month: how many touches the customer got on which day."""
    counts = Counter(
        one.local.date() for one in told if isinstance(one, Told) and one.faces_customer
    )
    legend = Text("What the customer gets: a number for each day, · for none", style="dim")
    return Group(legend, *(_month(year, month, counts) for year, month in _months(first, last)))


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield year, month
        year, month = (year, month + 1) if month < len(_MONTHS) else (year + 1, 1)


def _month(year: int, month: int, counts: Counter[date]) -> Table:
    drawn = Table(title=f"{_MONTHS[month - 1]} {year}", title_justify="left", box=None)
    for weekday in ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"):
        drawn.add_column(weekday, justify="right")
    for week in Calendar().monthdatescalendar(year, month):
        drawn.add_row(*(_day(day, month, counts[day]) for day in week))
    return drawn


def _day(day: date, month: int, count: int) -> Text:
    if day.month != month:
        return Text("")
    return Text(str(count), style="bold green") if count else Text("·", style="dim")
