"""What an administrator decides: invitations to shared channels, and what is shared already."""

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.datastructures import QueryParams
from starlette.routing import Route

from sandbox import seen
from sandbox.connect_events import address
from sandbox.connect_state import Invite, InviteState
from sandbox.page.inbox import Instant, Sender, instant, sender_of, time_left
from sandbox.page.rendering import part, rendered
from sandbox.slack import Slack
from sandbox.world import Channel, Person, Team


@dataclass(frozen=True, slots=True)
class Waiting:
    """An invitation to decide on. `asks_to_send`: nobody was invited yet, somebody wants to."""

    invite: str
    asks_to_send: bool
    channel: str
    sender: Sender
    recipient: str
    partner: str
    runs_out: Instant
    runs_out_in: str


@dataclass(frozen=True, slots=True)
class Connection:
    """A channel shared with another company. `ends`: the workspace whose sharing can be ended."""

    channel: str
    name: str
    partner: str
    host: str
    ends: str


def routes(slack: Slack) -> list[Route]:
    """`GET /page/part/approvals`: what waits, the newest first, then what is shared."""
    return [Route("/page/part/approvals", part(slack, _approvals))]


def _approvals(slack: Slack, person: Person, _: QueryParams) -> str:
    team = slack.world.teams[person.team_id]
    waiting = [
        _waiting(slack, slack.world.invites[entry["id"]], person)
        for entry in seen.approvals(slack, person)
    ]
    return rendered(
        "forms/approvals.html",
        person=person,
        company=team.name,
        administrators=[one for one in slack.world.people_of(team.id) if one.is_admin],
        waiting=waiting,
        connections=list(_connections(slack, team)),
    )


def _waiting(slack: Slack, invite: Invite, reader: Person) -> Waiting:
    accepted_by = slack.world.people.get(invite.accepted_by or invite.recipient_user_id or "")
    channel = slack.world.channels[invite.channel_id]
    partner = ""
    if accepted_by is not None:
        partner = slack.world.teams[accepted_by.team_id].name
    return Waiting(
        invite=invite.id,
        asks_to_send=invite.state is InviteState.REQUESTED,
        channel=channel.name_for(invite.inviting_team_id),
        sender=sender_of(slack, invite),
        recipient=accepted_by.real_name if accepted_by else address(slack, invite),
        partner=partner,
        runs_out=instant(slack, reader, invite.expires),
        runs_out_in=time_left(slack, invite),
    )


def _connections(slack: Slack, team: Team) -> Iterator[Connection]:
    for channel in slack.world.channels.values():
        if team.id in channel.names and not channel.is_direct:
            yield from _shared_with(slack, channel, team)


def _shared_with(slack: Slack, channel: Channel, team: Team) -> Iterator[Connection]:
    """One for each guest where we are the host; one with the host where we are a guest."""
    is_host = channel.host_team_id == team.id
    for other in channel.names:
        if other != team.id and (is_host or other == channel.host_team_id):
            yield Connection(
                channel=channel.id,
                name=channel.name_for(team.id),
                partner=slack.world.teams[other].name,
                host=slack.world.teams[channel.host_team_id].name,
                ends=other if is_host else team.id,
            )
