"""usergroups.list and usergroups.users.list."""

from typing import Any

from sandbox import usergroups
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.call import Call, Method
from sandbox.world import Usergroup

Json = dict[str, Any]


def list_groups(call: Call) -> Json:
    _check_paid(call)
    return {
        "usergroups": [
            _shown(call, group)
            for group in usergroups.of_team(call.slack, call.team.id)
            if not group.disabled or call.flag("include_disabled")
        ]
    }


def _shown(call: Call, group: Usergroup) -> Json:
    shown: Json = {
        "id": group.id,
        "team_id": group.team_id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": group.description,
        "handle": group.handle,
        "is_external": False,
        "date_create": group.created,
        "date_update": group.created,
        "date_delete": group.created if group.disabled else 0,
        "auto_provision": False,
        "created_by": group.created_by,
        "updated_by": group.created_by,
        "prefs": {"channels": [], "groups": []},
    }
    if call.flag("include_users"):
        shown["users"] = group.users
    if call.flag("include_count"):
        shown["user_count"] = len(group.users)
    return shown


def list_users(call: Call) -> Json:
    _check_paid(call)
    group = call.slack.world.usergroups.get(call.text("usergroup"))
    hidden = group is not None and group.disabled and not call.flag("include_disabled")
    if group is None or group.team_id != call.team.id or hidden:
        raise SlackError("no_such_subteam")
    return {"users": group.users}


def _check_paid(call: Call) -> None:
    if not call.team.paid:
        raise SlackError("plan_upgrade_required")


MADE_BY_PEOPLE = "groups are made by people of the workspace, through the driver"

METHODS = (
    Method(
        "usergroups.list",
        list_groups,
        Tier.TWO,
        optional=("include_count", "include_disabled", "include_users", "team_id"),
        scopes=("usergroups:read",),
        errors=("plan_upgrade_required",),
        reads_json=False,
        differs=MADE_BY_PEOPLE,
    ),
    Method(
        "usergroups.users.list",
        list_users,
        Tier.TWO,
        required=("usergroup",),
        optional=("include_disabled", "team_id"),
        scopes=("usergroups:read",),
        errors=("no_such_subteam", "plan_upgrade_required"),
        reads_json=False,
        differs=MADE_BY_PEOPLE,
    ),
)
