"""`milepost playbook check`"""

from pathlib import Path

import typer

from bot.commands.telling import WRONGLY_ASKED
from playbooks.load import PlaybookError, load_playbook


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
