"""Filling a modal, submitting or closing it, and what the app's answer does to the screen."""

from typing import Any

from sandbox import forms, interactions, objects, views
from sandbox.apps import App
from sandbox.blockkit.nesting import every_block
from sandbox.composing import read_view
from sandbox.errors import Refusal, SlackError
from sandbox.interactions import Outcome, base_payload
from sandbox.slack import Slack
from sandbox.world import Person, View

Json = dict[str, Any]
TROUBLE = "We had some trouble connecting. Try again?"


async def submit(slack: Slack, person: Person, view: View, fields: Json) -> Outcome:
    """Fill fields of a modal and submit it. Field errors come back by block id, and stay shown."""
    app = slack.world.apps[view.app_id]
    await fill(slack, person, view, fields)
    if view.content.get("submit") is None:
        raise Refusal("this modal has nothing to submit")
    view.errors = forms.client_errors(view.content["blocks"], view.values)
    if view.errors:
        return Outcome(acked=False, seconds=0.0, errors=view.errors)
    payload = base_payload(slack, app, person, "view_submission", team_id=person.team_id) | {
        "trigger_id": slack.triggers.trigger(app.id, person.id),
        "view": objects.view(view, app),
    }
    ack = await slack.outbound.ask(app, "interactive", payload)
    outcome = Outcome.of(ack, TROUBLE)
    if ack.ok:
        _apply_answer(slack, app, person, view, outcome)
    return outcome


async def fill(slack: Slack, person: Person, view: View, fields: Json) -> None:
    """Fill fields of a view, by action id or by `block_id/action_id`. Raises Refusal."""
    surface = interactions.in_view(slack, view)
    await interactions.fill(slack, person, surface, view.values, fields)


def _open_view(slack: Slack, person: Person) -> View:
    view = views.top(slack, person)
    if view is None:
        raise Refusal(f"{person.real_name} has no modal open")
    return view


async def close_modal(slack: Slack, person: Person, *, everything: bool) -> Outcome:
    """Close the top modal, or with `everything` the whole stack; the app hears if it asked to."""
    view = _open_view(slack, person)
    if everything:
        views.close_all(slack, person)
    else:
        views.close_top(slack, person)
    if not view.content.get("notify_on_close"):
        return Outcome(acked=True, seconds=0.0)
    app = slack.world.apps[view.app_id]
    payload = base_payload(slack, app, person, "view_closed", team_id=person.team_id) | {
        "view": objects.view(view, app),
        "is_cleared": everything,
    }
    ack = await slack.outbound.ask(app, "interactive", payload)
    return Outcome.of(ack, "")


def _apply_answer(slack: Slack, app: App, person: Person, view: View, outcome: Outcome) -> None:
    """Close, clear, update, push, or show errors, as the app's answer says."""
    body = outcome.body or {}
    match body.get("response_action"):
        case None:
            _close(slack, person, view)
        case "clear":
            views.close_all(slack, person)
        case "errors":
            _show_errors(slack, view, body.get("errors"), outcome)
        case "update" | "push" as action:
            try:
                _show_view(slack, app, person, view, body.get("view"), action)
            except SlackError as error:
                slack.journal.violation("bad_response_action", action, _reason(error))
                outcome.shown = TROUBLE
        case unknown:
            slack.journal.violation("bad_response_action", str(unknown), "unknown")
            outcome.shown = TROUBLE


def _close(slack: Slack, person: Person, view: View) -> None:
    """The submitted view goes, wherever it stands by now; `clear_on_close` takes all with it."""
    stack = slack.world.modals.get(person.id, [])
    if view.content.get("clear_on_close"):
        views.close_all(slack, person)
    elif view in stack:
        stack.remove(view)


def _show_errors(slack: Slack, view: View, errors: Any, outcome: Outcome) -> None:
    blocks = every_block(view.content["blocks"])
    fields = {block["block_id"] for _, block in blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not fields >= errors.keys():
        slack.journal.violation("bad_response_action", "errors", f"no such fields: {errors}")
        outcome.shown = TROUBLE
        return
    view.errors = outcome.errors = {block: str(text) for block, text in errors.items()}


def _show_view(slack: Slack, app: App, person: Person, view: View, given: Any, action: str) -> None:
    content = read_view(given, slack.ids, kind="modal")
    if action == "push":
        views.push_modal(slack, app, person, content)
    else:
        views.replace(slack, view, content)


def _reason(error: SlackError) -> str:
    return f"{error.code} {error.extra.get('response_metadata', '')}".strip()
