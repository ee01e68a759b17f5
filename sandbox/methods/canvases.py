"""canvases.* and conversations.canvases.create."""

from typing import Any

from sandbox import canvases
from sandbox.composing import parsed
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.call import Call, Method, invalid
from sandbox.world import Canvas, Channel

Json = dict[str, Any]
LEVELS = ("read", "write", "owner")


def create(call: Call) -> Json:
    """A canvas of its own, or, with a channel, one more tab there."""
    channel = _tabbed_channel(call)
    if not call.team.paid:
        if channel is None:
            raise SlackError("free_teams_cannot_create_standalone_canvases")
        if canvases.of_channel(call.slack, channel):
            raise SlackError("free_team_canvas_tab_already_exists")
    canvas = canvases.create(
        call.slack, call.actor, call.text("title") or "Untitled", _content(call), channel
    )
    return {"canvas_id": canvas.id}


def create_for_channel(call: Call) -> Json:
    """The canvas of a channel: there is one."""
    channel = _tabbed_channel(call)
    if channel is None:
        raise _not_created(call)
    if channel.canvas_id is not None:
        raise SlackError("channel_canvas_already_exists")
    canvas = canvases.create(call.slack, call.actor, call.text("title"), _content(call), channel)
    channel.canvas_id = canvas.id
    return {"canvas_id": canvas.id}


def _tabbed_channel(call: Call) -> Channel | None:
    if not call.text("channel_id"):
        return None
    channel = call.slack.world.channels.get(call.text("channel_id"))
    if channel is None or call.actor_id not in channel.members or channel.archived:
        raise _not_created(call)
    return channel


def _not_created(call: Call) -> SlackError:
    detail = f"channel not available: {call.text('channel_id')}"
    return canvases.failed(detail, "canvas_creation_failed")


def _content(call: Call) -> str:
    document = parsed(call.args.get("document_content"), "canvas_creation_failed")
    return "" if document is None else canvases.markdown_in(document, "canvas_creation_failed")


def edit(call: Call) -> Json:
    canvas = _canvas(call)
    if not canvases.is_writer(call.slack, canvas, call.actor):
        raise SlackError("restricted_action")
    changes = parsed(call.args["changes"], "invalid_arguments")
    if not isinstance(changes, list) or not changes:
        raise invalid("`changes` must be an array of changes")
    if len(changes) > 1 or not isinstance(changes[0], dict):
        raise invalid("`changes` must hold one change")
    canvases.edit(call.slack, canvas, changes[0])
    return {}


def delete(call: Call) -> Json:
    canvas = _canvas(call)
    if not _is_owner(call, canvas):
        raise SlackError("restricted_action")
    del call.slack.world.canvases[canvas.id]
    for channel in call.slack.world.channels.values():
        if channel.canvas_id == canvas.id:
            channel.canvas_id = None
    return {}


def set_access(call: Call) -> Json:
    canvas = _canvas(call)
    level = call.text("access_level")
    channel_ids, user_ids = call.texts("channel_ids"), call.texts("user_ids")
    if level not in LEVELS:
        raise invalid("`access_level` must be read, write or owner")
    if bool(channel_ids) == bool(user_ids) or (level == "owner" and len(user_ids) != 1):
        raise SlackError("invalid_parameters")
    if not _is_owner(call, canvas):
        raise SlackError("restricted_action")
    for channel_id in channel_ids:
        channel = call.slack.world.channels.get(channel_id)
        if channel is None or not call.sees(channel):
            raise SlackError("channel_not_found")
    for user_id in user_ids:
        call.person(user_id)
    if level == "owner":
        canvas.owner = user_ids[0]
    canvas.access |= dict.fromkeys([*channel_ids, *user_ids], level)
    return {}


def _canvas(call: Call) -> Canvas:
    """Raises canvas_not_found for one that the caller does not see."""
    canvas = call.slack.world.canvases.get(call.text("canvas_id"))
    if canvas is None or not canvases.is_reader(call.slack, canvas, call.actor):
        raise SlackError("canvas_not_found")
    return canvas


def _is_owner(call: Call, canvas: Canvas) -> bool:
    return call.actor_id == canvas.owner


WRITE = ("canvases:write",)
NOT_DRAWN = "the page shows its text as it was written, at its permalink"

METHODS = (
    Method(
        "canvases.create",
        create,
        Tier.TWO,
        optional=("channel_id", "document_content", "title"),
        scopes=WRITE,
        errors=(
            "canvas_creation_failed",
            "free_team_canvas_tab_already_exists",
            "free_teams_cannot_create_standalone_canvases",
            "restricted_action",
        ),
        differs=NOT_DRAWN,
    ),
    Method(
        "canvases.edit",
        edit,
        Tier.THREE,
        required=("canvas_id", "changes"),
        scopes=WRITE,
        errors=(
            "canvas_editing_failed",
            "canvas_editing_locked",
            "canvas_not_found",
            "canvas_too_large",
            "restricted_action",
        ),
        differs="sections have no ids: a change that names one answers `canvas_editing_failed`",
    ),
    Method(
        "canvases.delete",
        delete,
        Tier.THREE,
        required=("canvas_id",),
        scopes=WRITE,
        errors=("canvas_not_found", "restricted_action"),
    ),
    Method(
        "canvases.access.set",
        set_access,
        Tier.THREE,
        required=("access_level", "canvas_id"),
        optional=("channel_ids", "user_ids"),
        scopes=WRITE,
        errors=(
            "canvas_not_found",
            "channel_not_found",
            "invalid_parameters",
            "restricted_action",
            "user_not_found",
        ),
    ),
    Method(
        "conversations.canvases.create",
        create_for_channel,
        Tier.TWO,
        required=("channel_id",),
        optional=("document_content", "title"),
        scopes=WRITE,
        errors=(
            "canvas_creation_failed",
            "channel_canvas_already_exists",
            "restricted_action",
        ),
        differs=NOT_DRAWN,
    ),
)
