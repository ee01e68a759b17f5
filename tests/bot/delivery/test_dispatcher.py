"""Lanes side by side and rows in order; what fails is tried again, parked, or dead."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from sqlalchemy.exc import DataError, OperationalError

from bot.delivery import DeliverySettings
from bot.delivery.attempt import Attempt, ChannelAway, Undeliverable
from bot.slack.errors import (
    NotNow,
    RateLimited,
    Refused,
    SlackError,
    TokenRejected,
    UnknownOutcome,
)
from storage.database import Database
from storage.lanes import Lane, claim_lanes
from storage.outbox import OutboxRow, Sent, mark_dead, mark_sending, waiting_rows
from tests.bot.delivery.harness import (
    WORKSPACE,
    Behaviour,
    Notes,
    arrive,
    delivering,
    held_lanes,
    install,
    put,
    real_time,
    row_of,
    states,
    until,
)

NO_POLL = DeliverySettings(poll_seconds=60.0, first_patience=0.05)


@pytest.fixture
def notes(database: Database) -> Notes:
    real_time(database)
    install(database)
    return Notes(database)


def fails(*errors: Exception, begins: bool = True) -> Behaviour:
    """Each attempt raises the next of these; when none is left, rows arrive."""
    coming: Iterator[Exception] = iter(errors)

    async def behaviour(attempt: Attempt) -> Sent:
        error = next(coming, None)
        if error is None:
            return await arrive(attempt)
        if begins:
            await attempt.begin("note")
        raise error

    return behaviour


def test_a_lane_keeps_its_order_while_lanes_go_side_by_side(notes: Notes) -> None:
    rows = [(f"lane {lane}", f"{lane}:{number}") for number in range(45) for lane in range(8)]
    put(notes.database, *rows)
    with delivering(notes):
        until(lambda: states(notes.database)["sent"] == len(rows), "all rows sent")
    for lane in range(8):
        mine = [key for key in notes.tried if key.startswith(f"{lane}:")]
        assert mine == [f"{lane}:{number}" for number in range(45)]


def test_a_slow_lane_does_not_hold_up_the_others(notes: Notes) -> None:
    done = threading.Event()

    async def slow_in_one_lane(attempt: Attempt) -> Sent:
        while attempt.row.lane == "slow" and not done.is_set():
            await asyncio.sleep(0.01)
        return await arrive(attempt)

    notes.behaviour = slow_in_one_lane
    put(notes.database, ("slow", "first"), *[(f"lane {n}", f"{n}") for n in range(5)])
    with delivering(notes):
        until(lambda: states(notes.database)["sent"] == 5, "the other lanes are done")
        done.set()
        until(lambda: states(notes.database)["sent"] == 6, "the slow lane is done")


def test_a_commit_wakes_delivery_without_waiting_for_the_poll(notes: Notes) -> None:
    with delivering(notes, NO_POLL):
        for number in range(5):
            put(notes.database, ("team", f"{number}"))
            until(lambda: states(notes.database)["pending"] == 0, "woken", seconds=10)


def test_what_was_committed_by_another_process_is_found(notes: Notes, database_url: str) -> None:
    """By NOTIFY on PostgreSQL; on SQLite, where there is no other replica, by the poll."""
    other = Database(database_url, notes.database.clock)
    settings = DeliverySettings(poll_seconds=0.1) if other.is_sqlite else NO_POLL
    with delivering(notes, settings):
        put(other, ("team", "from elsewhere"))
        until(lambda: notes.tried == ["from elsewhere"], "found")
    other.close()


def test_rows_that_come_while_their_lane_is_worked_are_not_forgotten(notes: Notes) -> None:
    with delivering(notes, NO_POLL):
        for number in range(300):
            put(notes.database, ("team", f"{number}"))
        until(lambda: states(notes.database)["sent"] == 300, "all sent", seconds=15)
    assert notes.tried == [f"{number}" for number in range(300)]


def test_a_lane_that_is_done_is_given_back(notes: Notes) -> None:
    put(notes.database, ("team", "hello"))
    with delivering(notes):
        until(lambda: states(notes.database)["sent"] == 1, "sent")
        until(lambda: held_lanes(notes.database) == [], "given back")


def test_a_429_parks_the_lane_and_the_row_is_sent_after_retry_after(notes: Notes) -> None:
    notes.behaviour = fails(RateLimited("chat.postMessage", 1))
    put(notes.database, ("team", "first"), ("team", "second"))
    begun = time.monotonic()
    with delivering(notes, NO_POLL):
        until(lambda: row_of(notes.database, "first").error is not None, "parked")
        assert row_of(notes.database, "first").state == "pending"
        assert held_lanes(notes.database) == []
        until(lambda: states(notes.database)["sent"] == 2, "sent")
    assert time.monotonic() - begun >= 1
    assert notes.tried == ["first", "first", "second"]
    assert notes.uncertain == []


@pytest.mark.parametrize("error", [NotNow("m", "not_connected"), UnknownOutcome("m", "timeout")])
def test_after_a_passing_failure_the_row_is_tried_again(notes: Notes, error: SlackError) -> None:
    notes.behaviour = fails(error)
    put(notes.database, ("team", "hello"))
    with delivering(notes, NO_POLL):
        until(lambda: states(notes.database)["sent"] == 1, "sent")
    assert notes.tried == ["hello", "hello"]
    assert row_of(notes.database, "hello").attempts == 1


def test_only_an_unknown_outcome_makes_the_next_attempt_look_first(notes: Notes) -> None:
    notes.behaviour = fails(NotNow("m", "not_connected"), UnknownOutcome("m", "timeout"))
    put(notes.database, ("team", "hello"))
    with delivering(notes, NO_POLL):
        until(lambda: states(notes.database)["sent"] == 1, "sent")
    assert notes.tried == ["hello"] * 3
    assert notes.uncertain == ["hello"]


def test_a_look_that_fails_leaves_the_row_uncertain(notes: Notes) -> None:
    """Else the next attempt would send without looking."""
    unknown = fails(UnknownOutcome("m", "timeout"))
    looking = fails(RateLimited("conversations.history", 0.1), begins=False)

    async def behaviour(attempt: Attempt) -> Sent | None:
        return await (looking if attempt.is_uncertain else unknown)(attempt)

    notes.behaviour = behaviour
    put(notes.database, ("team", "hello"))
    with delivering(notes):
        until(lambda: states(notes.database)["sent"] == 1, "sent")
    assert notes.uncertain == ["hello", "hello"]


def test_patience_doubles_with_each_attempt_up_to_the_longest(notes: Notes) -> None:
    notes.behaviour = fails(*[NotNow("m", "not_connected")] * 4)
    put(notes.database, ("team", "hello"))
    begun = time.monotonic()
    settings = DeliverySettings(poll_seconds=60, first_patience=0.1, longest_patience=0.3)
    with delivering(notes, settings):
        until(lambda: states(notes.database)["sent"] == 1, "sent")
    assert time.monotonic() - begun >= 0.1 + 0.2 + 0.3 + 0.3


@pytest.mark.parametrize(
    ("error", "reason", "code"),
    [
        (
            Refused("chat.postMessage", "is_archived"),
            "chat.postMessage: is_archived",
            "is_archived",
        ),
        (Undeliverable("the customer has no channel"), "the customer has no channel", None),
        (KeyError("message"), "KeyError: 'message'", None),
        (DataError("UPDATE", {}, ValueError("odd")), "DataError: (builtins.ValueError) odd", None),
    ],
)
def test_what_cannot_be_delivered_dies_with_its_reason_and_the_lane_goes_on(
    notes: Notes, error: Exception, reason: str, code: str | None
) -> None:
    notes.behaviour = fails(error)
    put(notes.database, ("team", "first"), ("team", "second"))
    with delivering(notes):
        until(lambda: states(notes.database)["sent"] == 1, "the second is sent")
    [(key, said, told)] = notes.dead
    assert (key, said.splitlines()[0], told) == ("first", reason, code)
    assert row_of(notes.database, "first").error == said
    assert row_of(notes.database, "first").state == "dead"


def test_a_row_of_which_nobody_can_be_told_is_dead_all_the_same(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it would hold up its lane for ever."""

    def cannot_tell(row: OutboxRow, error: str, code: str | None) -> None:
        raise KeyError("step")

    monkeypatch.setattr(notes, "died", cannot_tell)
    notes.behaviour = fails(Undeliverable("the customer has no channel"))
    put(notes.database, ("team", "first"), ("team", "second"))
    with delivering(notes):
        until(lambda: states(notes.database) == {"dead": 1, "sent": 1}, "the lane went on")
    assert row_of(notes.database, "first").error == "the customer has no channel"


