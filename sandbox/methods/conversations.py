"""conversations.*: the life of a channel and who is in it."""

import re
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
        member_id=call.actor_id,
        is_pending=bool(open_invites(call.slack, channel)),
        invited=invited_teams(call.slack, channel),
    )


def create(call: Call) -> Json:
    private = call.flag("is_private")
    of_public = "channels:manage" if call.is_bot else "channels:write"
    call.require("groups:write" if private else of_public)
    name = call.text("name")
    return {"channel": shown(call, channels.create(call.slack, call.actor, name, private=private))}


def info(call: Call) -> Json:
    channel = call.channel()
    content = shown(call, channel)
    if channel.is_ext_shared:
        content |= _connected(channel)
    if call.flag("include_locale"):
        content["locale"] = objects.LOCALE
    if call.flag("include_num_members"):
        content["num_members"] = len(channel.members)
    return {"channel": content}


def _connected(channel: Channel) -> Json:
    guests = [team_id for team_id in channel.teams if team_id != channel.host_team_id]
    return {
        "conversation_host_id": channel.host_team_id,
        "internal_team_ids": [channel.host_team_id],
        "connected_team_ids": guests,
        "connected_limited_team_ids": sorted(channel.post_only),
    }


def rename(call: Call) -> Json:
    channel = manageable(call)
    channels.rename(call.slack, channel, call.actor, call.text("name"))
    return {"channel": shown(call, channel)}


def archive(call: Call) -> Json:
    channel = call.own_channel()
    not_direct(channel)
    channels.archive(call.slack, channel, call.actor)
    return {}


def unarchive(call: Call) -> Json:
    channel = call.channel()
    not_direct(channel)
    channels.unarchive(call.slack, channel, call.actor)
    return {}


def set_topic(call: Call) -> Json:
    channel = call.own_channel()
    not_direct(channel)
    channels.set_note(call.slack, channel, call.actor, "topic", call.text("topic"))
    return {"channel": shown(call, channel)}


def set_purpose(call: Call) -> Json:
    channel = call.own_channel()
    not_direct(channel)
    channels.set_note(call.slack, channel, call.actor, "purpose", call.text("purpose"))
    return {"channel": shown(call, channel)}


def mark(call: Call) -> Json:
    channel = call.own_channel()
    if not TIMESTAMP.fullmatch(call.text("ts")):
        raise SlackError("invalid_timestamp")
    channel.read[call.actor_id] = call.text("ts")
    return {}


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


TIMESTAMP = re.compile(r"\d+\.\d+")
READ = ("groups:read", "im:read", "mpim:read", "channels:read")
WRITE = ("groups:write", "im:write", "mpim:write", "channels:write", "channels:manage")
USER_WRITE = ("groups:write", "im:write", "mpim:write", "channels:write")
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
USER_TOPIC = tuple("channels:write" if s == "channels:manage" else s for s in TOPIC)
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
        user_scopes=USER_WRITE,
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
        reads_json=False,
    ),
    Method(
        "conversations.rename",
        rename,
        Tier.TWO,
        required=("channel", "name"),
        scopes=WRITE,
        user_scopes=USER_WRITE,
        errors=(*KIND_ERRORS, *NAME_ERRORS, "is_archived", "not_authorized", "not_in_channel"),
    ),
    Method(
        "conversations.archive",
        archive,
        Tier.TWO,
        required=("channel",),
        scopes=WRITE,
        user_scopes=USER_WRITE,
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
        user_scopes=USER_WRITE,
        errors=(*KIND_ERRORS, "not_archived"),
    ),
    Method(
        "conversations.mark",
        mark,
        Tier.THREE,
        required=("channel", "ts"),
        scopes=WRITE,
        user_scopes=USER_WRITE,
        errors=("channel_not_found", "invalid_timestamp", "not_in_channel"),
    ),
    Method(
        "conversations.setTopic",
        set_topic,
        Tier.TWO,
        required=("channel", "topic"),
        scopes=TOPIC,
        user_scopes=USER_TOPIC,
        errors=(*KIND_ERRORS, "is_archived", "not_in_channel", "too_long"),
    ),
    Method(
        "conversations.setPurpose",
        set_purpose,
        Tier.TWO,
        required=("channel", "purpose"),
        scopes=TOPIC,
        user_scopes=USER_TOPIC,
        errors=(*KIND_ERRORS, "is_archived", "not_in_channel", "too_long"),
    ),
)
