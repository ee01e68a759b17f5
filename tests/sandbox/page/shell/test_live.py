"""Word of changes as server-sent events."""

import asyncio

import httpx
import pytest

from sandbox.changes import Changes
from sandbox.page import live
from sandbox.server import Sandbox


async def test_many_changes_in_a_short_time_are_told_as_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live, "PAUSE_SECONDS", 0)
    changes = Changes()
    told = live.told(changes)
    assert (await anext(told)).startswith("retry:")
    for _ in range(5):
        changes.note()
    assert await anext(told) == "event: changed\ndata: 5\n\n"
    waiting = asyncio.ensure_future(anext(told))
    await asyncio.sleep(0)
    assert not waiting.done()
    changes.note()
    assert await waiting == "event: changed\ndata: 6\n\n"


async def test_word_ends_when_the_sandbox_stops() -> None:
    changes = Changes()
    told = live.told(changes)
    await anext(told)
    changes.end()
    assert [word async for word in told] == []


def test_pages_that_listen_do_not_keep_a_sandbox_from_stopping() -> None:
    with (
        Sandbox.running() as sandbox,
        httpx.stream("GET", f"{sandbox.base_url}/page/events") as stream,
    ):
        lines = stream.iter_lines()
        assert next(lines).startswith("retry:")
        sandbox.stop()
        assert list(lines) == [""]
