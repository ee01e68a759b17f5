"""Installing an app in a workspace: a bot user, tokens, and the way payloads reach it."""

from typing import Any

from sandbox.apps import App, Manifest
from sandbox.errors import Refusal
from sandbox.slack import Slack
from sandbox.transports import SignedHttp, SocketMode, Transport
from sandbox.world import Person, Team


def install(slack: Slack, team: Team, manifest: dict[str, Any], request_url: str | None) -> App:
    """Install an app from its manifest: over HTTP at `request_url`, else in Socket Mode.

    Raises Refusal when the manifest has no name.
    """
    try:
        read = Manifest.read(manifest)
    except KeyError as missing:
        raise Refusal(f"the manifest lacks {missing}") from None
    ids, now = slack.ids, int(slack.clock.now())
    app_id, bot_id = ids.mint("A"), ids.mint("B")
    signing_secret = ids.secret("")
    bot = Person(
        id=ids.mint("U"),
        team_id=team.id,
        name=read.bot_name.lower().replace(" ", "_"),
        real_name=read.bot_name,
        email="",
        zone="UTC",
        updated=now,
        bot_id=bot_id,
        app_id=app_id,
    )
    app = App(
        id=app_id,
        team_id=team.id,
        bot_user_id=bot.id,
        bot_id=bot_id,
        bot_token=ids.secret("xoxb-"),
        app_token=ids.secret("xapp-"),
        signing_secret=signing_secret,
        verification_token=ids.secret(""),
        manifest=read,
        transport=_transport(slack, app_id, signing_secret, request_url),
        installed=now,
    )
    slack.world.people[bot.id] = bot
    slack.world.apps[app.id] = app
    return app


def _transport(
    slack: Slack, app_id: str, signing_secret: str, request_url: str | None
) -> Transport:
    factor = slack.settings.retry_wait_factor
    if request_url is None:
        return SocketMode(app_id=app_id, wait_factor=factor)
    return SignedHttp(
        request_url, signing_secret, wall_time=slack.clock.wall_time, wait_factor=factor
    )
