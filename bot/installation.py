"""The workspace that installed Milepost: who we are there, asked once and remembered."""

import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.settings import Settings
from handlers.members import member_facts
from storage.people import MemberFacts

TIMEOUT_SECONDS = 10
MEMBERS_AT_ONCE = 200


class InstallationError(Exception):
    """Slack does not know our token, or cannot be asked; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Installation:
    """What `auth.test` says about our bot token."""

    workspace: str
    name: str
    bot_user_id: str
    bot_id: str
    token: str

    def __repr__(self) -> str:
        return f"Installation({self.workspace})"


def web_client(settings: Settings) -> WebClient:
    """A client without a token and without the SDK's retries, which post twice.

    One TLS context for all: the SDK would otherwise read the CA bundle on every call.
    """
    return WebClient(
        base_url=settings.slack_api_url,
        timeout=TIMEOUT_SECONDS,
        ssl=_trusted(),
        retry_handlers=[],
    )


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities of this machine."""
    return ssl.create_default_context()


def find_installation(client: WebClient, token: str) -> Installation:
    """Ask Slack whose token this is. Raises `InstallationError`."""
    try:
        told = client.auth_test(token=token)
    except SlackApiError as error:
        raise InstallationError(
            f"Slack refuses SLACK_BOT_TOKEN ({error.response['error']}): copy the bot token from "
            "the app's page “OAuth & Permissions” once more"
        ) from None
    except OSError as error:
        raise InstallationError(f"Slack cannot be reached at {client.base_url}: {error}") from error
    if not told.get("bot_id"):
        raise InstallationError("SLACK_BOT_TOKEN is not the token of a bot user")
    return Installation(
        workspace=told["team_id"],
        name=told["team"],
        bot_user_id=told["user_id"],
        bot_id=told["bot_id"],
        token=token,
    )


def members(client: WebClient, installation: Installation) -> Iterator[list[MemberFacts]]:
    """Everybody in the workspace, page by page. Raises what the SDK raises."""
    cursor: str | None = ""
    while cursor is not None:
        told = client.users_list(token=installation.token, limit=MEMBERS_AT_ONCE, cursor=cursor)
        yield [member_facts(user) for user in told["members"]]
        cursor = (told.get("response_metadata") or {}).get("next_cursor") or None


def authorize(installation: Installation) -> Callable[..., AuthorizeResult]:
    """Bolt's `authorize`: ours is the one workspace we know, from memory.

    Bolt names the workspace the app is installed in, also where a person of another company acts.
    """
    result = AuthorizeResult(
        enterprise_id=None,
        team_id=installation.workspace,
        team=installation.name,
        bot_user_id=installation.bot_user_id,
        bot_id=installation.bot_id,
        bot_token=installation.token,
    )

    def known_workspace(team_id: str | None) -> AuthorizeResult | None:
        return result if team_id == installation.workspace else None

    # Bolt takes None for "not installed there", and its annotation forgets to say so
    return cast("Callable[..., AuthorizeResult]", known_workspace)
