"""`milepost playbook check` and `preview`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import typer

from bot.commands.simulate import find_playbook
from bot.commands.telling import WRONGLY_ASKED
from bot.simulating.examples import seldom_said
from bot.simulating.telling import said
from onboarding.cadence import Lever
from onboarding.playbook import Playbook
from onboarding.review.sponsor_note import facts
from onboarding.simulation import CUSTOMERS, Said, simulate
from onboarding.workdays import WorkCalendar
from playbooks.drafts import DRAFTS, SPONSOR_NOTE, SPONSOR_NOTE_SUBJECT, sponsor_note
from playbooks.load import PlaybookError, load_playbook
from playbooks.words import TOUCHES, Words, shipped_words

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
    """Print each kind of touch and draft once, in a playbook's words, for a made-up customer."""
    if kind is not None and kind not in (*TOUCHES, *DRAFTS):
        typer.echo(f"{kind!r} is not one of {', '.join(sorted((*TOUCHES, *DRAFTS)))}", err=True)
        return WRONGLY_ASKED
    try:
        book = find_playbook(named)
    except PlaybookError as error:
        typer.echo(str(error), err=True)
        return WRONGLY_ASKED
    shown: set[str] = set()
    for found, row, text in _said(book, shipped_words()):
        if found not in shown and kind in (None, found):
            shown.add(found)
            own = " (the playbook's own words)" if found in book.messages else ""
            typer.echo(f"── {found} · {row}{own}\n{text}\n")
            if kind is not None:
                break
    return 0


def _said(book: Playbook, words: Words) -> Iterator[tuple[str, str, str]]:
    """Kind, row and words of touches of every kind, most of them again and again."""
    for found in _touches(book):
        for kind, text in _texts(found, book, words):
            yield kind, found.touch.rule, text
    for row, message in seldom_said():
        kind = str(type(message).model_fields["kind"].default)
        yield kind, row, words.for_customer(message, book.messages.get(kind))


def _touches(book: Playbook) -> Iterator[Said]:
    """What customers of every sort get in four months: each kind that this playbook sends."""
    calendar = WorkCalendar("FR", "Europe/Paris")
    for customer in CUSTOMERS.values():
        for happening in simulate(book, customer, A_MONDAY, 120, calendar):
            if isinstance(happening, Said):
                yield happening


def _texts(found: Said, book: Playbook, words: Words) -> Iterator[tuple[str, str]]:
    """The words of a touch, by its kind, and of what is drafted with it."""
    yield found.touch.kind, said(found.touch, book, words)
    stall = found.account.stall
    if found.touch.lever is Lever.SPONSOR and stall is not None:
        draft = sponsor_note(facts(found.account, stall, found.at), book.messages)
        yield SPONSOR_NOTE_SUBJECT, draft.subject
        yield SPONSOR_NOTE, draft.text
