"""A sandbox for a test, an app installed in it, and the people to act with."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from sandbox.client import Installation, SandboxDriver
from sandbox.person_driver import PersonDriver
from sandbox.server import Sandbox
from tests.contract import reference
from tests.contract.recording import recorded_deviations

Json = dict[str, Any]

SCOPES = [
    "app_mentions:read",
    "bookmarks:read",
    "bookmarks:write",
    "canvases:write",
    "channels:history",
    "channels:join",
    "channels:manage",
    "channels:read",
    "chat:write",
    "commands",
    "conversations.connect:manage",
    "conversations.connect:read",
    "conversations.connect:write",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "groups:write",
    "im:history",
    "im:read",
    "im:write",
    "mpim:history",
    "mpim:read",
    "mpim:write",
    "pins:read",
    "pins:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "usergroups:read",
    "users.profile:read",
    "users:read",
    "users:read.email",
]
USER_SCOPES = [
    "channels:history",
    "channels:read",
    "channels:write",
    "chat:write",
    "files:write",
    "groups:write",
    "reactions:write",
    "users:read",
]
EVENTS = [
    "app_home_opened",
    "app_mention",
    "channel_archive",
    "channel_deleted",
    "channel_id_changed",
    "channel_left",
    "channel_rename",
    "channel_shared",
    "channel_unarchive",
    "channel_unshared",
    "file_shared",
    "group_archive",
    "group_deleted",
    "group_left",
    "group_rename",
    "group_unarchive",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "pin_added",
    "pin_removed",
    "reaction_added",
    "reaction_removed",
    "shared_channel_invite_accepted",
    "shared_channel_invite_approved",
    "shared_channel_invite_declined",
    "shared_channel_invite_received",
    "shared_channel_invite_requested",
    "team_join",
    "user_change",
]


def manifest(**changes: Any) -> Json:
    """An app that may do everything; `scopes`, `user_scopes` and `events` narrow it.

    `redirect_urls` and `rotates` are for OAuth.
    """
    scopes = {
        "bot": changes.get("scopes", SCOPES),
        "user": changes.get("user_scopes", USER_SCOPES),
    }
    return {
        "display_information": {"name": "Trial"},
        "features": {
            "bot_user": {"display_name": "Trial"},
            "app_home": {"home_tab_enabled": True},
            "slash_commands": [{"command": "/trial"}],
            "shortcuts": [
                {"type": "message", "callback_id": "keep"},
                {"type": "global", "callback_id": "start"},
            ],
        },
        "oauth_config": {"scopes": scopes, "redirect_urls": changes.get("redirect_urls", [])},
        "settings": {
            "event_subscriptions": {"bot_events": changes.get("events", EVENTS)},
            "interactivity": {"is_enabled": True},
            "token_rotation_enabled": changes.get("rotates", False),
        },
    }


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "provokes(*kinds): deviations this test makes on purpose")


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox.running(limits="off") as running:
        yield running


@pytest.fixture
def driver(sandbox: Sandbox, request: pytest.FixtureRequest) -> Iterator[SandboxDriver]:
    """Afterwards the whole run is held against Slack's contract.

    A test that strays on purpose says so: `@pytest.mark.provokes("missing_scope")`.
    """
    with sandbox.driver() as driving:
        yield driving
        if not reference.is_present():
            return
        marker = request.node.get_closest_marker("provokes")
        provoked = marker.args if marker is not None else ()
        found = [str(d) for d in recorded_deviations(driving) if d.kind not in provoked]
        assert not found, found


@pytest.fixture
def installed(driver: SandboxDriver) -> Installation:
    return driver.install(manifest())


@pytest.fixture
def client(sandbox: Sandbox, installed: Installation) -> WebClient:
    return web_client(sandbox, installed.bot_token)


def web_client(sandbox: Sandbox, token: str) -> WebClient:
    return WebClient(token=token, base_url=sandbox.api_url, retry_handlers=[])


@dataclass
class RunningApp:
    """A Bolt app in Socket Mode, and what it heard."""

    bolt: App
    client: WebClient
    installation: Installation


@pytest.fixture
def app(
    sandbox: Sandbox, driver: SandboxDriver, installed: Installation, client: WebClient
) -> Iterator[RunningApp]:
    bolt = App(client=client, process_before_response=True)
    handler = SocketModeHandler(bolt, installed.app_token, ping_interval=1)
    assert handler.client is not None
    handler.client.web_client.base_url = sandbox.api_url
    handler.client.connect()
    driver.until(lambda: driver.connections() == 1)
    yield RunningApp(bolt, client, installed)
    # Closing waits for reads of up to 3 s, unless we hang up first; the rest of it takes its
    # second beside the next test.
    handler.client.auto_reconnect_enabled = False
    driver.cut_socket("abrupt")
    threading.Thread(target=handler.close).start()


@pytest.fixture
def olivia(driver: SandboxDriver) -> PersonDriver:
    return driver.person("olivia")
