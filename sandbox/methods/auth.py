"""api.test, auth.test, apps.connections.open, team.info."""

from typing import Any

from sandbox import objects
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.call import ANYBODY, APPS, Call, Method
from sandbox.transports import SocketMode

Json = dict[str, Any]


def test_api(call: Call) -> Json:
    if call.text("error"):
        raise SlackError(call.text("error"), args=call.args)
    return {"args": call.args} if call.args else {}


def test_auth(call: Call) -> Json:
    answer: Json = {
        "url": f"{call.slack.base_url}/",
        "team": call.team.name,
        "user": call.actor.name,
        "team_id": call.team.id,
        "user_id": call.actor_id,
        "is_enterprise_install": False,
    }
    return answer | {"bot_id": call.app.bot_id} if call.is_bot else answer


def open_connection(call: Call) -> Json:
    transport = call.app.transport
    if not isinstance(transport, SocketMode):
        raise SlackError("forbidden_team")
    host = call.slack.base_url.replace("http://", "ws://")
    ticket = transport.ticket()
    call.slack.socket_tickets[ticket] = call.app.id
    return {"url": f"{host}/socket/{ticket}"}


def describe_team(call: Call) -> Json:
    wanted = call.text("team")
    known = {
        team_id
        for channel in call.slack.world.channels_of(call.actor_id)
        for team_id in channel.teams
    }
    if wanted and wanted not in known | {call.team.id}:
        raise SlackError("team_not_found")
    team = call.slack.world.teams[wanted or call.team.id]
    return {"team": objects.team_info(team, call.slack.base_url)}


METHODS = (
    Method("api.test", test_api, Tier.FOUR, optional=("error",), called_by=ANYBODY),
    Method("auth.test", test_auth, Tier.SPECIAL, errors=("invalid_auth", "internal_error")),
    Method(
        "apps.connections.open",
        open_connection,
        Tier.THREE,
        errors=("invalid_auth", "forbidden_team", "internal_error"),
        called_by=APPS,
    ),
    Method(
        "team.info",
        describe_team,
        Tier.THREE,
        optional=("team", "domain"),
        scopes=("team:read",),
        errors=("team_not_found",),
        differs="`domain` does not choose the workspace",
    ),
)
