"""What happens to conversations, whoever does it: a person in Slack's client or an app."""

import re
from typing import Any, Literal

from sandbox import events
from sandbox.apps import App
from sandbox.errors import SlackError
from sandbox.messages import post_notice
from sandbox.slack import Slack
from sandbox.world import Channel, Note, Person

NAME_LENGTH = 80
NAME_CHARACTERS = re.compile(r"[a-z0-9_-]+")
NOTE_LENGTH = 250


def check_name(slack: Slack, name: str, team_id: str) -> None:
    """Raises invalid_name_… or name_taken."""
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > NAME_LENGTH:
        raise SlackError("invalid_name_maxlength")
    if not NAME_CHARACTERS.fullmatch(name):
        raise SlackError("invalid_name_specials")
    if not any(character.isalnum() for character in name):
        raise SlackError("invalid_name_punctuation")
    if slack.world.name_is_taken(team_id, name):
        raise SlackError("name_taken")


def create(slack: Slack, actor: Person, name: str, *, private: bool) -> Channel:
    """Raises restricted_action, invalid_name_…, name_taken."""
    if not slack.world.teams[actor.team_id].may_create_channels:
        raise SlackError("restricted_action")
    check_name(slack, name, actor.team_id)
    now = int(slack.clock.now())
    channel = Channel(
        id=slack.ids.mint("G" if private else "C"),
        host_team_id=actor.team_id,
        kind="private" if private else "public",
        creator=actor.id,
        created=now,
        names={actor.team_id: name},
        members={actor.id: None},
        updated=now,
    )
    slack.world.channels[channel.id] = channel
    return channel


def add_member(
    slack: Slack, channel: Channel, person: Person, *, inviter: Person | None = None
) -> None:
    channel.members[person.id] = None
    _make_acquainted(slack, channel)
    by = inviter.id if inviter is not None else None
    post_notice(
        slack, channel, person, "join", f"<@{person.id}> has joined the channel", inviter=by
    )
    joined: dict[str, Any] = {
        "type": "member_joined_channel",
        "user": person.id,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": person.team_id,
    }
    if by is not None:
        joined["inviter"] = by
    events.in_channel(slack, channel, joined)


def _make_acquainted(slack: Slack, channel: Channel) -> None:
    people = [slack.world.people[person_id] for person_id in channel.members]
    for team_id in channel.names:
        slack.world.acquainted.update(
            (team_id, person.id) for person in people if person.team_id != team_id
        )


def remove_member(slack: Slack, channel: Channel, person: Person, *, actor: Person) -> None:
    """Somebody leaves or is removed; an app that is removed is told so."""
    del channel.members[person.id]
    for app in slack.world.apps.values():
        if app.bot_user_id == person.id:
            _tell_removed_app(slack, app, channel, actor)
    left = {
        "type": "member_left_channel",
        "user": person.id,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": person.team_id,
    }
    events.in_channel(slack, channel, left)


def _tell_removed_app(slack: Slack, app: App, channel: Channel, actor: Person) -> None:
    event = {
        "type": _family(channel, "left"),
        "channel": channel.id,
        "actor_id": actor.id,
    }
    if events.may_hear(app, event["type"], channel.kind):
        events.send(slack, app, event, shared=channel.is_ext_shared)


def rename(slack: Slack, channel: Channel, actor: Person, name: str) -> None:
    """Each workspace renames for itself only. Raises invalid_name_…, name_taken."""
    check_name(slack, name, actor.team_id)
    old = channel.names[actor.team_id]
    channel.names[actor.team_id] = name
    if actor.team_id == channel.host_team_id:
        channel.previous_names.insert(0, old)
    _touch(slack, channel)
    text = f'has renamed the channel from "{old}" to "{name}"'
    post_notice(slack, channel, actor, "name", text)
    event = {
        "type": _family(channel, "rename"),
        "channel": {
            "id": channel.id,
            "is_channel": channel.id.startswith("C"),
            "is_mpim": False,
            "name": name,
            "name_normalized": name,
            "created": channel.created,
        },
    }
    events.in_channel(slack, channel, event, team_id=actor.team_id)


def set_note(
    slack: Slack, channel: Channel, actor: Person, field: Literal["topic", "purpose"], value: str
) -> None:
    """Raises is_archived, too_long."""
    if channel.archived:
        raise SlackError("is_archived")
    if len(value) > NOTE_LENGTH:
        raise SlackError("too_long")
    note = Note(value, actor.id, int(slack.clock.now()))
    setattr(channel, field, note)
    _touch(slack, channel)
    named = "topic" if field == "topic" else "description"
    post_notice(slack, channel, actor, field, f"set the channel {named}: {value}")


def archive(slack: Slack, channel: Channel, actor: Person) -> None:
    """Raises already_archived, cant_archive_general."""
    if channel.archived:
        raise SlackError("already_archived")
    if channel.name_for(channel.host_team_id) == "general":
        raise SlackError("cant_archive_general")
    post_notice(slack, channel, actor, "archive", "archived the channel")
    channel.archived = True
    _touch(slack, channel)
    event = {"type": _family(channel, "archive"), "channel": channel.id, "user": actor.id}
    events.in_channel(slack, channel, event | {"is_moved": 0})


def unarchive(slack: Slack, channel: Channel, actor: Person) -> None:
    """Raises not_archived."""
    if not channel.archived:
        raise SlackError("not_archived")
    channel.archived = False
    _touch(slack, channel)
    post_notice(slack, channel, actor, "unarchive", "un-archived the channel")
    event = {"type": _family(channel, "unarchive"), "channel": channel.id, "user": actor.id}
    events.in_channel(slack, channel, event)


def delete(slack: Slack, channel: Channel, actor: Person) -> None:
    event = {"type": _family(channel, "deleted"), "channel": channel.id, "actor_id": actor.id}
    events.in_channel(slack, channel, event)
    del slack.world.channels[channel.id]
    for invite in list(slack.world.invites.values()):
        if invite.channel_id == channel.id:
            del slack.world.invites[invite.id]


def open_direct(slack: Slack, one: Person, *others: Person) -> Channel:
    """The conversation of exactly these people, opened if there is none yet."""
    together = frozenset({one.id, *(other.id for other in others)})
    existing = slack.world.direct.get(together)
    if existing is not None:
        return existing
    now = int(slack.clock.now())
    direct = len(others) <= 1
    channel = Channel(
        id=slack.ids.mint("D" if direct else "G"),
        host_team_id=one.team_id,
        kind="im" if direct else "mpim",
        creator=one.id,
        created=now,
        names={one.team_id: "" if direct else f"mpdm-{'--'.join(o.name for o in others)}-1"},
        members=dict.fromkeys([one.id, *(other.id for other in others)]),
        updated=now,
    )
    slack.world.direct[together] = channel
    slack.world.channels[channel.id] = channel
    return channel


def _family(channel: Channel, happening: str) -> str:
    return f"{'group' if channel.is_private else 'channel'}_{happening}"


def _touch(slack: Slack, channel: Channel) -> None:
    channel.updated = int(slack.clock.now())
