"""The sandbox's HTTP application: the Web API, Socket Mode, its own API, the page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from sandbox import serving
from sandbox.api import WebApi
from sandbox.control_api import CONTROLS
from sandbox.errors import Refusal, SlackError
from sandbox.page import shell
from sandbox.people_api import DOINGS
from sandbox.responses import respond
from sandbox.slack import Slack
from sandbox.transports import SignedHttp, SocketMode


class Asked(dict[str, Any]):
    """The body of a request; what is missing is refused in words."""

    def __missing__(self, key: str) -> Any:
        raise Refusal(f"{key!r} is missing")


def build(slack: Slack) -> ASGIApp:
    """The Web API stands before the router: it is called a thousand times for each other."""
    web_api = WebApi(slack)
    rest = Rest(slack).routes()

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/api/"):
            await web_api(scope, receive, send)
        else:
            await rest(scope, receive, send)

    return application


class Rest:
    """Everything but the Web API."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def routes(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/sandbox/people/{person}/{doing}", self.be_a_person, methods=["POST"]),
                Route("/sandbox/{control}", self.control, methods=["POST"]),
                Route("/response/{address}", self.response_url, methods=["POST"]),
                WebSocketRoute("/socket/{ticket}", self.socket),
                *serving.routes(self._slack),
                *shell.routes(self._slack),
            ],
            lifespan=self._lifespan,
        )

    async def be_a_person(self, request: Request) -> Response:
        person = self._slack.world.people.get(request.path_params["person"])
        doing = DOINGS.get(request.path_params["doing"])
        if person is None or doing is None:
            return _refused(f"nobody can do that: {request.url.path}")
        try:
            return JSONResponse(await doing(self._slack, person, Asked(await request.json())))
        except Refusal as refusal:
            return _refused(str(refusal))
        except SlackError as error:
            return _refused(f"Slack refuses: {error.code}")
        finally:
            self._slack.changes.note()

    async def control(self, request: Request) -> Response:
        control = CONTROLS.get(request.path_params["control"])
        if control is None:
            return _refused(f"there is no control {request.path_params['control']}")
        try:
            return JSONResponse(await control(self._slack, Asked(await request.json())))
        except Refusal as refusal:
            return _refused(str(refusal))
        finally:
            self._slack.changes.note()

    async def response_url(self, request: Request) -> Response:
        try:
            address = self._slack.triggers.respond(request.path_params["address"])
            respond(self._slack, address, await self._body_of(request))
        except SlackError as error:
            gone = error.code in ("used_url", "expired_url")
            return PlainTextResponse(error.code, status_code=404 if gone else 400)
        finally:
            self._slack.changes.note()
        return PlainTextResponse("ok")

    @staticmethod
    async def _body_of(request: Request) -> dict[str, Any]:
        try:
            body = await request.json()
        except ValueError:
            raise SlackError("invalid_payload") from None
        if not isinstance(body, dict):
            raise SlackError("invalid_payload")
        return body

    async def socket(self, websocket: WebSocket) -> None:
        ticket = websocket.path_params["ticket"]
        app = self._slack.world.apps.get(self._slack.socket_tickets.pop(ticket, ""))
        if app is not None and isinstance(app.transport, SocketMode):
            await app.transport.endpoint(websocket)
        else:
            await websocket.close()

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        yield
        if self._slack.alarm is not None:
            self._slack.alarm.cancel()
        await self._slack.outbound.stop()
        for app in self._slack.world.apps.values():
            if isinstance(app.transport, SignedHttp):
                await app.transport.aclose()


def _refused(why: str) -> Response:
    return JSONResponse({"refused": why}, status_code=422)
