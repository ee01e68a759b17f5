"""What a person sees in Slack's client: channels, messages, invitations, modals."""

from collections.abc import Iterator
from typing import Any

from sandbox import connect, views
from sandbox.apps import Offer
from sandbox.connect_state import Invite, InviteState
from sandbox.errors import Refusal
from sandbox.slack import Slack
from sandbox.world import Channel, Message, Person, View

Json = dict[str, Any]


def channel_named(slack: Slack, person: Person, named: str) -> Channel:
    """A conversation by id, or by the name this person's workspace has for it. Raises Refusal."""
    wanted = named.removeprefix("#")
    for channel in slack.world.channels.values():
        if channel.id == wanted or channel.names.get(person.team_id) == wanted:
            if can_see(person, channel):
                return channel
            raise Refusal(f"{person.real_name} cannot see {named}")
    raise Refusal(f"there is no channel {named}")


def own_channel(slack: Slack, person: Person, body: Json) -> Channel:
    """The channel named in a request, of which the person is a member. Raises Refusal."""
    channel = channel_named(slack, person, body["channel"])
    if person.id not in channel.members:
        raise Refusal(f"{person.real_name} is not in {body['channel']}")
    return channel


def can_see(person: Person, channel: Channel) -> bool:
    if person.id in channel.members:
        return True
    guest = person.is_restricted or person.is_ultra_restricted
    return channel.kind == "public" and person.team_id in channel.names and not guest


def message_in(channel: Channel, person: Person, ts: str) -> Message:
    """A message this person sees, or one only they see. Raises Refusal."""
    message = channel.messages.get(ts) or channel.ephemerals.get(ts)
    if message is None or message.seen_by not in (None, person.id):
        raise Refusal(f"{person.real_name} sees no message {ts} there")
    return message


def channels(slack: Slack, person: Person) -> list[Json]:
    return [channel_entry(slack, person, channel) for channel in slack.world.channels_of(person.id)]


def channel_entry(slack: Slack, person: Person, channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.name_for(person.team_id),
        "kind": channel.kind,
        "members": list(channel.members),
        "teams": list(channel.teams),
        "is_private": channel.is_private,
        "is_ext_shared": channel.is_ext_shared,
        "is_archived": channel.archived,
        "topic": channel.topic.value,
        "purpose": channel.purpose.value,
        "pins": list(channel.pins),
        "bookmarks": [
            {"id": mark.id, "title": mark.title, "link": mark.link, "emoji": mark.emoji}
            for mark in channel.bookmarks.values()
        ],
    }


def messages(slack: Slack, person: Person, channel: Channel) -> list[Json]:
    """The channel top to bottom, replies folded away, with what only this person sees."""
    shown = [m for m in channel.messages.values() if not m.is_reply or m.broadcast]
    shown += [m for m in channel.ephemerals.values() if m.seen_by == person.id and not m.is_reply]
    return [message_entry(slack, channel, m) for m in sorted(shown, key=lambda m: m.ts)]


def thread(slack: Slack, person: Person, channel: Channel, ts: str) -> list[Json]:
    """The replies to a message, without the message itself."""
    root = message_in(channel, person, ts)
    replies = [channel.messages[reply] for reply in root.replies]
    replies += [
        m for m in channel.ephemerals.values() if m.seen_by == person.id and m.thread_ts == ts
    ]
    return [message_entry(slack, channel, m) for m in sorted(replies, key=lambda m: m.ts)]


def message_entry(slack: Slack, channel: Channel, message: Message) -> Json:
    author = slack.world.people[message.user]
    return {
        "ts": message.ts,
        "user": message.user,
        "author": message.username or author.real_name,
        "from_app": message.app_id is not None,
        "text": message.text,
        "blocks": message.blocks or [],
        "subtype": message.subtype,
        "thread_ts": message.thread_ts,
        "reply_count": len(message.replies),
        "edited": message.edited is not None,
        "ephemeral": message.seen_by is not None,
        "pinned": message.ts in channel.pins,
        "reactions": {name: list(people) for name, people in message.reactions.items()},
    }


def invitations(slack: Slack, person: Person) -> list[Json]:
    return [invitation_entry(slack, invite) for invite in connect.inbox(slack, person.email)]


