"""Socket Mode against the unmodified SDK client, Bolt's handler, and a bare WebSocket."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import websockets
from slack_bolt import Ack as BoltAck
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from sandbox.transports import SocketMode
from sandbox.transports.socket_mode import Connection
from tests.sandbox.transports.conftest import Serve, until


@dataclass
class Slack:
    """A server with nothing but Socket Mode."""

    transport: SocketMode
    address: str = ""
    tickets: int = 0

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/api/apps.connections.open", self.open, methods=["POST"]),
                WebSocketRoute("/socket/{ticket}", self.transport.endpoint),
            ]
        )

    async def open(self, request: Request) -> JSONResponse:
        return JSONResponse({"ok": True, "url": self.url()})

    def url(self) -> str:
        self.tickets += 1
        return f"ws://{self.address}/socket/{self.transport.ticket()}"

    def web_client(self) -> WebClient:
        return WebClient("xoxb-1", base_url=f"http://{self.address}/api/", retry_handlers=[])


@pytest.fixture
async def slack(serve: Serve) -> Slack:
    slack = Slack(SocketMode(ack_limit=0.5, wait_factor=0.0))
    slack.address = await serve(slack.app())
    return slack


@dataclass
class SdkApp:
    """The SDK's builtin client; notes requests and answers each with `respond`."""

    client: SocketModeClient
    respond: Callable[[SocketModeRequest], SocketModeResponse | None]
    requests: list[SocketModeRequest] = field(default_factory=list)

    def handle(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        self.requests.append(request)
        response = self.respond(request)
        if response is not None:
            client.send_socket_mode_response(response)


def plain_ack(request: SocketModeRequest) -> SocketModeResponse:
    return SocketModeResponse(envelope_id=request.envelope_id)


def silence(request: SocketModeRequest) -> None:
    return None


@pytest.fixture
async def sdk_app(slack: Slack) -> AsyncIterator[SdkApp]:
    client = SocketModeClient("xapp-1", web_client=slack.web_client(), ping_interval=0.2)
    app = SdkApp(client, plain_ack)
    client.socket_mode_request_listeners.append(app.handle)
    await asyncio.to_thread(client.connect)
    await until(lambda: slack.transport.connected == 1)
    yield app
    client.auto_reconnect_enabled = False
    await slack.transport.cut(
        "abrupt"
    )  # or the client's reading thread would hold up its close for 3 s
    await asyncio.to_thread(client.close)
    await until(lambda: slack.transport.connected == 0)


EVENT = {"type": "event_callback", "event": {"type": "message", "text": "Grüße"}}


async def test_an_event_reaches_the_sdk_client_and_its_ack_comes_back(
    slack: Slack, sdk_app: SdkApp
) -> None:
    ack = await slack.transport.deliver("events_api", EVENT, retry=True)
    assert (ack.ok, ack.body, ack.error, ack.attempts) == (True, None, None, 1)
    assert 0 < ack.seconds < 0.5
    (request,) = sdk_app.requests
    assert request.payload == EVENT
    assert request.type == "events_api"
    assert request.accepts_response_payload is False
    assert (request.retry_attempt, request.retry_reason) == (0, "")


async def test_the_payload_of_an_ack_is_the_body(slack: Slack, sdk_app: SdkApp) -> None:
    sdk_app.respond = lambda r: SocketModeResponse(r.envelope_id, payload={"text": "done"})
    ack = await slack.transport.deliver("slash_commands", {"command": "/onboard"}, retry=False)
    assert ack.ok
    assert ack.body == {"text": "done"}
    assert sdk_app.requests[0].accepts_response_payload is True
    assert sdk_app.requests[0].retry_attempt is None


async def test_an_envelope_without_ack_fails_after_the_limit(slack: Slack, sdk_app: SdkApp) -> None:
    sdk_app.respond = silence
    ack = await slack.transport.deliver("interactive", {"type": "block_actions"}, retry=False)
    assert (ack.ok, ack.error, ack.attempts) == (False, "timeout", 1)
    assert ack.seconds >= 0.5


async def test_an_event_is_sent_three_times_again_with_number_and_reason(
    slack: Slack, sdk_app: SdkApp
) -> None:
    sdk_app.respond = silence
    ack = await slack.transport.deliver("events_api", EVENT, retry=True)
    assert (ack.ok, ack.error, ack.attempts) == (False, "timeout", 4)
    told = [(r.retry_attempt, r.retry_reason) for r in sdk_app.requests]
    assert told == [(0, ""), (1, "timeout"), (2, "timeout"), (3, "timeout")]
    assert len({r.envelope_id for r in sdk_app.requests}) == 4


async def test_a_repetition_that_is_acknowledged_ends_the_series(
    slack: Slack, sdk_app: SdkApp
) -> None:
    sdk_app.respond = lambda r: plain_ack(r) if r.retry_attempt == 1 else None
    ack = await slack.transport.deliver("events_api", EVENT, retry=True)
    assert (ack.ok, ack.attempts) == (True, 2)


async def test_without_a_connection_the_delivery_fails_at_once(slack: Slack) -> None:
    ack = await slack.transport.deliver("interactive", {}, retry=False)
    assert (ack.ok, ack.error, ack.seconds) == (False, "no_connection", 0.0)


@pytest.mark.parametrize("reason", ["refresh_requested", "warning", "abrupt"])
async def test_the_sdk_client_comes_back_after_a_cut(
    slack: Slack, sdk_app: SdkApp, reason: str
) -> None:
    await slack.transport.cut(reason)
    await until(lambda: slack.tickets >= 2 and slack.transport.connected >= 1)
    ack = await slack.transport.deliver("events_api", EVENT, retry=True)
    assert ack.ok


@pytest.mark.parametrize("reason", ["refresh_requested", "abrupt"])
async def test_an_envelope_in_flight_moves_to_the_next_connection(
    slack: Slack, reason: str
) -> None:
    async with websockets.connect(slack.url()) as first:
        await first.recv()
        delivery = asyncio.create_task(slack.transport.deliver("interactive", {}, retry=False))
        lost = json.loads(await first.recv())
        await slack.transport.cut(reason)
        async with websockets.connect(slack.url()) as second:
            assert json.loads(await second.recv())["type"] == "hello"
            again = json.loads(await second.recv())
            await second.send(json.dumps({"envelope_id": again["envelope_id"]}))
            ack = await delivery
    assert again == lost
    assert (ack.ok, ack.attempts) == (True, 1)


async def test_an_ack_that_comes_on_another_connection_counts(slack: Slack) -> None:
    async with websockets.connect(slack.url()) as first, websockets.connect(slack.url()) as second:
        hellos = [json.loads(await socket.recv()) for socket in (first, second)]
        assert [hello["num_connections"] for hello in hellos] == [1, 2]
        delivery = asyncio.create_task(slack.transport.deliver("interactive", {}, retry=False))
        envelope = json.loads(await first.recv())
        await second.send(json.dumps({"envelope_id": envelope["envelope_id"]}))
        assert (await delivery).ok


async def test_an_ack_that_comes_too_late_is_nobodys(slack: Slack, sdk_app: SdkApp) -> None:
    late: list[SocketModeRequest] = []
    sdk_app.respond = late.append
    assert (await slack.transport.deliver("interactive", {}, retry=False)).error == "timeout"
    sdk_app.client.send_socket_mode_response(plain_ack(late[0]))
    sdk_app.respond = plain_ack
    assert (await slack.transport.deliver("interactive", {}, retry=False)).ok


async def test_connections_take_turns(slack: Slack) -> None:
    sockets = [await websockets.connect(slack.url()) for _ in range(3)]
    for socket in sockets:
        await socket.recv()
    for socket in sockets:
        delivery = asyncio.create_task(slack.transport.deliver("interactive", {}, retry=False))
        envelope = json.loads(await socket.recv())
        await socket.send(json.dumps({"envelope_id": envelope["envelope_id"]}))
        assert (await delivery).ok
    for socket in sockets:
        await socket.close()


async def test_the_goodbye_names_its_reason(slack: Slack) -> None:
    async with websockets.connect(slack.url()) as socket:
        await socket.recv()
        await slack.transport.cut("refresh_requested")
        goodbye = json.loads(await socket.recv())
        with pytest.raises(websockets.ConnectionClosedOK):
            await socket.recv()
    assert (goodbye["type"], goodbye["reason"]) == ("disconnect", "refresh_requested")
    assert slack.transport.connected == 0


async def test_an_abrupt_cut_closes_without_a_word(slack: Slack) -> None:
    async with websockets.connect(slack.url()) as socket:
        await socket.recv()
        await slack.transport.cut("abrupt")
        with pytest.raises(websockets.ConnectionClosedError) as closed:
            await socket.recv()
    assert closed.value.rcvd is None


async def test_a_ticket_opens_one_connection(slack: Slack) -> None:
    url = slack.url()
    async with websockets.connect(url):
        with pytest.raises(websockets.InvalidStatus) as refused:
            await websockets.connect(url)
    assert refused.value.response.status_code == 403


async def test_an_eleventh_connection_is_sent_away(slack: Slack) -> None:
    sockets = [await websockets.connect(slack.url()) for _ in range(10)]
    async with websockets.connect(slack.url()) as eleventh:
        goodbye: dict[str, Any] = json.loads(await eleventh.recv())
    assert goodbye["reason"] == "too_many_websockets"
    assert slack.transport.connected == 10
    for socket in sockets:
        await socket.close()
    await until(lambda: slack.transport.connected == 0)


async def test_bolts_handler_serves_events_clicks_and_commands(slack: Slack) -> None:
    seen: list[str] = []
    app = App(
        authorize=lambda: AuthorizeResult(
            enterprise_id=None, team_id="T1", bot_user_id="U0", bot_id="B0", bot_token="xoxb-1"
        ),
        client=slack.web_client(),
        process_before_response=True,
    )

    @app.event("message")
    def on_message(event: dict[str, Any]) -> None:
        seen.append(event["text"])

    @app.action("tick")
    def on_tick(ack: BoltAck, action: dict[str, Any]) -> None:
        seen.append(action["value"])
        ack()

    @app.command("/onboard")
    def on_command(ack: BoltAck) -> None:
        ack("here you are")

    handler = SocketModeHandler(app, "xapp-1")
    await asyncio.to_thread(handler.connect)
    await until(lambda: slack.transport.connected == 1)
    event = {**EVENT, "team_id": "T1", "api_app_id": "A1"}
    person = {"team": {"id": "T1"}, "user": {"id": "U1"}}
    click = {"type": "block_actions", "actions": [{"action_id": "tick", "value": "m1"}], **person}
    command = {"command": "/onboard", "text": "", "team_id": "T1", "user_id": "U1"}
    acks = [
        await slack.transport.deliver("events_api", event, retry=True),
        await slack.transport.deliver("interactive", click, retry=False),
        await slack.transport.deliver("slash_commands", command, retry=False),
        await slack.transport.deliver("interactive", {**click, "actions": []}, retry=False),
    ]
    await asyncio.to_thread(handler.close)
    assert [ack.ok for ack in acks] == [True, True, True, False]
    assert acks[2].body == {"text": "here you are"}
    assert seen == ["Grüße", "m1"]


async def test_a_connection_that_goes_as_soon_as_it_comes_keeps_the_payload_waiting() -> None:
    transport = SocketMode()
    waiting = asyncio.create_task(transport._next_connection())
    await asyncio.sleep(0)
    connection = Connection(WebSocket({"type": "websocket"}, _never_called, _never_called))
    transport._connections.append(connection)
    transport._connection_came.set()
    transport._forget(connection)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert not waiting.done()
    waiting.cancel()


async def _never_called(*_: Any) -> Any:
    raise AssertionError
