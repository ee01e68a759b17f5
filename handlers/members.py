"""What Slack says of people: who joined the workspace, and who changed their name or zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import App

from handlers.payloads import Happening
from services import Services
from services.workspaces import Workspaces
from storage.people import MemberFacts


@dataclass(frozen=True, slots=True)
class Members:
    """Keeps what we know of people true."""

    workspaces: Workspaces

    def told(self, body: dict[str, Any]) -> None:
        """Somebody is new, or not quite who they were."""
        told = Happening.parse(body)
        self.workspaces.learn(told.workspace, [member_facts(told.event["user"])])


def member_facts(user: Mapping[str, Any]) -> MemberFacts:
    """What we keep of Slack's `user` object."""
    profile = user.get("profile") or {}
    names = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"))
    return MemberFacts(
        user_id=user["id"],
        team_id=user["team_id"],
        name=next((name for name in names if name), user.get("name") or user["id"]),
        email=profile.get("email"),
        time_zone=user.get("tz"),
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_bot=bool(user.get("is_bot")),
    )


def register(app: App, services: Services) -> None:
    """Listen for the events."""
    members = Members(services.workspaces)
    app.event("team_join")(members.told)
    app.event("user_change")(members.told)
