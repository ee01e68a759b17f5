"""conversations.*: who is in a channel, and direct messages."""

from typing import Any

from sandbox import channels
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.call import Call, Method, invalid
from sandbox.methods.conversations import (
    KIND_ERRORS,
    READ,
    USER_WRITE,
    WRITE,
    manageable,
    shown,
)
from sandbox.world import Channel, Person

Json = dict[str, Any]
MOST_INVITED = 100
MOST_IN_GROUP = 8


def members(call: Call) -> Json:
    channel = call.channel()
    found, cursor = call.page(channel.members, str, call.limit(100, 1000))
    return {"members": found, "response_metadata": {"next_cursor": cursor}}


def invite(call: Call) -> Json:
    channel = manageable(call)
    if call.team.id in channel.post_only:
        raise SlackError("no_external_invite_permission")
    invited = call.texts("users")
    if not invited:
        raise SlackError("no_user")
    if len(invited) > MOST_INVITED:
        raise invalid(f"no more than {MOST_INVITED} `users`")
    problems = [
        {"user": person_id, "ok": False, "error": problem}
        for person_id in invited
        if (problem := _why_not_invited(call, channel, person_id))
    ]
    refused = {problem["user"] for problem in problems}
    welcome = [person_id for person_id in invited if person_id not in refused]
    if problems and not (call.flag("force") and welcome):
        raise SlackError(str(problems[0]["error"]), errors=problems)
    for person_id in welcome:
        person = call.slack.world.people[person_id]
        channels.add_member(call.slack, channel, person, inviter=call.actor)
    answer: Json = {"channel": shown(call, channel)}
    return answer | {"errors": problems} if problems else answer


def _why_not_invited(call: Call, channel: Channel, person_id: str) -> str | None:
    person = call.slack.world.people.get(person_id)
    if person is None or person.deleted:
        return "user_not_found"
    if person.id == call.actor_id:
        return "cant_invite_self"
    if person.id in channel.members:
        return "already_in_channel"
    if person.team_id == call.team.id:
        return None
    if (call.team.id, person.id) not in call.slack.world.acquainted:
        return "user_not_found"
    return None if person.team_id in channel.names else "cant_invite"


def kick(call: Call) -> Json:
    channel = manageable(call)
    if call.text("user") == call.actor_id:
        raise SlackError("cant_kick_self")
    person = call.slack.world.people.get(call.text("user"))
    if person is None:
        raise SlackError("user_not_found")
    if person.id not in channel.members:
        raise SlackError("not_in_channel")
    channels.remove_member(call.slack, channel, person, actor=call.actor)
    return {"errors": {}}


def join(call: Call) -> Json:
    channel = call.channel()
    if channel.kind != "public":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    if call.actor_id in channel.members:
        warned = {"warnings": ["already_in_channel"]}
        answer = {"channel": shown(call, channel)}
        return answer | {"warning": "already_in_channel", "response_metadata": warned}
    channels.add_member(call.slack, channel, call.actor)
    return {"channel": shown(call, channel)}


def leave(call: Call) -> Json:
    channel = call.channel()
    if channel.is_direct:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    if call.actor_id not in channel.members:
        return {"not_in_channel": True}
    if channel.members.keys() == {call.actor_id} and channel.is_private:
        raise SlackError("last_member")
    channels.remove_member(call.slack, channel, call.actor, actor=call.actor)
    return {}


def open_direct(call: Call) -> Json:
    if call.text("channel"):
        channel = call.channel()
        if not channel.is_direct:
            raise SlackError("method_not_supported_for_channel_type")
        return {"channel": _opened(call, channel), "no_op": True, "already_open": True}
    people = [_partner(call, person_id) for person_id in call.texts("users")]
    if not people:
        raise SlackError("users_list_not_supplied")
    if len(people) > MOST_IN_GROUP:
        raise SlackError("too_many_users")
    call.require("im:write" if len(people) == 1 else "mpim:write")
    together = frozenset({call.actor_id, *(person.id for person in people)})
    is_open = together in call.slack.world.direct
    if call.flag("prevent_creation") and not is_open:
        raise SlackError("channel_not_found")
    channel = channels.open_direct(call.slack, call.actor, *people)
    opened = {"channel": _opened(call, channel)}
    return opened | {"no_op": True, "already_open": True} if is_open else opened


