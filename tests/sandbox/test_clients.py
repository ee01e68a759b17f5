"""Apps that are not ours, with Slack's own SDK: the quick-start shapes over HTTP, async clients."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from slack_bolt import App, BoltRequest
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.client import SandboxDriver
from sandbox.server import Sandbox
from tests.sandbox.conftest import manifest, web_client
from tests.sandbox.showing import buttons, modal

Json = dict[str, Any]


@pytest.fixture
def http_app(sandbox: Sandbox, driver: SandboxDriver) -> Iterator[tuple[App, str]]:
    """The quick-start app over signed HTTP, and the channel it is in."""
    apps: list[App] = []

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            headers: dict[str, str | Sequence[str]] = dict(self.headers.items())
            answer = apps[0].dispatch(BoltRequest(body=body, headers=headers))
            content = answer.body.encode()
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(content)))
            for name, values in answer.headers.items():
                self.send_header(name, values[0])
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    installed = driver.install(
        manifest(), request_url=f"http://127.0.0.1:{server.server_port}/slack/events"
    )
    client = web_client(sandbox, installed.bot_token)
    app = App(client=client, signing_secret=installed.signing_secret, process_before_response=True)
    apps.append(app)
    channel = client.conversations_create(name="work")["channel"]["id"]
    yield app, channel
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_quick_start_over_signed_http(http_app: tuple[App, str], driver: SandboxDriver) -> None:
    app, channel = http_app
    submitted: list[Json] = []

    @app.message("hello")
    def greet(message: Json, say: Any) -> None:
        say(text=f"Hey <@{message['user']}>!", blocks=buttons("button_click"))

    @app.action("button_click")
    def clicked(body: Json, ack: Any, client: Any) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=modal("view_1"))
        ack()

    @app.view("view_1")
    def submit(ack: Any, view: Json) -> None:
        submitted.append(view["state"]["values"])
        ack()

    @app.shortcut("start")
    def start(ack: Any) -> None:
        ack()

    @app.command("/trial")
    def trial(ack: Any, command: Json) -> None:
        ack(f"For you: {command['text']}")

    olivia = driver.person("olivia")
    olivia.join("work")
    olivia.say(channel, "hello there")
    seen = driver.until(lambda: [m for m in olivia.messages(channel) if m.from_app])
    assert seen[0].text == f"Hey <@{olivia.id}>!"
    assert olivia.click(channel, seen[0].ts, "button_click").acked
    assert olivia.fill_and_submit({"text": "typed"}) is None
    assert submitted[0]["what"]["text"]["value"] == "typed"
    assert olivia.shortcut("start").acked
    assert [m.text for m in olivia.command("/trial", "x", channel).answers] == ["For you: x"]


async def test_the_async_client_and_its_socket(sandbox: Sandbox, driver: SandboxDriver) -> None:
    installed = driver.install(manifest())
    web = AsyncWebClient(token=installed.bot_token, base_url=sandbox.api_url)
    created = await web.conversations_create(name="work")
    channel = created["channel"]["id"]
    posted = await web.chat_postMessage(channel=channel, text="Hi", blocks=buttons("go"))
    heard: list[SocketModeRequest] = []

    async def listen(client: Any, request: SocketModeRequest) -> None:
        heard.append(request)
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id))

    socket = SocketModeClient(app_token=installed.app_token, web_client=web)
    socket.socket_mode_request_listeners.append(listen)
    await socket.connect()  # type: ignore[no-untyped-call]
    driver.until(lambda: driver.connections() == 1)

    def click() -> bool:
        olivia = driver.person("olivia")
        olivia.join("work")
        return olivia.click("work", posted["ts"], "go").acked

    assert await asyncio.to_thread(click)
    assert [r.payload["type"] for r in heard].count("block_actions") == 1
    await socket.close()  # type: ignore[no-untyped-call]
