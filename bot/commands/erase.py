"""`milepost erase …`: taking a person or a customer out of the database, on request (X1)."""

from collections.abc import Callable

import typer
from sqlalchemy.exc import OperationalError

from bot.commands.export import services
from bot.commands.telling import FAULT, WRONGLY_ASKED, settings_or_exit, tell_fault
from services.erasing import Erased, Erasing
from services.exports import Exports
from storage import versions

_DRY = "Nothing was changed: this was a dry run. With `--yes` it is done, for good."
_DONE = "It is done. What was written in Slack itself is still there: docs/privacy.md says more."


def erase_person(who: str, *, really: bool) -> int:
    """Erase somebody of a customer's, by address, Slack user id or whole name."""

    def erase(erasing: Erasing, exports: Exports) -> int:
        found = [
            erased
            for workspace in erasing.workspaces()
            if (erased := erasing.person(workspace, who, really=really)) is not None
        ]
        if not found:
            typer.echo("Nobody is known by that address, Slack user id or whole name.", err=True)
            return WRONGLY_ASKED
        for erased in found:
            _tell(erased, really=really)
        return 0

    return _with_services(erase)


def erase_account(name: str, *, really: bool) -> int:
    """Erase one customer: by its whole name; a part of it is enough to see what would go."""

    def erase(erasing: Erasing, exports: Exports) -> int:
        found = exports.named(name)
        if len(found) != 1:
            which = ", ".join(sorted(name for _, _, name in found)) or "none"
            typer.echo(f"One customer must bear that name; found: {which}", err=True)
            return WRONGLY_ASKED
        workspace, account, whole = found[0]
        if really and whole.casefold() != name.strip().casefold():
            typer.echo(f"Nothing was changed. Is it “{whole}”? Then give its whole name.", err=True)
            return WRONGLY_ASKED
        erased = erasing.account(workspace, account, really=really)
        assert erased is not None  # noqa: S101 - for mypy; it was found just now
        _tell(erased, really=really)
        return 0

    return _with_services(erase)


def _with_services(erase: Callable[[Erasing, Exports], int]) -> int:
    settings = settings_or_exit()
    try:
        with services(settings.database_url.get_secret_value()) as opened:
            return erase(opened.erasing, opened.exports)
    except ValueError as refused:
        typer.echo(f"Not erased: {refused}.", err=True)
        return WRONGLY_ASKED
    except (versions.SchemaError, OperationalError) as error:
        tell_fault(error, settings)
        return FAULT


def _tell(erased: Erased, *, really: bool) -> None:
    typer.echo(" · ".join(erased.whom))
    for table, rows in erased.rows.items():
        typer.echo(f"{rows:>7}  {table}")
    typer.echo(_DONE if really else _DRY)
