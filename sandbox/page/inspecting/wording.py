"""What the inspector calls people, places and times."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.seed import host_team
from sandbox.slack import Slack
from sandbox.world import Channel

LEAST = 0.0005
"""Seconds; what is shorter would be rounded to nothing."""


def moment(at: float, zone: ZoneInfo) -> str:
    """`at` (seconds UTC) as a clock of this zone shows it: "2 Mar, 10:00:00"."""
    local = datetime.fromtimestamp(at, zone)
    return f"{local.day} {local:%b, %H:%M:%S}"


def duration(seconds: float) -> str:
    if seconds < LEAST:
        return "under 1 ms"
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def app_name(slack: Slack, app_id: str | None) -> str:
    """ "" when no app is known by this id."""
    app = slack.world.apps.get(app_id or "")
    return app.manifest.name if app is not None else ""


def place(slack: Slack, app_id: str | None, *given: Any) -> str:
    """The first of these ids, or of these objects with an id, that names a conversation or a
    person: "#general", or the names of those in it; "" when none does."""
    for named in given:
        found = named.get("id") if isinstance(named, dict) else named
        if not isinstance(found, str):
            continue
        if found in slack.world.channels:
            return _channel(slack, app_id, slack.world.channels[found])
        if found in slack.world.people:
            return slack.world.people[found].real_name
    return ""


def _channel(slack: Slack, app_id: str | None, channel: Channel) -> str:
    if channel.is_direct:
        members = (slack.world.people[person] for person in channel.members)
        return ", ".join(member.real_name for member in members if not member.is_bot)
    app = slack.world.apps.get(app_id or "")
    return f"#{channel.name_for(app.team_id if app is not None else host_team(slack.world).id)}"
