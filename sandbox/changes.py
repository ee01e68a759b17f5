"""Word that something has changed, for pages that show the sandbox."""

import asyncio


class Changes:
    """Counts changes. Noting one costs next to nothing: every call of the Web API may do it."""

    def __init__(self) -> None:
        self.count = 0
        self.is_over = False
        self._news = asyncio.Event()

    def note(self) -> None:
        """Something people or developers can see has changed."""
        self.count += 1
        self._news.set()

    async def after(self, seen: int) -> int:
        """Wait until there have been more changes than `seen`; how many there are then.

        Once it is over, nobody waits any more.
        """
        while self.count == seen and not self.is_over:
            self._news.clear()
            await self._news.wait()
        return self.count

    def end(self) -> None:
        """The sandbox stops: let go who waits."""
        self.is_over = True
        self._news.set()
