"""What Slack says about our tokens, scopes, clock and the team channel."""

from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.clock import Clock
from bot.doctor.findings import Finding, fault, odd, unseen, well
from bot.installation import web_client
from bot.manifest import scopes
from bot.settings import Settings

AFTER_TOKEN = ("scopes", "clock", "team channel")
SIGNATURE_WINDOW_SECONDS = 300
CLOCK_LEEWAY_SECONDS = 30

REINSTALL = "paste manifest.yaml on the app's page “App Manifest”, save, and install the app again"


def check_slack(
    settings: Settings, clock: Clock, team_channel: Callable[[str], str | None]
) -> Iterator[Finding]:
    """Ask `auth.test` once, and judge what its answer and its headers say.

    `team_channel` knows the team channel of a workspace.
    """
    if settings.slack_bot_token is None:
        yield fault(
            "bot token",
            "SLACK_BOT_TOKEN is not set",
            "copy the bot token from the app's page “OAuth & Permissions”",
        )
        yield from (unseen(subject, "needs the bot token") for subject in AFTER_TOKEN)
        return
    client = web_client(settings)
    client.token = settings.slack_bot_token.get_secret_value()
    try:
        told = client.auth_test()
    except (SlackApiError, OSError) as error:
        yield _token_fault(error, client)
        yield from (unseen(subject, "needs the bot token") for subject in AFTER_TOKEN)
        return
    yield well("bot token", f"{told['user']} in {told['team']} ({told['team_id']})")
    yield check_scopes(told)
    yield check_clock(told, clock.now())
    yield check_team_channel(client, team_channel(told["team_id"]))


def check_way_in(settings: Settings) -> Finding:
    """How Slack reaches us: the app token is tried out, the signing secret can only be there."""
    if settings.slack_app_token is not None:
        client = web_client(settings)
        try:
            client.apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
        except SlackApiError as error:
            return fault(
                "way in",
                f"Slack refuses SLACK_APP_TOKEN: {error.response['error']}",
                "make an app-level token with the scope connections:write on the app's page "
                "“Basic Information”, and switch Socket Mode on",
            )
        except OSError as error:
            return fault("way in", f"Slack cannot be reached: {error}", "check the network")
        return well("way in", "Socket Mode")
    if settings.slack_signing_secret is not None:
        host, port = settings.address
        return well("way in", f"HTTP on {host}:{port}/slack/events, signatures checked")
    return fault(
        "way in",
        "neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set",
        "set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP",
    )


def check_scopes(told: SlackResponse) -> Finding:
    """The granted scopes (a header of every answer) against those of the manifest."""
    granted = {scope.strip() for scope in _header(told, "x-oauth-scopes").split(",") if scope}
    missing, needless = scopes() - granted, granted - scopes()
    if missing:
        return fault("scopes", f"missing: {', '.join(sorted(missing))}", REINSTALL)
    if needless:
        return odd("scopes", f"granted and not needed: {', '.join(sorted(needless))}", REINSTALL)
    return well("scopes", f"{len(granted)}, exactly those of manifest.yaml")


def check_clock(told: SlackResponse, now: datetime) -> Finding:
    """Our clock against Slack's, which the answer's `Date` header tells to the second."""
    slack_says = _header(told, "date")
    if not slack_says:
        return odd("clock", "Slack's answer carried no time to compare with", "try again")
    ahead = (now - parsedate_to_datetime(slack_says)).total_seconds()
    if abs(ahead) <= CLOCK_LEEWAY_SECONDS:
        return well("clock", "agrees with Slack's")
    where = f"{abs(ahead):.0f} s {'ahead of' if ahead > 0 else 'behind'} Slack's"
    remedy = "let the machine take its time from NTP"
    if abs(ahead) > SIGNATURE_WINDOW_SECONDS:
        return fault("clock", f"{where}: signed requests are refused", remedy)
    return odd("clock", where, remedy)


def check_team_channel(client: WebClient, channel: str | None) -> Finding:
    """Whether the team channel can be posted to, and only our own side reads it."""
    if channel is None:
        return odd(
            "team channel",
            "none is set: news goes to each account's owner",
            "name one in /onboard settings, or set MILEPOST_TEAM_CHANNEL",
        )
    try:
        info = client.conversations_info(channel=channel)["channel"]
    except SlackApiError as error:
        return fault(
            "team channel",
            f"{channel}: {error.response['error']}",
            "check the id; Milepost sees a private channel only as its member: "
            "type /invite @Milepost there",
        )
    except OSError as error:
        return fault("team channel", f"Slack cannot be reached: {error}", "check the network")
    name = f"#{info['name']}"
    if info.get("is_ext_shared"):
        return fault("team channel", f"{name} is shared with another company", "choose another")
    if info.get("is_archived"):
        return fault("team channel", f"{name} is archived", "choose another, or unarchive it")
    if not info.get("is_member"):
        return fault(
            "team channel", f"Milepost is no member of {name}", "type /invite @Milepost there"
        )
    return well("team channel", name)


def _token_fault(error: SlackApiError | OSError, client: WebClient) -> Finding:
    if isinstance(error, SlackApiError):
        return fault(
            "bot token",
            f"Slack refuses SLACK_BOT_TOKEN: {error.response['error']}",
            "install the app into the workspace, and copy the bot token from the app's page "
            "“OAuth & Permissions”",
        )
    return fault(
        "bot token",
        f"Slack cannot be reached at {client.base_url}: {error}",
        "check the network, and SLACK_API_URL if it is set",
    )


def _header(told: SlackResponse, name: str) -> str:
    """Header names come in any case; the SDK's mapping keeps them as sent."""
    found = {key.lower(): value for key, value in told.headers.items()}.get(name, "")
    return found if isinstance(found, str) else ",".join(found)
