"""Tokens by OAuth: a code that somebody's consent mints, the tokens it buys, their rotation."""

import base64
import hashlib

from sandbox.apps import App, Token, TokenKind
from sandbox.errors import Refusal, SlackError
from sandbox.slack import Slack
from sandbox.world import OAuthCode, Person

CODE_SECONDS = 10 * 60
TOKEN_SECONDS = 12 * 60 * 60


def app_of(slack: Slack, client_id: str) -> App | None:
    return next((app for app in slack.world.apps.values() if app.client_id == client_id), None)


def mint_code(
    slack: Slack, app: App, person: Person, *, redirect_uri: str = "", code_challenge: str = ""
) -> OAuthCode:
    """The code that Slack sends to the app's address once this person has consented.

    Raises Refusal when they are of another workspace, or the address is not the app's.
    """
    if person.team_id != app.team_id:
        raise Refusal(f"{person.real_name} is of another workspace")
    allowed = app.manifest.redirect_urls
    if redirect_uri and not redirect_uri.startswith(allowed or ("http://", "https://")):
        raise Refusal(f"{redirect_uri} is no redirect URL of {app.manifest.name}")
    code = OAuthCode(
        code=slack.ids.secret(""),
        app_id=app.id,
        person_id=person.id,
        redirect_uri=redirect_uri,
        expires=slack.clock.now() + CODE_SECONDS,
        code_challenge=code_challenge,
    )
    slack.world.codes[code.code] = code
    return code


def redeem(
    slack: Slack, app: App, given: str, redirect_uri: str, verifier: str
) -> tuple[Token | None, Token | None, Person]:
    """The bot token and the user token a code buys, and who consented. It is good once.

    Raises invalid_code, bad_redirect_uri, invalid_code_verifier, no_scopes.
    """
    code = slack.world.codes.get(given)
    if code is None or code.app_id != app.id or code.expires <= slack.clock.now():
        raise SlackError("invalid_code")
    if code.redirect_uri != redirect_uri:
        raise SlackError("bad_redirect_uri")
    if code.code_challenge and code.code_challenge != _challenge(verifier):
        raise SlackError("invalid_code_verifier")
    if not app.manifest.scopes and not app.manifest.user_scopes:
        raise SlackError("no_scopes")
    del slack.world.codes[given]
    person = slack.world.people[code.person_id]
    bot = bot_token(slack, app) if app.manifest.scopes else None
    user = user_token(slack, app, person) if app.manifest.user_scopes else None
    return bot, user, person


def _challenge(verifier: str) -> str:
    """As RFC 7636 has it for S256."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def bot_token(slack: Slack, app: App) -> Token:
    """The app's own, or, where tokens rotate, one that expires. A revoked one is replaced."""
    if app.manifest.rotates_tokens:
        return expiring(slack, app, "bot", app.bot_user_id)
    if app.bot_token_revoked:
        token = _keep(slack, app, "bot", app.bot_user_id, slack.ids.secret("xoxb-"))
        app.bot_token, app.bot_token_revoked = token.text, False
        return token
    return slack.world.tokens[app.bot_token]


def user_token(slack: Slack, app: App, person: Person) -> Token:
    if app.manifest.rotates_tokens:
        return expiring(slack, app, "user", person.id)
    for token in slack.world.tokens.values():
        same = (token.app_id, token.kind, token.person_id) == (app.id, "user", person.id)
        if same and not token.revoked:
            return token
    return _keep(slack, app, "user", person.id, slack.ids.secret("xoxp-"))


def expiring(slack: Slack, app: App, kind: TokenKind, person_id: str) -> Token:
    """A token that lasts twelve hours, with a refresh token for the next."""
    prefix = "xoxe.xoxb-1-" if kind == "bot" else "xoxe.xoxp-1-"
    token = _keep(slack, app, kind, person_id, slack.ids.secret(prefix))
    token.expires = slack.clock.now() + TOKEN_SECONDS
    token.refresh = slack.ids.secret("xoxe-1-")
    return token


def refreshed(slack: Slack, app: App, refresh: str) -> Token:
    """The next token. A refresh token is good once. Raises invalid_refresh_token."""
    for token in slack.world.tokens.values():
        if refresh and token.refresh == refresh and token.app_id == app.id:
            token.refresh = None
            return expiring(slack, app, token.kind, token.person_id or "")
    raise SlackError("invalid_refresh_token")


def exchanged(slack: Slack, app: App, shown: str) -> Token:
    """A token that expires, for one that does not.

    Raises invalid_token, token_already_exchanged, authorization_not_found.
    """
    old = slack.world.tokens.get(shown)
    if old is None or old.app_id != app.id or old.person_id is None or old.expires is not None:
        raise SlackError("invalid_token")
    if old.revoked or (old.kind == "bot" and app.bot_token_revoked):
        raise SlackError("authorization_not_found")
    if old.exchanged:
        raise SlackError("token_already_exchanged")
    old.exchanged = True
    return expiring(slack, app, old.kind, old.person_id)


def _keep(slack: Slack, app: App, kind: TokenKind, person_id: str, text: str) -> Token:
    granted = app.manifest.scopes if kind == "bot" else app.manifest.user_scopes
    token = Token(text, kind, app.id, person_id, granted)
    slack.world.tokens[text] = token
    return token
