"""Slash commands and shortcuts: for people of the workspace that installed the app."""

from typing import Any

from sandbox import objects
from sandbox.apps import App
from sandbox.errors import Refusal, SlackError
from sandbox.interactions import Outcome, base_payload, response_url, shown_name
from sandbox.responses import respond
from sandbox.slack import Slack
from sandbox.transports import Ack
from sandbox.world import Channel, Message, Person

Json = dict[str, Any]

TIMED_OUT = "operation_timed_out"


async def run_command(
    slack: Slack, person: Person, channel: Channel, command: str, text: str
) -> Outcome:
    """Type a slash command. People of other workspaces, and unknown commands, get no further."""
    app = _commanded(slack, person, command)
    if app is None:
        shown = f"{command} is not a valid command. In Slack, all messages that start with the "
        return Outcome(False, 0.0, f"{shown}“/” character are interpreted as commands.")
    if channel.archived:
        raise Refusal("nothing can be typed in an archived channel")
    address = slack.triggers.response_address(app.id, person.id, channel.id)
    payload = {
        "token": app.verification_token,
        "team_id": app.team_id,
        "team_domain": slack.world.teams[app.team_id].domain,
        "channel_id": channel.id,
        "channel_name": shown_name(channel, app),
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": app.id,
        "is_enterprise_install": "false",
        "response_url": response_url(slack, address),
        "trigger_id": slack.triggers.trigger(app.id, person.id),
    }
    ack = await slack.outbound.ask(app, "slash_commands", payload)
    outcome = Outcome.of(ack, f"{command} failed with the error “{_why(ack)}”")
    if ack.body:
        _show_answer(slack, address, ack.body, outcome)
    return outcome


def _show_answer(slack: Slack, address: str, body: Json, outcome: Outcome) -> None:
    """A command may be answered with a message right away."""
    try:
        respond(slack, slack.triggers.respond(address), body)
    except SlackError as error:
        slack.journal.violation("bad_command_answer", "slash_commands", error.code)
        outcome.shown = f"the app’s answer was refused: {error.code}"


def _commanded(slack: Slack, person: Person, command: str) -> App | None:
    for app in slack.world.apps.values():
        if app.team_id == person.team_id and command in app.manifest.commands:
            return app
    return None


def _why(ack: Ack) -> str:
    timed_out = ack.error in ("timeout", "http_timeout")
    return TIMED_OUT if timed_out else "dispatch_failed"


async def use_message_shortcut(
    slack: Slack, person: Person, channel: Channel, message: Message, callback_id: str
) -> Outcome:
    app = _with_shortcut(slack, person, callback_id, on_message=True)
    address = slack.triggers.response_address(app.id, person.id, channel.id, message_ts=message.ts)
    payload = base_payload(slack, app, person, "message_action", team_id=app.team_id) | {
        "callback_id": callback_id,
        "trigger_id": slack.triggers.trigger(app.id, person.id),
        "message_ts": message.ts,
        "action_ts": slack.clock.next_ts(),
        "channel": {"id": channel.id, "name": shown_name(channel, app)},
        "message": objects.in_conversation(slack.world, channel, message),
        "response_url": response_url(slack, address),
    }
    del payload["user"]["username"], payload["api_app_id"]
    ack = await slack.outbound.ask(app, "interactive", payload)
    return Outcome.of(ack, "Sorry, that didn’t work. Try again?")


async def use_global_shortcut(slack: Slack, person: Person, callback_id: str) -> Outcome:
    app = _with_shortcut(slack, person, callback_id, on_message=False)
    payload = base_payload(slack, app, person, "shortcut", team_id=app.team_id) | {
        "callback_id": callback_id,
        "trigger_id": slack.triggers.trigger(app.id, person.id),
        "action_ts": slack.clock.next_ts(),
    }
    ack = await slack.outbound.ask(app, "interactive", payload)
    return Outcome.of(ack, "Sorry, that didn’t work. Try again?")


def _with_shortcut(slack: Slack, person: Person, callback_id: str, *, on_message: bool) -> App:
    for app in slack.world.apps.values():
        manifest = app.manifest
        offered = manifest.message_shortcuts if on_message else manifest.global_shortcuts
        if app.team_id == person.team_id and callback_id in offered:
            return app
    raise Refusal(f"{person.real_name} is offered no shortcut {callback_id!r}")
