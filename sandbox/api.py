"""The Web API over HTTP: `/api/<method>`, with Slack's checks in Slack's order.

Plain ASGI: it is the path everything else waits for, and faults need the bare connection.
"""

import asyncio
import json
from contextlib import suppress
from typing import Any

from starlette.types import Receive, Scope, Send

from sandbox import arguments, scopes
from sandbox.apps import Token
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
        "invalid_form_data",
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

API_TEST = TABLE["api.test"]
"""It takes whatever it is given."""


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
        self._shown_token = ""
        self._token: Token | None = None
        self._warning = ""

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
            self._take_in()
            self._token = self._authorised()
            wait = self._seconds_to_wait()
            if wait:
                return 429, {"ok": False, "error": "ratelimited"}, {"retry-after": str(wait)}
            answer: Json = {"ok": True} | self._handled()
        except SlackError as error:
            self._check_documented(error.code)
            answer = {"ok": False, "error": error.code} | error.extra
        return 200, _warned(answer, self._warning) if self._warning else answer, {}

    def _take_in(self) -> None:
        method = self._method
        given = arguments.read(
            self._scope, self._body, reads_json=method is None or method.reads_json
        )
        self._args, self._shown_token = given.args, given.token
        self._warning = given.warning

    def _authorised(self) -> Token | None:
        """The token that was shown. Raises not_authed, invalid_auth, token_revoked, …"""
        method = self._method
        if method is None:
            raise SlackError("unknown_method", req_method=self._name)
        if not method.called_by:
            return None
        if not self._shown_token:
            raise SlackError("not_authed")
        token = self._slack.world.tokens.get(self._shown_token)
        if token is None:
            raise SlackError("invalid_auth")
        self._check_valid(token)
        if token.kind not in method.called_by:
            raise SlackError("not_allowed_token_type")
        return token

    def _check_valid(self, token: Token) -> None:
        world = self._slack.world
        if token.revoked or (token.kind == "bot" and world.apps[token.app_id].bot_token_revoked):
            raise SlackError("token_revoked")
        if token.expires is not None and token.expires <= self._slack.clock.now():
            raise SlackError("token_expired")
        if token.kind == "user" and world.people[token.person_id or ""].deleted:
            raise SlackError("account_inactive")

    def _seconds_to_wait(self) -> int:
        method, token = self._method, self._token
        if method is None or token is None:
            return 0
        team_id = self._slack.world.apps[token.app_id].team_id
        channel = str(self._args.get("channel")) if method.posts else None
        return self._slack.limits.seconds_to_wait(method.name, method.tier, team_id, channel)

    def _handled(self) -> Json:
        method, token = self._method, self._token
        if method is None:
            raise SlackError("unknown_method")
        if method is not API_TEST:
            self._check_arguments(method)
        if token is not None and method.scopes:
            scopes.require(token.scopes, method.scopes_of(token.kind))
        return method.handler(Call(self._slack, method, self._args, token, self._shown_token))

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
                self._slack.changes.note()
                if await self._held(applied=True):
                    await self.answer(*outcome)
            case _:
                self._note_arguments()
                await self.answer(*_struck(fault))

    def _note_arguments(self) -> None:
        """For the log, of a call that is not applied and so answered by no check of ours."""
        with suppress(SlackError):
            self._take_in()
            self._token = self._authorised()

    async def answer(self, status: int, answer: Json, headers: dict[str, str]) -> None:
        self._record(answer, status)
        body = json.dumps(answer, separators=(",", ":")).encode()
        sent = [
            (b"content-type", b"application/json; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
            *((name.encode(), value.encode()) for name, value in headers.items()),
        ]
        if self._token is not None and self._method is not None and status == 200:
            sent.append((b"x-oauth-scopes", self._token.scope_header))
            if self._method.accepted_scopes:
                sent.append((b"x-accepted-oauth-scopes", self._method.accepted_scopes))
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
            app_id=self._token.app_id if self._token is not None else None,
            method=self._name,
            args=self._args,
            answer=answer,
            status=status,
            at=self._slack.clock.now(),
            seconds=self._slack.clock.monotonic() - self._began,
            tier=self._method.tier.value if self._method is not None else None,
        )
        self._slack.changes.note()


def _warned(answer: Json, warning: str) -> Json:
    """The answer with one more warning, beside those of the method itself."""
    told = [*str(answer.get("warning") or "").split(","), warning]
    warnings = [one for one in told if one]
    metadata = answer.get("response_metadata", {}) | {"warnings": warnings}
    return answer | {"warning": ",".join(warnings), "response_metadata": metadata}


def _struck(fault: Fault) -> tuple[int, Json, dict[str, str]]:
    if fault.kind is FaultKind.RATE_LIMITED:
        wait = str(max(1, round(fault.seconds)))
        return 429, {"ok": False, "error": "ratelimited"}, {"retry-after": wait}
    if fault.kind is FaultKind.ERROR_500:
        return 500, {"ok": False, "error": "internal_error"}, {}
    return 200, {"ok": False, "error": fault.code}, {}