def test_a_row_that_is_taken_back_does_not_hold_up_those_behind_it(notes: Notes) -> None:
    """A closing gives up what waits, and then says farewell in the same lane."""
    taken_back = threading.Event()

    async def slow_at_first(attempt: Attempt) -> Sent:
        while attempt.row.key == "first" and not taken_back.is_set():
            await asyncio.sleep(0.01)
        return await arrive(attempt)

    notes.behaviour = slow_at_first
    put(notes.database, ("team", "first"), ("team", "second"), ("team", "farewell"))
    with delivering(notes, NO_POLL):
        until(lambda: notes.tried == ["first"], "the first is under way, all three are read")
        with notes.database.writing() as connection:
            mark_dead(connection, row_of(notes.database, "second").id, "closed")
        taken_back.set()
        until(lambda: states(notes.database) == {"sent": 2, "dead": 1}, "the farewell", seconds=15)


def test_a_database_that_fails_blames_no_row(notes: Notes) -> None:
    notes.behaviour = fails(OperationalError("SELECT", {}, ValueError("database is locked")))
    put(notes.database, ("team", "first"), ("team", "second"))
    with delivering(notes, DeliverySettings(poll_seconds=0.1, hold_seconds=0.5)):
        until(lambda: states(notes.database)["sent"] == 2, "both sent when the hold ran out")
    assert notes.dead == []


