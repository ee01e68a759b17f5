"""Where one can be on the page: `channel/C1/thread/123.4`, `inbox`, … and where one begins."""

from typing import Literal, NamedTuple, cast

from sandbox import seen
from sandbox.slack import Slack
from sandbox.world import Channel, Person

Kind = Literal["channel", "home", "inbox", "approvals", "browse", "nowhere"]
ALONE = ("inbox", "approvals", "browse")


class Place(NamedTuple):
    """`id`: of a channel, or of the app whose Home it is; `thread`: the ts of its first message."""

    kind: Kind
    id: str = ""
    thread: str = ""

    @classmethod
    def read(cls, path: str) -> "Place":
        """A place as the address says it; nowhere when it says none we know."""
        match path.strip("/").split("/"):
            case ["channel", channel]:
                return cls("channel", channel)
            case ["channel", channel, "thread", ts]:
                return cls("channel", channel, ts)
            case ["home", app]:
                return cls("home", app)
            case [alone] if alone in ALONE:
                return cls(cast("Kind", alone))
            case _:
                return cls("nowhere")

    @property
    def path(self) -> str:
        thread = f"/thread/{self.thread}" if self.thread else ""
        return f"{self.kind}/{self.id}{thread}" if self.id else self.kind


def first_place(slack: Slack, person: Person) -> Place:
    """What is shared with another company comes first: that is what one is here for."""
    joined = [c for c in slack.world.channels_of(person.id) if not c.archived and not c.is_direct]
    joined.sort(key=lambda channel: not channel.is_ext_shared)
    return Place("channel", joined[0].id) if joined else Place("browse")


def kept(slack: Slack, person: Person, place: Place) -> Place:
    """The same place for somebody else, where they have it; else where they begin."""
    if place.kind == "channel":
        channel = slack.world.channels.get(place.id)
        if channel is not None and person.id in channel.members:
            sees = _sees_thread(channel, person, place.thread)
            return place if sees else place._replace(thread="")
    elif place.kind == "home":
        app = slack.world.apps.get(place.id)
        if app is not None and app.team_id == person.team_id:
            return place
    elif place.kind in ("inbox", "browse") or (place.kind == "approvals" and person.is_admin):
        return place
    return first_place(slack, person)


def _sees_thread(channel: Channel, person: Person, ts: str) -> bool:
    message = channel.messages.get(ts) or channel.ephemerals.get(ts)
    return message is not None and message.seen_by in (None, person.id)


def address(person: Person, place: Place) -> str:
    return f"/as/{person.id}/{place.path}"


def channel_in(slack: Slack, person: Person, place: Place) -> Channel | None:
    """The channel of a place, if this person sees it."""
    channel = slack.world.channels.get(place.id) if place.kind == "channel" else None
    return channel if channel is not None and seen.can_see(person, channel) else None
