"""What happens to messages, whoever does it: posted, edited, deleted, reacted to, pinned."""

from typing import Any

from sandbox import events, objects
from sandbox.errors import SlackError
from sandbox.slack import Slack
from sandbox.world import Channel, Message, Person, Pin

Json = dict[str, Any]


def post(slack: Slack, channel: Channel, message: Message) -> None:
    """Put a message into a channel and tell the apps there."""
    channel.messages[message.ts] = message
    if message.is_reply:
        channel.messages[message.thread_ts or ""].replies.append(message.ts)
    _tell_posted(slack, channel, message)


def post_notice(
    slack: Slack,
    channel: Channel,
    person: Person,
    happening: str,
    text: str,
    *,
    inviter: str | None = None,
) -> None:
    """A line Slack itself writes: somebody joined, set the topic, archived the channel."""
    family = "group" if channel.is_private else "channel"
    message = Message(
        ts=slack.clock.next_ts(),
        user=person.id,
        team=person.team_id,
        text=text,
        subtype=f"{family}_{happening}",
        inviter=inviter,
    )
    post(slack, channel, message)


def _tell_posted(slack: Slack, channel: Channel, message: Message) -> None:
    subscription = events.MESSAGE_EVENTS[channel.kind][0]
    for app in events.hearers(slack, channel, subscription):
        event = _event(slack, channel, message)
        events.send(slack, app, event, shared=channel.is_ext_shared)
    if "<@" not in message.text or message.subtype is not None:
        return
    for app in events.hearers(slack, channel, "app_mention"):
        if f"<@{app.bot_user_id}>" in message.text and not channel.is_direct:
            event = _event(slack, channel, message) | {"type": "app_mention"}
            del event["channel_type"]
            events.send(slack, app, event, shared=channel.is_ext_shared)


def _event(slack: Slack, channel: Channel, message: Message) -> Json:
    event = objects.message(slack.world, message)
    if message.is_reply:
        event["parent_user_id"] = channel.messages[message.thread_ts or ""].user
    if channel.is_ext_shared:
        event |= {"user_team": message.team, "source_team": message.team}
    return event | _place(channel) | {"event_ts": message.ts}


def _place(channel: Channel) -> Json:
    return {"channel": channel.id, "channel_type": events.CHANNEL_TYPES[channel.kind]}


def edit(slack: Slack, channel: Channel, message: Message, changes: Json) -> None:
    """Change a message's fields; an app hears `message_changed` with both versions."""
    previous = _version(slack, channel, message)
    message.earlier_blocks.append(message.blocks or [])
    for field, value in changes.items():
        setattr(message, field, value)
    message.edited = {"user": message.user, "ts": slack.clock.next_ts()}
    happening = {
        "subtype": "message_changed",
        "message": _version(slack, channel, message),
        "previous_message": previous,
    }
    _tell_changed(slack, channel, happening)


def delete(slack: Slack, channel: Channel, message: Message) -> None:
    previous = _version(slack, channel, message)
    del channel.messages[message.ts]
    channel.pins.pop(message.ts, None)
    parent = channel.messages.get(message.thread_ts or "")
    if message.is_reply and parent is not None:
        parent.replies.remove(message.ts)
    happening = {
        "subtype": "message_deleted",
        "previous_message": previous,
        "deleted_ts": message.ts,
    }
    _tell_changed(slack, channel, happening)


def _version(slack: Slack, channel: Channel, message: Message) -> Json:
    version = objects.in_conversation(slack.world, channel, message)
    version.pop("reactions", None)
    if channel.is_ext_shared:
        version |= {"user_team": message.team, "source_team": message.team}
    return version


def _tell_changed(slack: Slack, channel: Channel, happening: Json) -> None:
    for app in events.hearers(slack, channel, events.MESSAGE_EVENTS[channel.kind][0]):
        ts = slack.clock.next_ts()
        event = {"type": "message", "hidden": True, "ts": ts, "event_ts": ts}
        written = event | happening | _place(channel)
        events.send(slack, app, written, shared=channel.is_ext_shared)


def react(slack: Slack, channel: Channel, message: Message, person: Person, name: str) -> None:
    """Raises already_reacted."""
    people = message.reactions.setdefault(name, [])
    if person.id in people:
        raise SlackError("already_reacted")
    people.append(person.id)
    _tell_reaction(slack, channel, message, person, "reaction_added", name)


def take_back_reaction(
    slack: Slack, channel: Channel, message: Message, person: Person, name: str
) -> None:
    """Raises no_reaction."""
    people = message.reactions.get(name, [])
    if person.id not in people:
        raise SlackError("no_reaction")
    people.remove(person.id)
    if not people:
        del message.reactions[name]
    _tell_reaction(slack, channel, message, person, "reaction_removed", name)


def _tell_reaction(
    slack: Slack, channel: Channel, message: Message, person: Person, event_type: str, name: str
) -> None:
    event = {
        "type": event_type,
        "user": person.id,
        "reaction": name,
        "item": {"type": "message", "channel": channel.id, "ts": message.ts},
        "item_user": message.user,
    }
    events.in_channel(slack, channel, event)


def pin(slack: Slack, channel: Channel, message: Message, person: Person) -> None:
    """Raises already_pinned."""
    if message.ts in channel.pins:
        raise SlackError("already_pinned")
    pinned = Pin(message.ts, person.id, int(slack.clock.now()))
    channel.pins[message.ts] = pinned
    event = _pin_event(slack, channel, pinned, person) | {"type": "pin_added"}
    event["item"]["message"]["pinned_to"] = [channel.id]
    events.in_channel(slack, channel, event | {"pin_count": len(channel.pins)})


def unpin(slack: Slack, channel: Channel, message: Message, person: Person) -> None:
    """Raises no_pin."""
    pinned = channel.pins.get(message.ts)
    if pinned is None:
        raise SlackError("no_pin")
    event = _pin_event(slack, channel, pinned, person) | {"type": "pin_removed"}
    del channel.pins[message.ts]
    left = {"pin_count": len(channel.pins), "has_pins": bool(channel.pins)}
    events.in_channel(slack, channel, event | left)


def _pin_event(slack: Slack, channel: Channel, pinned: Pin, person: Person) -> Json:
    team = slack.world.teams[channel.host_team_id]
    return {
        "user": person.id,
        "channel_id": channel.id,
        "item": objects.pin(slack.world, team, channel, pinned),
        "item_user": channel.messages[pinned.ts].user,
        "pinned_info": {
            "channel": channel.id,
            "pinned_by": pinned.by,
            "pinned_ts": pinned.created,
        },
    }