def test_what_waits_for_its_channel_to_come_back_is_looked_at_again(notes: Notes) -> None:
    notes.behaviour = fails(*[ChannelAway("archived")] * 20, begins=False)
    put(notes.database, ("team", "first"), ("team", "second"))
    settings = DeliverySettings(poll_seconds=60.0, look_again_seconds=0.01, most_attempts=2)
    with delivering(notes, settings):
        until(lambda: states(notes.database)["sent"] == 2, "sent")
    assert notes.tried == ["first"] * 21 + ["second"]
    assert row_of(notes.database, "first").attempts == 0


def test_while_slack_itself_does_not_answer_nothing_is_given_up(notes: Notes) -> None:
    """There is no Slack to ask here: an outage, however long, is nobody's fault."""
    notes.behaviour = fails(*[UnknownOutcome("chat.postMessage", "http_503")] * 6)
    put(notes.database, ("team", "hello"))
    settings = DeliverySettings(
        poll_seconds=60.0, first_patience=0.01, longest_patience=0.01, most_attempts=2
    )
    with delivering(notes, settings):
        until(lambda: states(notes.database)["sent"] == 1, "sent")
    assert row_of(notes.database, "hello").attempts == 6
    assert notes.dead == []


def test_a_rejected_token_kills_nothing_and_is_said_once(
    notes: Notes, caplog: pytest.LogCaptureFixture
) -> None:
    notes.behaviour = fails(*[TokenRejected("chat.postMessage", "token_revoked")] * 3)
    put(notes.database, *[(f"lane {n}", f"{n}") for n in range(3)])
    with delivering(notes):
        until(lambda: len(notes.tried) == 3, "all tried")
        until(lambda: held_lanes(notes.database) == [], "all parked")
    assert states(notes.database) == {"pending": 3}
    assert notes.dead == []
    said = [r for r in caplog.records if "token_revoked" in r.getMessage()]
    assert len(said) == 1


