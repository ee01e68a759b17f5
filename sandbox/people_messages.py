"""What people do with messages: type, edit, delete, react, pin, dismiss and read them."""

from typing import Any

from sandbox import files, messages, seen, unread
from sandbox.errors import Refusal
from sandbox.slack import Slack
from sandbox.typed import as_mrkdwn, as_rich_text
from sandbox.world import Channel, File, Message, Person

Json = dict[str, Any]


async def say(slack: Slack, person: Person, body: Json) -> Json:
    """Post `text`, into the thread `thread_ts` or not, with `files` (ids) the person uploaded."""
    channel = seen.own_channel(slack, person, body)
    if channel.archived:
        raise Refusal("nothing can be typed in an archived channel")
    carried = [_own_file(slack, person, one) for one in body.get("files") or ()]
    text = body["text"]
    message = Message(
        ts=slack.clock.next_ts(),
        user=person.id,
        team=person.team_id,
        text=as_mrkdwn(text),
        blocks=[as_rich_text(text, slack.ids)] if text or not carried else None,
        client_msg_id=slack.ids.secret(""),
    )
    if body.get("thread_ts"):
        parent = seen.message_in(channel, person, body["thread_ts"])
        message.thread_ts = parent.thread_ts or parent.ts
        message.broadcast = bool(body.get("broadcast"))
    if carried:
        files.share(slack, channel, message, carried)
    else:
        messages.post(slack, channel, message)
    unread.mark_read(channel, person)
    return {"ts": message.ts}


async def edit(slack: Slack, person: Person, body: Json) -> Json:
    channel, message = _own_message(slack, person, body)
    text = body["text"]
    changes = {"text": as_mrkdwn(text), "blocks": [as_rich_text(text, slack.ids)]}
    messages.edit(slack, channel, message, changes)
    return {}


async def delete_message(slack: Slack, person: Person, body: Json) -> Json:
    channel, message = _own_message(slack, person, body)
    messages.delete(slack, channel, message)
    return {}


async def dismiss(slack: Slack, person: Person, body: Json) -> Json:
    """Put away a message that only this person sees."""
    channel = seen.own_channel(slack, person, body)
    message = seen.message_in(channel, person, body["ts"])
    if message.seen_by is None:
        raise Refusal("others see that message too: it cannot be dismissed")
    del channel.ephemerals[message.ts]
    return {}


async def react(slack: Slack, person: Person, body: Json) -> Json:
    channel, message = _message(slack, person, body)
    messages.react(slack, channel, message, person, body["name"])
    return {}


async def unreact(slack: Slack, person: Person, body: Json) -> Json:
    channel, message = _message(slack, person, body)
    messages.take_back_reaction(slack, channel, message, person, body["name"])
    return {}


async def pin(slack: Slack, person: Person, body: Json) -> Json:
    channel, message = _message(slack, person, body)
    messages.pin(slack, channel, message, person)
    return {}


async def unpin(slack: Slack, person: Person, body: Json) -> Json:
    channel, message = _message(slack, person, body)
    messages.unpin(slack, channel, message, person)
    return {}


async def mark_read(slack: Slack, person: Person, body: Json) -> Json:
    """Read a channel up to the message `ts`, or all of it; without a channel, everything."""
    if body.get("channel"):
        unread.mark_read(seen.own_channel(slack, person, body), person, body.get("ts"))
    else:
        for channel in slack.world.channels_of(person.id):
            unread.mark_read(channel, person)
    return {}


def _own_file(slack: Slack, person: Person, file_id: str) -> File:
    file = slack.world.files.get(file_id)
    if file is None or file.owner != person.id or not file.completed:
        raise Refusal(f"{person.real_name} has uploaded no file {file_id}")
    return file


def _message(slack: Slack, person: Person, body: Json) -> tuple[Channel, Message]:
    """A message everybody in the channel sees. Raises Refusal."""
    channel = seen.own_channel(slack, person, body)
    message = seen.message_in(channel, person, body["ts"])
    if message.seen_by is not None:
        raise Refusal("nobody else sees that message")
    return channel, message


def _own_message(slack: Slack, person: Person, body: Json) -> tuple[Channel, Message]:
    channel, message = _message(slack, person, body)
    if message.user != person.id:
        raise Refusal(f"that message is not {person.real_name}'s")
    return channel, message


MESSAGE_DOINGS = (
    delete_message,
    dismiss,
    edit,
    mark_read,
    pin,
    react,
    say,
    unpin,
    unreact,
)
