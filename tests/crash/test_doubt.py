"""What remains in doubt after a death is looked up, and what nobody heard of is asked."""

import asyncio
import threading
from datetime import datetime

from sqlalchemy import select

from bot.delivery import DeliverySettings
from bot.delivery.attempt import Attempt
from bot.slack.errors import NotNow, UnknownOutcome
from storage.database import Database
from storage.outbox import Sent
from storage.schema import lanes
from tests.bot.delivery.harness import (
    WORKSPACE,
    Notes,
    arrive,
    delivering,
    install,
    put,
    real_time,
    states,
    until,
)
from tests.clock import SettableClock
from tests.crash.first_customer import RIGHT, FirstCustomer
from tests.crash.stage import Stage

NO_POLL = DeliverySettings(poll_seconds=60.0, first_patience=0.01)


def test_a_row_in_doubt_stays_so_when_sending_it_again_surely_failed(database: Database) -> None:
    """Else the next attempt would send without looking: the first may have arrived after all."""
    install(real_time(database))
    notes = Notes(database)
    failures = [UnknownOutcome("m", "timeout"), NotNow("m", "channel_not_found")]

    async def behaviour(attempt: Attempt) -> Sent:
        if not failures:
            return await arrive(attempt)
        await attempt.begin("note")
        raise failures.pop(0)

    notes.behaviour = behaviour
    put(database, ("team", "hello"))
    with delivering(notes, NO_POLL):
        until(lambda: states(database)["sent"] == 1, "sent")
    assert notes.tried == ["hello"] * 3
    assert notes.uncertain == ["hello"] * 2


def test_a_process_that_slept_over_its_hold_does_not_send_beside_itself(
    database: Database, clock: SettableClock
) -> None:
    """A machine that wakes finds its own lanes free, while it still works them."""
    install(database)
    notes = Notes(database)
    answered = threading.Event()
    sent: list[str] = []

    async def behaviour(attempt: Attempt) -> Sent:
        await attempt.begin("note")
        sent.append(attempt.row.key)
        await asyncio.to_thread(answered.wait)
        return Sent(attempt.row.id)

    notes.behaviour = behaviour
    put(database, ("team", "hello"))
    with delivering(notes, NO_POLL):
        until(lambda: states(database)["sending"] == 1, "the row is under way")
        now = clock.move(minutes=5)
        put(database, ("other", "wakes delivery"))
        until(lambda: held_until(database, "team") > now, "the lane is claimed")
        answered.set()
        until(lambda: states(database)["sent"] == 2, "both are sent")
    assert sorted(sent) == ["hello", "wakes delivery"]


def held_until(database: Database, lane: str) -> datetime:
    with database.reading() as connection:
        held: datetime = connection.execute(
            select(lanes.c.held_until).where(
                lanes.c.workspace_id == WORKSPACE, lanes.c.lane == lane
            )
        ).scalar_one()
        return held


def test_a_contact_who_came_in_before_we_noted_the_invitation_is_not_a_trouble(
    stage: Stage[FirstCustomer],
) -> None:
    """Slack no longer lists an invitation that was accepted, and would refuse another one."""
    stage.driver.faults.add("hold_after", "conversations.inviteShared")
    story = stage.story
    with stage.lives() as lives:
        story.start()
        stage.driver.until(stage.driver.faults.held, 20, describe="the invitation is on its way")
        story.maya.accept(story.maya.inbox()[0].id)
        lives.kill()
        story.all_said()
        story.tick()
        story.all_said()
        assert story.seen() == RIGHT


def test_a_contact_of_whose_coming_nobody_heard_is_recognised_by_a_click(
    stage: Stage[FirstCustomer],
) -> None:
    """Slack's news finds no living process and is given up; the first click makes us ask."""
    story = stage.story
    with stage.lives():
        story.start()
        story.be_invited()
    story.accept()
    story.miss_news()
    with stage.lives():
        story.tick()
        story.all_said()
        assert story.seen() == RIGHT | {"told Olivia": []}
