"""bookmarks.*: the links at the top of a channel."""

from typing import Any

from sandbox import objects
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.call import Call, Method
from sandbox.world import Bookmark, Channel

Json = dict[str, Any]
MOST_BOOKMARKS = 100


def add(call: Call) -> Json:
    channel = _channel(call)
    if call.text("type") != "link":
        raise SlackError("invalid_bookmark_type")
    link = _checked_link(call.text("link"))
    if len(channel.bookmarks) >= MOST_BOOKMARKS:
        raise SlackError("too_many_bookmarks")
    now = int(call.slack.clock.now())
    bookmark = Bookmark(
        id=call.slack.ids.mint("Bk"),
        title=call.text("title"),
        type="link",
        link=link,
        emoji=call.text("emoji"),
        created=now,
        updated=now,
        by=call.actor_id,
        by_team=call.team.id,
        rank=_next_rank(channel),
        entity_id=call.text("entity_id"),
    )
    channel.bookmarks[bookmark.id] = bookmark
    return {"bookmark": objects.bookmark(bookmark, channel)}


def edit(call: Call) -> Json:
    channel = _channel(call)
    bookmark = _bookmark(call, channel)
    if call.text("link"):
        bookmark.link = _checked_link(call.text("link"))
    bookmark.title = call.text("title", bookmark.title)
    bookmark.emoji = call.text("emoji", bookmark.emoji)
    bookmark.updated = int(call.slack.clock.now())
    bookmark.by, bookmark.by_team = call.actor_id, call.team.id
    return {"bookmark": objects.bookmark(bookmark, channel)}


def remove(call: Call) -> Json:
    channel = _channel(call)
    del channel.bookmarks[_bookmark(call, channel).id]
    return {}


def list_bookmarks(call: Call) -> Json:
    channel = _channel(call)
    return {"bookmarks": [objects.bookmark(shown, channel) for shown in channel.bookmarks.values()]}


def _channel(call: Call) -> Channel:
    channel = call.channel("channel_id")
    if call.actor_id not in channel.members:
        raise SlackError(
            "permission_denied" if call.method.name != "bookmarks.list" else "access_denied"
        )
    return channel


def _bookmark(call: Call, channel: Channel) -> Bookmark:
    bookmark = channel.bookmarks.get(call.text("bookmark_id"))
    if bookmark is None:
        raise SlackError("not_found")
    return bookmark


def _checked_link(link: str) -> str:
    if not link.startswith(("http://", "https://")):
        raise SlackError("invalid_link")
    return link


def _next_rank(channel: Channel) -> str:
    """Ranks sort as text: bookmarks stand in the order in which they came."""
    last = max((bookmark.rank for bookmark in channel.bookmarks.values()), default="0" * 6)
    return f"{int(last) + 1:06d}"


ERRORS = ("access_denied", "channel_not_found", "not_implemented", "permission_denied")

METHODS = (
    Method(
        "bookmarks.add",
        add,
        Tier.TWO,
        required=("title", "type"),
        optional=("access_level", "channel_id", "emoji", "entity_id", "link", "parent_id"),
        scopes=("bookmarks:write",),
        errors=(
            *ERRORS,
            "invalid_bookmark_type",
            "invalid_emoji",
            "invalid_link",
            "too_many_bookmarks",
            "too_many_requests",
        ),
        differs="links only: no folders, files or canvases; `access_level` does nothing",
    ),
    Method(
        "bookmarks.edit",
        edit,
        Tier.TWO,
        optional=("bookmark_id", "channel_id", "emoji", "link", "title"),
        scopes=("bookmarks:write",),
        errors=(*ERRORS, "invalid_emoji", "invalid_link", "not_found"),
    ),
    Method(
        "bookmarks.remove",
        remove,
        Tier.TWO,
        optional=("bookmark_id", "channel_id", "quip_section_id"),
        scopes=("bookmarks:write",),
        errors=(*ERRORS, "not_found"),
    ),
    Method(
        "bookmarks.list",
        list_bookmarks,
        Tier.THREE,
        optional=("channel_id",),
        scopes=("bookmarks:read",),
        errors=("access_denied", "channel_not_found", "not_implemented"),
    ),
)
