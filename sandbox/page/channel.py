"""A channel as one person sees it: its head, its messages, what may be typed there."""

from typing import NamedTuple

from markupsafe import Markup, escape
from starlette.datastructures import QueryParams

from sandbox import seen
from sandbox.errors import Refusal
from sandbox.page import places
from sandbox.page.drawing import draw_emoji, draw_mrkdwn
from sandbox.page.drawing.links import link
from sandbox.page.faces import Face, face, title_of
from sandbox.page.lookup import PersonLookup
from sandbox.page.places import Place
from sandbox.page.rendering import rendered
from sandbox.page.sidebar import shared_with
from sandbox.page.timeline import MessageShown, Timeline
from sandbox.slack import Slack
from sandbox.unread import Unread, unread_in
from sandbox.world import Channel, Message, Person

SHOWN = 100
"""Messages at first, and with each look further back."""


class Composer(NamedTuple):
    """What one types into; `why_not` where one may not. `scope`: unique among the drafts."""

    channel: str
    thread: str
    label: str
    why_not: str = ""
    may_join: bool = False


def draw_channel(slack: Slack, person: Person, query: QueryParams) -> str:
    """`channel`; `last`: how many messages; `since`: after which ts they are new."""
    channel = slack.world.channels.get(query.get("channel", ""))
    if channel is None or not seen.can_see(person, channel):
        return absent(slack, person)
    last = _number(query.get("last"), SHOWN)
    since = query.get("since") or channel.read.get(person.id, "")
    every = _shown_in(channel, person)
    timeline = Timeline(slack, person, channel)
    lookup = PersonLookup(slack, person)
    return rendered(
        "shell/channel.html",
        channel=channel,
        base=f"/as/{person.id}/channel/{channel.id}",
        title=title_of(slack, person, channel),
        other=_other(slack, person, channel),
        shared_with=shared_with(slack, person, channel),
        host=slack.world.teams[channel.host_team_id].name,
        topic=draw_mrkdwn(channel.topic.value, lookup),
        purpose=draw_mrkdwn(channel.purpose.value, lookup),
        companies=_members(slack, person, channel),
        pins=_pins(timeline, channel),
        bookmarks=[
            link(mark.link, _emoji(mark.emoji) + escape(mark.title))
            for mark in channel.bookmarks.values()
        ],
        messages=timeline.draw(every[-last:], prefix="m", since=since),
        is_whole=len(every) <= last,
        last=last,
        since=since,
        newest=next(reversed(channel.messages), ""),
        is_unread=person.id in channel.members and unread_in(channel, person) != Unread(),
        is_host=channel.host_team_id == person.team_id,
        is_member=person.id in channel.members,
        composer=composer(slack, person, channel),
    )


def absent(slack: Slack, person: Person) -> str:
    """For a place that is not, or not for this person: the page does not say which."""
    home = places.first_place(slack, person)
    return rendered("shell/absent.html", person=person, href=places.address(person, home))


def composer(slack: Slack, person: Person, channel: Channel, thread: str = "") -> Composer:
    name = title_of(slack, person, channel)
    label = "Reply…" if thread else f"Message {name if channel.is_direct else f'#{name}'}"
    typed = Composer(channel.id, thread, label)
    if channel.archived:
        return typed._replace(why_not="This channel is archived: nothing can be written in it.")
    if person.id not in channel.members:
        return typed._replace(why_not=f"You are looking at #{name}.", may_join=True)
    for app in slack.world.apps.values():
        is_with_app = channel.kind == "im" and app.bot_user_id in channel.members
        if is_with_app and not app.manifest.takes_messages:
            return typed._replace(why_not=f"{app.manifest.name} takes no messages here.")
    return typed


def own_channel(slack: Slack, person: Person, channel_id: str) -> Channel:
    """A channel this person sees. Raises Refusal."""
    channel = places.channel_in(slack, person, Place("channel", channel_id))
    if channel is None:
        raise Refusal("There is no such channel here.")
    return channel


def _shown_in(channel: Channel, person: Person) -> list[Message]:
    """As `seen.messages`: replies are folded away, unless they also went to the channel."""
    shown = [m for m in channel.messages.values() if not m.is_reply or m.broadcast]
    shown += [m for m in channel.ephemerals.values() if m.seen_by == person.id and not m.is_reply]
    return sorted(shown, key=lambda message: message.ts)


def _other(slack: Slack, person: Person, channel: Channel) -> Face | None:
    """With whom one talks, in a direct message with one other."""
    if channel.kind != "im":
        return None
    others = [one for one in channel.members if one != person.id] or [person.id]
    return face(slack, person, slack.world.people[others[0]])


def _members(slack: Slack, person: Person, channel: Channel) -> list[tuple[str, list[Face]]]:
    """By company, one's own first; apps after people."""
    by_team: dict[str, list[Face]] = {person.team_id: []}
    for member in channel.members:
        one = slack.world.people[member]
        by_team.setdefault(one.team_id, []).append(face(slack, person, one))
    return [
        (slack.world.teams[team].name, sorted(faces, key=lambda one: (one.is_app, one.name)))
        for team, faces in by_team.items()
        if faces
    ]


def _pins(timeline: Timeline, channel: Channel) -> list[MessageShown]:
    """The newest pin first."""
    return [
        timeline.one(channel.messages[ts], prefix="p")
        for ts in reversed(channel.pins)
        if ts in channel.messages
    ]


def _emoji(name: str) -> Markup:
    return draw_emoji(name.strip(":")) + Markup(" ") if name else Markup()


def _number(given: str | None, otherwise: int) -> int:
    return int(given) if given is not None and given.isdecimal() and int(given) else otherwise
