"""`milepost sandbox`: a local Slack for any app, ours or not."""

import errno
import re
import webbrowser
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import typer

from bot.stopping import told_to_stop, wait_until_told
from sandbox.client import Installation, SandboxDriver
from sandbox.manifests import QUICK_START, ManifestError, read_manifest
from sandbox.server import Sandbox

WRONGLY_ASKED = 2
"""As in `bot.commands.telling`, which would load the database's libraries."""

CHANNEL = "general"
WEB_ADDRESS = re.compile(r"https?://[^/\s]")
EXAMPLE = "http://127.0.0.1:3000/slack/events"


def sandbox(
    *, port: int, manifest: Path | None, request_url: str | None, limits: str, open_page: bool
) -> int:
    """Serve until SIGTERM or Ctrl-C. 2 for a faulty manifest or address, or a port that is taken.

    `port` 0: a free one. `limits`: "on" or "off".
    """
    if request_url is not None and not WEB_ADDRESS.match(request_url):
        typer.echo(f"--request-url {request_url}: not an address like {EXAMPLE}", err=True)
        return WRONGLY_ASKED
    with ExitStack() as on_the_way_out:
        stop = on_the_way_out.enter_context(told_to_stop())
        try:
            described = read_manifest(manifest or QUICK_START)
            running = on_the_way_out.enter_context(Sandbox.running(port=port, limits=limits))
        except ManifestError as faulty:
            typer.echo(str(faulty), err=True)
            return WRONGLY_ASKED
        except OSError as error:
            typer.echo(_why_not(port, error), err=True)
            return WRONGLY_ASKED
        driver = on_the_way_out.enter_context(running.driver())
        installation = driver.install(described, request_url)
        page = f"{running.base_url}/"
        for line in _told(running.api_url, page, driver, installation):
            typer.echo(line)  # flushes each, so that scripts can read them from a pipe
        if open_page:
            webbrowser.open(page)
        wait_until_told(stop)
    return 0


def _why_not(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken: choose another with --port, or leave it out for a free one"
    return f"port {port} cannot be had: {error.strerror}"


def _told(
    api_url: str, page: str, driver: SandboxDriver, installation: Installation
) -> Iterator[str]:
    """What a program needs to be that app, and whom it meets. The app is in the channel."""
    yield f"SLACK_API_URL={api_url}"
    yield f"SLACK_BOT_TOKEN={installation.bot_token}"
    yield f"SLACK_APP_TOKEN={installation.app_token}"
    yield f"SLACK_SIGNING_SECRET={installation.signing_secret}"
    yield f"SLACK_USER_TOKEN={installation.user_token}"
    people = [person for person in driver.people() if not person.is_bot]
    host = driver.person(people[0].id)
    host.invite(CHANNEL, installation.bot_user_id)
    yield f"CHANNEL={host.channel(CHANNEL).id} #{CHANNEL}"
    companies = {team.id: team.name for team in driver.teams()}
    for person in people:
        yield f"PERSON={person.id} {person.real_name} ({companies[person.team_id]})"
    yield f"PAGE={page}"