def _opened(call: Call, channel: Channel) -> Json:
    return shown(call, channel) if call.flag("return_im") else {"id": channel.id}


def _partner(call: Call, person_id: str) -> Person:
    person = call.slack.world.people.get(person_id)
    if person is None:
        raise SlackError("user_not_found")
    if person.deleted:
        raise SlackError("user_disabled")
    stranger = person.team_id != call.team.id
    if stranger and not call.slack.world.share_a_channel(call.actor_id, person.id):
        raise SlackError("user_not_visible")
    return person


def close(call: Call) -> Json:
    channel = call.channel()
    if not channel.is_direct:
        raise SlackError("method_not_supported_for_channel_type")
    return {}


METHODS = (
    Method(
        "conversations.members",
        members,
        Tier.FOUR,
        required=("channel",),
        optional=("cursor", "limit"),
        scopes=READ,
        errors=(*KIND_ERRORS, "fetch_members_failed", "invalid_cursor", "invalid_limit"),
        reads_json=False,
    ),
    Method(
        "conversations.invite",
        invite,
        Tier.THREE,
        required=("channel", "users"),
        optional=("force",),
        scopes=(
            "channels:write.invites",
            "groups:write.invites",
            "channels:manage",
            "groups:write",
            "im:write",
            "mpim:write",
        ),
        user_scopes=(
            "channels:write.invites",
            "groups:write.invites",
            "channels:write",
            "groups:write",
            "im:write",
            "mpim:write",
        ),
        errors=(
            *KIND_ERRORS,
            "already_in_channel",
            "cant_invite",
            "cant_invite_self",
            "external_channel_migrating",
            "is_archived",
            "no_external_invite_permission",
            "no_permission",
            "no_user",
            "not_in_channel",
            "ura_max_channels",
            "user_is_restricted",
            "user_not_found",
        ),
    ),
    Method(
        "conversations.kick",
        kick,
        Tier.THREE,
        required=("channel",),
        optional=("user",),
        scopes=("groups:write", "channels:manage"),
        user_scopes=("groups:write", "channels:write"),
        errors=(
            *KIND_ERRORS,
            "cant_kick_self",
            "not_in_channel",
            "restricted_action",
            "user_not_found",
        ),
    ),
    Method(
        "conversations.join",
        join,
        Tier.THREE,
        required=("channel",),
        scopes=("channels:join",),
        user_scopes=("channels:write",),
        errors=(*KIND_ERRORS, "is_archived", "too_many_members"),
    ),
    Method(
        "conversations.leave",
        leave,
        Tier.THREE,
        required=("channel",),
        scopes=WRITE,
        user_scopes=USER_WRITE,
        errors=(*KIND_ERRORS, "cant_leave_general", "is_archived", "last_member"),
    ),
    Method(
        "conversations.open",
        open_direct,
        Tier.THREE,
        optional=("channel", "users", "return_im", "prevent_creation"),
        scopes=("channels:manage", "groups:write", "im:write", "mpim:write"),
        user_scopes=("channels:write", "groups:write", "im:write", "mpim:write"),
        errors=(
            *KIND_ERRORS,
            "not_enough_users",
            "too_many_users",
            "user_disabled",
            "user_not_found",
            "user_not_visible",
            "users_list_not_supplied",
        ),
    ),
    Method(
        "conversations.close",
        close,
        Tier.TWO,
        required=("channel",),
        scopes=WRITE,
        user_scopes=USER_WRITE,
        errors=(*KIND_ERRORS, "user_does_not_own_channel"),
        differs="the conversation stays in everybody's list",
    ),
)
