"""users.info, users.list, users.lookupByEmail."""

from typing import Any

from sandbox import objects
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.call import Call, Method, page
from sandbox.world import Person

Json = dict[str, Any]


def info(call: Call) -> Json:
    return {"user": _shown(call, call.person(call.text("user")))}


def list_users(call: Call) -> Json:
    """People of this workspace only: people of other companies come by users.info."""
    found, cursor = page(
        call.slack.world.people_of(call.team.id),
        lambda person: person.id,
        cursor=call.text("cursor"),
        limit=call.limit(1000, 1000),
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


def _shown(call: Call, person: Person) -> Json:
    shown = objects.user(
        call.slack.world, person, seen_from=call.team.id, now=call.slack.clock.now()
    )
    if "users:read.email" not in call.app.manifest.scopes:
        shown["profile"].pop("email", None)
    if call.flag("include_locale"):
        shown["locale"] = "en-GB"
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
    ),
    Method(
        "users.list",
        list_users,
        Tier.TWO,
        optional=("cursor", "include_locale", "limit", "team_id"),
        scopes=("users:read",),
        errors=("invalid_cursor", "limit_required"),
    ),
    Method(
        "users.lookupByEmail",
        look_up_by_email,
        Tier.THREE,
        required=("email",),
        scopes=("users:read.email",),
        errors=("users_not_found",),
    ),
)
