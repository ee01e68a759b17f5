"""People as the page shows them: initials on a colour, and the company where it is another one."""

import unicodedata
from typing import NamedTuple

from sandbox.slack import Slack
from sandbox.world import Channel, Message, Person

HUES = 12


class Face(NamedTuple):
    """`company`: set where it is not the viewer's own; `deleted`: no longer there."""

    id: str
    name: str
    initials: str
    hue: int
    company: str = ""
    is_app: bool = False
    title: str = ""
    deleted: bool = False


def face(slack: Slack, viewer: Person, person: Person) -> Face:
    outside = person.team_id != viewer.team_id
    return Face(
        id=person.id,
        name=person.real_name,
        initials=initials(person.real_name),
        hue=hue(person.id),
        company=slack.world.teams[person.team_id].name if outside else "",
        is_app=person.is_bot,
        title=person.title,
        deleted=person.deleted,
    )


def author(slack: Slack, viewer: Person, message: Message) -> Face:
    """Who wrote a message; an app may call itself otherwise."""
    shown = face(slack, viewer, slack.world.people[message.user])
    if message.username:
        shown = shown._replace(name=message.username, initials=initials(message.username))
    return shown._replace(is_app=message.app_id is not None or shown.is_app)


def initials(name: str) -> str:
    """The first letters of the first and the last word, with the marks that belong to them."""
    words = [word for word in name.split() if any(map(str.isalnum, word))] or [name.strip() or "?"]
    chosen = words[:1] + words[1:][-1:]
    return "".join(_first_letter(word) for word in chosen)


def _first_letter(word: str) -> str:
    start = next((at for at, sign in enumerate(word) if sign.isalnum()), 0)
    letter = word[start]
    for mark in word[start + 1 :]:
        if not unicodedata.category(mark).startswith("M"):
            break
        letter += mark
    return letter.upper()


def hue(key: str) -> int:
    """One of the palette's colours, the same in every sandbox."""
    return sum(map(ord, key)) % HUES


def title_of(slack: Slack, viewer: Person, channel: Channel) -> str:
    """A conversation's name without `#`; direct messages are called after the others in them."""
    if not channel.is_direct:
        return channel.name_for(viewer.team_id)
    others = [one for one in channel.members if one != viewer.id] or [viewer.id]
    return ", ".join(slack.world.people[one].real_name for one in others)
