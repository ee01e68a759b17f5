"""`milepost playbook findings`: what onboardings taught us, by version of the playbook (R9)."""

import json
from collections.abc import Collection, Iterator
from typing import Any

import typer
from sqlalchemy.exc import OperationalError

from bot.commands.export import services
from bot.commands.telling import FAULT, WRONGLY_ASKED, settings_or_exit, tell_fault
from onboarding.looking_back import Finding, Source, VersionFindings
from playbooks.load import PlaybookError, shipped_playbooks
from playbooks.phrases import plural
from storage import versions

_WHOSE = {Source.RETROSPECTIVE: "in their own words", Source.POST_MORTEM: "post-mortem"}


def findings(playbook: str | None, *, as_json: bool) -> int:
    """Print them, of one playbook (by its key) or of all: what to improve first."""
    settings = settings_or_exit()
    try:
        shipped = {one.key for one in shipped_playbooks(settings.playbooks).values()}
        with services(settings.database_url.get_secret_value()) as opened:
            found = opened.findings.of_playbooks(playbook)
    except PlaybookError as error:
        tell_fault(error, settings)
        return WRONGLY_ASKED
    except (versions.SchemaError, OperationalError) as error:
        tell_fault(error, settings)
        return FAULT
    if playbook is not None and not found and playbook not in shipped:
        typer.echo(_unknown(playbook, shipped), err=True)
        return WRONGLY_ASKED
    if as_json:
        typer.echo(json.dumps([_as_data(one) for one in found], ensure_ascii=False, indent=2))
    elif found:
        typer.echo("\n\n".join("\n".join(_lines(one)) for one in found))
    else:
        typer.echo(f"Nothing has been found about {playbook or 'any playbook'} yet.")
    return 0


def _unknown(playbook: str, shipped: Collection[str]) -> str:
    keys = ", ".join(sorted(shipped))
    return f"There is no playbook “{playbook}”, and no findings about one. There are: {keys}."


def _lines(found: VersionFindings) -> Iterator[str]:
    customers = plural(found.customers, "customer")
    yield f"── {found.playbook} {found.version} · from {customers}"
    for heading, some in (("What to improve", found.change), ("What to keep", found.keep)):
        if some:
            yield heading
        for one in some:
            text = " ".join(one.text.split())
            yield f"  • {text} ({one.customer}, {_WHOSE[one.source]})"


def _as_data(found: VersionFindings) -> dict[str, Any]:
    return {
        "playbook": found.playbook,
        "version": found.version,
        "customers": found.customers,
        "change": [_finding(one) for one in found.change],
        "keep": [_finding(one) for one in found.keep],
    }


def _finding(one: Finding) -> dict[str, str]:
    return {
        "text": one.text,
        "customer": one.customer,
        "source": one.source.value,
        "by": one.by,
        "at": one.at.isoformat(),
    }
