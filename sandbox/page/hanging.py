"""What hangs on a message: reactions, files, attachments, its thread."""

from typing import Any, NamedTuple

from markupsafe import Markup

from sandbox.file_objects import media_type
from sandbox.page.drawing import Lookup, draw_blocks, draw_emoji, draw_mrkdwn
from sandbox.page.faces import Face, face
from sandbox.page.places import Place, address
from sandbox.page.rendering import rendered
from sandbox.page.times import ago_words
from sandbox.serving import PICTURES
from sandbox.slack import Slack
from sandbox.world import Channel, File, Message, Person

Json = dict[str, Any]

UNITS = ("bytes", "KB", "MB")
STEP = 1024
FACES = 4
"""So many of those who replied are shown."""


class ReactionShown(NamedTuple):
    """`who`: "You and Maya Finch reacted with :tada:"."""

    name: str
    drawn: Markup
    how_many: int
    is_mine: bool
    who: str


class FileShown(NamedTuple):
    title: str
    url: str
    size: str
    alt: str
    is_picture: bool


class ThreadShown(NamedTuple):
    """The line under a message with replies. `last`: "today at 14:05"."""

    how_many: int
    faces: list[Face]
    last: str
    href: str


def reactions_to(slack: Slack, viewer: Person, message: Message) -> list[ReactionShown]:
    return [
        ReactionShown(
            name,
            draw_emoji(name),
            len(people),
            viewer.id in people,
            f"{_names(slack, viewer, people)} reacted with :{name}:",
        )
        for name, people in message.reactions.items()
    ]


def _names(slack: Slack, viewer: Person, people: list[str]) -> str:
    named = ["You"] if viewer.id in people else []
    named += [slack.world.people[one].real_name for one in people if one != viewer.id]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def files_of(slack: Slack, message: Message) -> list[FileShown]:
    found = [slack.world.files[one] for one in message.files if one in slack.world.files]
    return [
        FileShown(
            title=file.title or file.name,
            url=f"/files/{file.id}/{file.url.rpartition('/')[2]}",
            size=size_words(file.size),
            alt=file.alt_text or file.title or file.name,
            is_picture=_is_picture(file),
        )
        for file in found
    ]


def _is_picture(file: File) -> bool:
    return media_type(file) in PICTURES and file.content is not None


def size_words(size: int) -> str:
    """A size in bytes as people say it."""
    shown = float(size)
    for unit in UNITS[:-1]:
        if shown < STEP:
            return f"{shown:.0f} {unit}" if unit == UNITS[0] else f"{shown:.1f} {unit}"
        shown /= STEP
    return f"{shown:.1f} {UNITS[-1]}"


def thread_of(
    slack: Slack, viewer: Person, channel: Channel, message: Message
) -> ThreadShown | None:
    """What the channel says of a thread; what only the viewer sees in it counts for them."""
    replies = [channel.messages[ts] for ts in message.replies]
    replies += [
        one
        for one in channel.ephemerals.values()
        if one.seen_by == viewer.id and one.thread_ts == message.ts
    ]
    if not replies:
        return None
    writers = list(dict.fromkeys(reply.user for reply in replies))[:FACES]
    last = max(float(reply.ts) for reply in replies)
    return ThreadShown(
        len(replies),
        [face(slack, viewer, slack.world.people[one]) for one in writers],
        ago_words(viewer, last, slack.clock.now()),
        address(viewer, Place("channel", channel.id, message.ts)),
    )


def attachment(given: Json, lookup: Lookup, key: str) -> Markup:
    """One of the older kind, or blocks beside a message."""
    if given.get("blocks"):
        body = draw_blocks(given["blocks"], lookup, surface="message", key=key)
        return rendered("shell/attachment.html", body=body, texts=[])
    texts = [str(given.get(part) or "") for part in ("pretext", "title", "text", "footer")]
    texts[3:3] = [
        f"*{one.get('title', '')}*\n{one.get('value', '')}" for one in given.get("fields") or ()
    ]
    shown = [draw_mrkdwn(text, lookup) for text in texts if text]
    if not shown and given.get("fallback"):
        shown = [draw_mrkdwn(str(given["fallback"]), lookup)]
    return rendered("shell/attachment.html", body=Markup(), texts=shown)
