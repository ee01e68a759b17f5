"""The Slack app as `manifest.yaml` declares it, and why it asks for each scope.

tests/test_manifest.py holds this table, the manifest and the code together.
"""

from pathlib import Path
from typing import Any

import yaml

SCOPES_OF_METHODS: dict[str, frozenset[str]] = {
    "apps.connections.open": frozenset(),
    "auth.test": frozenset(),
    "bookmarks.add": frozenset({"bookmarks:write"}),
    "bookmarks.edit": frozenset({"bookmarks:write"}),
    "bookmarks.list": frozenset({"bookmarks:read"}),
    "canvases.access.set": frozenset({"canvases:write"}),
    "canvases.create": frozenset({"canvases:write"}),
    "chat.getPermalink": frozenset(),
    "chat.postMessage": frozenset({"chat:write"}),
    "chat.update": frozenset({"chat:write"}),
    "conversations.archive": frozenset({"groups:write"}),
    "conversations.create": frozenset({"groups:write"}),
    "conversations.history": frozenset({"channels:history", "groups:history", "im:history"}),
    "conversations.info": frozenset({"channels:read", "groups:read"}),
    "conversations.invite": frozenset({"channels:manage", "groups:write"}),
    "conversations.inviteShared": frozenset({"conversations.connect:write"}),
    "conversations.join": frozenset({"channels:join"}),
    "conversations.list": frozenset({"channels:read", "groups:read"}),
    "conversations.listConnectInvites": frozenset({"conversations.connect:manage"}),
    "conversations.members": frozenset({"channels:read", "groups:read"}),
    "conversations.open": frozenset({"im:write"}),
    "conversations.replies": frozenset({"channels:history", "groups:history", "im:history"}),
    "conversations.setPurpose": frozenset({"channels:manage", "groups:write"}),
    "conversations.setTopic": frozenset({"channels:manage", "groups:write"}),
    "files.completeUploadExternal": frozenset({"files:write"}),
    "files.getUploadURLExternal": frozenset({"files:write"}),
    "files.info": frozenset({"files:read"}),
    "pins.add": frozenset({"pins:write"}),
    "users.info": frozenset({"users:read", "users:read.email"}),
    "users.list": frozenset({"users:read", "users:read.email"}),
    "users.lookupByEmail": frozenset({"users:read", "users:read.email"}),
    "views.open": frozenset(),
    "views.publish": frozenset(),
    "views.push": frozenset(),
    "views.update": frozenset(),
}
"""Each method that the code calls and what it needs, for public (adopted) and private channels
and for direct messages, as far as we call it there."""

SCOPES_OF_EVENTS: dict[str, frozenset[str]] = {
    "app_home_opened": frozenset(),
    "channel_archive": frozenset({"channels:read"}),
    "channel_deleted": frozenset({"channels:read"}),
    "channel_id_changed": frozenset({"channels:read", "groups:read"}),
    "channel_left": frozenset({"channels:read"}),
    "channel_rename": frozenset({"channels:read"}),
    "channel_shared": frozenset({"channels:read", "groups:read"}),
    "channel_unarchive": frozenset({"channels:read"}),
    "channel_unshared": frozenset({"channels:read", "groups:read"}),
    "group_archive": frozenset({"groups:read"}),
    "group_deleted": frozenset({"groups:read"}),
    "group_left": frozenset({"groups:read"}),
    "group_rename": frozenset({"groups:read"}),
    "group_unarchive": frozenset({"groups:read"}),
    "member_joined_channel": frozenset({"channels:read", "groups:read"}),
    "member_left_channel": frozenset({"channels:read", "groups:read"}),
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "shared_channel_invite_accepted": frozenset({"conversations.connect:read"}),
    "shared_channel_invite_approved": frozenset({"conversations.connect:read"}),
    "shared_channel_invite_declined": frozenset({"conversations.connect:read"}),
    "shared_channel_invite_requested": frozenset({"conversations.connect:read"}),
    "team_join": frozenset({"users:read"}),
    "user_change": frozenset({"users:read"}),
}

SCOPES_OF_FEATURES: dict[str, frozenset[str]] = {
    "shortcuts": frozenset({"commands"}),
    "slash_commands": frozenset({"commands"}),
}


def manifest() -> dict[str, Any]:
    """`manifest.yaml`, from the installed package or from the checkout's root."""
    here = Path(__file__).parent
    installed, checkout = here / "manifest.yaml", here.parent / "manifest.yaml"
    path = installed if installed.exists() else checkout
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def scopes() -> frozenset[str]:
    """The bot scopes that the manifest asks for."""
    return frozenset(manifest()["oauth_config"]["scopes"]["bot"])
