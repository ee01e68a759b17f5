"""oauth.v2.access and oauth.v2.exchange: how an installation gets its tokens."""

import secrets
from typing import Any

from sandbox import oauth
from sandbox.apps import App, Token
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.call import ANYBODY, Call, Method

Json = dict[str, Any]


def give_access(call: Call) -> Json:
    """Tokens for a code, or the next ones for a refresh token."""
    app = _client(call, needs_secret=not call.text("code_verifier"))
    match call.text("grant_type"):
        case "" | "authorization_code":
            bot, user, person = oauth.redeem(
                call.slack,
                app,
                call.text("code"),
                call.text("redirect_uri"),
                call.text("code_verifier"),
            )
            authed = {"id": person.id} | (_granted(call, user) if user is not None else {})
            answer = _installation(call, app) | {"authed_user": authed}
            return answer | _bot_part(call, app, bot) if bot is not None else answer
        case "refresh_token":
            return _renewed(call, app, oauth.refreshed(call.slack, app, call.text("refresh_token")))
    raise SlackError("invalid_grant_type")


def exchange(call: Call) -> Json:
    app = _client(call, needs_secret=True)
    if not app.manifest.rotates_tokens:
        raise SlackError("token_rotation_not_enabled")
    return _renewed(call, app, oauth.exchanged(call.slack, app, call.shown_token))


def _client(call: Call, *, needs_secret: bool) -> App:
    """The app that asks. Raises invalid_client_id, bad_client_secret."""
    app = oauth.app_of(call.slack, call.text("client_id"))
    if app is None:
        raise SlackError("invalid_client_id")
    secret = call.text("client_secret")
    if (secret or needs_secret) and not secrets.compare_digest(secret, app.client_secret):
        raise SlackError("bad_client_secret")
    return app


def _renewed(call: Call, app: App, token: Token) -> Json:
    answer = _installation(call, app)
    if token.kind == "bot":
        return answer | _bot_part(call, app, token)
    return answer | _granted(call, token) | {"authed_user": {"id": token.person_id}}


def _installation(call: Call, app: App) -> Json:
    return {
        "app_id": app.id,
        "team": {"id": app.team_id, "name": call.slack.world.teams[app.team_id].name},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _bot_part(call: Call, app: App, token: Token) -> Json:
    return _granted(call, token) | {"bot_user_id": app.bot_user_id}


def _granted(call: Call, token: Token) -> Json:
    granted: Json = {
        "access_token": token.text,
        "token_type": token.kind,
        "scope": token.scope_header.decode(),
    }
    if token.expires is None:
        return granted
    left = round(token.expires - call.slack.clock.now())
    return granted | {"expires_in": left, "refresh_token": token.refresh}


METHODS = (
    Method(
        "oauth.v2.access",
        give_access,
        Tier.SPECIAL,
        optional=(
            "assertion",
            "client_id",
            "client_secret",
            "code",
            "code_verifier",
            "grant_type",
            "redirect_uri",
            "refresh_token",
        ),
        errors=(
            "bad_client_secret",
            "bad_redirect_uri",
            "invalid_client_id",
            "invalid_code",
            "invalid_code_verifier",
            "invalid_grant_type",
            "invalid_refresh_token",
            "no_scopes",
        ),
        called_by=ANYBODY,
        reads_json=False,
        differs="codes come from the driver (`oauth_code`), there is no page to consent on; an app"
        " belongs to the workspace it was installed in; no assertions, no sign-in",
    ),
    Method(
        "oauth.v2.exchange",
        exchange,
        Tier.THREE,
        required=("client_id", "client_secret"),
        errors=(
            "authorization_not_found",
            "bad_client_secret",
            "invalid_client_id",
            "invalid_token",
            "token_already_exchanged",
            "token_rotation_not_enabled",
        ),
        called_by=ANYBODY,
        reads_json=False,
        differs="the exchanged token goes on working",
    ),
)
