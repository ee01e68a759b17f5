"""Files and canvases as Slack writes them in JSON."""

import mimetypes
from pathlib import PurePosixPath
from typing import Any

from sandbox.world import Canvas, Channel, File, World

Json = dict[str, Any]
FILES = "https://files.slack.example"
TYPES = {"txt": "text", "md": "markdown", "jpeg": "jpg", "py": "python", "js": "javascript"}
"""Slack's word for what a name ends with, where it is another."""
PRETTY = {"text": "Plain Text", "binary": "Binary", "quip": "Canvas"}


def media_type(file: File) -> str:
    return mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def file(world: World, shown: File) -> Json:
    kind = _kind(shown)
    public, private, direct = _places(world, shown.shares)
    content: Json = {
        "id": shown.id,
        "created": shown.created,
        "timestamp": shown.created,
        "name": shown.name,
        "title": shown.title,
        "mimetype": "text/plain" if shown.snippet_type else media_type(shown),
        "filetype": kind,
        "pretty_type": PRETTY.get(kind, kind.upper()),
        "user": shown.owner,
        "user_team": shown.team_id,
        "editable": bool(shown.snippet_type),
        "size": shown.size,
        "mode": "snippet" if shown.snippet_type else "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": bool(public),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": shown.url,
        "url_private_download": f"{shown.url}?download=1",
        "permalink": f"{FILES}/{shown.owner}/{shown.id}/{shown.name}",
        "permalink_public": f"{FILES}/{shown.team_id}-{shown.id}",
        "comments_count": 0,
        "is_starred": False,
        "shares": _shares(world, shown),
        "channels": public,
        "groups": private,
        "ims": direct,
        "has_more_shares": False,
        "has_rich_preview": False,
        "file_access": "visible",
        "media_display_type": "unknown",
    }
    return content | {"alt_txt": shown.alt_text} if shown.alt_text else content


def canvas(shown: Canvas) -> Json:
    """A canvas is a file, too; its text is not in it."""
    return {
        "id": shown.id,
        "created": shown.created,
        "timestamp": shown.created,
        "updated": shown.updated,
        "name": shown.title,
        "title": shown.title,
        "mimetype": "application/vnd.slack-docs",
        "filetype": "quip",
        "pretty_type": PRETTY["quip"],
        "user": shown.owner,
        "user_team": shown.team_id,
        "editable": True,
        "size": len(shown.markdown.encode()),
        "mode": "quip",
        "is_external": False,
        "is_public": False,
        "is_channel_space": shown.channel_id is not None,
        "linked_channel_id": shown.channel_id,
        "permalink": shown.url,
        "channels": [shown.channel_id] if shown.channel_id else [],
        "groups": [],
        "ims": [],
        "comments_count": 0,
    }


def _kind(shown: File) -> str:
    ending = PurePosixPath(shown.name).suffix.lstrip(".").lower()
    return shown.snippet_type or TYPES.get(ending, ending) or "binary"


def _places(world: World, shares: dict[str, list[str]]) -> tuple[list[str], list[str], list[str]]:
    """The conversations a file is in: public ones, private ones, direct messages."""
    found = [world.channels[channel_id] for channel_id in shares if channel_id in world.channels]
    return (
        [channel.id for channel in found if channel.kind == "public"],
        [channel.id for channel in found if channel.kind in ("private", "mpim")],
        [channel.id for channel in found if channel.kind == "im"],
    )


def _shares(world: World, shown: File) -> Json:
    shares: Json = {}
    for channel_id, messages in shown.shares.items():
        channel = world.channels.get(channel_id)
        if channel is not None:
            family = shares.setdefault("private" if channel.is_private else "public", {})
            there = [ts for ts in messages if ts in channel.messages]
            family[channel_id] = [_share(shown, channel, ts) for ts in there]
    return shares


def _share(shown: File, channel: Channel, ts: str) -> Json:
    message = channel.messages[ts]
    repliers = [channel.messages[reply].user for reply in message.replies]
    share: Json = {
        "reply_users": list(dict.fromkeys(repliers)),
        "reply_users_count": len(set(repliers)),
        "reply_count": len(repliers),
        "ts": ts,
        "channel_name": channel.name_for(shown.team_id),
        "team_id": shown.team_id,
        "share_user_id": shown.owner,
    }
    if message.thread_ts is not None:
        share["thread_ts"] = message.thread_ts
    return share
