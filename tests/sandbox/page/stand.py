"""A page with nothing on it but the clock and the inspector, around a real sandbox."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

import sandbox.page
from sandbox.page.inspector import routes
from sandbox.slack import Slack
from sandbox.web import build

STATIC = Path(sandbox.page.__file__).parent / "static"
OURS = ("/as/", "/page/", "/static/")
FRAME = """<!doctype html>
<html lang="en"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/inspector.css">
<style>
:root {
  color-scheme: light dark;
  --back: #fff; --back-2: #f6f7f8; --back-hover: #eceff1; --text: #1b1f23; --text-dim: #5a636c;
  --line: #d8dde2; --accent: #1d63b8; --accent-text: #fff; --good: #1f7a44; --bad: #b3261e;
  --warn: #8a5a00; --focus: #1d63b8; --radius: 6px; --shadow: 0 4px 16px rgb(0 0 0 / 20%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #1a1d21; --back-2: #212529; --back-hover: #2b3036; --text: #e6e8ea;
    --text-dim: #a3abb3; --line: #3a4047; --accent: #7cb4f5; --accent-text: #10161d;
    --good: #6fcf97; --bad: #ff8a80; --warn: #f0b95a; --focus: #7cb4f5;
  }
}
body { display: flex; flex-direction: column; height: 100dvh; margin: 0; background: var(--back);
  color: var(--text); font-family: system-ui, sans-serif; }
body > header { display: flex; gap: 0.75rem; align-items: center; padding: 0.5rem 0.75rem;
  border-bottom: 1px solid var(--line); }
main { display: flex; flex: 1; justify-content: flex-end; min-height: 0; }
header b { flex: 1; }
aside { width: min(28rem, 100%); border-left: 1px solid var(--line); }
</style></head><body>
<header><b>Place</b><div id="clock"></div><button type="button">Inspector</button></header>
<main><aside id="inspector" aria-label="Inspector"></aside></main>
<script type="module" src="/static/inspector.js"></script>
</body></html>"""


def with_the_page(slack: Slack) -> ASGIApp:
    """In place of `sandbox.web.build`."""
    rest = build(slack)
    page = Starlette(
        routes=[
            *routes(slack),
            Route("/as/{person}", _frame),
            Route("/page/events", _Events(slack)),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]
    )

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        is_ours = scope["type"] == "http" and scope["path"].startswith(OURS)
        await (page if is_ours else rest)(scope, receive, send)

    return application


async def _frame(request: Request) -> Response:
    return HTMLResponse(FRAME)


class _Events:
    def __init__(self, slack: Slack) -> None:
        self._changes = slack.changes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = StreamingResponse(self._told(), media_type="text/event-stream")
        await answer(scope, receive, send)

    async def _told(self) -> AsyncIterator[str]:
        yield "retry: 1000\n\n"
        seen = self._changes.count
        while not self._changes.is_over:
            seen = await self._changes.after(seen)
            yield "event: changed\ndata:\n\n"
            await asyncio.sleep(0.05)
