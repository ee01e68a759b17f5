"""The Web API over HTTP: `/api/<method>`, with Slack's checks in Slack's order.

Plain ASGI: it is the path everything else waits for, and faults need the bare connection.
"""

import asyncio
import json
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl

from starlette.types import Receive, Scope, Send

from sandbox import scopes
from sandbox.apps import App
from sandbox.errors import SlackError
from sandbox.faults import Fault, FaultKind
from sandbox.methods import TABLE, Call, Method
from sandbox.slack import Slack

Json = dict[str, Any]

GENERAL_ERRORS = frozenset(
    {
        "account_inactive",
        "fatal_error",
        "internal_error",
        "invalid_arg_name",
        "invalid_arguments",
        "invalid_auth",
        "invalid_json",
        "json_not_object",
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "ratelimited",
        "service_unavailable",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
        "unknown_method",
    }
)
"""Codes that any method may answer."""


class WebApi:
    """ASGI application for `/api/…`."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = scope["path"].removeprefix("/api/")
        exchange = Exchange(self._slack, name, scope, receive, send)
        if not await exchange.read():
            return
        fault = self._slack.faults.take(name)
        if self._slack.settings.latency:
            await asyncio.sleep(self._slack.settings.latency)
        if fault is None:
            await exchange.answer(*exchange.apply())
        else:
            await exchange.go_wrong(fault)


class Exchange:
    """One request and its answer."""

    def __init__(self, slack: Slack, name: str, scope: Scope, receive: Receive, send: Send) -> None:
        self._slack = slack
        self._name = name
        self._scope = scope
        self._receive = receive
        self._send = send
        self._method = TABLE.get(name)
        self._began = slack.clock.monotonic()
        self._body = b""
        self._args: Json = {}
        self._token = ""
        self._app: App | None = None

    async def read(self) -> bool:
        """Take in the request; False when the client went away in the middle of it."""
        parts = []
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                return False
            parts.append(message.get("body", b""))
            if not message.get("more_body"):
                break
        self._body = b"".join(parts)
        return True

    def apply(self) -> tuple[int, Json, dict[str, str]]:
        """Do what the call asks: status, answer, headers."""
        try:
            self._args = self._arguments()
            self._app = self._authorised()
            wait = self._seconds_to_wait()
            if wait:
                return 429, {"ok": False, "error": "ratelimited"}, {"retry-after": str(wait)}
            answer = self._handled()
        except SlackError as error:
            self._check_documented(error.code)
            return 200, {"ok": False, "error": error.code} | error.extra, {}
        return 200, {"ok": True} | answer, {}

    def _arguments(self) -> Json:
        headers = dict(self._scope["headers"])
        args: Json = dict(parse_qsl(self._scope["query_string"].decode(), keep_blank_values=True))
        if headers.get(b"content-type", b"").startswith(b"application/json"):
            args |= self._json_body()
        else:
            args |= dict(parse_qsl(self._body.decode(), keep_blank_values=True))
        scheme, _, bearer = headers.get(b"authorization", b"").decode().partition(" ")
        given = args.pop("token", "")
        self._token = bearer if scheme.lower() == "bearer" else str(given)
        return args

    def _json_body(self) -> Json:
        try:
            body = json.loads(self._body or b"{}")
        except ValueError:
            raise SlackError("invalid_json") from None
        if not isinstance(body, dict):
            raise SlackError("json_not_object")
        return body

    def _authorised(self) -> App | None:
        """The app whose token this is. Raises not_authed, invalid_auth, token_revoked, …"""
        method = self._method
        if method is None:
            raise SlackError("unknown_method", req_method=self._name)
        if method.called_by == "anybody":
            return None
        if not self._token:
            raise SlackError("not_authed")
        for app in self._slack.world.apps.values():
            if self._token == app.bot_token:
                return _checked(app, method, "bot")
            if self._token == app.app_token:
                return _checked(app, method, "app")
        raise SlackError("invalid_auth")

    def _seconds_to_wait(self) -> int:
        method, app = self._method, self._app
        if method is None or app is None:
            return 0
        channel = str(self._args.get("channel")) if method.posts else None
        return self._slack.limits.seconds_to_wait(method.name, method.tier, app.team_id, channel)

    def _handled(self) -> Json:
        method, app = self._method, self._app
        if method is None:
            raise SlackError("unknown_method")
        if method.called_by != "anybody":
            self._check_arguments(method)
        if app is not None and method.scopes:
            scopes.require(app.manifest.scopes, method.scopes)
        return method.handler(Call(self._slack, method, self._args, app))

    def _check_arguments(self, method: Method) -> None:
        if not method.known >= self._args.keys():
            for unknown in sorted(self._args.keys() - method.known):
                self._slack.journal.violation("unknown_argument", method.name, unknown)
        missing = [name for name in method.required if self._args.get(name) is None]
        if missing:
            problems = [f"[ERROR] missing required field: {name}" for name in missing]
            raise SlackError("invalid_arguments", response_metadata={"messages": problems})

    def _check_documented(self, code: str) -> None:
        method = self._method
        if method is not None and code not in method.errors and code not in GENERAL_ERRORS:
            self._slack.journal.violation("undocumented_error", method.name, code)

    async def go_wrong(self, fault: Fault) -> None:
        """Answer as the fault has it."""
        match fault.kind:
            case FaultKind.DELAY:
                await asyncio.sleep(fault.seconds)
                await self.answer(*self.apply())
            case FaultKind.DROP_BEFORE:
                self._note_arguments()
                await self._cut()
            case FaultKind.DROP_AFTER:
                self.apply()
                await self._cut()
            case FaultKind.HOLD_BEFORE:
                self._note_arguments()
                if await self._held(applied=False):
                    await self.answer(*self.apply())
            case FaultKind.HOLD_AFTER:
                outcome = self.apply()
                if await self._held(applied=True):
                    await self.answer(*outcome)
            case _:
                self._note_arguments()
                await self.answer(*_struck(fault))

    def _note_arguments(self) -> None:
        """For the log, of a call that is not applied and so answered by no check of ours."""
        with suppress(SlackError):
            self._args = self._arguments()
            self._app = self._authorised()

    async def answer(self, status: int, answer: Json, headers: dict[str, str]) -> None:
        self._record(answer, status)
        body = json.dumps(answer, separators=(",", ":")).encode()
        sent = [
            (b"content-type", b"application/json; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
            *((name.encode(), value.encode()) for name, value in headers.items()),
        ]
        if self._app is not None and status == 200:
            sent.append((b"x-oauth-scopes", self._app.scope_header.encode()))
        await self._send({"type": "http.response.start", "status": status, "headers": sent})
        await self._send({"type": "http.response.body", "body": body})

    async def _held(self, *, applied: bool) -> bool:
        """Keep the answer back. False when the client has gone away meanwhile."""
        held = self._slack.faults.hold(self._name, self._args, applied=applied)
        released = asyncio.create_task(held.released.wait())
        left = asyncio.ensure_future(self._receive())
        await asyncio.wait({released, left}, return_when=asyncio.FIRST_COMPLETED)
        gone = left.done()
        self._slack.faults.let_go(held)
        for task in (released, left):
            task.cancel()
        if gone:
            self._record(None, 0)
        return not gone

    async def _cut(self) -> None:
        """Drop the TCP connection without an answer."""
        self._record(None, 0)
        # uvicorn's `send` is a method of the object that owns the connection.
        self._send.__self__.transport.abort()  # type: ignore[attr-defined]
        while (await self._receive())["type"] != "http.disconnect":
            pass

    def _record(self, answer: Json | None, status: int) -> None:
        self._slack.journal.call(
            app_id=self._app.id if self._app is not None else None,
            method=self._name,
            args=self._args,
            answer=answer,
            status=status,
            at=self._slack.clock.now(),
            seconds=self._slack.clock.monotonic() - self._began,
            tier=self._method.tier.value if self._method is not None else None,
        )


def _checked(app: App, method: Method, kind: str) -> App:
    if kind == "bot" and app.bot_token_revoked:
        raise SlackError("token_revoked")
    if method.called_by != kind:
        raise SlackError("not_allowed_token_type")
    return app


def _struck(fault: Fault) -> tuple[int, Json, dict[str, str]]:
    if fault.kind is FaultKind.RATE_LIMITED:
        wait = str(max(1, round(fault.seconds)))
        return 429, {"ok": False, "error": "ratelimited"}, {"retry-after": wait}
    if fault.kind is FaultKind.ERROR_500:
        return 500, {"ok": False, "error": "internal_error"}, {}
    return 200, {"ok": False, "error": fault.code}, {}
