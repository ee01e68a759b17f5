"""The sandbox's own API for whoever runs it: installing, switches, the clock, the log."""

from dataclasses import asdict, fields
from typing import Any

from sandbox import events, oauth, objects
from sandbox.clock_controls import agenda, clock, turn_clock
from sandbox.errors import Refusal
from sandbox.fault_controls import (
    add_fault,
    app_named,
    clear_faults,
    connected,
    cut_socket,
    faults,
    held,
    release_held,
    remove_fault,
    restore_token,
    revoke_token,
)
from sandbox.guide import read_steps
from sandbox.installing import install
from sandbox.journal import CallRecord, DeliveryRecord, ResponseRecord
from sandbox.seed import found_company, host_team
from sandbox.slack import Slack
from sandbox.world import Person, Team

Json = dict[str, Any]

TEAM_SWITCHES = frozenset(
    {"paid", "requires_approval", "governs_invites", "may_invite_shared", "may_create_channels"}
)


async def install_app(slack: Slack, body: Json) -> Json:
    team = _team(slack, body["team"]) if body.get("team") else host_team(slack.world)
    installer = _person(slack, body["installer"]) if body.get("installer") else None
    app = install(slack, team, body["manifest"], body.get("request_url"), installer)
    return {
        "bot_token": app.bot_token,
        "user_token": app.user_token,
        "app_token": app.app_token,
        "signing_secret": app.signing_secret,
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "installer_id": app.installer_id,
        "bot_user_id": app.bot_user_id,
        "bot_id": app.bot_id,
        "app_id": app.id,
        "team_id": app.team_id,
    }


async def oauth_code(slack: Slack, body: Json) -> Json:
    """A person (the one who installed it, without `person`) consents to the app `client_id`.

    What Slack would bring to `redirect_uri`: a code for `oauth.v2.access`.
    """
    app = oauth.app_of(slack, body["client_id"])
    if app is None:
        raise Refusal(f"no app has the client id {body['client_id']!r}")
    person = _person(slack, body.get("person") or app.installer_id)
    code = oauth.mint_code(
        slack,
        app,
        person,
        redirect_uri=body.get("redirect_uri") or "",
        code_challenge=body.get("code_challenge") or "",
    )
    return {"code": code.code}


def _person(slack: Slack, person_id: str) -> Person:
    person = slack.world.people.get(person_id)
    if person is None:
        raise Refusal(f"there is nobody with the id {person_id}")
    return person


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


async def add_team(slack: Slack, body: Json) -> Json:
    """Another company: `people`, each with real_name, title, zone and rank (see `seed.Staff`)."""
    taken = {team.name for team in slack.world.teams.values()}
    taken |= {team.domain for team in slack.world.teams.values()}
    for named in (body["name"], body["domain"]):
        if named in taken:
            raise Refusal(f"there is a workspace {named!r} already")
    if not body["people"]:
        raise Refusal("a company begins with one person at least")
    people = [
        (one["real_name"], one.get("title") or "", one.get("zone") or "UTC", one.get("rank") or "")
        for one in body["people"]
    ]
    now = int(slack.clock.now())
    return asdict(found_company(slack.world, slack.ids, now, body["name"], body["domain"], people))


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


async def settings(slack: Slack, body: Json) -> Json:
    """Read the settings, after changing those given."""
    for name, value in body.items():
        if not hasattr(slack.settings, name):
            raise Refusal(f"there is no setting {name!r}")
        setattr(slack.settings, name, value)
    return asdict(slack.settings)


async def calls(slack: Slack, body: Json) -> list[Json]:
    method, since = body.get("method"), body.get("since") or 0
    return [
        _entry(call)
        for call in slack.journal.calls
        if call.index >= since and method in (None, call.method)
    ]


async def deliveries(slack: Slack, body: Json) -> list[Json]:
    kind, since = body.get("kind"), body.get("since") or 0
    return [
        _entry(record) | {"ack": None if record.ack is None else asdict(record.ack)}
        for record in slack.journal.deliveries
        if record.index >= since and kind in (None, record.kind)
    ]


async def responses(slack: Slack, body: Json) -> list[Json]:
    since = body.get("since") or 0
    return [_entry(record) for record in slack.journal.responses if record.index >= since]


async def files(slack: Slack, body: Json) -> list[Json]:
    """Every file there is; `text`: what is in it, as far as it is text."""
    return [
        {
            "id": file.id,
            "name": file.name,
            "title": file.title,
            "alt_text": file.alt_text,
            "owner": file.owner,
            "shared_in": list(file.shares),
            "text": (file.content or b"").decode(errors="replace"),
        }
        for file in slack.world.files.values()
    ]


def _entry(record: CallRecord | DeliveryRecord | ResponseRecord) -> Json:
    """A record as it goes over the wire at once: what is in it is JSON, and need not be copied."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


async def redeliver(slack: Slack, body: Json) -> Json:
    for record in slack.journal.deliveries:
        if record.index == body["index"]:
            return asdict(await slack.outbound.again(app_named(slack, record.app_id), record))
    raise Refusal(f"the log has no delivery {body['index']}")


async def deliver(slack: Slack, body: Json) -> Json:
    """Send an app any payload: what Slack never would, or what nobody here can do."""
    ack = await slack.outbound.ask(app_named(slack, body["app"]), body["kind"], body["payload"])
    return asdict(ack)


async def violations(slack: Slack, body: Json) -> list[Json]:
    return [asdict(violation) for violation in slack.journal.violations]


async def set_guide(slack: Slack, body: Json) -> Json:
    slack.guide = read_steps(body["steps"])
    return {}


async def under_way(slack: Slack, body: Json) -> Json:
    return {"under_way": slack.outbound.under_way}


CONTROLS = {
    control.__name__: control
    for control in (
        add_fault,
        add_person,
        add_team,
        agenda,
        calls,
        clear_faults,
        clock,
        connected,
        cut_socket,
        deliver,
        deliveries,
        faults,
        files,
        held,
        install_app,
        oauth_code,
        people,
        redeliver,
        release_held,
        remove_fault,
        responses,
        restore_token,
        revoke_token,
        set_guide,
        set_team,
        settings,
        teams,
        turn_clock,
        under_way,
        violations,
    )
}
"""Everything the sandbox itself can be asked, by the last part of the address."""
