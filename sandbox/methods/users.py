"""users.*: who people are, and whether they are there."""

from typing import Any

from sandbox import objects
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.call import Call, Method, invalid
from sandbox.world import Person

Json = dict[str, Any]
EVERYBODY = 1_000_000
"""Without a limit, users.list gives the whole workspace."""


def info(call: Call) -> Json:
    return {"user": _shown(call, call.person(call.text("user")))}


def list_users(call: Call) -> Json:
    """People of this workspace only: people of other companies come by users.info."""
    found, cursor = call.page(
        call.slack.world.people_of(call.team.id),
        lambda person: person.id,
        call.limit(EVERYBODY, 1000),
    )
    return {
        "members": [_shown(call, person) for person in found],
        "cache_ts": int(call.slack.clock.now()),
        "response_metadata": {"next_cursor": cursor},
    }


def look_up_by_email(call: Call) -> Json:
    wanted = call.text("email").strip().lower()
    for person in call.slack.world.people_of(call.team.id):
        if person.email.lower() == wanted and not person.deleted and not person.is_bot:
            return {"user": _shown(call, person)}
    raise SlackError("users_not_found")


def get_presence(call: Call) -> Json:
    person = call.slack.world.people.get(call.text("user") or call.actor_id)
    if person is None or person.team_id != call.team.id:
        raise invalid("`user` is nobody of this workspace")
    presence = "away" if person.deleted else "active"
    if person.id != call.actor_id:
        return {"presence": presence}
    return {
        "presence": presence,
        "online": True,
        "auto_away": False,
        "manual_away": False,
        "connection_count": 1,
        "last_activity": int(call.slack.clock.now()),
    }


def get_profile(call: Call) -> Json:
    person = call.person(call.text("user") or call.actor_id)
    profile = objects.profile(person) | {"fields": {}}
    del profile["team"]  # which only the profile inside a user has
    if "users:read.email" not in call.granted:
        profile.pop("email", None)
    return {"profile": profile}


def _shown(call: Call, person: Person) -> Json:
    shown = objects.user(
        call.slack.world, person, seen_from=call.team.id, now=call.slack.clock.now()
    )
    if "users:read.email" not in call.granted:
        shown["profile"].pop("email", None)
    if call.flag("include_locale"):
        shown["locale"] = objects.LOCALE
    return shown


METHODS = (
    Method(
        "users.info",
        info,
        Tier.FOUR,
        required=("user",),
        optional=("include_locale",),
        scopes=("users:read",),
        errors=("user_not_found", "user_not_visible"),
        reads_json=False,
    ),
    Method(
        "users.list",
        list_users,
        Tier.TWO,
        optional=("cursor", "include_locale", "limit", "team_id"),
        scopes=("users:read",),
        errors=("invalid_cursor", "limit_required"),
        reads_json=False,
    ),
    Method(
        "users.lookupByEmail",
        look_up_by_email,
        Tier.THREE,
        required=("email",),
        scopes=("users:read.email",),
        errors=("users_not_found",),
        reads_json=False,
    ),
    Method(
        "users.getPresence",
        get_presence,
        Tier.THREE,
        optional=("user",),
        scopes=("users:read",),
        reads_json=False,
        differs="everybody is active, unless their account is closed",
    ),
    Method(
        "users.profile.get",
        get_profile,
        Tier.FOUR,
        optional=("include_labels", "user"),
        scopes=("users.profile:read",),
        errors=("user_not_found",),
        reads_json=False,
        differs="there are no custom fields",
    ),
)
