"""`manifest.yaml` asks for every scope, event and command that the code uses, and no other."""

import ast
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from slack_bolt import App

from bot.installation import Installation, authorize
from bot.manifest import SCOPES_OF_EVENTS, SCOPES_OF_FEATURES, SCOPES_OF_METHODS, manifest, scopes
from handlers import register
from playbooks.words import shipped_words
from services import Services
from storage.database import Database

ROOT = Path(__file__).parents[1]
CALLERS = ("bot", "handlers")
SUBSCRIPTIONS = {"message": {"message.channels", "message.groups"}}
"""Bolt calls an event by its type, which several subscriptions may share."""
ON_ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class ListeningApp(App):
    """A Bolt app that remembers what was registered with it."""

    def __init__(self) -> None:
        super().__init__(
            signing_secret="secret",
            authorize=authorize(Installation("T1", "Trellis", "U1", "B1", "xoxb-1")),
            process_before_response=True,
        )
        self.events: set[str] = set()
        self.commands: set[str] = set()
        self.shortcuts: set[str] = set()

    def event(self, event: Any, *args: Any, **kwargs: Any) -> Callable[..., Any]:
        self.events.update(SUBSCRIPTIONS.get(event, {event}))
        return super().event(event, *args, **kwargs)

    def command(self, command: Any, *args: Any, **kwargs: Any) -> Callable[..., Any]:
        self.commands.add(command)
        return super().command(command, *args, **kwargs)

    def message_shortcut(self, callback_id: Any, *args: Any, **kwargs: Any) -> Callable[..., Any]:
        self.shortcuts.add(callback_id)
        return super().message_shortcut(callback_id, *args, **kwargs)


@pytest.fixture
def listening(database: Database) -> ListeningApp:
    app = ListeningApp()
    register(app, Services.open(database, {}), shipped_words())
    return app


def slack_methods(shared: Path) -> dict[str, Any]:
    files = (shared / "slack" / "methods").glob("*.json")
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}


def methods_called(known: set[str]) -> Iterator[str]:
    """Method names in our source: as text (`"chat.update"`), or as the SDK spells them."""
    as_the_sdk_says = {method.replace(".", "_"): method for method in known}
    for package in CALLERS:
        for file in (ROOT / package).rglob("*.py"):
            if file.name == "manifest.py":
                continue  # the table itself
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and node.value in known:
                    yield str(node.value)
                elif isinstance(node, ast.Attribute) and node.attr in as_the_sdk_says:
                    yield as_the_sdk_says[node.attr]


def test_the_manifest_is_what_slack_accepts(shared: Path) -> None:
    schema = json.loads((shared / "slack" / "manifest.schema.2.0.0.json").read_text("utf-8"))
    validator = jsonschema.Draft7Validator(schema)
    assert [error.message for error in validator.iter_errors(manifest())] == []


def test_a_manifest_with_a_misspelt_scope_would_be_noticed(shared: Path) -> None:
    schema = json.loads((shared / "slack" / "manifest.schema.2.0.0.json").read_text("utf-8"))
    wrong = manifest()
    wrong["settings"]["socket_mode_enabeld"] = True
    assert list(jsonschema.Draft7Validator(schema).iter_errors(wrong))


def test_socket_mode_interactivity_and_home_are_on() -> None:
    declared = manifest()
    assert declared["settings"]["socket_mode_enabled"] is True
    assert declared["settings"]["interactivity"]["is_enabled"] is True
    assert declared["features"]["app_home"]["home_tab_enabled"] is True


def test_the_table_names_exactly_the_methods_that_the_code_calls(shared: Path) -> None:
    assert set(SCOPES_OF_METHODS) == set(methods_called(set(slack_methods(shared))))


@pytest.mark.parametrize("method", sorted(SCOPES_OF_METHODS))
def test_the_scopes_of_a_method_are_ones_that_slack_takes_for_it(shared: Path, method: str) -> None:
    taken = set(slack_methods(shared)[method]["scope"].get("bot", ()))
    ours = SCOPES_OF_METHODS[method]
    if taken:
        assert ours & taken
    # an address comes with the person only where users:read.email was granted as well
    assert ours - taken <= {"users:read", "users:read.email"}


@ON_ONE_DATABASE
def test_the_manifest_subscribes_to_exactly_the_events_we_listen_for(
    listening: ListeningApp,
) -> None:
    subscribed = manifest()["settings"]["event_subscriptions"]["bot_events"]
    assert set(subscribed) == listening.events
    assert len(subscribed) == len(listening.events)
    assert set(SCOPES_OF_EVENTS) == listening.events


@ON_ONE_DATABASE
def test_the_manifest_offers_exactly_the_commands_we_listen_for(listening: ListeningApp) -> None:
    offered = manifest()["features"]["slash_commands"]
    assert [command["command"] for command in offered] == sorted(listening.commands)
    assert all(command["description"] and command["usage_hint"] for command in offered)


@ON_ONE_DATABASE
def test_the_manifest_offers_exactly_the_shortcuts_we_listen_for(
    listening: ListeningApp,
) -> None:
    offered = manifest()["features"]["shortcuts"]
    assert {shortcut["callback_id"] for shortcut in offered} == listening.shortcuts
    assert {shortcut["type"] for shortcut in offered} == {"message"}


def test_the_manifest_asks_for_exactly_the_scopes_that_are_used() -> None:
    tables = (SCOPES_OF_METHODS, SCOPES_OF_EVENTS, SCOPES_OF_FEATURES)
    used = frozenset().union(*(scopes for table in tables for scopes in table.values()))
    assert scopes() == used
    assert len(manifest()["oauth_config"]["scopes"]["bot"]) == len(used)
