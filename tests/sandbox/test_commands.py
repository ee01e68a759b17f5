"""Slash commands, shortcuts and the Home."""

from typing import Any

import pytest

from sandbox.client import SandboxDriver, SandboxError
from sandbox.person_driver import PersonDriver
from tests.sandbox.conftest import RunningApp
from tests.sandbox.showing import buttons, modal

Json = dict[str, Any]


@pytest.fixture
def channel(app: RunningApp, olivia: PersonDriver) -> str:
    created: str = app.client.conversations_create(name="work")["channel"]["id"]
    app.client.conversations_invite(channel=created, users=[olivia.id])
    return created


def test_a_command_shows_its_answer_and_its_modal(
    app: RunningApp, channel: str, olivia: PersonDriver
) -> None:
    @app.bolt.command("/trial")
    def trial(ack: Any, command: Json, client: Any) -> None:
        client.views_open(trigger_id=command["trigger_id"], view=modal("form"))
        ack(f"You said {command['text']} in {command['channel_name']}")

    outcome = olivia.command("/trial", "new Acme", channel)
    assert outcome.acked
    assert [(m.text, m.ephemeral) for m in outcome.answers] == [("You said new Acme in work", True)]
    assert outcome.modal is not None
    assert outcome.modal.callback_id == "form"


def test_a_command_nobody_has_is_not_valid(
    app: RunningApp, channel: str, olivia: PersonDriver, driver: SandboxDriver
) -> None:
    outcome = olivia.command("/unknown", "", channel)
    assert outcome.shown is not None
    assert "not a valid command" in outcome.shown
    assert driver.deliveries("slash_commands") == []


def test_shortcuts_on_messages_and_anywhere(
    app: RunningApp, channel: str, olivia: PersonDriver, driver: SandboxDriver
) -> None:
    kept: list[str] = []

    @app.bolt.message_shortcut("keep")
    def keep(ack: Any, body: Json) -> None:
        kept.append(body["message"]["text"])
        ack()

    @app.bolt.global_shortcut("start")
    def start(ack: Any, body: Json, client: Any) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=modal("form"))
        ack()

    ts = olivia.say(channel, "Remember this")
    assert olivia.shortcut("keep", channel=channel, ts=ts).acked
    assert kept == ["Remember this"]
    assert olivia.shortcut("start").acked
    assert olivia.modal() is not None
    with pytest.raises(SandboxError, match="offered no shortcut 'other'"):
        olivia.shortcut("other")


def test_the_home_is_published_opened_and_clicked(
    app: RunningApp, olivia: PersonDriver, driver: SandboxDriver
) -> None:
    clicked: list[Json] = []

    @app.bolt.event("app_home_opened")
    def opened(event: Json, client: Any) -> None:
        view = {"type": "home", "blocks": buttons("go")}
        client.views_publish(user_id=event["user"], view=view)

    @app.bolt.action("go")
    def go(ack: Any, body: Json) -> None:
        clicked.append(body)
        ack()

    assert olivia.home() is None
    shown = driver.until(olivia.home)
    assert shown is not None
    assert shown.type == "home"
    assert olivia.click_at_home("go").acked
    assert clicked[0]["view"]["type"] == "home"
