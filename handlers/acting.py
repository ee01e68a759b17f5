"""Who acts: the installing workspace, the person, and where that person is at home.

A person of another company clicks in a shared channel: `team` of the payload is the workspace that
installed us, `user.team_id` is theirs. In what comes from a view `team` is *theirs* and the view
names the installing workspace. A home that Slack does not name stays empty, and an empty home is
nobody of ours.
"""

from collections.abc import Mapping
from typing import Any

from services.actor import Actor

FROM_SLACK = "slack"
"""Where somebody acted of whom Slack tells no place."""


def actor_of_interaction(body: Mapping[str, Any]) -> Actor:
    """Who clicked or submitted: `block_actions` of messages and of views, `view_submission`."""
    view = body.get("view") or {}
    return Actor(
        user=body["user"]["id"],
        team=body["user"].get("team_id") or "",
        workspace=view.get("app_installed_team_id") or body["team"]["id"],
        origin=_place(body),
    )


def actor_of_command(body: Mapping[str, Any]) -> Actor:
    """Who typed a slash command: Slack offers ours to members of the installing workspace only."""
    return Actor(
        user=body["user_id"], team=body["team_id"], workspace=body["team_id"], origin="command"
    )


def actor_of_event(body: Mapping[str, Any]) -> Actor:
    """Whose doing an event is. It names the home only of people from elsewhere."""
    event, workspace = body["event"], workspace_of_event(body)
    home = event.get("user_team") or event.get("source_team") or workspace
    channel = event.get("channel")
    place = channel if isinstance(channel, str) else FROM_SLACK
    return Actor(user=event["user"], team=home, workspace=workspace, origin=place)


def _place(body: Mapping[str, Any]) -> str:
    """Where a click or a form happened: a form, Home, or the id of the channel."""
    view = body.get("view") or {}
    if view:
        return "home" if view.get("type") == "home" else "form"
    channel = (body.get("channel") or {}).get("id") or body.get("container", {}).get("channel_id")
    return channel or FROM_SLACK


def workspace_of_event(body: Mapping[str, Any]) -> str:
    """The installing workspace for which Slack sent the event."""
    team: str = body["authorizations"][0]["team_id"]
    return team
