"""What people do to channels: make, join, rename, archive them, and share them by Connect."""

from typing import Any

from sandbox import channels, connect, seen
from sandbox.connect_state import Invite
from sandbox.errors import Refusal
from sandbox.slack import Slack
from sandbox.world import Person

Json = dict[str, Any]


async def accept(slack: Slack, person: Person, body: Json) -> Json:
    """`state`: connected, or accepted when somebody has to approve first."""
    invite = _invite(slack, body)
    connect.accept(slack, invite, person)
    return {"channel": invite.channel_id, "state": str(invite.state)}


async def decline(slack: Slack, person: Person, body: Json) -> Json:
    connect.decline(slack, _invite(slack, body), person)
    return {}


async def approve(slack: Slack, person: Person, body: Json) -> Json:
    connect.approve(slack, _invite(slack, body), person)
    return {}


async def disconnect(slack: Slack, person: Person, body: Json) -> Json:
    if not person.is_admin:
        raise Refusal(f"{person.real_name} is no administrator")
    channel = seen.channel_named(slack, person, body["channel"])
    connect.disconnect(slack, channel, body["team"])
    return {}


async def create_channel(slack: Slack, person: Person, body: Json) -> Json:
    channel = channels.create(slack, person, body["name"], private=bool(body.get("private")))
    return seen.channel_entry(slack, person, channel)


async def join(slack: Slack, person: Person, body: Json) -> Json:
    channel = seen.channel_named(slack, person, body["channel"])
    if person.id not in channel.members:
        channels.add_member(slack, channel, person)
    return {}


async def leave(slack: Slack, person: Person, body: Json) -> Json:
    channel = seen.own_channel(slack, person, body)
    channels.remove_member(slack, channel, person, actor=person)
    return {}


async def invite(slack: Slack, person: Person, body: Json) -> Json:
    """Bring in somebody of one's own workspace, a bot included."""
    channel = seen.own_channel(slack, person, body)
    guest = person_by_id(slack, body["user"])
    if guest.team_id != person.team_id:
        raise Refusal(f"{guest.real_name} is of another company: invite by Slack Connect")
    if guest.id in channel.members:
        raise Refusal(f"{guest.real_name} is there already")
    channels.add_member(slack, channel, guest, inviter=person)
    return {}


async def kick(slack: Slack, person: Person, body: Json) -> Json:
    channel = seen.own_channel(slack, person, body)
    other = person_by_id(slack, body["user"])
    if other.id not in channel.members:
        raise Refusal(f"{other.real_name} is not in that channel")
    channels.remove_member(slack, channel, other, actor=person)
    return {}


async def rename(slack: Slack, person: Person, body: Json) -> Json:
    channels.rename(slack, seen.own_channel(slack, person, body), person, body["name"])
    return {}


async def set_topic(slack: Slack, person: Person, body: Json) -> Json:
    channel = seen.own_channel(slack, person, body)
    channels.set_note(slack, channel, person, "topic", body["topic"])
    return {}


async def archive(slack: Slack, person: Person, body: Json) -> Json:
    channels.archive(slack, seen.own_channel(slack, person, body), person)
    return {}


async def unarchive(slack: Slack, person: Person, body: Json) -> Json:
    channels.unarchive(slack, seen.own_channel(slack, person, body), person)
    return {}


async def delete_channel(slack: Slack, person: Person, body: Json) -> Json:
    if not person.is_admin:
        raise Refusal(f"{person.real_name} may not delete channels")
    channels.delete(slack, seen.channel_named(slack, person, body["channel"]), person)
    return {}


def _invite(slack: Slack, body: Json) -> Invite:
    found = slack.world.invites.get(body["invite"])
    if found is None:
        raise Refusal(f"there is no invitation {body['invite']}")
    return found


def person_by_id(slack: Slack, person_id: str) -> Person:
    """Raises Refusal."""
    person = slack.world.people.get(person_id)
    if person is None:
        raise Refusal(f"there is nobody with the id {person_id}")
    return person


CHANNEL_DOINGS = (
    accept,
    approve,
    archive,
    create_channel,
    decline,
    delete_channel,
    disconnect,
    invite,
    join,
    kick,
    leave,
    rename,
    set_topic,
    unarchive,
)
