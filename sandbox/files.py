"""Files: an address to upload to, the bytes, and sharing what was uploaded."""

from typing import Any
from urllib.parse import quote

from sandbox import events, messages
from sandbox.errors import SlackError
from sandbox.slack import Slack
from sandbox.world import Channel, File, Message, Person

Json = dict[str, Any]
LARGEST = 100 * 1024 * 1024
"""Bytes of one file."""
STORAGE = 512 * 1024 * 1024
"""Bytes of all files: they are kept in memory."""


def expect(
    slack: Slack, owner: Person, name: str, size: int, *, alt_text: str = "", snippet: str = ""
) -> tuple[File, str]:
    """A file that is going to be uploaded, and the address for that, good once.

    Raises file_upload_size_restricted, storage_limit_reached.
    """
    if size > LARGEST:
        raise SlackError("file_upload_size_restricted")
    if size + sum(file.size for file in slack.world.files.values()) > STORAGE:
        raise SlackError("storage_limit_reached")
    file_id = slack.ids.mint("F")
    file = File(
        id=file_id,
        name=name,
        title=name,
        owner=owner.id,
        team_id=owner.team_id,
        url=f"{slack.base_url}/files/{file_id}/{quote(name, safe='')}",
        created=int(slack.clock.now()),
        size=size,
        alt_text=alt_text,
        snippet_type=snippet,
    )
    ticket = slack.ids.secret("")
    slack.world.files[file.id] = file
    slack.world.uploads[ticket] = file.id
    return file, f"{slack.base_url}/upload/{ticket}"


def receive(slack: Slack, ticket: str, content: bytes) -> File:
    """Take the bytes of a file. Raises file_not_found for an address that is used up."""
    file = slack.world.files.get(slack.world.uploads.pop(ticket, ""))
    if file is None:
        raise SlackError("file_not_found")
    file.content = content
    file.size = len(content)
    return file


def add(slack: Slack, owner: Person, name: str, content: bytes) -> File:
    """A whole file at once, as somebody in Slack's client adds one; it is not shared yet."""
    file, address = expect(slack, owner, name, len(content))
    receive(slack, address.rpartition("/")[2], content)
    file.completed = True
    return file


def share(slack: Slack, channel: Channel, message: Message, files: list[File]) -> None:
    """Post a message that carries files; apps hear of the message and of each file."""
    message.subtype = "file_share"
    message.files = [file.id for file in files]
    for file in files:
        file.shares.setdefault(channel.id, []).append(message.ts)
    messages.post(slack, channel, message)
    for file in files:
        shared = {
            "type": "file_shared",
            "channel_id": channel.id,
            "file_id": file.id,
            "user_id": message.user,
            "file": {"id": file.id},
        }
        events.in_channel(slack, channel, shared)


def visible_to(slack: Slack, person_id: str, file_id: str) -> File | None:
    """A finished file of this person, or one that was shared where they are."""
    file = slack.world.files.get(file_id)
    if file is None or not file.completed:
        return None
    places = (slack.world.channels.get(channel_id) for channel_id in file.shares)
    if person_id == file.owner or any(place and person_id in place.members for place in places):
        return file
    return None
