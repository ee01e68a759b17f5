"""Modals on people's screens and the Home of an app: opened, stacked, updated, closed."""

from typing import Any

from sandbox.apps import App
from sandbox.errors import SlackError
from sandbox.forms import initial_values
from sandbox.slack import Slack
from sandbox.world import Person, View

Json = dict[str, Any]
STACK_LIMIT = 3


def open_modal(slack: Slack, app: App, person: Person, content: Json) -> View:
    """Show a modal; whatever the person had open is gone. Raises duplicate_external_id."""
    view = _new_view(slack, app, person, content)
    slack.world.modals[person.id] = [view]
    return view


def push_modal(slack: Slack, app: App, person: Person, content: Json) -> View:
    """Lay a modal over the open one. Raises not_found, push_limit_reached."""
    stack = slack.world.modals.get(person.id, [])
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= STACK_LIMIT:
        raise SlackError("push_limit_reached")
    view = _new_view(slack, app, person, content)
    view.root_view_id = stack[0].id
    view.previous_view_id = stack[-1].id
    stack.append(view)
    return view


def publish_home(
    slack: Slack, app: App, person: Person, content: Json, expected_hash: str | None
) -> View:
    """Set what the person sees on the app's Home. Raises hash_conflict."""
    current = slack.world.homes.get((app.id, person.id))
    if current is not None:
        return replace(slack, current, content, expected_hash)
    view = _new_view(slack, app, person, content)
    slack.world.homes[app.id, person.id] = view
    return view


def replace(slack: Slack, view: View, content: Json, expected_hash: str | None = None) -> View:
    """Give a view new content; what people filled in stays where its field stays.

    Raises hash_conflict when the view has changed since `expected_hash`.
    """
    if expected_hash and expected_hash != view.hash:
        raise SlackError("hash_conflict")
    _check_external_id(slack, view.app_id, content, replaced=view)
    values = initial_values(content["blocks"])
    for block_id, fields in values.items():
        for action_id in fields:
            kept = view.values.get(block_id, {}).get(action_id)
            if kept is not None and kept["type"] == fields[action_id]["type"]:
                fields[action_id] = kept
    view.content = content
    view.values = values
    view.errors = {}
    view.hash = _hash(slack)
    return view


def find(slack: Slack, app: App, *, view_id: str, external_id: str) -> View:
    """An open modal or a Home, by either id. Raises not_found."""
    for view in _open_views(slack, app.id):
        if view.id == view_id or (external_id and view.external_id == external_id):
            return view
    raise SlackError("not_found")


def close_top(slack: Slack, person: Person) -> None:
    stack = slack.world.modals.get(person.id, [])
    if stack:
        stack.pop()


def close_all(slack: Slack, person: Person) -> None:
    slack.world.modals.pop(person.id, None)


def top(slack: Slack, person: Person) -> View | None:
    stack = slack.world.modals.get(person.id, [])
    return stack[-1] if stack else None


def _new_view(slack: Slack, app: App, person: Person, content: Json) -> View:
    _check_external_id(slack, app.id, content, replaced=None)
    view_id = slack.ids.mint("V")
    return View(
        id=view_id,
        app_id=app.id,
        person_id=person.id,
        team_id=person.team_id,
        content=content,
        hash=_hash(slack),
        root_view_id=view_id,
        values=initial_values(content["blocks"]),
    )


def _check_external_id(slack: Slack, app_id: str, content: Json, *, replaced: View | None) -> None:
    external_id = content.get("external_id")
    if not external_id:
        return
    for view in _open_views(slack, app_id):
        if view is not replaced and view.external_id == external_id:
            raise SlackError("duplicate_external_id")


def _open_views(slack: Slack, app_id: str) -> list[View]:
    stacked = [view for stack in slack.world.modals.values() for view in stack]
    everything = [*stacked, *slack.world.homes.values()]
    return [view for view in everything if view.app_id == app_id]


def _hash(slack: Slack) -> str:
    return f"{int(slack.clock.now())}.{slack.ids.mint('')}"
