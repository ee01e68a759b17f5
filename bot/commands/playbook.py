"""`milepost playbook check` and `preview`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import typer

from bot.commands.simulate import find_playbook
from bot.commands.telling import WRONGLY_ASKED
from bot.simulating.telling import said
from onboarding.playbook import Playbook
from onboarding.review.touch import Touch
from onboarding.simulation import CUSTOMERS, Said, simulate
from onboarding.workdays import WorkCalendar
from playbooks.load import PlaybookError, load_playbook
from playbooks.words import TOUCHES, shipped_words

A_MONDAY = date(2027, 3, 1)
"""Any would do; the same one shows the same messages each time."""


def check(path: Path) -> int:
    """Print what is wrong with a playbook, a line each (`file:line: field: message`)."""
    try:
        found = load_playbook(path)
    except PlaybookError as error:
        typer.echo(str(error), err=True)
        return WRONGLY_ASKED
    milestones = sum(len(stage.milestones) for stage in found.stages)
    typer.echo(
        f"{path}: {found.title} (version {found.version}, {found.track}) is sound: "
        f"{len(found.stages)} stages, {milestones} milestones."
    )
    return 0


def preview(named: str, kind: str | None) -> int:
    """Print each kind of touch once, in the words of a playbook, for a made-up customer."""
    if kind is not None and kind not in TOUCHES:
        typer.echo(f"{kind!r} is not one of {', '.join(sorted(TOUCHES))}", err=True)
        return WRONGLY_ASKED
    try:
        book = find_playbook(named)
    except PlaybookError as error:
        typer.echo(str(error), err=True)
        return WRONGLY_ASKED
    words = shipped_words()
    shown: set[str] = set()
    for touch in _touches(book):
        if touch.kind not in shown and kind in (None, touch.kind):
            shown.add(touch.kind)
            own = " (the playbook's own words)" if touch.kind in book.messages else ""
            typer.echo(f"── {touch.kind} · {touch.rule}{own}\n{said(touch, book, words)}\n")
    return 0


def _touches(book: Playbook) -> Iterator[Touch]:
    """What customers of every sort get in four months: each kind that this playbook sends."""
    calendar = WorkCalendar("FR", "Europe/Paris")
    for customer in CUSTOMERS.values():
        for happening in simulate(book, customer, A_MONDAY, 120, calendar):
            if isinstance(happening, Said):
                yield happening.touch
