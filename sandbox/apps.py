"""An installed app: what its manifest asks for, and the tokens it got."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.transports.base import Transport


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

    @classmethod
    def read(cls, manifest: dict[str, Any]) -> "Manifest":
        """Raises KeyError when the manifest has no name."""
        name = manifest["display_information"]["name"]
        features = manifest.get("features", {})
        settings = manifest.get("settings", {})
        shortcuts = features.get("shortcuts", [])
        return cls(
            name=name,
            bot_name=features.get("bot_user", {}).get("display_name", name),
            scopes=frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
            commands=frozenset(item["command"] for item in features.get("slash_commands", ())),
            message_shortcuts=_callback_ids(shortcuts, "message"),
            global_shortcuts=_callback_ids(shortcuts, "global"),
            interactive=settings.get("interactivity", {}).get("is_enabled", False),
            home_tab=features.get("app_home", {}).get("home_tab_enabled", False),
        )


def _callback_ids(shortcuts: list[dict[str, Any]], kind: str) -> frozenset[str]:
    return frozenset(item["callback_id"] for item in shortcuts if item["type"] == kind)


@dataclass(slots=True)
class App:
    """An app in the workspace that installed it."""

    id: str
    team_id: str
    bot_user_id: str
    bot_id: str
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    manifest: Manifest
    transport: Transport
    installed: int
    bot_token_revoked: bool = False
    scope_header: str = field(init=False)

    def __post_init__(self) -> None:
        self.scope_header = ",".join(sorted(self.manifest.scopes))
