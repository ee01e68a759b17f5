"""Our HTTP server: where Slack reaches us without Socket Mode, and where a supervisor looks."""

import asyncio
import logging
import socket
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from threading import Thread

import uvicorn
from slack_bolt import App, BoltRequest
from slack_bolt.adapter.starlette.handler import to_starlette_response
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.settings import Address

MAX_BODY_BYTES = 4 * 1024 * 1024
"""More than Slack sends; a stranger's upload ends here, before its signature is looked at."""

Readiness = Callable[[], Mapping[str, str | None]]
"""What is looked at, and what is wrong with it; None where all is well."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SlackEvents:
    """Takes what Slack sends by HTTP, works on it in threads, and answers with the outcome."""

    slack: App
    signing_secret: str
    workers: Executor

    async def __call__(self, request: Request) -> Response:
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BODY_BYTES:
                return PlainTextResponse("too large\n", status_code=413)
        # what is no UTF-8 is changed by this, and its signature cannot be right
        text = body.decode("utf-8", errors="replace")
        if not self._is_signed(text, request.headers):
            return PlainTextResponse("not signed by Slack\n", status_code=401)
        asked = BoltRequest(
            body=text,
            query=dict(request.query_params),
            headers=dict(request.headers),
        )
        # a listener writes to the database: never on the event loop
        loop = asyncio.get_running_loop()
        return to_starlette_response(
            await loop.run_in_executor(self.workers, self.slack.dispatch, asked)
        )

    def _is_signed(self, body: str, headers: Headers) -> bool:
        """Bolt looks too, but only after it has parsed: a stranger's bytes could trip it there."""
        timestamp = headers.get("x-slack-request-timestamp", "")
        signature = headers.get("x-slack-signature", "")
        verifier = SignatureVerifier(self.signing_secret)
        return timestamp.isdecimal() and verifier.is_valid(body, timestamp, signature)


def web(readiness: Readiness, slack_events: SlackEvents | None) -> Starlette:
    """The pages: `/healthz` and `/readyz`, and `/slack/events` where Slack comes by HTTP."""

    async def healthz(request: Request) -> Response:
        return PlainTextResponse("alive\n")

    async def readyz(request: Request) -> Response:
        checks = await asyncio.to_thread(readiness)
        ready = not any(checks.values())
        told = {name: fault or "ok" for name, fault in checks.items()}
        return JSONResponse({"ready": ready, **told}, status_code=200 if ready else 503)

    routes = [Route("/healthz", healthz), Route("/readyz", readyz)]
    if slack_events is not None:
        routes.append(Route("/slack/events", slack_events.__call__, methods=["POST"]))
    return Starlette(routes=routes)


class HttpServer:
    """uvicorn in a thread of its own. `address` has the real port once it is started."""

    def __init__(self, app: Starlette, address: Address, *, stop_seconds: float) -> None:
        self.address = address
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                lifespan="off",
                ws="none",
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=max(1, round(stop_seconds)),
            )
        )

    def start(self) -> None:
        """Listen from now on. Raises OSError when the address cannot be had."""
        listening = _listening(self.address)
        self.address = Address(self.address.host, listening.getsockname()[1])
        self._thread = Thread(target=self._server.run, args=([listening],), name="http")
        self._thread.start()
        log.info("listening on http://%s:%s", *self.address)

    def stop(self) -> None:
        """Take no new connection, answer what was asked, and end."""
        self._server.should_exit = True
        self._thread.join()


def _listening(address: Address) -> socket.socket:
    """TCP is named outright: only then asyncio sends an answer without Nagle's delay of 40 ms."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()
    except BaseException:
        listening.close()
        raise
    return listening
