"""The rail: everybody one can be, by company, and for whom something waits."""

from typing import NamedTuple

from starlette.datastructures import QueryParams

from sandbox import seen
from sandbox.page import places
from sandbox.page.faces import face
from sandbox.page.places import Place
from sandbox.page.rendering import rendered
from sandbox.slack import Slack
from sandbox.unread import unread_in
from sandbox.world import Person


class Waiting(NamedTuple):
    """What somebody has not seen: `addressed` to them, invitations included, or anything."""

    addressed: int
    anything: bool


def draw_rail(slack: Slack, person: Person, query: QueryParams) -> str:
    place = Place.read(query.get("place", ""))
    companies = [
        (
            team,
            [
                (
                    face(slack, one, one),
                    places.address(one, places.kept(slack, one, place)),
                    waiting_for(slack, one),
                )
                for one in _people_of(slack, team.id)
            ],
        )
        for team in slack.world.teams.values()
    ]
    return rendered("shell/rail.html", companies=companies, person=person)


def waiting_for(slack: Slack, person: Person) -> Waiting:
    unread = [unread_in(channel, person) for channel in slack.world.channels_of(person.id)]
    addressed = sum(one.addressed for one in unread) + letters(slack, person)
    return Waiting(addressed, any(one.messages for one in unread))


def letters(slack: Slack, person: Person) -> int:
    """Invitations in the inbox that can still be accepted."""
    return sum(one["state"] == "sent" for one in seen.invitations(slack, person))


def _people_of(slack: Slack, team_id: str) -> list[Person]:
    return [one for one in slack.world.people_of(team_id) if not one.is_bot and not one.deleted]
