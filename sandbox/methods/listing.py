"""conversations.list, .history, .replies and users.conversations: reading with cursors."""

from collections.abc import Iterable
from operator import gt, lt
from typing import Any

from sandbox import objects
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.call import Call, Method
from sandbox.methods.conversations import READ, shown
from sandbox.world import Channel, Kind, Message

Json = dict[str, Any]
TYPES: dict[str, Kind] = {
    "public_channel": "public",
    "private_channel": "private",
    "im": "im",
    "mpim": "mpim",
}


def list_channels(call: Call) -> Json:
    return _listed(call, (c for c in call.slack.world.channels.values() if call.sees(c)))


def list_memberships(call: Call) -> Json:
    person_id = call.text("user") or call.actor_id
    answer = _listed(call, (c for c in call.slack.world.channels_of(person_id) if call.sees(c)))
    for channel in answer["channels"]:
        channel.pop("is_member", None)
    return answer


def _listed(call: Call, visible: Iterable[Channel]) -> Json:
    kinds = _kinds(call)
    hide_archived = call.flag("exclude_archived")
    wanted = (
        channel
        for channel in visible
        if channel.kind in kinds and not (hide_archived and channel.archived)
    )
    found, cursor = call.page(wanted, lambda channel: channel.id, call.limit(100, 999))
    listed = [shown(call, channel) for channel in found]
    if call.method.name == "conversations.list":
        for channel, entry in zip(found, listed, strict=True):
            if not channel.is_direct:
                entry["num_members"] = len(channel.members)
    return {"channels": listed, "response_metadata": {"next_cursor": cursor}}


def _kinds(call: Call) -> set[Kind]:
    names = call.texts("types") or ["public_channel"]
    if not TYPES.keys() >= set(names):
        raise SlackError("invalid_types")
    kinds = {TYPES[name] for name in names}
    for kind in sorted(kinds):
        call.require_for(kind)
    return kinds


def history(call: Call) -> Json:
    # People read the public channels of their workspace, bots those they are in.
    channel = call.own_channel() if call.is_bot else call.channel()
    newest_first = [
        message
        for message in reversed(channel.messages.values())
        if _in_period(call, message.ts) and (not message.is_reply or message.broadcast)
    ]
    found, cursor = call.page(newest_first, lambda m: m.ts, call.limit(100, 999), follows=lt)
    answer: Json = {
        "messages": _written(call, channel, found),
        "has_more": bool(cursor),
        "pin_count": len(channel.pins),
        "channel_actions_ts": None,
        "channel_actions_count": 0,
    }
    return answer | {"response_metadata": {"next_cursor": cursor}} if cursor else answer


def replies(call: Call) -> Json:
    channel = call.channel()
    named = channel.messages.get(call.text("ts"))
    root = None if named is None else channel.messages.get(named.thread_ts or named.ts)
    if root is None or (call.is_bot and call.actor_id not in channel.members):
        raise SlackError("thread_not_found")
    thread = [ts for ts in root.replies if _in_period(call, ts)]
    found, cursor = call.page([root.ts, *thread], str, call.limit(1000, 1000), follows=gt)
    answer: Json = {
        "messages": _written(call, channel, [channel.messages[ts] for ts in found]),
        "has_more": bool(cursor),
    }
    return answer | {"response_metadata": {"next_cursor": cursor}} if cursor else answer


def _in_period(call: Call, ts: str) -> bool:
    """Between oldest and latest, the ends counting only with `inclusive`."""
    oldest = _moment(call, "oldest", 0.0)
    latest = _moment(call, "latest", float("inf"))
    at = float(ts)
    return oldest < at < latest or (call.flag("inclusive") and at in (oldest, latest))


def _moment(call: Call, name: str, default: float) -> float:
    try:
        return float(call.text(name) or default)
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def _written(call: Call, channel: Channel, found: list[Message]) -> list[Json]:
    return [
        objects.in_conversation(
            call.slack.world, channel, message, with_metadata=call.flag("include_all_metadata")
        )
        for message in found
    ]


HISTORY = ("groups:history", "im:history", "mpim:history", "channels:history")
PERIOD = ("cursor", "include_all_metadata", "inclusive", "latest", "limit", "oldest")
PERIOD_ERRORS = ("channel_not_found", "invalid_cursor", "invalid_ts_latest", "invalid_ts_oldest")
LIST_ERRORS = ("invalid_cursor", "invalid_limit", "invalid_types", "missing_scope")

METHODS = (
    Method(
        "conversations.list",
        list_channels,
        Tier.TWO,
        optional=("cursor", "exclude_archived", "limit", "team_id", "types"),
        scopes=READ,
        errors=LIST_ERRORS,
        reads_json=False,
    ),
    Method(
        "users.conversations",
        list_memberships,
        Tier.THREE,
        optional=(
            "cursor",
            "exclude_archived",
            "exclude_muted",
            "limit",
            "team_id",
            "types",
            "user",
        ),
        scopes=READ,
        errors=LIST_ERRORS,
        reads_json=False,
        differs="nobody mutes channels: `exclude_muted` does nothing",
    ),
    Method(
        "conversations.history",
        history,
        Tier.THREE,
        required=("channel",),
        optional=PERIOD,
        scopes=HISTORY,
        errors=(*PERIOD_ERRORS, "not_in_channel"),
    ),
    Method(
        "conversations.replies",
        replies,
        Tier.THREE,
        required=("channel", "ts"),
        optional=PERIOD,
        scopes=HISTORY,
        errors=(*PERIOD_ERRORS, "missing_scope", "thread_not_found"),
        reads_json=False,
    ),
)
