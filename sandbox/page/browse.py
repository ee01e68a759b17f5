"""Every channel a person may find, to join or to look into."""

from typing import NamedTuple

from markupsafe import Markup
from starlette.datastructures import QueryParams

from sandbox import seen
from sandbox.page.drawing import draw_mrkdwn
from sandbox.page.lookup import PersonLookup
from sandbox.page.places import Place, address
from sandbox.page.rendering import rendered
from sandbox.page.sidebar import shared_with
from sandbox.slack import Slack
from sandbox.world import Person


class Found(NamedTuple):
    id: str
    name: str
    href: str
    purpose: Markup
    members: int
    is_private: bool
    is_member: bool
    archived: bool
    shared_with: list[str]


def draw_browse(slack: Slack, person: Person, query: QueryParams) -> str:
    lookup = PersonLookup(slack, person)
    found = [
        Found(
            id=channel.id,
            name=channel.name_for(person.team_id),
            href=address(person, Place("channel", channel.id)),
            purpose=draw_mrkdwn(channel.purpose.value or channel.topic.value, lookup),
            members=len(channel.members),
            is_private=channel.is_private,
            is_member=person.id in channel.members,
            archived=channel.archived,
            shared_with=shared_with(slack, person, channel),
        )
        for channel in slack.world.channels.values()
        if not channel.is_direct and seen.can_see(person, channel)
    ]
    found.sort(key=lambda one: (one.archived, one.name.casefold()))
    return rendered(
        "shell/browse.html",
        found=found,
        may_create=slack.world.teams[person.team_id].may_create_channels,
    )
