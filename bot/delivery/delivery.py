"""Delivery: an event loop in a thread of its own, which sends what the outbox holds."""

import asyncio
import logging
import os
import socket
import threading
import time
import uuid
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from bot.delivery.attempt import Desk
from bot.delivery.dispatcher import Died, Dispatcher, Execute
from bot.delivery.ledger import Ledger
from bot.delivery.listening import listen
from bot.delivery.pacing import Pacing
from bot.delivery.settings import DeliverySettings
from bot.slack.client import SlackClient
from storage import lanes
from storage.database import Database

log = logging.getLogger(__name__)

START_SECONDS = 30.0


class Delivery:
    """`start`, then `stop`; woken by commits of this process and, on PostgreSQL, of any other.

    On SQLite it takes over what a dead process left held: there it must be the only one.
    """

    def __init__(
        self,
        database: Database,
        slack: SlackClient,
        executors: Mapping[str, Execute],
        died: Died,
        settings: DeliverySettings | None = None,
    ) -> None:
        """`executors`: who delivers which kind of row; `died`: told of what cannot be delivered."""
        self._database = database
        self._slack = slack
        self._executors = executors
        self._died = died
        self._settings = settings or DeliverySettings()
        self._holder = f"{socket.gethostname()[:24]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._thread = threading.Thread(target=self._run, name="delivery", daemon=True)
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop
        self._stopping: asyncio.Event
        self._dispatcher: Dispatcher
        self._grace = 0.0
        self._finished = True
        self._failure: BaseException | None = None

    @property
    def is_alive(self) -> bool:
        """Whether the loop runs."""
        return self._ready.is_set() and self._thread.is_alive()

    def start(self) -> None:
        """Begin to deliver. Raises what kept the loop from starting."""
        self._thread.start()
        if not self._ready.wait(START_SECONDS):
            raise TimeoutError("the delivery loop did not start") from self._failure
        if self._failure is not None:
            raise self._failure
        self._database.waiting.append(self.wake)

    def stop(self, timeout: float = 10.0) -> bool:
        """Take no more, let what is on its way arrive, give the lanes back.

        False when something did not arrive within `timeout` seconds: it is looked up at the next
        start.
        """
        if not self.is_alive:
            return self._finished
        self._database.waiting.remove(self.wake)
        self._grace = timeout
        self._loop.call_soon_threadsafe(self._stop_in_loop)
        self._thread.join(timeout + START_SECONDS)
        return self._finished and not self._thread.is_alive()

    def wake(self) -> None:
        """Something was committed. From any thread."""
        with suppress(RuntimeError):  # the loop has ended; `is_alive` says so to whom it concerns
            self._loop.call_soon_threadsafe(self._dispatcher.wake)

    def _stop_in_loop(self) -> None:
        self._stopping.set()
        self._dispatcher.wake()

    def _run(self) -> None:
        try:
            asyncio.run(self._main())
        except BaseException as error:
            self._failure = error
            self._finished = False
            log.exception("the delivery loop ended")
        finally:
            self._ready.set()

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        # SQLite has one writer: one thread waits for its lock instead of several against each other
        threads = ThreadPoolExecutor(1 if self._database.is_sqlite else 8, "delivery-database")
        with threads:
            async with self._slack:
                await self._deliver(threads)

    async def _deliver(self, threads: ThreadPoolExecutor) -> None:
        if self._database.is_sqlite:
            await self._loop.run_in_executor(threads, self._take_over)
        settings = self._settings
        ledger = Ledger(self._database, threads, self._holder, settings.hold_seconds)
        desk = Desk(
            slack=self._slack,
            ledger=ledger,
            pacing=Pacing(
                time.monotonic,
                posts_per_minute=settings.posts_per_minute,
                paced=settings.paced,
            ),
            executor=threads,
            clock=self._database.clock,
            in_flight=asyncio.Semaphore(settings.in_flight),
            stopping=self._stopping,
        )
        self._dispatcher = Dispatcher(desk, ledger, self._executors, self._died, settings)
        tasks = [asyncio.create_task(ledger.run())]
        if not self._database.is_sqlite:
            tasks.append(
                asyncio.create_task(listen(self._database.engine.url, self._dispatcher.wake))
            )
        self._ready.set()
        try:
            await self._dispatcher.run()
            self._finished = await self._dispatcher.finish(self._grace)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _take_over(self) -> None:
        with self._database.writing() as connection:
            lanes.take_over(connection)
