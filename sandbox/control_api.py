"""The sandbox's own API for whoever runs it: installing, switches, the clock, the log."""

from dataclasses import asdict
from typing import Any

from sandbox import events, objects
from sandbox.api import GENERAL_ERRORS
from sandbox.apps import App
from sandbox.errors import Refusal
from sandbox.faults import Fault, FaultKind
from sandbox.installing import install
from sandbox.methods import TABLE
from sandbox.seed import host_team
from sandbox.slack import Slack
from sandbox.transports import SocketMode
from sandbox.world import Person, Team

Json = dict[str, Any]

TEAM_SWITCHES = frozenset(
    {"paid", "requires_approval", "governs_invites", "may_invite_shared", "may_create_channels"}
)


async def install_app(slack: Slack, body: Json) -> Json:
    team = _team(slack, body["team"]) if body.get("team") else host_team(slack.world)
    app = install(slack, team, body["manifest"], body.get("request_url"))
    return {
        "bot_token": app.bot_token,
        "app_token": app.app_token,
        "signing_secret": app.signing_secret,
        "bot_user_id": app.bot_user_id,
        "bot_id": app.bot_id,
        "app_id": app.id,
        "team_id": app.team_id,
    }


async def people(slack: Slack, body: Json) -> list[Json]:
    return [_person_entry(person) for person in slack.world.people.values()]


def _person_entry(person: Person) -> Json:
    return {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "real_name": person.real_name,
        "email": person.email,
        "zone": person.zone,
        "title": person.title,
        "is_admin": person.is_admin,
        "is_restricted": person.is_restricted,
        "is_bot": person.is_bot,
    }


async def teams(slack: Slack, body: Json) -> list[Json]:
    return [asdict(team) for team in slack.world.teams.values()]


async def set_team(slack: Slack, body: Json) -> Json:
    team = _team(slack, body["team"])
    for switch, value in body["switches"].items():
        if switch not in TEAM_SWITCHES:
            raise Refusal(f"a workspace has no switch {switch!r}")
        setattr(team, switch, bool(value))
    return asdict(team)


async def add_person(slack: Slack, body: Json) -> Json:
    """Somebody new in a workspace, a guest if `is_restricted`; apps hear `team_join`."""
    team = _team(slack, body["team"])
    real_name = body["real_name"]
    person = Person(
        id=slack.ids.mint("U"),
        team_id=team.id,
        name=body.get("name") or real_name.split()[0].lower(),
        real_name=real_name,
        email=body["email"],
        zone=body.get("zone") or "UTC",
        title=body.get("title") or "",
        is_admin=bool(body.get("is_admin")),
        is_restricted=bool(body.get("is_restricted")),
        is_ultra_restricted=bool(body.get("is_ultra_restricted")),
        updated=int(slack.clock.now()),
    )
    slack.world.people[person.id] = person
    now = slack.clock.now()
    shown = objects.user(slack.world, person, seen_from=team.id, now=now)
    events.in_team(slack, team.id, {"type": "team_join", "user": shown})
    return _person_entry(person)


def _team(slack: Slack, named: str) -> Team:
    for team in slack.world.teams.values():
        if named in (team.id, team.name, team.domain):
            return team
    raise Refusal(f"there is no workspace {named!r}")


async def clock(slack: Slack, body: Json) -> Json:
    """The sandbox's time, after moving it by `seconds` (if given)."""
    seconds = float(body.get("seconds") or 0)
    if seconds < 0:
        raise Refusal("the sandbox's clock only moves forward")
    slack.clock.move(seconds)
    return {"now": slack.clock.now()}


async def add_fault(slack: Slack, body: Json) -> Json:
    try:
        fault = Fault(**body | {"kind": FaultKind(body["kind"])})
    except (TypeError, ValueError) as error:
        raise Refusal(f"no such fault: {error}") from None
    method = TABLE.get(fault.method)
    if fault.method != "*" and method is None:
        raise Refusal(f"there is no method {fault.method}")
    documented = GENERAL_ERRORS | frozenset(method.errors if method is not None else ())
    if fault.kind is FaultKind.ERROR and fault.code not in documented:
        raise Refusal(f"{fault.method} does not answer {fault.code!r}")
    slack.faults.add(fault)
    return {}


async def clear_faults(slack: Slack, body: Json) -> Json:
    slack.faults.clear()
    return {}


async def release_held(slack: Slack, body: Json) -> Json:
    slack.faults.release()
    return {}


async def held(slack: Slack, body: Json) -> list[Json]:
    return [
        {"id": held.id, "method": held.method, "args": held.args, "applied": held.applied}
        for held in slack.faults.held
    ]


async def cut_socket(slack: Slack, body: Json) -> Json:
    for app in slack.world.apps.values():
        if isinstance(app.transport, SocketMode):
            await app.transport.cut(body.get("reason") or "refresh_requested")
    return {}


async def connected(slack: Slack, body: Json) -> Json:
    """How many Socket Mode connections there are."""
    transports = [app.transport for app in slack.world.apps.values()]
    return {"connected": sum(t.connected for t in transports if isinstance(t, SocketMode))}


async def revoke_token(slack: Slack, body: Json) -> Json:
    app = _app(slack, body["app"])
    app.bot_token_revoked = True
    return {}


async def settings(slack: Slack, body: Json) -> Json:
    """Read the settings, after changing those given."""
    for name, value in body.items():
        if not hasattr(slack.settings, name):
            raise Refusal(f"there is no setting {name!r}")
        setattr(slack.settings, name, value)
    return asdict(slack.settings)


async def calls(slack: Slack, body: Json) -> list[Json]:
    method = body.get("method")
    return [asdict(call) for call in slack.journal.calls if method in (None, call.method)]


async def deliveries(slack: Slack, body: Json) -> list[Json]:
    return [asdict(delivery) for delivery in slack.journal.deliveries]


async def redeliver(slack: Slack, body: Json) -> Json:
    for record in slack.journal.deliveries:
        if record.index == body["index"]:
            return asdict(await slack.outbound.again(_app(slack, record.app_id), record))
    raise Refusal(f"the log has no delivery {body['index']}")


async def deliver(slack: Slack, body: Json) -> Json:
    """Send an app any payload: what Slack never would, or what nobody here can do."""
    ack = await slack.outbound.ask(_app(slack, body["app"]), body["kind"], body["payload"])
    return asdict(ack)


async def violations(slack: Slack, body: Json) -> list[Json]:
    return [asdict(violation) for violation in slack.journal.violations]


async def under_way(slack: Slack, body: Json) -> Json:
    return {"under_way": slack.outbound.under_way}


def _app(slack: Slack, app_id: str) -> App:
    app = slack.world.apps.get(app_id)
    if app is None:
        raise Refusal(f"there is no app {app_id}")
    return app


CONTROLS = {
    control.__name__: control
    for control in (
        add_fault,
        add_person,
        calls,
        clear_faults,
        clock,
        connected,
        cut_socket,
        deliver,
        deliveries,
        held,
        install_app,
        people,
        redeliver,
        release_held,
        revoke_token,
        set_team,
        settings,
        teams,
        under_way,
        violations,
    )
}
"""Everything the sandbox itself can be asked, by the last part of the address."""
