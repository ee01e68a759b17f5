"""Delivery by a clock that somebody turns while it is at work: nothing hangs, nothing is early."""

import threading
from datetime import timedelta

from bot.clock import ShiftedClock, SystemClock
from bot.delivery import DeliverySettings
from bot.delivery.attempt import Attempt
from storage.database import Database
from storage.outbox import Sent
from tests.bot.delivery.customer import say
from tests.bot.delivery.harness import (
    Notes,
    arrive,
    delivering,
    install,
    put,
    states,
    until,
)
from tests.bot.delivery.office import Office

NO_POLL = DeliverySettings(poll_seconds=60.0)


def test_a_lane_goes_on_when_the_clock_is_turned_while_it_is_worked(database: Database) -> None:
    """By that clock our hold has run out, and yet nobody else works the lane."""
    clock = ShiftedClock(SystemClock())
    database.clock = clock
    install(database)
    turned = threading.Event()

    async def turn_after_the_first(attempt: Attempt) -> Sent:
        sent = await arrive(attempt)
        if not turned.is_set():
            clock.move(timedelta(days=1))
            turned.set()
        return sent

    notes = Notes(database, turn_after_the_first)
    put(database, *[("team", f"{number}") for number in range(3)])
    with delivering(notes, NO_POLL):
        until(lambda: states(database)["sent"] == 3, "all sent")
    assert notes.uncertain == []


def test_turning_the_clock_does_not_shorten_slacks_retry_after(
    office: Office, channel: str
) -> None:
    clock = ShiftedClock(SystemClock())
    office.database.clock = clock
    office.driver.faults.add("rate_limited", "chat.postMessage", seconds=2)
    with office.delivering(NO_POLL) as delivery:
        say(office, lane="channel:x", key="hello")
        until(lambda: any(row.error for row in office.rows()), "parked")
        clock.move(timedelta(days=1))
        delivery.wake()
        office.until_quiet()
    refused, sent = office.driver.calls("chat.postMessage")[-2:]
    assert refused.status == 429
    assert sent.at - refused.at >= 2
