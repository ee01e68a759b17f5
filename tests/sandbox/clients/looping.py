"""An event loop in a thread of its own, for what is asynchronous and has to go on meanwhile."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

Result = TypeVar("Result")
PATIENCE_SECONDS = 10


class Looping:
    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Do this in the loop, and give back what it gives."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_SECONDS)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End what was left in the loop, then the loop."""
        self.run(_end_the_others())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


async def _end_the_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


@contextmanager
def looping() -> Iterator[Looping]:
    loop = Looping()
    loop.start()
    try:
        yield loop
    finally:
        loop.stop()
