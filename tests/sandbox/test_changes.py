"""Word of changes: whoever waits hears of them, whoever was away too."""

import asyncio

from sandbox.changes import Changes


async def test_everybody_who_waits_hears_of_a_change() -> None:
    changes = Changes()
    waiting = [asyncio.create_task(changes.after(0)) for _ in range(3)]
    await asyncio.sleep(0)
    assert not any(task.done() for task in waiting)
    changes.note()
    assert await asyncio.gather(*waiting) == [1, 1, 1]


async def test_who_was_away_hears_at_once_and_of_many_changes_as_one() -> None:
    changes = Changes()
    for _ in range(5):
        changes.note()
    assert await changes.after(2) == 5
    waiting = asyncio.create_task(changes.after(5))
    await asyncio.sleep(0)
    assert not waiting.done()
    changes.note()
    assert await waiting == 6
