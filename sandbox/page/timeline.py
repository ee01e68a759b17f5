"""Messages as one person sees them, one after the other: by day and by author."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sandbox import objects
from sandbox.page.drawing import draw_blocks, draw_mrkdwn, draw_text_only
from sandbox.page.faces import Face, author, face
from sandbox.page.hanging import (
    FileShown,
    ReactionShown,
    ThreadShown,
    attachment,
    files_of,
    reactions_to,
    thread_of,
)
from sandbox.page.lookup import PersonLookup
from sandbox.page.places import Place, address
from sandbox.page.times import Moment, day_words, moment
from sandbox.slack import Slack
from sandbox.unread import is_notice
from sandbox.world import Channel, Message, Person

QUOTED = 60
"""Characters quoted of the first message of a thread."""
TOGETHER_SECONDS = 300
"""Messages of one author within five minutes stand under one name."""


@dataclass(slots=True)
class MessageShown:
    """What the template of a message draws. `key` is unique on the page.

    `may`: what this person can do with it: react, reply, pin, unpin, edit, delete, link.
    `version` changes with each edit: what the app then says counts, not what was chosen before.
    `replied_to`: of a reply that also went to the channel, the thread it belongs to.
    """

    key: str
    ts: str
    face: Face
    when: Moment
    body: Markup
    may: list[str]
    version: str
    permalink: str
    is_notice: bool
    is_edited: bool
    ends_in_text: bool
    is_ephemeral: bool
    pinned_by: Face | None
    attachments: list[Markup]
    files: list[FileShown]
    reactions: list[ReactionShown]
    thread: ThreadShown | None = None
    replied_to: str = ""
    replied_to_href: str = ""
    is_first: bool = True
    is_new: bool = False
    day: str = ""


class Timeline:
    """Draws the messages of one channel for one person.

    `prefix` tells the places on the page apart at which a message can stand: m, the channel;
    t, its thread; p, the pins.
    """

    def __init__(self, slack: Slack, person: Person, channel: Channel) -> None:
        self._slack = slack
        self._person = person
        self._channel = channel
        self._lookup = PersonLookup(slack, person)

    def draw(
        self,
        messages: Sequence[Message],
        *,
        prefix: str,
        since: str | None = None,
        before: Message | None = None,
    ) -> list[MessageShown]:
        """Messages in order, after `before`. `since`: what comes after that ts is new to them."""
        shown: list[MessageShown] = []
        is_marked = since is None
        for message in messages:
            one = self.one(message, prefix=prefix)
            one.day = self._day(message, before)
            if not is_marked and self._is_news(message, since or ""):
                one.is_new = is_marked = True
            goes_on = bool(shown) and before is not None and self._goes_on(before, message)
            one.is_first = bool(one.day or one.is_new or one.replied_to_href or not goes_on)
            shown.append(one)
            before = message
        return shown

    def one(self, message: Message, *, prefix: str) -> MessageShown:
        """A message by itself."""
        slack, person, channel = self._slack, self._person, self._channel
        key = f"{prefix}-{message.ts}"
        pinned = channel.pins.get(message.ts)
        shown = MessageShown(
            key=key,
            ts=message.ts,
            face=author(slack, person, message),
            when=moment(person, float(message.ts)),
            body=self._body(message, key),
            may=self._may(message),
            version=str(message.edited["ts"]) if message.edited else "",
            permalink=objects.permalink(slack.world.teams[person.team_id], channel, message.ts),
            is_notice=is_notice(message),
            is_edited=message.edited is not None,
            ends_in_text=_ends_in_text(message),
            is_ephemeral=message.seen_by is not None,
            pinned_by=face(slack, person, slack.world.people[pinned.by]) if pinned else None,
            attachments=[
                attachment(one, self._lookup, f"{key}-{at}")
                for at, one in enumerate(message.attachments or ())
            ],
            files=files_of(slack, message),
            reactions=reactions_to(slack, person, message),
        )
        if prefix == "m":
            self._add_thread(shown, message)
        return shown

    def _add_thread(self, shown: MessageShown, message: Message) -> None:
        if not message.is_reply:
            shown.thread = thread_of(self._slack, self._person, self._channel, message)
            return
        root = self._channel.messages.get(message.thread_ts or "")
        if root is not None:
            place = Place("channel", self._channel.id, root.ts)
            shown.replied_to = _short(root.text, self._lookup)
            shown.replied_to_href = address(self._person, place)

    def _body(self, message: Message, key: str) -> Markup:
        if message.blocks:
            return draw_blocks(message.blocks, self._lookup, surface="message", key=key)
        if is_notice(message) and not message.text.startswith(f"<@{message.user}>"):
            return draw_mrkdwn(f"<@{message.user}> {message.text}", self._lookup)
        if is_notice(message):
            return draw_mrkdwn(message.text, self._lookup)
        return draw_text_only(message.text, self._lookup) if message.text else Markup()

    def _may(self, message: Message) -> list[str]:
        channel, person = self._channel, self._person
        if message.seen_by is not None or person.id not in channel.members or is_notice(message):
            return []
        if channel.archived:
            return ["link"]
        may = ["react", "reply", "unpin" if message.ts in channel.pins else "pin", "link"]
        if message.user == person.id and message.app_id is None:
            may += ["delete"] if message.files and not message.text else ["edit", "delete"]
        return may

    def _day(self, message: Message, before: Message | None) -> str:
        day = moment(self._person, float(message.ts)).day
        if before is not None and moment(self._person, float(before.ts)).day == day:
            return ""
        return day_words(day, moment(self._person, self._slack.clock.now()).day)

    def _is_news(self, message: Message, since: str) -> bool:
        own = message.user == self._person.id or message.seen_by is not None
        return message.ts > since and not own and not is_notice(message)

    @staticmethod
    def _goes_on(before: Message, message: Message) -> bool:
        if is_notice(before) or is_notice(message) or before.seen_by != message.seen_by:
            return False
        together = float(message.ts) - float(before.ts) < TOGETHER_SECONDS
        return together and (before.user, before.username) == (message.user, message.username)


def _ends_in_text(message: Message) -> bool:
    """Whether a word can be put after its last one."""
    if message.attachments:
        return False
    if not message.blocks:
        return True
    last = message.blocks[-1]
    return bool(last["type"] == "rich_text" and last["elements"][-1]["type"] == "rich_text_section")


def _short(text: str, lookup: PersonLookup) -> str:
    """The beginning of a message in plain words."""
    plain = " ".join(draw_mrkdwn(text, lookup).striptags().split())
    return f"{plain[:QUOTED].rstrip()}…" if len(plain) > QUOTED else plain