def invitation_entry(slack: Slack, invite: Invite) -> Json:
    """An invitation as the email says it."""
    team = slack.world.teams[invite.inviting_team_id]
    inviter = slack.world.people[invite.inviting_user_id]
    channel = slack.world.channels[invite.channel_id]
    name = channel.name_for(team.id)
    return {
        "id": invite.id,
        "subject": f"{inviter.real_name} invited you to #{name} on Slack Connect",
        "from_team": team.name,
        "from_person": inviter.real_name,
        "channel_id": channel.id,
        "channel_name": name,
        "to": invite.recipient_email,
        "external_limited": invite.external_limited,
        "sent": invite.created,
        "expires": invite.expires,
        "state": str(invite.state_at(slack.clock.now())),
    }


def approvals(slack: Slack, person: Person) -> list[Json]:
    """What an administrator has to decide, the newest first: what may be sent, what is accepted."""
    if not person.is_admin:
        return []
    waiting = [
        invite
        for invite in slack.world.invites.values()
        if _waits_for(invite, person.team_id, slack.clock.now())
    ]
    return [invitation_entry(slack, invite) for invite in reversed(waiting)]


def _waits_for(invite: Invite, team_id: str, now: float) -> bool:
    state = invite.state_at(now)
    if state is InviteState.REQUESTED:
        return invite.inviting_team_id == team_id
    return state is InviteState.ACCEPTED and team_id in invite.awaiting_approval


def commands(slack: Slack, person: Person) -> list[Json]:
    return [
        {"command": offer.name, "description": offer.description, "usage_hint": offer.usage_hint}
        | {"app": app}
        for app, offer in _offers(slack, person)
        if offer.kind == "command"
    ]


def shortcuts(slack: Slack, person: Person) -> Json:
    found: Json = {"global": [], "message": []}
    for app, offer in _offers(slack, person):
        if offer.kind != "command":
            entry = {"callback_id": offer.callback_id, "name": offer.name, "app": app}
            found[offer.kind].append(entry | {"description": offer.description})
    return found


def _offers(slack: Slack, person: Person) -> Iterator[tuple[str, Offer]]:
    """With the app's name. Apps offer theirs to people of the workspace that installed them."""
    for app in slack.world.apps.values():
        if app.team_id == person.team_id:
            yield from ((app.manifest.name, offer) for offer in app.manifest.offers)


def people(slack: Slack, person: Person) -> list[Json]:
    """Colleagues, and people of other companies met in a shared channel."""
    world = slack.world
    return [
        {"id": one.id, "name": one.real_name, "team": world.teams[one.team_id].name}
        for one in world.people.values()
        if one is not person and not one.is_bot and not one.deleted and knows(slack, person, one)
    ]


def knows(slack: Slack, person: Person, other: Person) -> bool:
    """Whether they can find each other: of one company, or together in a channel."""
    same = other.team_id == person.team_id
    return same or slack.world.share_a_channel(person.id, other.id)


def mentionable(slack: Slack, person: Person, channel: Channel) -> list[Json]:
    """The people and apps in a channel, then colleagues who are not in it."""
    members = [slack.world.people[member] for member in channel.members]
    others = [
        one
        for one in slack.world.people_of(person.team_id)
        if one.id not in channel.members and not one.is_bot and not channel.is_direct
    ]
    return [
        {
            "id": one.id,
            "name": one.real_name,
            "handle": one.name,
            "title": one.title,
            "team": slack.world.teams[one.team_id].name,
            "is_member": one.id in channel.members,
        }
        for one in [*members, *others]
        if not one.deleted
    ]


def modal(slack: Slack, person: Person) -> Json | None:
    view = views.top(slack, person)
    return None if view is None else view_entry(view)


def view_entry(view: View) -> Json:
    content = view.content
    return {
        "id": view.id,
        "type": content["type"],
        "callback_id": content.get("callback_id") or "",
        "title": (content.get("title") or {}).get("text", ""),
        "submit": (content.get("submit") or {}).get("text"),
        "blocks": content["blocks"],
        "private_metadata": content.get("private_metadata") or "",
        "values": view.values,
        "depth": 1 if view.previous_view_id is None else 2,
    }
