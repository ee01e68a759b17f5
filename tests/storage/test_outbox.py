"""The outbox and its lanes: unique by key, in order, claimed by one replica at a time."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, select

from storage import lanes, outbox
from storage.database import Database
from storage.lanes import Lane, claim_lanes, ensure_lane, park, release, renew, take_over, unpark
from storage.outbox import (
    OutboxState,
    Post,
    Sent,
    enqueue,
    enqueue_all,
    mark_sending,
    waiting_rows,
)
from storage.schema import outbox as outbox_table
from storage.schema import workspaces
from storage.scoping import EVERY_WORKSPACE
from storage.transaction import begin
from tests.clock import SettableClock

OURS = "T0OURS"
THEIRS = "T0THEIRS"
HOLD = 30.0


@pytest.fixture
def now(database: Database, clock: SettableClock) -> datetime:
    """The present; two workspaces are installed."""
    with database.writing() as connection:
        for workspace in (OURS, THEIRS):
            connection.execute(
                workspaces.insert().values(
                    workspace_id=workspace,
                    name=workspace,
                    bot_user_id="U0BOT",
                    bot_id="B0BOT",
                    created_at=clock.now(),
                )
            )
    return clock.now()


def put(connection: Connection, lane: str, key: str, now: datetime, workspace: str = OURS) -> bool:
    ensure_lane(connection, workspace, lane)
    return enqueue(
        connection,
        workspace,
        lane=lane,
        key=key,
        kind="channel_message",
        body={"text": key},
        account_id=None,
        now=now,
    )


def stored(database: Database, key: str) -> Any:
    with database.reading() as connection:
        return connection.execute(
            select(outbox_table)
            .where(outbox_table.c.key == key)
            .execution_options(**EVERY_WORKSPACE)
        ).one()


def claim(database: Database, holder: str, now: datetime, limit: int = 10) -> list[Lane]:
    with database.writing() as connection:
        return claim_lanes(connection, holder, now, HOLD, limit)


def test_a_key_known_in_its_workspace_is_not_taken_again(database: Database, now: datetime) -> None:
    with database.writing() as connection:
        assert put(connection, "team", "hello", now)
        assert not put(connection, "team", "hello", now)
        assert put(connection, "team", "hello", now, THEIRS)


def test_of_several_posts_those_with_new_keys_wait_in_the_order_given(
    database: Database, now: datetime
) -> None:
    def posts(*keys: str) -> list[Post]:
        return [Post("team", key, "channel_message", {"text": key}, None) for key in keys]

    with database.writing() as connection:
        ensure_lane(connection, OURS, "team")
        assert enqueue_all(connection, OURS, posts("b", "a", "c"), now) == 3
        assert enqueue_all(connection, OURS, posts("d", "a", "e", "b"), now) == 2
        assert enqueue_all(connection, OURS, posts("a"), now) == 0
        assert enqueue_all(connection, OURS, [], now) == 0
        [rows] = waiting_rows(connection, [Lane(OURS, "team")], 10).values()
    assert [row.key for row in rows] == ["b", "a", "c", "d", "e"]
    assert {row.state for row in rows} == {OutboxState.PENDING}


def test_delivery_is_woken_when_one_of_several_posts_is_new_and_not_else(
    database: Database, now: datetime
) -> None:
    woken: list[bool] = []
    database.waiting.append(lambda: woken.append(True))
    seen = []
    for keys in (("a",), ("a", "b"), ("b", "a"), ()):
        with begin(database, OURS) as tx:
            tx.enqueue_all([Post("team", key, "channel_message", {}, None) for key in keys])
        seen.append(len(woken))
    assert seen == [1, 2, 2, 2]


def test_a_lane_gives_its_rows_in_the_order_they_came(database: Database, now: datetime) -> None:
    with database.writing() as connection:
        for number in range(5):
            put(connection, "team", f"{number}", now)
            put(connection, "dm:U1", f"other {number}", now)
    team, other = Lane(OURS, "team"), Lane(OURS, "dm:U1")
    with database.reading() as connection:
        rows = waiting_rows(connection, [team, other], per_lane=3)
    assert [row.key for row in rows[team]] == ["0", "1", "2"]
    assert [row.key for row in rows[other]] == ["other 0", "other 1", "other 2"]
    assert rows[team][0].body == {"text": "0"}
    assert rows[team][0].created_at == now


def test_a_lane_with_nothing_waiting_is_not_claimed(database: Database, now: datetime) -> None:
    with database.writing() as connection:
        ensure_lane(connection, OURS, "team")
    assert claim(database, "a", now) == []


def test_the_lane_that_waits_longest_is_claimed_first(database: Database, now: datetime) -> None:
    with database.writing() as connection:
        for lane in ("third", "first", "second"):
            ensure_lane(connection, OURS, lane)
        for lane in ("first", "second", "third", "first"):
            put(connection, lane, f"{lane} {now}", now)
    assert [lane.name for lane in claim(database, "a", now, limit=1)] == ["first"]
    assert [lane.name for lane in claim(database, "a", now, limit=1)] == ["second"]


def test_a_held_lane_is_nobody_elses_until_its_hold_runs_out(
    database: Database, now: datetime
) -> None:
    with database.writing() as connection:
        put(connection, "team", "hello", now)
    assert claim(database, "a", now) == [Lane(OURS, "team")]
    assert claim(database, "b", now + timedelta(seconds=HOLD - 1)) == []
    assert claim(database, "b", now + timedelta(seconds=HOLD)) == [Lane(OURS, "team")]


def test_a_renewed_hold_lasts_longer_and_a_lost_one_is_not_renewed(
    database: Database, now: datetime
) -> None:
    with database.writing() as connection:
        put(connection, "team", "hello", now)
    (lane,) = claim(database, "a", now)
    later = now + timedelta(seconds=20)
    with database.writing() as connection:
        assert renew(connection, "a", [lane], later, HOLD) == {lane}
    assert claim(database, "b", now + timedelta(seconds=40)) == []
    much_later = now + timedelta(seconds=60)
    assert claim(database, "b", much_later) == [lane]
    with database.writing() as connection:
        assert renew(connection, "a", [lane], much_later, HOLD) == set()


def test_a_released_lane_can_be_claimed_at_once(database: Database, now: datetime) -> None:
    with database.writing() as connection:
        put(connection, "team", "hello", now)
    held = claim(database, "a", now)
    with database.writing() as connection:
        release(connection, "b", held)
    assert claim(database, "b", now) == []
    with database.writing() as connection:
        release(connection, "a", held)
    assert claim(database, "b", now) == held


def test_a_parked_lane_rests_until_its_time(database: Database, now: datetime) -> None:
    with database.writing() as connection:
        put(connection, "team", "hello", now)
    (lane,) = claim(database, "a", now)
    with database.writing() as connection:
        park(connection, "a", lane, now + timedelta(seconds=12))
    assert claim(database, "a", now + timedelta(seconds=11)) == []
    assert claim(database, "b", now + timedelta(seconds=12)) == [lane]


def test_what_rests_beyond_a_time_is_nothing_to_send_by_then(
    database: Database, now: datetime
) -> None:
    def is_anything_to_send(by: datetime) -> bool:
        with database.reading() as connection:
            return lanes.is_anything_to_send(connection, by)

    assert not is_anything_to_send(now)
    with database.writing() as connection:
        put(connection, "team", "hello", now, THEIRS)
    assert is_anything_to_send(now)
    (lane,) = claim(database, "a", now)
    assert is_anything_to_send(now)  # it is on its way
    with database.writing() as connection:
        park(connection, "a", lane, now + timedelta(seconds=12))
    assert not is_anything_to_send(now + timedelta(seconds=11))
    assert is_anything_to_send(now + timedelta(seconds=12))


def test_what_a_dead_process_held_is_taken_over_at_once(database: Database, now: datetime) -> None:
    with database.writing() as connection:
        put(connection, "team", "hello", now)
    held = claim(database, "dead", now)
    with database.writing() as connection:
        take_over(connection)
    assert claim(database, "alive", now) == held


def test_a_row_goes_from_pending_to_sending_to_sent(database: Database, now: datetime) -> None:
    with database.writing() as connection:
        put(connection, "team", "hello", now)
    (lane,) = claim(database, "a", now)
    with database.writing() as connection:
        (row,) = waiting_rows(connection, [lane], 10)[lane]
        assert row.state is OutboxState.PENDING
        assert mark_sending(connection, "a", [row.id], now) == {row.id}
    with database.writing() as connection:
        (row,) = waiting_rows(connection, [lane], 10)[lane]
        assert row.state is OutboxState.SENDING
        outbox.mark_sent(connection, [Sent(row.id, "C1", "1.2")], now)
    with database.writing() as connection:
        assert waiting_rows(connection, [lane], 10) == {}
        assert mark_sending(connection, "a", [row.id], now) == set()
    found = stored(database, "hello")
    assert (found.state, found.channel_id, found.ts) == ("sent", "C1", "1.2")
    assert found.sent_at == now


def test_a_row_of_a_lane_that_was_lost_may_not_be_sent(database: Database, now: datetime) -> None:
    with database.writing() as connection:
        put(connection, "team", "hello", now)
    (lane,) = claim(database, "slow", now)
    later = now + timedelta(seconds=HOLD)
    with database.writing() as connection:
        (row,) = waiting_rows(connection, [lane], 10)[lane]
        assert mark_sending(connection, "slow", [row.id], later) == set()
    claim(database, "quick", later)
    with database.writing() as connection:
        assert mark_sending(connection, "slow", [row.id], later) == set()
        assert mark_sending(connection, "quick", [row.id], later) == {row.id}


def test_a_dead_row_keeps_its_reason_and_waits_no_longer(database: Database, now: datetime) -> None:
    with database.writing() as connection:
        put(connection, "team", "hello", now)
        (row,) = waiting_rows(connection, [Lane(OURS, "team")], 10)[Lane(OURS, "team")]
        outbox.mark_dead(connection, row.id, "is_archived")
    assert claim(database, "a", now) == []
    found = stored(database, "hello")
    assert (found.state, found.error) == ("dead", "is_archived")


def test_a_row_that_surely_did_not_arrive_is_pending_again(
    database: Database, now: datetime
) -> None:
    with database.writing() as connection:
        put(connection, "team", "hello", now)
    (lane,) = claim(database, "a", now)
    with database.writing() as connection:
        (row,) = waiting_rows(connection, [lane], 10)[lane]
        mark_sending(connection, "a", [row.id], now)
        outbox.back_to_pending(connection, [row.id], "stopped")
        (row,) = waiting_rows(connection, [lane], 10)[lane]
    assert (row.state, row.attempts) == (OutboxState.PENDING, 0)


@pytest.mark.parametrize(
    ("surely_not_sent", "state"), [(True, OutboxState.PENDING), (False, OutboxState.SENDING)]
)
def test_a_row_that_is_put_off_keeps_the_reason_and_counts_what_failed(
    database: Database, now: datetime, surely_not_sent: bool, state: OutboxState
) -> None:
    with database.writing() as connection:
        put(connection, "team", "hello", now)
    (lane,) = claim(database, "a", now)
    with database.writing() as connection:
        (row,) = waiting_rows(connection, [lane], 10)[lane]
        for counts in (True, False, True):
            mark_sending(connection, "a", [row.id], now)
            outbox.put_off(
                connection, row.id, "no luck", surely_not_sent=surely_not_sent, counts=counts
            )
        (row,) = waiting_rows(connection, [lane], 10)[lane]
    assert (row.state, row.attempts) == (state, 2)
    assert stored(database, "hello").error == "no luck"


def test_a_parked_lane_goes_on_at_once_when_what_it_waited_for_has_come(
    database: Database, now: datetime
) -> None:
    with database.writing() as connection:
        put(connection, "team", "hello", now)
        put(connection, "team", "hello", now, THEIRS)
    held = claim(database, "a", now)
    with database.writing() as connection:
        for lane in held:
            park(connection, "a", lane, now + timedelta(hours=1))
        unpark(connection, OURS, "team")
    assert claim(database, "b", now) == [Lane(OURS, "team")]


def test_four_replicas_never_claim_the_same_lane(database: Database, now: datetime) -> None:
    with database.writing() as connection:
        for number in range(80):
            put(connection, f"channel:{number}", f"{number}", now)
    claims: dict[str, list[Lane]] = {}
    together = threading.Barrier(4)

    def take_until_there_is_nothing(holder: str) -> None:
        together.wait()
        mine = claims.setdefault(holder, [])
        while got := claim(database, holder, now, limit=3):
            mine.extend(got)

    replicas = [
        threading.Thread(target=take_until_there_is_nothing, args=(f"replica {n}",))
        for n in range(4)
    ]
    for replica in replicas:
        replica.start()
    for replica in replicas:
        replica.join()
    taken = [lane for mine in claims.values() for lane in mine]
    left = claim(database, "sweeper", now, limit=100)  # SKIP LOCKED may have passed some over
    assert sorted([*taken, *left]) == sorted(Lane(OURS, f"channel:{n}") for n in range(80))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_claiming_uses_the_index_of_waiting_rows(database: Database, now: datetime) -> None:
    """A million sent rows must not be read to find the one that waits."""
    statements: list[tuple[str, Any]] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def keep(conn: Any, cursor: Any, statement: str, parameters: Any, *more: Any) -> None:
        statements.append((statement, parameters))

    claim(database, "a", now)
    event.remove(database.engine, "before_cursor_execute", keep)
    selecting, parameters = next(s for s in statements if s[0].startswith("SELECT"))
    with database.reading() as connection:
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {selecting}", parameters)
        assert any("ix_outbox_waiting" in step[3] for step in steps)
