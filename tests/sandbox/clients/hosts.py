"""The four ways in which a Bolt app is commonly run, each against a sandbox."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import uvicorn
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.adapter.starlette import SlackRequestHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.routing import Route

from sandbox.client import Installation, SandboxDriver
from sandbox.manifests import QUICK_START, read_manifest
from sandbox.server import Sandbox
from tests.sandbox.clients import quick_start, quick_start_async
from tests.sandbox.clients.looping import looping

Host = Callable[[Sandbox, SandboxDriver], AbstractContextManager[Installation]]


@contextmanager
def socket_mode(sandbox: Sandbox, driver: SandboxDriver) -> Iterator[Installation]:
    installed = driver.install(read_manifest(QUICK_START))
    app = App(client=WebClient(token=installed.bot_token, base_url=sandbox.api_url))
    quick_start.listen(app)
    handler = SocketModeHandler(app, installed.app_token, ping_interval=1)
    handler.connect()  # type: ignore[no-untyped-call]
    driver.until(lambda: driver.connections() == 1)
    yield installed
    # Closing waits for reads of up to 3 s, unless we hang up first; the rest of it takes its
    # second beside the next test.
    handler.client.auto_reconnect_enabled = False
    driver.cut_socket("abrupt")
    threading.Thread(target=handler.close).start()


@contextmanager
def async_socket_mode(sandbox: Sandbox, driver: SandboxDriver) -> Iterator[Installation]:
    installed = driver.install(read_manifest(QUICK_START))

    async def start() -> AsyncSocketModeHandler:
        client = AsyncWebClient(token=installed.bot_token, base_url=sandbox.api_url)
        app = AsyncApp(client=client)
        quick_start_async.listen(app)
        handler = AsyncSocketModeHandler(app, installed.app_token)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        return handler

    with looping() as loop:
        handler = loop.run(start())
        driver.until(lambda: driver.connections() == 1)
        yield installed
        loop.run(handler.close_async())  # type: ignore[no-untyped-call]


@contextmanager
def http(sandbox: Sandbox, driver: SandboxDriver) -> Iterator[Installation]:
    with _listening() as door:
        installed = driver.install(read_manifest(QUICK_START), _url(door))
        app = App(
            client=WebClient(token=installed.bot_token, base_url=sandbox.api_url),
            signing_secret=installed.signing_secret,
        )
        quick_start.listen(app)
        with _served(SlackRequestHandler(app), door):
            yield installed


@contextmanager
def async_http(sandbox: Sandbox, driver: SandboxDriver) -> Iterator[Installation]:
    with _listening() as door:
        installed = driver.install(read_manifest(QUICK_START), _url(door))
        app = AsyncApp(
            client=AsyncWebClient(token=installed.bot_token, base_url=sandbox.api_url),
            signing_secret=installed.signing_secret,
        )
        quick_start_async.listen(app)
        with _served(AsyncSlackRequestHandler(app), door):
            yield installed


@contextmanager
def _listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield door


def _url(door: socket.socket) -> str:
    return f"http://127.0.0.1:{door.getsockname()[1]}/slack/events"


@contextmanager
def _served(
    handler: SlackRequestHandler | AsyncSlackRequestHandler, door: socket.socket
) -> Iterator[None]:
    pages = Starlette(routes=[Route("/slack/events", handler.handle, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(pages, log_config=None, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
    thread.start()
    yield
    server.should_exit = True
    thread.join()
