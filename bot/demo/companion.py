"""Milepost beside a sandbox whose clock is turned: what it will do next, and time to do it."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from bot.app import Milepost
from bot.scheduler import ticks, urgent_ticks
from services import Services
from storage.lanes import is_anything_to_send

SHORT_REST = timedelta(seconds=5)
"""A lane that rests no longer, after a 429 say, is waited for; one that rests for an archived
channel or a faulty Slack is left alone, as it would be for a minute."""
LOOK_SECONDS = 0.004


@dataclass(frozen=True, slots=True)
class Plan:
    """Something Milepost does by itself: in a few words, and when (UTC) it is next to be done."""

    what: str
    next_at: Callable[[], datetime | None]


def plans(services: Services) -> tuple[Plan, ...]:
    """For each tick of `bot/scheduler.py` whose doings people see, when it next finds something."""

    def next_run_out() -> datetime | None:
        workspaces = services.workspaces.every()
        found = [services.invitations.next_run_out(workspace) for workspace in workspaces]
        return min((at for at in found if at is not None), default=None)

    return (
        Plan("a customer is looked after", services.reviewing.next_due),
        Plan("an invitation has run out", next_run_out),
        Plan("the digests go out", services.digests.next_due),
    )


class MilepostCompanion:
    """A `sandbox.companions.Companion`. Milepost's clock must be the sandbox's, and its scheduler
    leave the reviews to us (`build_app(…, reviews=False)`): so none is half made while the clock is
    turned."""

    name = "Milepost"

    def __init__(self, milepost: Milepost) -> None:
        self._milepost = milepost
        self._plans = plans(milepost.services)
        self._ticks = (*urgent_ticks(milepost.services), *ticks(milepost.services))
        self._one_at_a_time = Lock()

    def next_at(self) -> float | None:
        """When Milepost will next do something by itself, seconds UTC."""
        return min((at.timestamp() for at, _ in self._planned()), default=None)

    def what_next(self) -> str:
        """What that will be."""
        return min(self._planned(), default=(None, ""))[1]

    def settle(self, timeout: float) -> None:
        """Do what is due now, and return once Slack has been told. Raises TimeoutError."""
        until = time.monotonic() + timeout
        self._milepost.delivery.wake()  # a rest may have ended with the turn of the clock
        self._wait_for_delivery(until)
        if self.do_what_is_due():
            self._wait_for_delivery(until)

    def do_what_is_due(self) -> bool:
        """Do it, for whoever lets the clock run instead of turning it; whether there was any."""
        with self._one_at_a_time:
            planned = [at for at, _ in self._planned()]
            now = self._milepost.database.clock.now()  # what is due at once is planned for just now
            is_due = any(at <= now for at in planned)
            if is_due:
                for tick in self._ticks:
                    tick()
            return is_due

    def _wait_for_delivery(self, until: float) -> None:
        while self._is_sending():
            if time.monotonic() > until:
                raise TimeoutError("not everything was sent in time")
            time.sleep(LOOK_SECONDS)

    def _planned(self) -> Iterator[tuple[datetime, str]]:
        for plan in self._plans:
            at = plan.next_at()
            if at is not None:
                yield at, plan.what

    def _is_sending(self) -> bool:
        database = self._milepost.database
        with database.reading() as connection:
            return is_anything_to_send(connection, database.clock.now() + SHORT_REST)
