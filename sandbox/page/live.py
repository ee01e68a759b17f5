"""Word of changes for the page, as server-sent events."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sandbox.changes import Changes
from sandbox.slack import Slack

PAUSE_SECONDS = 0.1
"""Many changes in so short a time are told as one."""
RETRY_MILLISECONDS = 1_000


def events(slack: Slack) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        return StreamingResponse(
            told(slack.changes),
            media_type="text/event-stream",
            headers={"cache-control": "no-store"},
        )

    return answer


async def told(changes: Changes) -> AsyncIterator[str]:
    """`changed`, with how many changes there have been, until the sandbox stops."""
    seen = changes.count
    yield f"retry: {RETRY_MILLISECONDS}\n\n"
    while True:
        seen = await changes.after(seen)
        if changes.is_over:
            return
        yield f"event: changed\ndata: {seen}\n\n"
        await asyncio.sleep(PAUSE_SECONDS)
