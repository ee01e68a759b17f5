"""The sidebar: what one person has in Slack, and what of it is unread."""

from typing import NamedTuple

from starlette.datastructures import QueryParams

from sandbox import seen
from sandbox.page import places
from sandbox.page.faces import Face, face, hue, initials, title_of
from sandbox.page.places import Place
from sandbox.page.rail import letters
from sandbox.page.rendering import rendered
from sandbox.slack import Slack
from sandbox.unread import Unread, unread_in
from sandbox.world import Channel, Person


class Entry(NamedTuple):
    """A conversation in the sidebar. `shared_with`: the other companies; `face`: with one other."""

    id: str
    name: str
    href: str
    is_private: bool
    archived: bool
    shared_with: list[str]
    unread: Unread
    face: Face | None = None


class AppEntry(NamedTuple):
    name: str
    initials: str
    hue: int
    href: str


def draw_sidebar(slack: Slack, person: Person, query: QueryParams) -> str:
    place = Place.read(query.get("place", ""))
    joined = list(slack.world.channels_of(person.id))
    return rendered(
        "shell/sidebar.html",
        person=person,
        team=slack.world.teams[person.team_id],
        here=places.address(person, place._replace(thread="")),
        base=f"/as/{person.id}",
        channels=_channels(slack, person, joined, place),
        direct=_direct(slack, person, joined, place),
        apps=_apps(slack, person),
        letters=letters(slack, person),
        approvals=len(seen.approvals(slack, person)),
    )


def _channels(slack: Slack, person: Person, joined: list[Channel], place: Place) -> list[Entry]:
    """An archived one is gone from here, unless one looks at it."""
    shown = [c for c in joined if not c.is_direct and (not c.archived or c.id == place.id)]
    return _sorted([_entry(slack, person, channel) for channel in shown])


def _direct(slack: Slack, person: Person, joined: list[Channel], place: Place) -> list[Entry]:
    """Conversations in which something was said, or which one has just opened."""
    entries = []
    for channel in joined:
        said = channel.messages or any(m.seen_by == person.id for m in channel.ephemerals.values())
        if channel.is_direct and (said or channel.id == place.id):
            others = [slack.world.people[one] for one in channel.members if one != person.id]
            other = others[0] if len(others) == 1 else person if not others else None
            shown = None if other is None else face(slack, person, other)
            entries.append(_entry(slack, person, channel)._replace(face=shown))
    return _sorted(entries)


def _entry(slack: Slack, person: Person, channel: Channel) -> Entry:
    return Entry(
        id=channel.id,
        name=title_of(slack, person, channel),
        href=places.address(person, Place("channel", channel.id)),
        is_private=channel.is_private,
        archived=channel.archived,
        shared_with=shared_with(slack, person, channel),
        unread=unread_in(channel, person),
    )


def _sorted(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.name.casefold())


def shared_with(slack: Slack, person: Person, channel: Channel) -> list[str]:
    """The other companies in a channel."""
    teams = slack.world.teams
    return [teams[one].name for one in channel.teams if one != person.team_id]


def _apps(slack: Slack, person: Person) -> list[AppEntry]:
    """The apps of this workspace that have a Home."""
    return [
        AppEntry(
            app.manifest.name,
            initials(app.manifest.name),
            hue(app.bot_user_id),
            places.address(person, Place("home", app.id)),
        )
        for app in slack.world.apps.values()
        if app.team_id == person.team_id and app.manifest.home_tab
    ]
