"""What the Web API asks of every call: a token, scopes, arguments, JSON that is JSON."""

from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.client import Installation, SandboxDriver
from sandbox.server import Sandbox
from tests.sandbox.conftest import manifest, web_client
from tests.sandbox.refusals import error_of

Json = dict[str, Any]


def test_auth_test_says_who_we_are_and_which_scopes_we_hold(
    client: WebClient, installed: Installation
) -> None:
    answer = client.auth_test()
    assert answer["user_id"] == installed.bot_user_id
    assert answer["team_id"] == installed.team_id
    assert answer["bot_id"] == installed.bot_id
    granted = str(answer.headers["x-oauth-scopes"]).split(",")
    assert set(granted) == set(manifest()["oauth_config"]["scopes"]["bot"])


def test_a_call_without_a_known_token_is_refused(sandbox: Sandbox, driver: SandboxDriver) -> None:
    assert error_of(web_client(sandbox, "").auth_test) == "not_authed"
    assert error_of(web_client(sandbox, "xoxb-made-up").auth_test) == "invalid_auth"


def test_a_revoked_token_is_refused(
    client: WebClient, driver: SandboxDriver, installed: Installation
) -> None:
    driver.revoke_token(installed.app_id)
    assert error_of(client.auth_test) == "token_revoked"


def test_an_app_token_opens_connections_and_nothing_else(
    sandbox: Sandbox, driver: SandboxDriver, installed: Installation
) -> None:
    client = web_client(sandbox, installed.app_token)
    assert client.apps_connections_open(app_token=installed.app_token)["url"].startswith("ws://")
    assert error_of(client.auth_test) == "not_allowed_token_type"
    bot = web_client(sandbox, installed.bot_token)
    refused = error_of(bot.apps_connections_open, app_token=installed.bot_token)
    assert refused == "not_allowed_token_type"


@pytest.mark.provokes("missing_scope")
def test_a_missing_scope_is_named(sandbox: Sandbox, driver: SandboxDriver) -> None:
    narrow = driver.install(manifest(scopes=["chat:write"]))
    client = web_client(sandbox, narrow.bot_token)
    with pytest.raises(SlackApiError) as refused:
        client.pins_list(channel="C1")
    assert refused.value.response.data == {
        "ok": False,
        "error": "missing_scope",
        "needed": "pins:read",
        "provided": "chat:write",
    }


@pytest.mark.provokes("missing_scope")
def test_scopes_for_public_channels_do_not_open_private_ones(
    sandbox: Sandbox, driver: SandboxDriver
) -> None:
    narrow = driver.install(manifest(scopes=["channels:manage", "channels:read"]))
    client = web_client(sandbox, narrow.bot_token)
    client.conversations_create(name="open")
    assert error_of(client.conversations_create, name="closed", is_private=True) == "missing_scope"
    private = driver.person("olivia").create_channel("closed", private=True)
    driver.person("olivia").invite(private.id, narrow.bot_user_id)
    assert error_of(client.conversations_info, channel=private.id) == "missing_scope"


@pytest.mark.provokes("missing_argument")
def test_a_missing_argument_is_named(client: WebClient, driver: SandboxDriver) -> None:
    with pytest.raises(SlackApiError) as refused:
        client.api_call("chat.update", json={"channel": "C1", "text": "x"})
    assert refused.value.response["error"] == "invalid_arguments"
    messages = refused.value.response["response_metadata"]["messages"]
    assert messages == ["[ERROR] missing required field: ts"]


@pytest.mark.provokes("unknown_argument")
def test_an_unknown_argument_is_ignored_and_noted(client: WebClient, driver: SandboxDriver) -> None:
    client.conversations_create(name="fine", colour="blue")
    noted = driver.violations()
    assert [(v.kind, v.method, v.detail) for v in noted] == [
        ("unknown_argument", "conversations.create", "colour")
    ]


@pytest.mark.provokes("unknown_method")
def test_a_method_the_sandbox_lacks_is_unknown(client: WebClient, driver: SandboxDriver) -> None:
    assert error_of(client.api_call, "admin.users.list") == "unknown_method"


@pytest.mark.provokes("missing_argument")
def test_bodies_that_are_no_json_object_are_refused(
    sandbox: Sandbox, driver: SandboxDriver, installed: Installation
) -> None:
    headers = {
        "authorization": f"Bearer {installed.bot_token}",
        "content-type": "application/json; charset=utf-8",
    }
    url = f"{sandbox.api_url}chat.postMessage"
    broken = httpx.post(url, headers=headers, content=b"{")
    assert broken.json() == {"ok": False, "error": "invalid_json"}
    listed = httpx.post(url, headers=headers, content=b"[]")
    assert listed.json() == {"ok": False, "error": "json_not_object"}


def test_forms_queries_and_json_bodies_read_alike(
    sandbox: Sandbox, driver: SandboxDriver, client: WebClient, installed: Installation
) -> None:
    channel = client.conversations_create(name="ways")["channel"]["id"]
    blocks = '[{"type": "divider"}]'
    token = {"token": installed.bot_token}
    form = {"channel": channel, "text": "form", "blocks": blocks, "mrkdwn": "true"} | token
    assert httpx.post(f"{sandbox.api_url}chat.postMessage", data=form).json()["ok"]
    client.chat_postMessage(channel=channel, text="json", blocks=[{"type": "divider"}])
    query = {"channel": channel, "limit": "10"} | token
    history = httpx.get(f"{sandbox.api_url}conversations.history", params=query).json()
    assert [m["text"] for m in history["messages"]] == ["json", "form"]
    assert [m["blocks"][0]["type"] for m in history["messages"]] == ["divider", "divider"]


@pytest.mark.provokes("unknown_argument", "undocumented_error")
def test_api_test_needs_no_token(sandbox: Sandbox, driver: SandboxDriver) -> None:
    assert httpx.post(f"{sandbox.api_url}api.test", data={"foo": "bar"}).json() == {
        "ok": True,
        "args": {"foo": "bar"},
    }
    failed = httpx.post(f"{sandbox.api_url}api.test", data={"error": "my_error"}).json()
    assert failed["error"] == "my_error"
