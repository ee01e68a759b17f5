"""`milepost simulate`: a playbook walked through a calendar, with a made-up customer."""

import json
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path

import typer
from rich.console import Console

from bot.clock import SystemClock
from bot.commands.telling import WRONGLY_ASKED
from bot.simulating.drawing import calendar, table
from bot.simulating.telling import Event, Told, tell
from onboarding.playbook import Playbook
from onboarding.simulation import CUSTOMERS, simulate
from onboarding.tracks import Track
from onboarding.workdays import WorkCalendar
from onboarding.zones import default_zone
from playbooks.load import PlaybookError, load_playbook, shipped_playbooks
from playbooks.words import shipped_words

MOST_DAYS = 730
FIRST_YEAR, LAST_YEAR = 1970, 2199
"""Days off of a country are a guess before and after that."""


def run(
    playbook: str,
    customer: str,
    start: str | None,
    days: int,
    country: str,
    zone: str | None,
    *,
    as_json: bool,
    whole: bool,
) -> int:
    """Print every touch. Exits 2 where something is asked that cannot be."""
    try:
        book = find_playbook(playbook)
        begin = SystemClock().now().date() if start is None else _day(start)
        work = _calendar(country.upper(), zone)
        _check(customer, days)
    except (PlaybookError, ValueError) as wrong:
        typer.echo(str(wrong), err=True)
        return WRONGLY_ASKED
    happenings = simulate(book, CUSTOMERS[customer], begin, days, work)
    told = list(tell(happenings, book, shipped_words(), work.zone))
    if as_json:
        typer.echo(json.dumps(_document(book, customer, begin, days, work, told), indent=2))
    else:
        _draw(book, customer, begin, days, told, whole=whole)
    return 0


def _day(start: str) -> date:
    try:
        day = date.fromisoformat(start)
    except ValueError:
        raise ValueError(f"--start must be a day like 2027-03-01, not {start!r}") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"--start must be in {FIRST_YEAR} to {LAST_YEAR}, not {start!r}")
    return day


def _calendar(country: str, zone: str | None) -> WorkCalendar:
    known = WorkCalendar(country, "UTC")  # whether the country is one, before its zone is asked for
    return replace(known, zone=default_zone(country) if zone is None else zone)


def _check(customer: str, days: int) -> None:
    if customer not in CUSTOMERS:
        raise ValueError(f"--customer must be one of {', '.join(CUSTOMERS)}, not {customer!r}")
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"--days must be from 1 to {MOST_DAYS}, not {days}")


def find_playbook(named: str) -> Playbook:
    """A shipped playbook by its name, or one in a file. Raises PlaybookError."""
    if named in set(Track):
        return shipped_playbooks()[Track(named)]
    return load_playbook(Path(named))


def _draw(
    book: Playbook, customer: str, begin: date, days: int, told: list[Told | Event], *, whole: bool
) -> None:
    console = Console()
    end = begin + timedelta(days=days)
    console.print(
        f"{book.title} {book.version}, a customer that {CUSTOMERS[customer].summary}, "
        f"{begin:%d %b %Y} to {end:%d %b %Y}",
        style="bold",
    )
    console.print(table(told, whole=whole))
    console.print(calendar(told, begin, end))


def _document(
    book: Playbook,
    customer: str,
    begin: date,
    days: int,
    work: WorkCalendar,
    told: list[Told | Event],
) -> dict[str, object]:
    return {
        "playbook": book.key,
        "version": book.version,
        "customer": customer,
        "start": begin.isoformat(),
        "days": days,
        "country": work.country,
        "zone": work.zone,
        "touches": [_record(one) for one in told if isinstance(one, Told)],
        "events": [
            {"at": one.at.isoformat(), "local": one.local.isoformat(), "what": one.what}
            for one in told
            if isinstance(one, Event)
        ],
    }


def _record(one: Told) -> dict[str, object]:
    return asdict(one) | {"at": one.at.isoformat(), "local": one.local.isoformat()}
