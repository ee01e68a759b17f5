"""The way of time: what has to be looked at again and again, though nobody asks.

APScheduler only turns the ticks; what is due is data in the database. So nothing is lost while
Milepost stands still: the first tick after the start finds it.
"""

from collections.abc import Callable, Iterable
from datetime import UTC

from apscheduler.schedulers.background import BackgroundScheduler

from bot.clock import SystemClock
from services import Services

Tick = Callable[[], None]

MINUTES = 5


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

    return (
        notice_invitations_that_ran_out,
        look_for_channels_that_moved,
        forget_old_inbox_keys,
    )


class Scheduler:
    """Turns each tick once at the start and then every few minutes, in threads of its own.

    A tick that fails is logged by APScheduler and comes again: no other waits for it.
    """

    def __init__(self, ticks: Iterable[Tick], *, minutes: float = MINUTES) -> None:
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for tick in ticks:
            self._scheduler.add_job(
                tick,
                "interval",
                id=tick.__name__,
                minutes=minutes,
                next_run_time=SystemClock().now(),  # as soon as it starts
            )

    def start(self) -> None:
        """Begin to turn."""
        self._scheduler.start()

    def stop(self) -> None:
        """Turn no more; a tick that is under way is waited for."""
        if self.is_alive:
            self._scheduler.shutdown()

    @property
    def is_alive(self) -> bool:
        return bool(self._scheduler.running)
