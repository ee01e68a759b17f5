"""conversations.*: the life of a channel and who is in it."""

from typing import Any

from sandbox import channels, objects
from sandbox.connect import invited_teams, open_invites
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.call import Call, Method
from sandbox.world import Channel

Json = dict[str, Any]


def shown(call: Call, channel: Channel) -> Json:
    return objects.channel(
        channel,
        team_id=call.team.id,
        member_id=call.bot.id,
        is_pending=bool(open_invites(call.slack, channel)),
        invited=invited_teams(call.slack, channel),
    )


def create(call: Call) -> Json:
    private = call.flag("is_private")
    needed = "groups:write" if private else "channels:manage"
    if needed not in call.app.manifest.scopes:
        raise SlackError("missing_scope", needed=needed, provided=call.app.scope_header)
    name = call.text("name")
    return {"channel": shown(call, channels.create(call.slack, call.bot, name, private=private))}


def info(call: Call) -> Json:
    channel = call.channel()
    content = shown(call, channel)
    if call.flag("include_num_members"):
        content["num_members"] = len(channel.members)
    return {"channel": content}


def rename(call: Call) -> Json:
    channel = manageable(call)
    channels.rename(call.slack, channel, call.bot, call.text("name"))
    return {"channel": shown(call, channel)}


def archive(call: Call) -> Json:
    channel = call.own_channel()
    not_direct(channel)
    channels.archive(call.slack, channel, call.bot)
    return {}


def unarchive(call: Call) -> Json:
    channel = call.channel()
    not_direct(channel)
    channels.unarchive(call.slack, channel, call.bot)
    return {}


def set_topic(call: Call) -> Json:
    channel = call.own_channel()
    not_direct(channel)
    channels.set_note(call.slack, channel, call.bot, "topic", call.text("topic"))
    return {"channel": shown(call, channel)}


def set_purpose(call: Call) -> Json:
    channel = call.own_channel()
    not_direct(channel)
    channels.set_note(call.slack, channel, call.bot, "purpose", call.text("purpose"))
    return {"channel": shown(call, channel)}


def manageable(call: Call) -> Channel:
    """A channel of which the app is a member and which can still change."""
    channel = call.own_channel()
    not_direct(channel)
    if channel.archived:
        raise SlackError("is_archived")
    return channel


def not_direct(channel: Channel) -> None:
    if channel.is_direct:
        raise SlackError("method_not_supported_for_channel_type")


READ = ("groups:read", "im:read", "mpim:read", "channels:read")
WRITE = ("groups:write", "im:write", "mpim:write", "channels:write", "channels:manage")
TOPIC = (
    "channels:write.topic",
    "groups:write.topic",
    "mpim:write.topic",
    "im:write.topic",
    "channels:manage",
    "groups:write",
    "im:write",
    "mpim:write",
)
NAME_ERRORS = (
    "invalid_name",
    "invalid_name_maxlength",
    "invalid_name_punctuation",
    "invalid_name_required",
    "invalid_name_specials",
    "name_taken",
)
KIND_ERRORS = ("channel_not_found", "method_not_supported_for_channel_type", "missing_scope")

METHODS = (
    Method(
        "conversations.create",
        create,
        Tier.TWO,
        required=("name",),
        optional=("is_private", "team_id"),
        scopes=WRITE,
        errors=(*NAME_ERRORS, "cannot_create_channel", "missing_scope", "restricted_action"),
    ),
    Method(
        "conversations.info",
        info,
        Tier.THREE,
        required=("channel",),
        optional=("include_locale", "include_num_members"),
        scopes=READ,
        errors=("channel_not_found", "missing_scope"),
    ),
    Method(
        "conversations.rename",
        rename,
        Tier.TWO,
        required=("channel", "name"),
        scopes=WRITE,
        errors=(*KIND_ERRORS, *NAME_ERRORS, "is_archived", "not_authorized", "not_in_channel"),
    ),
    Method(
        "conversations.archive",
        archive,
        Tier.TWO,
        required=("channel",),
        scopes=WRITE,
        errors=(
            *KIND_ERRORS,
            "already_archived",
            "cant_archive_general",
            "not_in_channel",
            "restricted_action",
        ),
    ),
    Method(
        "conversations.unarchive",
        unarchive,
        Tier.TWO,
        required=("channel",),
        scopes=WRITE,
        errors=(*KIND_ERRORS, "not_archived"),
    ),
    Method(
        "conversations.setTopic",
        set_topic,
        Tier.TWO,
        required=("channel", "topic"),
        scopes=TOPIC,
        errors=(*KIND_ERRORS, "is_archived", "not_in_channel", "too_long"),
    ),
    Method(
        "conversations.setPurpose",
        set_purpose,
        Tier.TWO,
        required=("channel", "purpose"),
        scopes=TOPIC,
        errors=(*KIND_ERRORS, "is_archived", "not_in_channel", "too_long"),
    ),
)
