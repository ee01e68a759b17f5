"""The Web API asked by Slack's SDK as it comes: the plain client and the asynchronous one."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.models.blocks import ActionsBlock, ButtonElement, SectionBlock
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.client import Installation, SandboxDriver
from sandbox.server import Sandbox
from tests.sandbox.clients.conftest import NewChannel

Caller = Callable[..., Any]
"""Call a method by the name it has in the SDK; its response."""


def plain(token: str, base_url: str) -> Caller:
    client = WebClient(token=token, base_url=base_url)
    client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=1))

    def call(method: str, **arguments: Any) -> Any:
        return getattr(client, method)(**arguments)

    return call


def asynchronous(token: str, base_url: str) -> Caller:
    def call(method: str, **arguments: Any) -> Any:
        client = AsyncWebClient(token=token, base_url=base_url)
        client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
        return asyncio.run(getattr(client, method)(**arguments))

    return call


@pytest.fixture(params=[plain, asynchronous])
def call(request: pytest.FixtureRequest, sandbox: Sandbox, installed: Installation) -> Caller:
    made: Caller = request.param(installed.bot_token, sandbox.api_url)
    return made


def test_it_learns_who_it_is(call: Caller, installed: Installation) -> None:
    who = call("auth_test")
    assert who["user_id"] == installed.bot_user_id
    assert who["team_id"] == installed.team_id
    assert "chat:write" in who.headers["x-oauth-scopes"]


def test_a_message_of_the_sdks_own_models_is_posted_changed_and_deleted(
    call: Caller, new_channel: NewChannel, driver: SandboxDriver
) -> None:
    channel, olivia = new_channel(), driver.person("olivia")
    blocks = [
        SectionBlock(text="*Bread* & butter"),
        ActionsBlock(elements=[ButtonElement(text="More", action_id="more", value="1")]),
    ]
    posted = call("chat_postMessage", channel=channel, text="Bread", blocks=blocks)
    seen = olivia.messages(channel)[-1]
    assert (seen.text, seen.action_ids()) == ("Bread", ["more"])
    call("chat_update", channel=channel, ts=posted["ts"], text="Cake")
    assert (olivia.messages(channel)[-1].text, olivia.messages(channel)[-1].edited) == (
        "Cake",
        True,
    )
    call("chat_delete", channel=channel, ts=posted["ts"])
    assert posted["ts"] not in [m.ts for m in olivia.messages(channel)]


def test_a_refusal_is_raised_with_slacks_words(call: Caller, new_channel: NewChannel) -> None:
    with pytest.raises(SlackApiError) as unknown:
        call("chat_postMessage", channel="C0NOWHERE", text="Hi")
    assert unknown.value.response["error"] == "channel_not_found"
    header = {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}
    with pytest.raises(SlackApiError) as refused:
        call("chat_postMessage", channel=new_channel(), text="Hi", blocks=[header])
    assert refused.value.response["error"] == "invalid_blocks"
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    ]


def test_a_wrong_token_is_refused(sandbox: Sandbox) -> None:
    for made in (plain, asynchronous):
        with pytest.raises(SlackApiError) as refused:
            made("xoxb-nobodys", sandbox.api_url)("auth_test")
        assert refused.value.response["error"] == "invalid_auth"


def test_a_response_is_walked_page_by_page(
    sandbox: Sandbox, installed: Installation, new_channel: NewChannel
) -> None:
    client = WebClient(token=installed.bot_token, base_url=sandbox.api_url)
    channel = new_channel()
    said = [client.chat_postMessage(channel=channel, text=str(n))["ts"] for n in range(5)]
    pages = client.conversations_history(channel=channel, limit=2)
    found = [message["ts"] for page in pages for message in page["messages"]]
    assert [ts for ts in found if ts in said] == said[::-1]


async def test_a_response_is_walked_page_by_page_asynchronously(
    sandbox: Sandbox, installed: Installation
) -> None:
    client = AsyncWebClient(token=installed.bot_token, base_url=sandbox.api_url)
    names = [
        member["name"]
        async for page in await client.users_list(limit=2)
        for member in page["members"]
    ]
    assert {"olivia", "arthur", "clara", "liam", "ada"} <= set(names)
    assert len(names) == len(set(names))


def test_a_home_of_the_sdks_own_model_is_shown(call: Caller, driver: SandboxDriver) -> None:
    olivia = driver.person("olivia")
    view = View(type="home", blocks=[SectionBlock(text="At home")])
    call("views_publish", user_id=olivia.id, view=view)
    shown = olivia.home()
    assert shown is not None
    assert shown.blocks[0]["text"]["text"] == "At home"


def test_the_sdk_waits_as_long_as_a_429_says_and_tries_again(
    call: Caller, new_channel: NewChannel, driver: SandboxDriver
) -> None:
    channel = new_channel()
    driver.faults.add("rate_limited", "chat.postMessage", seconds=1)
    call("chat_postMessage", channel=channel, text="Patience")
    assert [m.text for m in driver.person("olivia").messages(channel)] == ["Patience"]
    answers = [c.status for c in driver.calls("chat.postMessage") if c.args["channel"] == channel]
    assert answers == [429, 200]
