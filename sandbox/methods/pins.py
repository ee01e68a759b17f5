"""pins.* and reactions.*: what people stick to messages."""

from typing import Any

from sandbox import messages, objects
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.call import Call, Method
from sandbox.methods.conversations import TIMESTAMP
from sandbox.world import Channel, Message

Json = dict[str, Any]
MOST_EMOJI = 50
"""Different ones on one message."""
MOST_OF_ONE = 23
"""Of one person on one message."""


def add_pin(call: Call) -> Json:
    _check_named(call)
    channel = call.own_channel()
    messages.pin(call.slack, channel, _stamped(call, channel), call.actor)
    return {}


def remove_pin(call: Call) -> Json:
    _check_named(call)
    channel = call.channel()
    messages.unpin(call.slack, channel, _stamped(call, channel), call.actor)
    return {}


def list_pins(call: Call) -> Json:
    channel = call.channel()
    return {
        "items": [
            objects.pin(call.slack.world, call.team, channel, pin)
            for pin in reversed(channel.pins.values())
        ]
    }


def add_reaction(call: Call) -> Json:
    channel = call.channel()
    if channel.archived:
        raise SlackError("is_archived")
    message, name = _stamped(call, channel), _emoji(call)
    if name not in message.reactions and len(message.reactions) >= MOST_EMOJI:
        raise SlackError("too_many_emoji")
    if sum(call.actor_id in people for people in message.reactions.values()) >= MOST_OF_ONE:
        raise SlackError("too_many_reactions")
    messages.react(call.slack, channel, message, call.actor, name)
    return {}


def remove_reaction(call: Call) -> Json:
    _check_named(call)
    channel = call.channel()
    message = _stamped(call, channel)
    messages.take_back_reaction(call.slack, channel, message, call.actor, _emoji(call))
    return {}


def get_reactions(call: Call) -> Json:
    _check_named(call)
    channel = call.channel()
    message = _stamped(call, channel)
    shown = objects.message(call.slack.world, message)
    shown["permalink"] = objects.permalink(call.team, channel, message.ts)
    return {"type": "message", "channel": channel.id, "message": shown}


def _check_named(call: Call) -> None:
    if not call.text("channel") or not call.text("timestamp"):
        raise SlackError("no_item_specified")


def _stamped(call: Call, channel: Channel) -> Message:
    if not TIMESTAMP.fullmatch(call.text("timestamp")):
        raise SlackError("bad_timestamp")
    return call.message(channel, "timestamp")


def _emoji(call: Call) -> str:
    name = call.text("name").strip(":")
    if not name or " " in name:
        raise SlackError("invalid_name")
    return name


ITEM_ERRORS = (
    "bad_timestamp",
    "channel_not_found",
    "external_channel_migrating",
    "message_not_found",
    "no_item_specified",
)

NO_FILES = "messages only: `file` and `file_comment` name nothing"

METHODS = (
    Method(
        "pins.add",
        add_pin,
        Tier.TWO,
        required=("channel",),
        optional=("timestamp",),
        scopes=("pins:write",),
        errors=(
            *ITEM_ERRORS,
            "already_pinned",
            "not_in_channel",
            "not_pinnable",
            "restricted_action",
            "too_many_pins",
        ),
    ),
    Method(
        "pins.remove",
        remove_pin,
        Tier.TWO,
        required=("channel",),
        optional=("timestamp",),
        scopes=("pins:write",),
        errors=(*ITEM_ERRORS, "no_pin", "not_pinned", "restricted_action"),
    ),
    Method(
        "pins.list",
        list_pins,
        Tier.TWO,
        required=("channel",),
        scopes=("pins:read",),
        errors=("channel_not_found", "restricted_action"),
        reads_json=False,
    ),
    Method(
        "reactions.add",
        add_reaction,
        Tier.THREE,
        required=("channel", "name", "timestamp"),
        scopes=("reactions:write",),
        errors=(
            *ITEM_ERRORS,
            "already_reacted",
            "invalid_name",
            "is_archived",
            "not_reactable",
            "too_many_emoji",
            "too_many_reactions",
        ),
        differs="any name is taken for an emoji",
    ),
    Method(
        "reactions.remove",
        remove_reaction,
        Tier.TWO,
        required=("name",),
        optional=("channel", "file", "file_comment", "timestamp"),
        scopes=("reactions:write",),
        errors=(*ITEM_ERRORS, "invalid_name", "no_reaction"),
        differs=NO_FILES,
    ),
    Method(
        "reactions.get",
        get_reactions,
        Tier.THREE,
        optional=("channel", "file", "file_comment", "full", "timestamp"),
        scopes=("reactions:read",),
        errors=("bad_timestamp", "channel_not_found", "message_not_found", "no_item_specified"),
        reads_json=False,
        differs=NO_FILES,
    ),
)