def test_what_a_dead_process_left_in_sending_is_found_uncertain(notes: Notes) -> None:
    put(notes.database, ("team", "hello"))
    now = notes.database.clock.now()
    with notes.database.writing() as connection:
        # on PostgreSQL a dead replica's hold runs out; on SQLite the next process takes over
        hold = 3600 if notes.database.is_sqlite else 0.5
        claim_lanes(connection, "dead", now, hold, 10)
        lane = Lane(WORKSPACE, "team")
        (row,) = waiting_rows(connection, [lane], 1)[lane]
        mark_sending(connection, "dead", [row.id], now)
    with delivering(notes):
        until(lambda: states(notes.database)["sent"] == 1, "sent")
    assert notes.uncertain == ["hello"]


def test_stopping_lets_what_is_on_its_way_arrive_and_takes_no_more(notes: Notes) -> None:
    on_its_way, may_arrive = threading.Event(), threading.Event()

    async def slow(attempt: Attempt) -> Sent:
        await attempt.begin("note")
        on_its_way.set()
        while not may_arrive.is_set():
            await asyncio.sleep(0.01)
        return Sent(attempt.row.id)

    notes.behaviour = slow
    put(notes.database, ("team", "first"), ("team", "second"))
    with delivering(notes) as delivery:
        assert on_its_way.wait(20)
        threading.Timer(0.2, may_arrive.set).start()
        assert delivery.stop(timeout=20)
        assert not delivery.is_alive
    assert row_of(notes.database, "first").state == "sent"
    assert row_of(notes.database, "second").state == "pending"
    assert held_lanes(notes.database) == []
    assert notes.tried == ["first"]


def test_stopping_does_not_wait_for_the_pace(notes: Notes) -> None:
    async def paced(attempt: Attempt) -> Sent:
        await attempt.begin("conversations.listConnectInvites")
        while True:  # there is no Slack to connect to; the second call waits for its minute
            with suppress(NotNow):
                await attempt.call("conversations.listConnectInvites")

    notes.behaviour = paced
    put(notes.database, ("team", "hello"))
    with delivering(notes) as delivery:
        until(lambda: row_of(notes.database, "hello").state == "sending", "waits a minute")
        begun = time.monotonic()
        assert delivery.stop(timeout=20)
    assert time.monotonic() - begun < 5
    assert row_of(notes.database, "hello").state == "pending"


def test_what_does_not_arrive_in_time_is_left_to_be_looked_up(notes: Notes) -> None:
    async def never(attempt: Attempt) -> Sent:
        await attempt.begin("note")
        await asyncio.Event().wait()
        return Sent(attempt.row.id)

    notes.behaviour = never
    put(notes.database, ("team", "hello"))
    with delivering(notes) as delivery:
        until(lambda: row_of(notes.database, "hello").state == "sending", "on its way")
        assert not delivery.stop(timeout=0.2)
    assert row_of(notes.database, "hello").state == "sending"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_replicas_share_the_lanes_and_send_each_row_once(
    notes: Notes, database_url: str
) -> None:
    second = Database(database_url, notes.database.clock)
    rows = [(f"lane {n % 40}", f"{n}") for n in range(400)]
    with delivering(notes), delivering(notes, database=second):
        put(notes.database, *rows)
        until(lambda: states(notes.database)["sent"] == 400, "all sent")
    second.close()
    assert sorted(notes.tried) == sorted(key for _, key in rows)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_lost_line_to_postgresql_is_opened_again(notes: Notes) -> None:
    with delivering(notes, DeliverySettings(poll_seconds=60.0)):
        with notes.database.reading() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND starts_with(query, 'LISTEN')"
            )
        put(notes.database, ("team", "hello"))
        until(lambda: states(notes.database)["sent"] == 1, "sent all the same")
