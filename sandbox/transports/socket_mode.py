"""Socket Mode: the app keeps up to ten WebSockets open and gets each payload on one of them."""

import asyncio
import json
import secrets
import uuid
from collections import deque
from functools import partial
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketDisconnected

from sandbox.transports.base import ACK_LIMIT, Ack, Kind, repeated

MAX_CONNECTIONS = 10


class Connection:
    """One open WebSocket. `gone` is done as soon as nothing more can be sent on it."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def send(self, text: str) -> None:
        """Send one message. Raises WebSocketDisconnect when the other end has left."""
        await self._websocket.send_text(text)

    async def answers(self, receive: "SocketMode") -> None:
        """Hand every message of the app to `receive` until it leaves."""
        try:
            while True:
                receive.acknowledge(json.loads(await self._websocket.receive_text()))
        except (WebSocketDisconnect, WebSocketDisconnected):  # noticed here, or by a send
            self.leave()

    async def close(self, reason: str) -> None:
        """Say goodbye as Slack does, then close."""
        try:
            await self.send(disconnect_message(reason))
            await self._websocket.close()
        except WebSocketDisconnect:
            pass  # it left first: that is what was wanted
        self.leave()

    def leave(self) -> None:
        if not self.gone.done():
            self.gone.set_result(None)


class SocketMode:
    """Slack's end of Socket Mode for one app (a `Transport`).

    Pings are WebSocket frames and the server's business (uvicorn's `ws_ping_interval`).
    """

    def __init__(
        self, *, app_id: str = "A0SANDBOX", ack_limit: float = ACK_LIMIT, wait_factor: float = 1.0
    ) -> None:
        """`ack_limit` in seconds; `wait_factor` scales the waits between repetitions."""
        self._app_id = app_id
        self._ack_limit = ack_limit
        self._wait_factor = wait_factor
        self._tickets: set[str] = set()
        self._connections: deque[Connection] = deque()
        self._connection_came = asyncio.Event()
        self._unacknowledged: dict[str, asyncio.Future[dict[str, Any] | None]] = {}

    @property
    def connected(self) -> int:
        """How many connections the app holds now."""
        return len(self._connections)

    def ticket(self) -> str:
        """A name for `/socket/{ticket}` that opens one connection, once."""
        ticket = secrets.token_urlsafe(24)
        self._tickets.add(ticket)
        return ticket

    async def endpoint(self, websocket: WebSocket) -> None:
        """Serve one connection of the app, from hello to the end (Starlette endpoint)."""
        ticket = websocket.path_params["ticket"]
        if ticket not in self._tickets:
            await websocket.close()  # before accept: the handshake is answered with 403
            return
        self._tickets.remove(ticket)
        await websocket.accept()
        connection = Connection(websocket)
        if self.connected >= MAX_CONNECTIONS:
            await connection.close("too_many_websockets")
            return
        try:
            await connection.send(self._hello())
        except WebSocketDisconnect:
            return
        await self._serve(connection)

    async def _serve(self, connection: Connection) -> None:
        self._connections.append(connection)
        self._connection_came.set()
        answers = asyncio.create_task(connection.answers(self))
        try:
            await asyncio.wait({answers, connection.gone}, return_when=asyncio.FIRST_COMPLETED)
            if answers.done():
                answers.result()
        finally:
            # Returning without a close frame makes the server drop the TCP connection, which
            # is what an abrupt cut looks like to the app.
            answers.cancel()
            self._forget(connection)

    async def cut(self, reason: str = "refresh_requested") -> None:
        """Close all connections, after a `disconnect` message; `abrupt`: without any word."""
        for connection in list(self._connections):
            self._forget(connection)
            if reason != "abrupt":
                await connection.close(reason)

    async def deliver(self, kind: Kind, payload: dict[str, Any], *, retry: bool) -> Ack:
        """Send the payload on one connection and wait for its acknowledgement.

        A connection that is lost meanwhile hands over to the next one. Errors:
        `no_connection` (none open when it should be sent), `timeout`.
        """
        attempt = partial(self._attempt, kind, payload)
        if retry:
            return await repeated(attempt, wait_factor=self._wait_factor)
        return await attempt(0, "")

    def acknowledge(self, answer: dict[str, Any]) -> None:
        """Note an answer. It may come on another connection, or too late: then nobody waits."""
        acknowledged = self._unacknowledged.get(answer.get("envelope_id", ""))
        if acknowledged is not None and not acknowledged.done():
            acknowledged.set_result(answer.get("payload"))

    async def _attempt(self, kind: Kind, payload: dict[str, Any], number: int, reason: str) -> Ack:
        if not self._connections:
            return Ack(ok=False, body=None, error="no_connection", seconds=0.0, attempts=1)
        loop = asyncio.get_running_loop()
        began = loop.time()
        envelope_id = str(uuid.uuid4())
        acknowledged: asyncio.Future[dict[str, Any] | None] = loop.create_future()
        self._unacknowledged[envelope_id] = acknowledged
        body, error = None, None
        try:
            async with asyncio.timeout(self._ack_limit):
                await self._send(envelope(envelope_id, kind, payload, number, reason), acknowledged)
                body = acknowledged.result()
        except TimeoutError:
            error = "timeout"
        finally:
            del self._unacknowledged[envelope_id]
        return Ack(error is None, body, error, seconds=loop.time() - began, attempts=1)

    async def _send(self, text: str, acknowledged: asyncio.Future[dict[str, Any] | None]) -> None:
        while not acknowledged.done():
            connection = await self._next_connection()
            try:
                await connection.send(text)
            except WebSocketDisconnect:
                self._forget(connection)
                continue
            either: set[asyncio.Future[Any]] = {acknowledged, connection.gone}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)

    async def _next_connection(self) -> Connection:
        """The connections take turns; with none open, wait for one."""
        while not self._connections:  # one that came may be gone before we look
            await self._connection_came.wait()
        self._connections.rotate(-1)
        return self._connections[-1]

    def _forget(self, connection: Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
        if not self._connections:
            self._connection_came.clear()
        connection.leave()

    def _hello(self) -> str:
        return json.dumps(
            {
                "type": "hello",
                "num_connections": self.connected + 1,
                "connection_info": {"app_id": self._app_id},
                "debug_info": {"host": "sandbox", "approximate_connection_time": 18060},
            }
        )


def disconnect_message(reason: str) -> str:
    return json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})


def envelope(
    envelope_id: str, kind: Kind, payload: dict[str, Any], number: int, reason: str
) -> str:
    """The message that carries a payload; only events tell which repetition they are."""
    wrapped: dict[str, Any] = {
        "envelope_id": envelope_id,
        "type": kind,
        "payload": payload,
        "accepts_response_payload": kind != "events_api",
    }
    if kind == "events_api":
        wrapped |= {"retry_attempt": number, "retry_reason": reason}
    return json.dumps(wrapped)
