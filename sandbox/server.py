"""Running a sandbox: an HTTP server on loopback, in a thread of its own."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

import uvicorn

from sandbox.client import Installation, SandboxDriver
from sandbox.companions import Companion
from sandbox.guide import GuideStep
from sandbox.settings import Settings
from sandbox.slack import Slack
from sandbox.web import build

HOST = "127.0.0.1"
STOP_SECONDS = 5


class Server(uvicorn.Server):
    """Says when it is ready, and stops at once when told to (uvicorn looks ten times a second)."""

    def __init__(self, config: uvicorn.Config, on_stop: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_stop = on_stop
        self.ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets=sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        if not self.should_exit:
            await self._stopping.wait()
        self._on_stop()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self.stop()

    def stop(self) -> None:
        """From any thread."""
        self.should_exit = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stopping.set)


def listening_socket(port: int) -> socket.socket:
    """Named TCP outright: only then asyncio sends small answers without Nagle's 40 ms delay.

    Raises OSError for a port one cannot have.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError:
        listening.close()
        raise
    return listening


class Sandbox:
    """A local Slack with its companies. Everything goes over HTTP, from any process."""

    def __init__(self, *, port: int = 0, settings: Settings | None = None) -> None:
        self._socket = listening_socket(port)
        self._slack = Slack(settings or Settings())
        self._slack.base_url = f"http://{HOST}:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(
            build(self._slack),
            log_config=None,
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            date_header=False,
            server_header=False,
            ws="websockets-sansio",
            timeout_graceful_shutdown=1,
        )
        self._server = Server(config, on_stop=self._let_go)

    def _let_go(self) -> None:
        """Calls that are held, and pages that listen, would keep the server from stopping."""
        self._slack.faults.clear()
        self._slack.changes.end()

    @classmethod
    @contextmanager
    def running(cls, *, port: int = 0, limits: str = "on", **settings: Any) -> Iterator["Sandbox"]:
        """A sandbox that is up when entered. `limits`: "on" or "off"; the rest: see Settings."""
        sandbox = cls(port=port, settings=Settings(limits=limits == "on", **settings))
        thread = threading.Thread(target=sandbox.serve, name="sandbox", daemon=True)
        thread.start()
        try:
            sandbox.wait_until_ready()
            yield sandbox
        finally:
            sandbox.stop()
            thread.join(STOP_SECONDS)

    @property
    def base_url(self) -> str:
        """Without a slash at its end."""
        return self._slack.base_url

    @property
    def api_url(self) -> str:
        """What an SDK takes as its base URL."""
        return f"{self.base_url}/api/"

    def serve(self) -> None:
        """Serve until stopped; blocks."""
        self._server.run(sockets=[self._socket])

    def wait_until_ready(self) -> None:
        """Raises RuntimeError when the server does not come up."""
        if not self._server.ready.wait(STOP_SECONDS):
            raise RuntimeError("the sandbox did not start")

    def stop(self) -> None:
        self._server.stop()

    def now(self) -> float:
        """The sandbox's time, seconds UTC; from any thread."""
        return self._slack.clock.now()

    def accompany(self, companion: Companion) -> None:
        """Turn the clock no faster than this program of the same process does what is due."""
        self._slack.companions.append(companion)

    def set_guide(self, steps: Sequence[GuideStep]) -> None:
        """What the page tells a newcomer to do, step by step."""
        with self.driver() as driver:
            driver.set_guide(steps)

    def driver(self) -> SandboxDriver:
        return SandboxDriver(self.base_url)

    def install(
        self, manifest: dict[str, Any], request_url: str | None = None, *, team: str | None = None
    ) -> Installation:
        """Install an app; see `SandboxDriver.install`."""
        with self.driver() as driver:
            return driver.install(manifest, request_url, team=team)
