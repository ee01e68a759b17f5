"""People acting on what an app shows them: the payloads that go out, and what the answers do."""

from dataclasses import dataclass, field
from typing import Any

from sandbox import forms, objects, views
from sandbox.apps import App
from sandbox.errors import Refusal
from sandbox.slack import Slack
from sandbox.transports import Ack
from sandbox.world import Channel, Message, Person, View

Json = dict[str, Any]


@dataclass(slots=True)
class Outcome:
    """How an interaction ended for the person. `shown`: what Slack says when it went wrong."""

    acked: bool
    seconds: float
    shown: str | None = None
    errors: dict[str, str] = field(default_factory=dict)
    body: Json | None = None

    @classmethod
    def of(cls, ack: Ack, trouble: str) -> "Outcome":
        return cls(ack.ok, ack.seconds, None if ack.ok else trouble, body=ack.body)


def _who(person: Person) -> Json:
    return {
        "id": person.id,
        "username": person.name,
        "name": person.name,
        "team_id": person.team_id,
    }


def _team(slack: Slack, team_id: str) -> Json:
    return {"id": team_id, "domain": slack.world.teams[team_id].domain}


def base_payload(slack: Slack, app: App, person: Person, kind: str, *, team_id: str) -> Json:
    """What all interactions carry. `team_id`: ours, or theirs, as each kind has it."""
    return {
        "type": kind,
        "token": app.verification_token,
        "team": _team(slack, team_id),
        "user": _who(person),
        "api_app_id": app.id,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def response_url(slack: Slack, address: str) -> str:
    return f"{slack.base_url}/response/{address}"


@dataclass(frozen=True, slots=True)
class Act:
    """What was clicked or chosen: the element's action, `overrides` forge parts of it."""

    action_id: str
    block_id: str | None
    value: Any
    overrides: Json
    stale: bool = False
    """Act on what the screen showed before the message was last changed."""


async def act_on_message(
    slack: Slack, person: Person, channel: Channel, message: Message, act: Act
) -> Outcome:
    """Click a button, choose an option … in a message. Raises Refusal without such an element."""
    app = _author(slack, message)
    shown = _on_screen(message, act)
    block, element = forms.find_element(shown, act.action_id, act.block_id)
    action = await _action(slack, app, person, block, element, act)
    ephemeral = message.seen_by is not None
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    }
    if message.thread_ts is not None:
        container["thread_ts"] = message.thread_ts
    address = slack.triggers.response_address(
        app.id,
        person.id,
        channel.id,
        message_ts=message.ts,
        ephemeral=ephemeral,
    )
    payload = base_payload(slack, app, person, "block_actions", team_id=app.team_id) | {
        "container": container,
        "trigger_id": slack.triggers.trigger(app.id, person.id),
        "channel": {"id": channel.id, "name": shown_name(channel, app)},
        "response_url": response_url(slack, address),
        "state": {"values": _message_state(shown, block, element, action)},
        "actions": [action],
    }
    if not ephemeral:
        payload["message"] = objects.in_conversation(slack.world, channel, message)
    ack = await slack.outbound.ask(app, "interactive", payload)
    return Outcome.of(ack, "Sorry, that didn’t work. Try again?")


def _on_screen(message: Message, act: Act) -> list[Json]:
    if not act.stale:
        return message.blocks or []
    if not message.earlier_blocks:
        raise Refusal("that message has never been changed")
    return message.earlier_blocks[-1]


def _message_state(shown: list[Json], block: Json, element: Json, action: Json) -> Json:
    values = forms.initial_values(shown)
    state = values.get(block["block_id"], {}).get(element["action_id"])
    if state is not None:
        state |= {key: action[key] for key in state if key in action}
    return values


def _author(slack: Slack, message: Message) -> App:
    app = slack.world.apps.get(message.app_id or "")
    if app is None:
        raise Refusal("that message is not from an app")
    if not app.manifest.interactive:
        raise Refusal(f"{app.manifest.name} has not enabled interactivity")
    return app


def shown_name(channel: Channel, app: App) -> str:
    return {"im": "directmessage", "private": "privategroup"}.get(
        channel.kind, channel.name_for(app.team_id)
    )


async def act_in_view(slack: Slack, person: Person, view: View, act: Act) -> Outcome:
    """Click or choose in a modal or on the Home."""
    app = slack.world.apps[view.app_id]
    block, element = forms.find_element(view.content["blocks"], act.action_id, act.block_id)
    if block["type"] == "input" and not block.get("dispatch_action"):
        raise Refusal(f"{act.action_id!r} is a field that tells the app nothing until submitted")
    action = await _action(slack, app, person, block, element, act)
    state = view.values.get(block["block_id"], {}).get(element["action_id"])
    if state is not None:
        state |= {key: action[key] for key in state if key in action}
    payload = base_payload(slack, app, person, "block_actions", team_id=person.team_id) | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": slack.triggers.trigger(app.id, person.id),
        "view": objects.view(view, app),
        "actions": [action],
    }
    ack = await slack.outbound.ask(app, "interactive", payload)
    return Outcome.of(ack, "We had some trouble connecting. Try again?")


async def _action(
    slack: Slack, app: App, person: Person, block: Json, element: Json, act: Act
) -> Json:
    action: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": slack.clock.next_ts(),
    }
    if element["type"] in ("button", "icon_button"):
        copied = ("text", "value", "style", "url", "confirm")
        action |= {key: element[key] for key in copied if key in element}
        if act.value is not None:
            action["value"] = str(act.value)
    elif element["type"] == "overflow":
        action["selected_option"] = forms.option(element["options"], act.value)
    else:
        offered = await offered_options(slack, app, person, block, element)
        action |= forms.filled(element, act.value, offered)
    return action | act.overrides


async def offered_options(
    slack: Slack, app: App, person: Person, block: Json, element: Json, query: str = ""
) -> list[Json]:
    """The options of a field; for external ones the app is asked. Raises Refusal."""
    if element["type"] not in forms.EXTERNAL:
        return forms.options_of(element)
    view = views.top(slack, person)
    payload = base_payload(slack, app, person, "block_suggestion", team_id=app.team_id) | {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "value": query,
        "container": {"type": "view", "view_id": view.id} if view else {"type": "message"},
    }
    if view is not None:
        payload["view"] = objects.view(view, app)
    ack = await slack.outbound.ask(app, "interactive", payload)
    if not ack.ok:
        raise Refusal("the options could not be loaded")
    return forms.options_of(ack.body or {})
