"""What somebody has not read yet: how much of it, and how much of it is addressed to them."""

import re
from typing import NamedTuple

from sandbox.world import Channel, Message, Person

MOST = 99
"""Nobody counts further."""
BROADCAST = re.compile(r"<!(?:here|channel|everyone)(?:\|[^>]*)?>")
NOTICES = ("channel_", "group_")


class Unread(NamedTuple):
    """`addressed`: direct messages, mentions, replies in a thread the person takes part in."""

    messages: int = 0
    addressed: int = 0


def unread_in(channel: Channel, person: Person) -> Unread:
    """What came after the last message this person saw. Slack's own lines do not count."""
    read = channel.read.get(person.id, "")
    messages = addressed = 0
    for message in reversed(channel.messages.values()):
        if message.ts <= read or messages == MOST:
            break
        if message.user == person.id or is_notice(message):
            continue
        to_them = _is_addressed(channel, message, person)
        messages += to_them or not message.is_reply or message.broadcast
        addressed += to_them
    return Unread(messages, addressed)


def mark_read(channel: Channel, person: Person, ts: str | None = None) -> None:
    """The person has seen the channel up to a message, or all there is. It never goes back."""
    latest = ts or next(reversed(channel.messages), "")
    if latest > channel.read.get(person.id, ""):
        channel.read[person.id] = latest


def is_notice(message: Message) -> bool:
    """Whether it is a line Slack wrote by itself: somebody joined, the topic was set."""
    return (message.subtype or "").startswith(NOTICES)


def _is_addressed(channel: Channel, message: Message, person: Person) -> bool:
    if channel.is_direct or f"<@{person.id}>" in message.text:
        return True
    if BROADCAST.search(message.text) is not None:
        return True
    return message.is_reply and _takes_part(channel, message, person)


def _takes_part(channel: Channel, reply: Message, person: Person) -> bool:
    root = channel.messages.get(reply.thread_ts or "")
    if root is None:
        return False
    said = (channel.messages[ts] for ts in root.replies)
    return root.user == person.id or any(one.user == person.id for one in said)
