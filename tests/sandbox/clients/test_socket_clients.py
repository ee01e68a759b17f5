"""Socket Mode with each of the clients that Slack's SDK brings."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode import aiohttp, builtin, websockets
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.client import Installation, SandboxDriver
from sandbox.server import Sandbox
from tests.sandbox.clients.conftest import NewChannel
from tests.sandbox.clients.looping import looping

ANSWER = {"text": "Right away!"}


@dataclass
class Heard:
    """What came in, acknowledged; a command is answered with words."""

    requests: list[SocketModeRequest] = field(default_factory=list)

    def answer(self, request: SocketModeRequest) -> SocketModeResponse:
        self.requests.append(request)
        words = ANSWER if request.type == "slash_commands" else None
        return SocketModeResponse(envelope_id=request.envelope_id, payload=words)

    def events(self, kind: str) -> list[dict[str, Any]]:
        return [
            request.payload["event"]
            for request in self.requests
            if request.type == "events_api" and request.payload["event"]["type"] == kind
        ]


Listening = Callable[[str, str, SandboxDriver], AbstractContextManager[Heard]]
"""Listen with this app token, at this API, for as long as the block lasts."""


@contextmanager
def with_threads(client_type: type[Any], app_token: str, api_url: str) -> Iterator[Heard]:
    heard = Heard()
    client = client_type(app_token=app_token, web_client=WebClient(base_url=api_url))

    def listen(client: Any, request: SocketModeRequest) -> None:
        client.send_socket_mode_response(heard.answer(request))

    client.socket_mode_request_listeners.append(listen)
    client.connect()
    yield heard
    client.auto_reconnect_enabled = False
    threading.Thread(target=client.close).start()  # it takes its seconds beside the next test


@contextmanager
def with_a_loop(client_type: type[Any], app_token: str, api_url: str) -> Iterator[Heard]:
    heard = Heard()

    async def listen(client: Any, request: SocketModeRequest) -> None:
        await client.send_socket_mode_response(heard.answer(request))

    async def start() -> Any:
        client = client_type(app_token=app_token, web_client=AsyncWebClient(base_url=api_url))
        client.socket_mode_request_listeners.append(listen)
        await client.connect()
        return client

    with looping() as loop:
        client = loop.run(start())
        yield heard
        loop.run(client.close())


CLIENTS: list[tuple[Callable[..., AbstractContextManager[Heard]], type[Any]]] = [
    (with_threads, builtin.SocketModeClient),
    (with_a_loop, aiohttp.SocketModeClient),
    (with_a_loop, websockets.SocketModeClient),
]
if find_spec("websocket"):
    from slack_sdk.socket_mode import websocket_client

    CLIENTS.append((with_threads, websocket_client.SocketModeClient))


@pytest.fixture(
    scope="module", params=CLIENTS, ids=lambda how: how[1].__module__.removesuffix(".client")
)
def heard(
    request: pytest.FixtureRequest, sandbox: Sandbox, driver: SandboxDriver, installed: Installation
) -> Iterator[Heard]:
    listening, client_type = request.param
    with listening(client_type, installed.app_token, sandbox.api_url) as heard:
        driver.until(lambda: driver.connections() == 1)
        yield heard
        driver.cut_socket("abrupt")


def test_events_arrive(heard: Heard, driver: SandboxDriver, new_channel: NewChannel) -> None:
    channel = new_channel()
    ts = driver.person("olivia").say(channel, "Hello")
    driver.until(lambda: ts in [event["ts"] for event in heard.events("message")])
    driver.until(driver.is_idle)


def test_a_command_is_answered_over_the_socket(
    heard: Heard, driver: SandboxDriver, new_channel: NewChannel
) -> None:
    outcome = driver.person("olivia").command("/hello", "world", new_channel())
    assert outcome.acked
    assert [message.text for message in outcome.answers] == ["Right away!"]
    assert heard.requests[-1].payload["text"] == "world"


def test_an_interaction_is_acknowledged(heard: Heard, driver: SandboxDriver) -> None:
    assert driver.person("olivia").shortcut("open_form").acked
    assert heard.requests[-1].payload["callback_id"] == "open_form"


def test_told_to_reconnect_it_comes_back_and_misses_nothing(
    heard: Heard, driver: SandboxDriver, new_channel: NewChannel
) -> None:
    channel = new_channel()
    driver.cut_socket("refresh_requested")
    driver.until(lambda: driver.connections() == 1, timeout=15)
    ts = driver.person("olivia").say(channel, "Still there?")
    driver.until(lambda: ts in [event["ts"] for event in heard.events("message")])
