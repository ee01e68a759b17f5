"""The sandbox's own API for being a person: `/sandbox/people/<id>/…`. What a client could do."""

from collections.abc import Awaitable, Callable
from typing import Any

from sandbox import channels, events, objects, seen
from sandbox.people_acts import ACTS
from sandbox.people_channels import CHANNEL_DOINGS, person_by_id
from sandbox.people_messages import MESSAGE_DOINGS
from sandbox.slack import Slack
from sandbox.usergroups import GROUP_DOINGS
from sandbox.world import Person

Json = dict[str, Any]
Doing = Callable[[Slack, Person, Json], Awaitable[Any]]


async def open_dm(slack: Slack, person: Person, body: Json) -> Json:
    other = person_by_id(slack, body["user"])
    return {"id": channels.open_direct(slack, person, other).id}


async def change_profile(slack: Slack, person: Person, body: Json) -> Json:
    """Change title, zone, real_name or deleted (an administrator's doing); apps are told."""
    for field in ("title", "zone", "real_name", "email", "deleted"):
        if field in body:
            setattr(person, field, body[field])
    person.updated = int(slack.clock.now())
    now = slack.clock.now()
    shown = objects.user(slack.world, person, seen_from=person.team_id, now=now)
    changed = {"type": "user_change", "user": shown, "cache_ts": person.updated}
    events.in_team(slack, person.team_id, changed)
    return {}


async def see_channels(slack: Slack, person: Person, body: Json) -> list[Json]:
    return seen.channels(slack, person)


async def see_messages(slack: Slack, person: Person, body: Json) -> list[Json]:
    return seen.messages(slack, person, seen.channel_named(slack, person, body["channel"]))


async def see_thread(slack: Slack, person: Person, body: Json) -> list[Json]:
    channel = seen.channel_named(slack, person, body["channel"])
    return seen.thread(slack, person, channel, body["ts"])


async def see_inbox(slack: Slack, person: Person, body: Json) -> list[Json]:
    return seen.invitations(slack, person)


async def see_approvals(slack: Slack, person: Person, body: Json) -> list[Json]:
    """The invitations that wait for this administrator."""
    return seen.approvals(slack, person)


async def see_people(slack: Slack, person: Person, body: Json) -> list[Json]:
    """Whom this person can write to."""
    return seen.people(slack, person)


async def see_modal(slack: Slack, person: Person, body: Json) -> Json | None:
    return seen.modal(slack, person)


async def see_commands(slack: Slack, person: Person, body: Json) -> list[Json]:
    """The slash commands this person is offered, with what the manifest says of them."""
    return seen.commands(slack, person)


async def see_shortcuts(slack: Slack, person: Person, body: Json) -> Json:
    """The shortcuts this person is offered: `global`, and those on a `message`."""
    return seen.shortcuts(slack, person)


async def see_mentionable(slack: Slack, person: Person, body: Json) -> list[Json]:
    """Whom this person can mention in a channel: its members first, then their own colleagues."""
    return seen.mentionable(slack, person, seen.channel_named(slack, person, body["channel"]))


DOINGS: dict[str, Doing] = {
    doing.__name__: doing
    for doing in (
        *ACTS,
        *CHANNEL_DOINGS,
        *GROUP_DOINGS,
        *MESSAGE_DOINGS,
        change_profile,
        open_dm,
        see_approvals,
        see_channels,
        see_commands,
        see_inbox,
        see_mentionable,
        see_messages,
        see_modal,
        see_people,
        see_shortcuts,
        see_thread,
    )
}
"""Everything a person can do or look at, by the last part of the address."""
