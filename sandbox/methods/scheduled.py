"""chat.scheduleMessage, .deleteScheduledMessage and chat.scheduledMessages.list."""

from typing import Any

from sandbox import objects, scheduled
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.call import Call, Method
from sandbox.methods.chat import (
    CONTENT,
    CONTENT_ERRORS,
    METADATA_ERRORS,
    destination,
    own_message,
    put_in_thread,
    read_own_content,
    truncation,
)
from sandbox.world import Message, ScheduledMessage

Json = dict[str, Any]
FURTHEST = 120 * 24 * 60 * 60
"""Seconds ahead."""


def schedule(call: Call) -> Json:
    channel = destination(call)
    post_at = _post_at(call)
    message = own_message(call, read_own_content(call))
    put_in_thread(call, channel, message)
    waiting = ScheduledMessage(
        id=call.slack.ids.mint("Q"),
        channel_id=channel.id,
        post_at=post_at,
        created=int(call.slack.clock.now()),
        message=message,
    )
    scheduled.add(call.slack, waiting)
    return {
        "scheduled_message_id": waiting.id,
        "channel": channel.id,
        "post_at": post_at,
        "message": _shown(call, message),
    } | truncation(call)


def _post_at(call: Call) -> int:
    try:
        post_at = int(call.text("post_at"))
    except ValueError:
        raise SlackError("invalid_time") from None
    ahead = post_at - call.slack.clock.now()
    if ahead <= 0:
        raise SlackError("time_in_past")
    if ahead > FURTHEST:
        raise SlackError("time_too_far")
    return post_at


def _shown(call: Call, message: Message) -> Json:
    shown = objects.message(call.slack.world, message, with_metadata=True)
    del shown["ts"]
    return shown | {"type": "delayed_message"}


def list_scheduled(call: Call) -> Json:
    """Those of the caller, the next one first."""
    waiting = [
        one
        for one in call.slack.world.scheduled.values()
        if one.message.user == call.actor_id and _is_wanted(call, one)
    ]
    waiting.sort(key=lambda one: one.post_at)
    found, cursor = call.page(waiting, lambda one: one.id, call.limit(100, 100))
    return {
        "scheduled_messages": [_listed(one) for one in found],
        "response_metadata": {"next_cursor": cursor},
    }


def _is_wanted(call: Call, one: ScheduledMessage) -> bool:
    channel = call.text("channel")
    if channel and channel not in call.slack.world.channels:
        raise SlackError("invalid_channel")
    oldest, latest = _moment(call, "oldest"), _moment(call, "latest")
    after = oldest is None or one.post_at >= oldest
    return channel in ("", one.channel_id) and after and (latest is None or one.post_at <= latest)


def _moment(call: Call, name: str) -> float | None:
    return float(call.number(name, 0, least=0, most=10**11)) if call.text(name) else None


def _listed(one: ScheduledMessage) -> Json:
    return {
        "id": one.id,
        "channel_id": one.channel_id,
        "post_at": one.post_at,
        "date_created": one.created,
        "text": one.message.text,
    }


def delete(call: Call) -> Json:
    channel = call.channel()
    waiting = call.slack.world.scheduled.get(call.text("scheduled_message_id"))
    if waiting is None or waiting.channel_id != channel.id:
        raise SlackError("invalid_scheduled_message_id")
    if waiting.message.user != call.actor_id:
        raise SlackError("invalid_scheduled_message_id")
    scheduled.cancel(call.slack, waiting)
    return {}


METHODS = (
    Method(
        "chat.scheduleMessage",
        schedule,
        Tier.THREE,
        required=("channel", "post_at"),
        optional=(
            *CONTENT,
            "as_user",
            "reply_broadcast",
            "thread_ts",
            "unfurl_links",
            "unfurl_media",
        ),
        scopes=("chat:write",),
        errors=(
            *CONTENT_ERRORS,
            *METADATA_ERRORS,
            "invalid_time",
            "is_archived",
            "msg_too_long",
            "not_in_channel",
            "rate_limited",
            "restricted_action",
            "restricted_too_many",
            "time_in_past",
            "time_too_far",
        ),
        differs="links are not unfurled; as in Slack, one with metadata is never posted",
    ),
    Method(
        "chat.scheduledMessages.list",
        list_scheduled,
        Tier.THREE,
        optional=("channel", "cursor", "latest", "limit", "oldest", "team_id"),
        errors=("invalid_channel", "invalid_cursor"),
    ),
    Method(
        "chat.deleteScheduledMessage",
        delete,
        Tier.THREE,
        required=("channel", "scheduled_message_id"),
        optional=("as_user",),
        scopes=("chat:write",),
        errors=("channel_not_found", "invalid_scheduled_message_id"),
    ),
)
