"""`milepost export`: a customer's whole record on standard output (X1)."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from sqlalchemy.exc import OperationalError

from bot.clock import SystemClock
from bot.commands.telling import FAULT, WRONGLY_ASKED, settings_or_exit, tell_fault
from bot.exporting import as_html
from services import Services
from services.exports import Exports
from storage import versions
from storage.database import Database


def export(account: str | None, *, everything: bool, html: bool) -> int:
    """Print one account as JSON or HTML, or all of them as JSON lines."""
    if everything == (account is not None) or (everything and html):
        typer.echo(
            "Say which customer (`--account NAME`, with `--format json` or `html`), or `--all` "
            "for a line of JSON each.",
            err=True,
        )
        return WRONGLY_ASKED
    settings = settings_or_exit()
    try:
        with services(settings.database_url.get_secret_value()) as opened:
            if account is None:
                return _all(opened.exports)
            return _one(opened.exports, account, html=html)
    except (versions.SchemaError, OperationalError) as error:
        tell_fault(error, settings)
        return FAULT


@contextmanager
def services(url: str) -> Iterator[Services]:
    """The services on the database, for as long as a command runs. Raises `SchemaError`."""
    database = Database(url, SystemClock())
    try:
        versions.check(database.engine)
        yield Services.open(database, {})
    finally:
        database.close()


def _all(exports: Exports) -> int:
    for found in exports.all():
        typer.echo(json.dumps(found.data, ensure_ascii=False))
    return 0


def _one(exports: Exports, name: str, *, html: bool) -> int:
    found = exports.named(name)
    if len(found) != 1:
        which = ", ".join(sorted(name for _, _, name in found)) or "none"
        typer.echo(f"One customer must bear that name; found: {which}", err=True)
        return WRONGLY_ASKED
    workspace, account, _ = found[0]
    whole = exports.one(workspace, account)
    typer.echo(
        as_html(whole) if html else json.dumps(whole.data, ensure_ascii=False, indent=2), nl=False
    )
    return 0
