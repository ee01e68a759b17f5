"""An installed app: what its manifest asks for, and the tokens it got."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.transports.base import Transport


@dataclass(frozen=True, slots=True)
class Offer:
    """A command or a shortcut as people are offered it; `name`: `/onboard`, or what a menu says."""

    kind: Literal["command", "message", "global"]
    name: str
    description: str = ""
    usage_hint: str = ""
    callback_id: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the sandbox reads of an app manifest."""

    name: str
    bot_name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: frozenset[str]
    message_shortcuts: frozenset[str]
    global_shortcuts: frozenset[str]
    interactive: bool
    home_tab: bool
    offers: tuple[Offer, ...] = ()
    takes_messages: bool = True
    """Whether people may write to it in direct messages."""
    user_scopes: frozenset[str] = frozenset()
    redirect_urls: tuple[str, ...] = ()
    rotates_tokens: bool = False

    @classmethod
    def read(cls, manifest: dict[str, Any]) -> "Manifest":
        """Raises KeyError when the manifest has no name."""
        name = manifest["display_information"]["name"]
        features = manifest.get("features", {})
        settings = manifest.get("settings", {})
        oauth = manifest.get("oauth_config", {})
        shortcuts = features.get("shortcuts", [])
        return cls(
            name=name,
            bot_name=features.get("bot_user", {}).get("display_name", name),
            scopes=frozenset(oauth.get("scopes", {}).get("bot", ())),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
            commands=frozenset(item["command"] for item in features.get("slash_commands", ())),
            message_shortcuts=_callback_ids(shortcuts, "message"),
            global_shortcuts=_callback_ids(shortcuts, "global"),
            interactive=settings.get("interactivity", {}).get("is_enabled", False),
            home_tab=features.get("app_home", {}).get("home_tab_enabled", False),
            offers=tuple(_offers(features)),
            takes_messages=not features.get("app_home", {}).get("messages_tab_read_only_enabled"),
            user_scopes=frozenset(oauth.get("scopes", {}).get("user", ())),
            redirect_urls=tuple(oauth.get("redirect_urls", ())),
            rotates_tokens=bool(settings.get("token_rotation_enabled")),
        )


def _callback_ids(shortcuts: list[dict[str, Any]], kind: str) -> frozenset[str]:
    return frozenset(item["callback_id"] for item in shortcuts if item["type"] == kind)


def _offers(features: dict[str, Any]) -> Iterator[Offer]:
    for item in features.get("slash_commands", ()):
        yield Offer(
            "command", item["command"], item.get("description", ""), item.get("usage_hint", "")
        )
    for item in features.get("shortcuts", ()):
        callback_id = item["callback_id"]
        name = item.get("name") or callback_id
        yield Offer(item["type"], name, item.get("description", ""), callback_id=callback_id)


@dataclass(slots=True)
class App:
    """An app in the workspace that installed it. `installer_id`: the person who did."""

    id: str
    team_id: str
    bot_user_id: str
    bot_id: str
    bot_token: str
    user_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    client_id: str
    client_secret: str
    installer_id: str
    manifest: Manifest
    transport: Transport
    installed: int
    bot_token_revoked: bool = False


TokenKind = Literal["bot", "user", "app"]


@dataclass(slots=True)
class Token:
    """What a call shows: whose it is, and what it may ask for.

    `person_id`: the bot user or the person it acts as; nobody with a token of kind app.
    `expires`: seconds UTC; None for one that lasts.
    """

    text: str
    kind: TokenKind
    app_id: str
    person_id: str | None
    scopes: frozenset[str]
    expires: float | None = None
    revoked: bool = False
    refresh: str | None = None
    """Good for the next one, where tokens are rotated."""
    exchanged: bool = False
    """Whether one that expires was given for it."""
    scope_header: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.scope_header = ",".join(sorted(self.scopes)).encode()
