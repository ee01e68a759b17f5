"""What apps are told: which app hears which event, in the envelope Slack sends."""

from typing import Any

from sandbox.apps import App
from sandbox.slack import Slack
from sandbox.world import Channel

Json = dict[str, Any]

MESSAGE_EVENTS = {
    "public": ("message.channels", "channels:history"),
    "private": ("message.groups", "groups:history"),
    "im": ("message.im", "im:history"),
    "mpim": ("message.mpim", "mpim:history"),
}
CHANNEL_TYPES = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}

CONNECT_SCOPES = frozenset({"conversations.connect:write", "conversations.connect:manage"})
EVENT_SCOPES: dict[str, frozenset[str]] = {
    "app_mention": frozenset({"app_mentions:read"}),
    "team_join": frozenset({"users:read"}),
    "user_change": frozenset({"users:read"}),
    "pin_added": frozenset({"pins:read"}),
    "pin_removed": frozenset({"pins:read"}),
    "reaction_added": frozenset({"reactions:read"}),
    "reaction_removed": frozenset({"reactions:read"}),
    "channel_id_changed": frozenset({"channels:read", "groups:read"}),
    "file_shared": frozenset({"files:read"}),
    "shared_channel_invite_accepted": CONNECT_SCOPES,
    "shared_channel_invite_approved": CONNECT_SCOPES,
    "shared_channel_invite_declined": CONNECT_SCOPES,
    "shared_channel_invite_requested": CONNECT_SCOPES,
    "shared_channel_invite_received": frozenset({"conversations.connect:read"}),
}
BY_CHANNEL_KIND = frozenset(
    {"member_joined_channel", "member_left_channel", "channel_shared", "channel_unshared"}
)
"""Events whose scope follows the channel: `channels:read` or `groups:read`."""


def may_hear(app: App, subscription: str, kind: str | None) -> bool:
    """Whether the app subscribed to the event and holds a scope for it."""
    manifest = app.manifest
    if subscription not in manifest.events:
        return False
    if subscription.startswith("message."):
        return MESSAGE_EVENTS[kind or "public"][1] in manifest.scopes
    if subscription in BY_CHANNEL_KIND:
        return ("groups:read" if kind == "private" else "channels:read") in manifest.scopes
    needed = EVENT_SCOPES.get(subscription) or _family_scope(subscription)
    return not needed or not needed.isdisjoint(manifest.scopes)


def _family_scope(subscription: str) -> frozenset[str]:
    for prefix, scope in (("channel_", "channels:read"), ("group_", "groups:read")):
        if subscription.startswith(prefix):
            return frozenset({scope})
    return frozenset()


def in_channel(slack: Slack, channel: Channel, event: Json, *, team_id: str | None = None) -> None:
    """Tell the apps in a channel; with `team_id` only those that this workspace installed."""
    for app in hearers(slack, channel, event["type"]):
        if team_id in (None, app.team_id):
            send(slack, app, event, shared=channel.is_ext_shared)


def hearers(slack: Slack, channel: Channel, subscription: str) -> list[App]:
    return [
        app
        for app in slack.world.apps.values()
        if app.bot_user_id in channel.members and may_hear(app, subscription, channel.kind)
    ]


def in_team(slack: Slack, team_id: str, event: Json) -> None:
    """Tell the apps a workspace has installed."""
    for app in slack.world.apps.values():
        if app.team_id == team_id and may_hear(app, event["type"], None):
            send(slack, app, event, shared=False)


def send(slack: Slack, app: App, event: Json, *, shared: bool) -> None:
    event.setdefault("event_ts", slack.clock.next_ts())
    slack.outbound.event(app, event_callback(slack, app, event, shared=shared))


def event_callback(slack: Slack, app: App, event: Json, *, shared: bool) -> Json:
    """The envelope around an event; `authorizations` names the workspace that installed us."""
    return {
        "token": app.verification_token,
        "team_id": app.team_id,
        "context_team_id": app.team_id,
        "context_enterprise_id": None,
        "api_app_id": app.id,
        "event": event,
        "type": "event_callback",
        "event_id": slack.ids.mint("Ev"),
        "event_time": int(float(event["event_ts"])),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": app.team_id,
                "user_id": app.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{slack.ids.mint('Ec')}",
    }
