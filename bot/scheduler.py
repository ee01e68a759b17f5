"""The way of time: what has to be looked at again and again, though nobody asks.

APScheduler only turns the ticks; what is due is data in the database. So nothing is lost while
Milepost stands still: the first tick after the start finds it.
"""

import threading
from collections.abc import Callable, Iterable
from datetime import UTC, timedelta
from typing import Protocol

from apscheduler.schedulers.background import BackgroundScheduler

from bot.clock import SystemClock
from services import Services

Tick = Callable[[], None]

MINUTES = 5
URGENT_SECONDS = 60.0
SOON_SECONDS = 1.0
"""How long after something happened an urgent tick turns: much of it may happen at once."""


def ticks(services: Services) -> tuple[Tick, ...]:
    """What Milepost looks after."""

    def notice_invitations_that_ran_out() -> None:
        for workspace in services.workspaces.every():
            services.invitations.run_out(workspace)

    def look_for_channels_that_moved() -> None:
        for workspace in services.workspaces.every():
            services.channels.look_after_ids(workspace)

    def forget_old_inbox_keys() -> None:
        services.inbox.forget_old()

    def send_digests() -> None:
        for workspace in services.workspaces.every():
            services.digests.send_due(workspace)

    return (
        notice_invitations_that_ran_out,
        look_for_channels_that_moved,
        forget_old_inbox_keys,
        send_digests,
    )


def urgent_ticks(services: Services) -> tuple[Tick, ...]:
    """What is looked after every minute, and as soon as something happened."""

    def review_what_is_due() -> None:
        services.reviewing.tick()

    return (review_what_is_due,)


class Ticking(Protocol):
    """Whatever turns the ticks: a `Scheduler` here, or one in a process of its own."""

    def start(self) -> None: ...

    def wake(self) -> None: ...

    def stop(self) -> None: ...

    @property
    def is_alive(self) -> bool: ...


class Scheduler:
    """Turns each tick once at the start and then again and again, in threads of its own: those of
    `ticks` every few minutes, those of `urgent` every minute and when they are woken.

    A tick that fails is logged by APScheduler and comes again: no other waits for it.
    """

    def __init__(
        self,
        ticks: Iterable[Tick],
        *,
        minutes: float = MINUTES,
        urgent: Iterable[Tick] = (),
        urgent_seconds: float = URGENT_SECONDS,
    ) -> None:
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for tick in ticks:
            self._add(tick, tick.__name__, minutes * 60)
        self._urgent = [_Urgent(tick, self._soon) for tick in urgent]
        for one in self._urgent:
            self._add(one.turn, one.name, urgent_seconds)

    def start(self) -> None:
        """Begin to turn."""
        self._scheduler.start()

    def wake(self) -> None:
        """Something happened: let the urgent ticks turn soon. From any thread, and cheap."""
        for one in self._urgent:
            one.wake()

    def stop(self) -> None:
        """Turn no more; a tick that is under way is waited for."""
        if self.is_alive:
            self._scheduler.shutdown()

    @property
    def is_alive(self) -> bool:
        return bool(self._scheduler.running)

    def _add(self, turn: Tick, name: str, seconds: float) -> None:
        self._scheduler.add_job(
            turn,
            "interval",
            id=name,
            seconds=seconds,
            next_run_time=SystemClock().now(),  # as soon as it starts
        )

    def _soon(self, name: str) -> None:
        if self.is_alive:
            soon = SystemClock().now() + timedelta(seconds=SOON_SECONDS)
            self._scheduler.modify_job(name, next_run_time=soon)


class _Urgent:
    """A tick that may be woken: once for all that happens in a moment, and once more for what
    happens while it turns."""

    def __init__(self, tick: Tick, soon: Callable[[str], None]) -> None:
        self.name = tick.__name__
        self._tick = tick
        self._soon = soon
        self._lock = threading.Lock()
        self._turns = False
        self._is_woken = False

    def wake(self) -> None:
        with self._lock:
            if self._is_woken:
                return
            self._is_woken = True
            if self._turns:
                return
        self._soon(self.name)

    def turn(self) -> None:
        with self._lock:
            self._turns, self._is_woken = True, False
        try:
            self._tick()
        finally:
            with self._lock:
                self._turns = False
                again = self._is_woken
            if again:
                self._soon(self.name)
