"""Payloads on their way to apps: sent, acknowledged, recorded."""

import asyncio
from typing import Any

from sandbox.apps import App
from sandbox.changes import Changes
from sandbox.clock import Clock
from sandbox.journal import DeliveryRecord, Journal
from sandbox.transports.base import Ack, Kind


class Outbound:
    def __init__(self, journal: Journal, clock: Clock, changes: Changes) -> None:
        self._journal = journal
        self._clock = clock
        self._changes = changes
        self._under_way: set[asyncio.Task[Ack]] = set()
        self._overdue: set[asyncio.Task[Ack]] = set()

    @property
    def under_way(self) -> int:
        """Events sent and not yet acknowledged or given up."""
        return len(self._under_way)

    def event(self, app: App, payload: dict[str, Any]) -> None:
        """Send an event in the background; Slack sends it again when it is not acknowledged."""
        task = asyncio.create_task(self._deliver(app, "events_api", payload, retry=True))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        task.add_done_callback(self._overdue.discard)

    async def arrived(self, within: float) -> None:
        """Wait until apps have answered the events sent to them.

        One still unanswered after `within` seconds will be sent again, minutes later: neither
        now nor another time is it waited for any longer.
        """
        awaited = self._under_way - self._overdue
        if awaited:
            _, late = await asyncio.wait(awaited, timeout=within)
            self._overdue |= late

    async def ask(self, app: App, kind: Kind, payload: dict[str, Any]) -> Ack:
        """Send an interaction or a command, once, and wait for the answer."""
        return await self._deliver(app, kind, payload, retry=False)

    async def again(self, app: App, record: DeliveryRecord) -> Ack:
        """Send the very same payload once more, as Slack does when an answer got lost."""
        return await self._deliver(app, record.kind, record.payload, retry=False)

    async def stop(self) -> None:
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _deliver(self, app: App, kind: Kind, payload: dict[str, Any], *, retry: bool) -> Ack:
        record = self._journal.delivery(
            app_id=app.id, kind=kind, payload=payload, at=self._clock.now(), retry=retry
        )
        self._changes.note()
        record.ack = await app.transport.deliver(kind, payload, retry=retry)
        self._changes.note()
        return record.ack
