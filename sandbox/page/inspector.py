"""The inspector's part of the page: what the app asked and was sent, and what goes wrong.

Everything here is read; what is switched goes through the sandbox's own API (`control_api`).
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from sandbox.clock_controls import zone_for
from sandbox.errors import Refusal
from sandbox.faults import EVERY_METHOD
from sandbox.page import clock
from sandbox.page.inspecting import calls, payloads, switches, violations
from sandbox.page.inspecting.listing import Asked, Found, Numbered
from sandbox.page.inspecting.templating import draw
from sandbox.slack import Slack

Record = TypeVar("Record", bound=Numbered)
Rows = Callable[[Slack, Iterable[Record], ZoneInfo], Sequence[Any]]


def routes(slack: Slack) -> list[Route]:
    """The parts of the inspector and of the clock, each as HTML."""
    inspector = Inspector(slack)
    parts = {
        "": inspector.whole,
        "/calls": inspector.calls,
        "/calls/{index:int}": inspector.call,
        "/payloads": inspector.payloads,
        "/payloads/{index:int}": inspector.payload,
        "/violations": inspector.violations,
        "/switches": inspector.switches,
        "/codes": inspector.codes,
    }
    return [
        *clock.routes(slack),
        *(Route(f"/page/inspector{path}", _answering(part)) for path, part in parts.items()),
    ]


class Inspector:
    """A method per part: its HTML. Raises Refusal, in words, for what cannot be shown.

    `person` (or `zone`) says in whose zone times are given.
    """

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def whole(self, request: Request) -> str:
        """The tabs, their filters and the form of a fault; what they list is asked for apart."""
        methods = switches.methods()
        return draw(
            "inspector.html",
            methods=methods,
            method_choices=[(method, method) for method in methods],
            payload_kinds=payloads.KINDS,
            fault_kinds=switches.KINDS,
            codes=switches.codes(EVERY_METHOD),
        )

    async def calls(self, request: Request) -> str:
        found = calls.find_calls(self._slack, _asked(request, sort="method"))
        return self._listed(request, "calls.html", found, calls.rows_of)

    async def call(self, request: Request) -> str:
        index, zone = request.path_params["index"], self._zone(request)
        detail = calls.detail_of(self._slack, index, zone)
        if detail is None:
            raise Refusal(f"the log no longer has call {index}")
        return draw("call.html", call=detail)

    async def payloads(self, request: Request) -> str:
        found = payloads.find_payloads(self._slack, _asked(request, sort="kind"))
        return self._listed(request, "payloads.html", found, payloads.rows_of)

    async def payload(self, request: Request) -> str:
        index, zone = request.path_params["index"], self._zone(request)
        detail = payloads.detail_of(self._slack, index, zone)
        if detail is None:
            raise Refusal(f"the log no longer has payload {index}")
        return draw("payload.html", payload=detail)

    async def violations(self, request: Request) -> str:
        found = violations.find_violations(self._slack, _asked(request))
        return self._listed(request, "violations.html", found, violations.rows_of)

    async def switches(self, request: Request) -> str:
        """What is switched just now."""
        return draw("switches.html", board=switches.switchboard(self._slack))

    async def codes(self, request: Request) -> str:
        """The error codes of a method, as options of a menu."""
        method = request.query_params.get("method", EVERY_METHOD)
        return draw("codes.html", codes=switches.codes(method))

    def _listed(
        self, request: Request, template: str, found: Found[Record], rows_of: Rows[Record]
    ) -> str:
        """Rows to be put on top of those shown; `changed` take the place of theirs."""
        zone = self._zone(request)
        return draw(
            template,
            found=found,
            rows=rows_of(self._slack, found.records, zone),
            changed=rows_of(self._slack, found.changed, zone),
        )

    def _zone(self, request: Request) -> ZoneInfo:
        asked = request.query_params
        return zone_for(self._slack, asked.get("person"), asked.get("zone"))


def _answering(part: Callable[[Request], Awaitable[str]]) -> Callable[..., Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return HTMLResponse(await part(request))
        except Refusal as refusal:
            return HTMLResponse(draw("refused.html", why=str(refusal)), status_code=422)

    return endpoint


def _asked(request: Request, sort: str = "") -> Asked:
    """What the query asks for; `sort` is the name under which it gives the method or kind."""
    given = request.query_params
    return Asked(
        after=_number(given.get("after")),
        before=_number(given.get("before")),
        open=frozenset(_numbers(given.get("open", ""))),
        text=given.get("q", "").strip(),
        sort=given.get(sort, ""),
    )


def _numbers(text: str) -> Iterable[int]:
    return (number for part in text.split(",") if (number := _number(part)) is not None)


def _number(text: str | None) -> int | None:
    """Raises Refusal when it is none; None when nothing was given."""
    if not text:
        return None
    try:
        return int(text)
    except ValueError:
        raise Refusal(f"{text!r} is not a number") from None
