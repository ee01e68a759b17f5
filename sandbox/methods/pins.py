"""pins.* and reactions.*: what people stick to messages."""

from typing import Any

from sandbox import messages, objects
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.call import Call, Method
from sandbox.world import Channel, Message

Json = dict[str, Any]


def add_pin(call: Call) -> Json:
    channel = call.own_channel()
    messages.pin(call.slack, channel, _stamped(call, channel), call.bot)
    return {}


def remove_pin(call: Call) -> Json:
    channel = call.channel()
    messages.unpin(call.slack, channel, _stamped(call, channel), call.bot)
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
    message = _stamped(call, channel)
    messages.react(call.slack, channel, message, call.bot, _emoji(call))
    return {}


def remove_reaction(call: Call) -> Json:
    channel = call.channel()
    message = _stamped(call, channel)
    messages.take_back_reaction(call.slack, channel, message, call.bot, _emoji(call))
    return {}


def get_reactions(call: Call) -> Json:
    channel = call.channel()
    message = _stamped(call, channel)
    shown = objects.message(call.slack.world, message)
    shown["permalink"] = objects.permalink(call.team, channel, message.ts)
    return {"type": "message", "channel": channel.id, "message": shown}


def _stamped(call: Call, channel: Channel) -> Message:
    if not call.text("timestamp"):
        raise SlackError("no_item_specified")
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
    ),
    Method(
        "reactions.add",
        add_reaction,
        Tier.THREE,
        required=("channel", "name", "timestamp"),
        scopes=("reactions:write",),
        errors=(*ITEM_ERRORS, "already_reacted", "invalid_name", "is_archived", "not_reactable"),
    ),
    Method(
        "reactions.remove",
        remove_reaction,
        Tier.TWO,
        required=("name",),
        optional=("channel", "file", "file_comment", "timestamp"),
        scopes=("reactions:write",),
        errors=(*ITEM_ERRORS, "invalid_name", "no_reaction"),
    ),
    Method(
        "reactions.get",
        get_reactions,
        Tier.THREE,
        optional=("channel", "file", "file_comment", "full", "timestamp"),
        scopes=("reactions:read",),
        errors=("bad_timestamp", "channel_not_found", "message_not_found", "no_item_specified"),
    ),
)
