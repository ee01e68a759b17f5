"""User groups: people of a workspace who are mentioned together."""

from typing import Any

from sandbox.errors import Refusal
from sandbox.slack import Slack
from sandbox.world import Person, Usergroup

Json = dict[str, Any]


def create(
    slack: Slack, actor: Person, name: str, handle: str, users: list[str], description: str = ""
) -> Usergroup:
    """A group of the actor's workspace. Raises Refusal for people who are not of it, or a handle
    that is taken."""
    for person_id in users:
        person = slack.world.people.get(person_id)
        if person is None or person.team_id != actor.team_id:
            raise Refusal(f"{person_id} is nobody of {actor.real_name}'s workspace")
    if any(group.handle == handle for group in of_team(slack, actor.team_id)):
        raise Refusal(f"there is a group @{handle} already")
    group = Usergroup(
        id=slack.ids.mint("S"),
        team_id=actor.team_id,
        name=name,
        handle=handle,
        description=description,
        users=users,
        created=int(slack.clock.now()),
        created_by=actor.id,
    )
    slack.world.usergroups[group.id] = group
    return group


def of_team(slack: Slack, team_id: str) -> list[Usergroup]:
    return [group for group in slack.world.usergroups.values() if group.team_id == team_id]


async def add_usergroup(slack: Slack, person: Person, body: Json) -> Json:
    """A person makes a user group: `name`, `handle`, `users`, `description`."""
    group = create(
        slack,
        person,
        body["name"],
        body["handle"],
        list(body["users"]),
        body.get("description") or "",
    )
    return {"id": group.id}


async def disable_usergroup(slack: Slack, person: Person, body: Json) -> Json:
    group = slack.world.usergroups.get(body["usergroup"])
    if group is None or group.team_id != person.team_id:
        raise Refusal(f"{person.real_name} sees no group {body['usergroup']}")
    group.disabled = True
    return {}


GROUP_DOINGS = (add_usergroup, disable_usergroup)
