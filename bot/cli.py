"""The command line. Each command lives in `bot/commands`; what is heavy is imported there."""

# ruff: noqa: PLC0415 - `milepost --help` must not wait for Slack's SDK and the database's

import sys
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

main = typer.Typer(
    name="milepost",
    help="Carries a new customer from signature to first value, in Slack.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # its tracebacks print local variables: tokens among them
)
database = typer.Typer(help="The database's tables.", no_args_is_help=True)
playbook = typer.Typer(help="Playbooks: stages, milestones, words.", no_args_is_help=True)
erase = typer.Typer(help="Erase a person or a customer, on request.", no_args_is_help=True)
main.add_typer(database, name="db")
main.add_typer(erase, name="erase")
main.add_typer(playbook, name="playbook")


class Switch(StrEnum):
    ON = "on"
    OFF = "off"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"milepost {version('milepost')}")
        raise typer.Exit


@main.callback()
def milepost(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print and exit.")
    ] = False,
) -> None:
    pass


@main.command()
def run() -> None:
    """Serve the workspace until SIGTERM or Ctrl-C."""
    from bot.commands.run import run

    sys.exit(run())


@main.command()
def doctor(
    live: Annotated[
        bool, typer.Option(help="Also do a round in a scratch channel of the real workspace.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Check everything Milepost needs, and say what to do about each fault."""
    from bot.commands.doctor import doctor

    sys.exit(doctor(live=live, as_json=as_json))


@main.command()
def demo(
    script: Annotated[
        bool,
        typer.Option("--script", help="Play the first customer's story and end; fails if it does."),
    ] = False,
    open_page: Annotated[bool, typer.Option("--open", help="Open its page in a browser.")] = False,
) -> None:
    """Sit in a small Slack with customers at every point of their way, until Ctrl-C."""
    from bot.commands.demo import demo

    sys.exit(demo(script=script, open_page=open_page))


@main.command()
def sandbox(
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="On loopback. Default: a free one.")
    ] = 0,
    manifest: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The app to install. Default: one that may try everything."
        ),
    ] = None,
    request_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Send over HTTP to this address, not by Socket Mode."),
    ] = None,
    limits: Annotated[Switch, typer.Option(help="Slack's rate limits.")] = Switch.ON,
    open_page: Annotated[bool, typer.Option("--open", help="Open its page in a browser.")] = False,
) -> None:
    """Serve a local Slack for any app until Ctrl-C, and print what the app needs."""
    from bot.commands.sandbox import sandbox

    sys.exit(
        sandbox(
            port=port,
            manifest=manifest,
            request_url=request_url,
            limits=limits,
            open_page=open_page,
        )
    )


class ExportFormat(StrEnum):
    JSON = "json"
    HTML = "html"


@main.command()
def export(
    account: Annotated[
        str | None, typer.Option(metavar="NAME", help="The customer, or part of its name.")
    ] = None,
    form: Annotated[ExportFormat, typer.Option("--format")] = ExportFormat.JSON,
    everything: Annotated[
        bool, typer.Option("--all", help="Every customer, a line of JSON each.")
    ] = False,
) -> None:
    """Print everything that is on record of a customer. It is for your own people only."""
    from bot.commands.export import export

    sys.exit(export(account, everything=everything, html=form is ExportFormat.HTML))


@main.command()
def simulate(
    playbook: Annotated[
        str, typer.Argument(help="low-touch, guided, high-touch, or a playbook's file.")
    ],
    customer: Annotated[
        str, typer.Option(help="steady, early, slow, quiet, returning, silent or absent.")
    ] = "steady",
    start: Annotated[
        str | None, typer.Option(metavar="DATE", help="The signature, 2027-03-01. Default: today.")
    ] = None,
    days: Annotated[int, typer.Option(help="Calendar days.")] = 120,
    country: Annotated[str, typer.Option(help="Whose days off count: DE, US …")] = "DE",
    zone: Annotated[
        str | None, typer.Option(help="IANA name. Default: the one most of the country lives in.")
    ] = None,
    whole: Annotated[bool, typer.Option(help="Show each text whole.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Show every message a playbook would send to a made-up customer, and when."""
    from bot.commands.simulate import run

    sys.exit(run(playbook, customer, start, days, country, zone, as_json=as_json, whole=whole))


Really = Annotated[bool, typer.Option("--yes", help="Do it. Default: only say what would go.")]


@erase.command("person")
def erase_person(
    who: Annotated[str, typer.Argument(help="An address, a Slack user id, or a whole name.")],
    really: Really = False,
) -> None:
    """Take somebody of a customer's out of every table. docs/privacy.md says what stays."""
    from bot.commands.erase import erase_person

    sys.exit(erase_person(who, really=really))


@erase.command("account")
def erase_account(
    name: Annotated[str, typer.Argument(help="The customer: its whole name.")],
    really: Really = False,
) -> None:
    """Take a customer and its people out of every table. docs/privacy.md says what stays."""
    from bot.commands.erase import erase_account

    sys.exit(erase_account(name, really=really))


@database.command()
def upgrade() -> None:
    """Make the tables, or bring them up to date."""
    from bot.commands.db import upgrade

    sys.exit(upgrade())


@database.command()
def current() -> None:
    """Say which revision the tables are at, and which one this Milepost needs."""
    from bot.commands.db import current

    sys.exit(current())


@playbook.command()
def check(path: Annotated[Path, typer.Argument(help="A playbook: a YAML file.")]) -> None:
    """Check a playbook, and name file, line and field of whatever is wrong with it."""
    from bot.commands.playbook import check

    sys.exit(check(path))


@playbook.command()
def preview(
    named: Annotated[str, typer.Argument(help="low-touch, guided, high-touch, or a file.")],
    kind: Annotated[str | None, typer.Option(help="Only this kind of touch.")] = None,
) -> None:
    """Show the words of every touch that a playbook sends."""
    from bot.commands.playbook import preview

    sys.exit(preview(named, kind))


@playbook.command()
def findings(
    named: Annotated[
        str | None, typer.Argument(metavar="[PLAYBOOK]", help="Its key. Default: all.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Show what retrospectives and post-mortems found, by version of the playbook."""
    from bot.commands.findings import findings

    sys.exit(findings(named, as_json=as_json))
