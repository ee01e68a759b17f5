"""views.open, .push, .update, .publish and blocks.validate."""

import re
from typing import Any

from sandbox import objects, views
from sandbox.blockkit import validate_message, validate_view
from sandbox.composing import parsed, read_view
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.call import ANYBODY, Call, Method
from sandbox.triggers import Trigger
from sandbox.world import Person

Json = dict[str, Any]
PROBLEM = re.compile(r"(?:\[ERROR\] )?(?P<message>.*?) \[json-pointer:(?P<pointer>[^]]*)\]")


def open_view(call: Call) -> Json:
    content = read_view(call.args.get("view"), call.slack.ids, kind="modal")
    person = call.slack.world.people[_trigger(call).person_id]
    view = views.open_modal(call.slack, call.app, person, content)
    return {"view": objects.view(view, call.app)}


def push_view(call: Call) -> Json:
    content = read_view(call.args.get("view"), call.slack.ids, kind="modal")
    person = call.slack.world.people[_trigger(call).person_id]
    view = views.push_modal(call.slack, call.app, person, content)
    return {"view": objects.view(view, call.app)}


def _trigger(call: Call) -> Trigger:
    trigger_id = call.text("trigger_id") or call.text("interactivity_pointer")
    return call.slack.triggers.use(trigger_id, call.app.id)


def update_view(call: Call) -> Json:
    view = views.find(
        call.slack, call.app, view_id=call.text("view_id"), external_id=call.text("external_id")
    )
    content = read_view(call.args.get("view"), call.slack.ids, kind=view.content["type"])
    views.replace(call.slack, view, content, call.text("hash"))
    return {"view": objects.view(view, call.app)}


def publish_view(call: Call) -> Json:
    if not call.app.manifest.home_tab:
        raise SlackError("not_enabled")
    content = read_view(call.args.get("view"), call.slack.ids, kind="home")
    view = views.publish_home(call.slack, call.app, _viewer(call), content, call.text("hash"))
    return {"view": objects.view(view, call.app)}


def _viewer(call: Call) -> Person:
    person = call.slack.world.people.get(call.text("user_id"))
    if person is None or person.is_bot:
        problem = {"messages": ["invalid `user_id`"]}
        raise SlackError("invalid_arguments", response_metadata=problem)
    return person


def validate(call: Call) -> Json:
    given = [name for name in ("blocks", "view", "message") if call.args.get(name)]
    if len(given) != 1:
        wanted = "must provide exactly one of `blocks`, `view`, or `message`"
        raise SlackError("invalid_arguments", response_metadata={"messages": [wanted]})
    name = given[0]
    content = parsed(call.args[name], "invalid_arguments")
    if name == "view" and not isinstance(content, dict):
        raise SlackError("invalid_arguments")
    problems = validate_view(content) if name == "view" else validate_message(_blocks(content))
    if problems:
        raise SlackError(f"invalid_{name}", errors=[_told(problem, name) for problem in problems])
    return {}


def _told(problem: str, name: str) -> Json:
    """A problem as an object; its pointer begins in what was given."""
    found = PROBLEM.fullmatch(problem)
    if found is None:
        return {"code": "failed_constraint", "message": problem}
    pointer = found["pointer"]
    if name != "message":
        pointer = pointer.removeprefix(f"/{name}")
    return {"code": "failed_constraint", "message": found["message"], "pointer": pointer}


def _blocks(content: Any) -> list[Json]:
    blocks = content.get("blocks", []) if isinstance(content, dict) else content
    if not isinstance(blocks, list):
        raise SlackError("invalid_arguments")
    return blocks


TRIGGER_ERRORS = (
    "duplicate_external_id",
    "exchanged_trigger_id",
    "expired_trigger_id",
    "invalid_trigger_id",
    "view_too_large",
)

METHODS = (
    Method(
        "views.open",
        open_view,
        Tier.FOUR,
        required=("view",),
        optional=("interactivity_pointer", "trigger_id"),
        errors=TRIGGER_ERRORS,
    ),
    Method(
        "views.push",
        push_view,
        Tier.FOUR,
        required=("view",),
        optional=("interactivity_pointer", "trigger_id"),
        errors=(*TRIGGER_ERRORS, "not_found", "push_limit_reached"),
    ),
    Method(
        "views.update",
        update_view,
        Tier.FOUR,
        required=("view",),
        optional=("external_id", "hash", "view_id"),
        errors=("duplicate_external_id", "hash_conflict", "not_found", "view_too_large"),
    ),
    Method(
        "views.publish",
        publish_view,
        Tier.FOUR,
        required=("user_id", "view"),
        optional=("hash", "interactivity_pointer"),
        errors=("duplicate_external_id", "hash_conflict", "not_enabled", "view_too_large"),
    ),
    Method(
        "blocks.validate",
        validate,
        Tier.SPECIAL,
        optional=("blocks", "message", "view"),
        errors=("invalid_arguments", "invalid_blocks", "invalid_message", "invalid_view"),
        called_by=ANYBODY,
        differs="a problem is told by message and pointer, without Slack's `constraint`",
    ),
)
