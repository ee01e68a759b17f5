"""Installing an app in a workspace: a bot user, tokens, and the way payloads reach it."""

from typing import Any

from sandbox.apps import App, Manifest, Token
from sandbox.errors import Refusal
from sandbox.slack import Slack
from sandbox.transports import SignedHttp, SocketMode, Transport
from sandbox.world import Person, Team

APP_LEVEL_SCOPES = frozenset({"connections:write"})


def install(
    slack: Slack,
    team: Team,
    manifest: dict[str, Any],
    request_url: str | None,
    installer: Person | None = None,
) -> App:
    """Install an app from its manifest: over HTTP at `request_url`, else in Socket Mode.

    The user token acts as `installer`, without one as the workspace's owner. Raises Refusal when
    the manifest has no name, or the installer is of another workspace.
    """
    try:
        read = Manifest.read(manifest)
    except KeyError as missing:
        raise Refusal(f"the manifest lacks {missing}") from None
    installer = installer or _owner(slack, team)
    if installer.team_id != team.id:
        raise Refusal(f"{installer.real_name} is not of {team.name}")
    bot = _bot_user(slack, team, read)
    app = _app(slack, bot, read, request_url, installer)
    slack.world.people[bot.id] = bot
    slack.world.apps[app.id] = app
    for token in (
        Token(app.bot_token, "bot", app.id, bot.id, read.scopes),
        Token(app.user_token, "user", app.id, installer.id, read.user_scopes),
        Token(app.app_token, "app", app.id, None, APP_LEVEL_SCOPES),
    ):
        slack.world.tokens[token.text] = token
    return app


def _owner(slack: Slack, team: Team) -> Person:
    people = [person for person in slack.world.people_of(team.id) if not person.is_bot]
    return next((person for person in people if person.is_owner), people[0])


def _bot_user(slack: Slack, team: Team, manifest: Manifest) -> Person:
    app_id, bot_id = slack.ids.mint("A"), slack.ids.mint("B")
    return Person(
        id=slack.ids.mint("U"),
        team_id=team.id,
        name=manifest.bot_name.lower().replace(" ", "_"),
        real_name=manifest.bot_name,
        email="",
        zone="UTC",
        updated=int(slack.clock.now()),
        bot_id=bot_id,
        app_id=app_id,
    )


def _app(
    slack: Slack, bot: Person, manifest: Manifest, request_url: str | None, installer: Person
) -> App:
    ids = slack.ids
    app_id, signing_secret = str(bot.app_id), ids.secret("")
    return App(
        id=app_id,
        team_id=bot.team_id,
        bot_user_id=bot.id,
        bot_id=str(bot.bot_id),
        bot_token=ids.secret("xoxb-"),
        user_token=ids.secret("xoxp-"),
        app_token=ids.secret("xapp-"),
        signing_secret=signing_secret,
        verification_token=ids.secret(""),
        client_id=f"{int(slack.clock.now())}.{app_id[1:]}",
        client_secret=ids.secret(""),
        installer_id=installer.id,
        manifest=manifest,
        transport=_transport(slack, app_id, signing_secret, request_url),
        installed=int(slack.clock.now()),
    )


def _transport(
    slack: Slack, app_id: str, signing_secret: str, request_url: str | None
) -> Transport:
    factor = slack.settings.retry_wait_factor
    if request_url is None:
        return SocketMode(app_id=app_id, wait_factor=factor)
    return SignedHttp(
        request_url, signing_secret, wall_time=slack.clock.wall_time, wait_factor=factor
    )
