"""People acting on what an app shows them: the payloads that go out, and what the answers do."""

from dataclasses import dataclass, field, replace
from typing import Any

from sandbox import forms, objects
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
    fields: Json = field(default_factory=dict)
    """What stands in the other fields of the message, as `fill` takes it."""


@dataclass(frozen=True, slots=True)
class Surface:
    """Something an app has put on a screen. `place`: what payloads say of where that is."""

    app: App
    blocks: list[Json]
    place: Json


def on_message(slack: Slack, channel: Channel, message: Message) -> Surface:
    """A message of an app. Raises Refusal for anybody else's."""
    app = _author(slack, message)
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.seen_by is not None,
    }
    if message.thread_ts is not None:
        container["thread_ts"] = message.thread_ts
    place: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": shown_name(channel, app)},
    }
    if message.seen_by is None:
        place["message"] = objects.in_conversation(slack.world, channel, message)
    return Surface(app, message.blocks or [], place)


def in_view(slack: Slack, view: View) -> Surface:
    """A modal or a Home."""
    app = slack.world.apps[view.app_id]
    place = {"container": {"type": "view", "view_id": view.id}, "view": objects.view(view, app)}
    return Surface(app, view.content["blocks"], place)


async def act_on_message(
    slack: Slack, person: Person, channel: Channel, message: Message, act: Act
) -> Outcome:
    """Click a button, choose an option … in a message. Raises Refusal without such an element."""
    surface = on_message(slack, channel, message)
    if act.stale:
        surface = replace(surface, blocks=_before_last_change(message))
    app = surface.app
    block, element = forms.find_element(surface.blocks, act.action_id, act.block_id)
    values = forms.initial_values(surface.blocks)
    await fill(slack, person, surface, values, act.fields)
    action = await _action(slack, surface, person, block, element, act)
    _note_in_state(values, block, element, action)
    address = slack.triggers.response_address(
        app.id,
        person.id,
        channel.id,
        message_ts=message.ts,
        ephemeral=message.seen_by is not None,
    )
    payload = base_payload(slack, app, person, "block_actions", team_id=app.team_id) | {
        **surface.place,
        "trigger_id": slack.triggers.trigger(app.id, person.id),
        "response_url": response_url(slack, address),
        "state": {"values": values},
        "actions": [action],
    }
    ack = await slack.outbound.ask(app, "interactive", payload)
    return Outcome.of(ack, "Sorry, that didn’t work. Try again?")


def _before_last_change(message: Message) -> list[Json]:
    if not message.earlier_blocks:
        raise Refusal("that message has never been changed")
    return message.earlier_blocks[-1]


def _note_in_state(values: forms.Values, block: Json, element: Json, action: Json) -> None:
    state = values.get(block["block_id"], {}).get(element["action_id"])
    if state is not None:
        state |= {key: action[key] for key in state if key in action}


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
    surface = in_view(slack, view)
    app = surface.app
    block, element = forms.find_element(surface.blocks, act.action_id, act.block_id)
    if block["type"] == "input" and not block.get("dispatch_action"):
        raise Refusal(f"{act.action_id!r} is a field that tells the app nothing until submitted")
    action = await _action(slack, surface, person, block, element, act)
    _note_in_state(view.values, block, element, action)
    payload = base_payload(slack, app, person, "block_actions", team_id=person.team_id) | {
        "container": surface.place["container"],
        "trigger_id": slack.triggers.trigger(app.id, person.id),
        "view": objects.view(view, app),
        "actions": [action],
    }
    ack = await slack.outbound.ask(app, "interactive", payload)
    return Outcome.of(ack, "We had some trouble connecting. Try again?")


async def fill(
    slack: Slack, person: Person, surface: Surface, values: forms.Values, fields: Json
) -> None:
    """Put `fields` into `values`, by action id or by `block_id/action_id`. Raises Refusal."""
    for name, value in fields.items():
        block_id, _, action_id = name.rpartition("/")
        block, element = forms.find_element(surface.blocks, action_id, block_id or None)
        offered = await _offered_for(value, slack, surface, person, block, element)
        values[block["block_id"]][element["action_id"]] = forms.filled(element, value, offered)


async def _offered_for(
    value: Any, slack: Slack, surface: Surface, person: Person, block: Json, element: Json
) -> list[Json]:
    """The options to look a value up in; an option that comes as itself needs no looking up."""
    chosen = value if isinstance(value, list) else [value]
    if element["type"] in forms.EXTERNAL and all(isinstance(one, dict) for one in chosen if one):
        return []
    return await offered_options(slack, surface, person, block, element)


async def _action(
    slack: Slack, surface: Surface, person: Person, block: Json, element: Json, act: Act
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
    elif element["type"] == "feedback_buttons":
        thumbs = [element["positive_button"], element["negative_button"]]
        action |= forms.option(thumbs, act.value)
    else:
        offered = await _offered_for(act.value, slack, surface, person, block, element)
        action |= forms.filled(element, act.value, offered)
    return action | act.overrides


async def offered_options(
    slack: Slack, surface: Surface, person: Person, block: Json, element: Json, query: str = ""
) -> list[Json]:
    """The options of a field; for external ones the app is asked. Raises Refusal."""
    if element["type"] not in forms.EXTERNAL:
        return forms.options_of(element)
    app = surface.app
    payload = base_payload(slack, app, person, "block_suggestion", team_id=app.team_id) | {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "value": query,
        **surface.place,
    }
    ack = await slack.outbound.ask(app, "interactive", payload)
    if not ack.ok:
        raise Refusal("the options could not be loaded")
    return forms.options_of(ack.body or {})
