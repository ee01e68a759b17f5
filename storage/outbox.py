"""The outbox: what is to be sent, written in the transaction that decided it.

A row is *pending*, then *sending* (committed before Slack is called), then *sent*; or *dead*,
with the reason. What a crash or a timeout left in *sending* may have arrived or not: whoever
finds it there looks it up in Slack before sending anything again. Rows are unique by key in their
workspace, and leave a lane in the order of their ids.

All but `enqueue` and `enqueue_all` are the delivery loop's and mean the rows of every workspace.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.lanes import WAITING, Lane
from storage.schema import lanes, outbox
from storage.scoping import EVERY_WORKSPACE


class OutboxState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """Something to be sent. `attempts` counts those that failed for what may pass."""

    id: int
    workspace_id: str
    account_id: str | None
    lane: str
    key: str
    kind: str
    body: dict[str, Any]
    state: OutboxState
    attempts: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """A row that arrived, and the message it became (None: it became no message)."""

    row_id: int
    channel_id: str | None = None
    ts: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """Something to be sent, before it is in its lane."""

    lane: str
    key: str
    kind: str
    body: Mapping[str, Any]
    account_id: str | None


def enqueue_all(
    connection: Connection, workspace_id: str, posts: Sequence[Post], now: datetime
) -> int:
    """Put rows in their lanes (made by `ensure_lanes`) in this order; how many keys were new."""
    if not posts:
        return 0
    new = connection.execute(
        _ENQUEUE[connection.dialect.name],
        [
            {
                "workspace_id": workspace_id,
                "account_id": post.account_id,
                "lane": post.lane,
                "key": post.key,
                "kind": post.kind,
                "body": post.body,
                "state": OutboxState.PENDING,
                "attempts": 0,
                "created_at": now,
            }
            for post in posts
        ],
    )
    return new.rowcount


def enqueue(
    connection: Connection,
    workspace_id: str,
    *,
    lane: str,
    key: str,
    kind: str,
    body: Mapping[str, Any],
    account_id: str | None,
    now: datetime,
) -> bool:
    """Put a row in its lane (made by `ensure_lane`); False when the key is already known."""
    new = connection.execute(
        _ENQUEUE[connection.dialect.name],
        {
            "workspace_id": workspace_id,
            "account_id": account_id,
            "lane": lane,
            "key": key,
            "kind": kind,
            "body": body,
            "state": OutboxState.PENDING,
            "attempts": 0,
            "created_at": now,
        },
    )
    return new.rowcount == 1


def waiting_rows(
    connection: Connection, held: Sequence[Lane], per_lane: int
) -> dict[Lane, list[OutboxRow]]:
    """The next rows of each lane, oldest first and at most `per_lane`; empty lanes are left out."""
    place = func.row_number().over(
        partition_by=(outbox.c.workspace_id, outbox.c.lane), order_by=outbox.c.id
    )
    numbered = (
        select(outbox, place.label("place"))
        .where(
            WAITING,
            tuple_(outbox.c.workspace_id, outbox.c.lane).in_(
                [(lane.workspace_id, lane.name) for lane in held]
            ),
        )
        .subquery()
    )
    statement = (
        select(numbered)
        .where(numbered.c.place <= per_lane)
        .order_by(numbered.c.id)
        .execution_options(**EVERY_WORKSPACE)
    )
    found: dict[Lane, list[OutboxRow]] = {}
    for row in connection.execute(statement):
        found.setdefault(Lane(row.workspace_id, row.lane), []).append(
            OutboxRow(
                id=row.id,
                workspace_id=row.workspace_id,
                account_id=row.account_id,
                lane=row.lane,
                key=row.key,
                kind=row.kind,
                body=row.body,
                state=OutboxState(row.state),
                attempts=row.attempts,
                created_at=row.created_at,
            )
        )
    return found


def mark_sending(
    connection: Connection, holder: str, row_ids: Sequence[int], now: datetime
) -> set[int]:
    """Say that these rows are about to go out; answers those that may.

    A row whose lane is no longer the holder's (its hold ran out while it was slow) may not.
    """
    still_ours = (
        select(lanes.c.lane)
        .where(
            lanes.c.workspace_id == outbox.c.workspace_id,
            lanes.c.lane == outbox.c.lane,
            lanes.c.holder == holder,
            lanes.c.held_until > now,
        )
        .exists()
    )
    marked = connection.execute(
        update(outbox)
        .where(outbox.c.id.in_(row_ids), WAITING, still_ours)
        .values(state=OutboxState.SENDING)
        .returning(outbox.c.id)
        .execution_options(**EVERY_WORKSPACE)
    )
    return set(marked.scalars())


def mark_sent(connection: Connection, sent: Sequence[Sent], now: datetime) -> None:
    """These rows have arrived."""
    if not sent:
        return
    connection.execute(
        update(outbox)
        .where(outbox.c.id == bindparam("row_id"))
        .values(
            state=OutboxState.SENT,
            error=None,
            channel_id=bindparam("arrived_in"),
            ts=bindparam("arrived_as"),
            sent_at=now,
        )
        .execution_options(**EVERY_WORKSPACE),
        [{"row_id": s.row_id, "arrived_in": s.channel_id, "arrived_as": s.ts} for s in sent],
    )


def mark_dead(connection: Connection, row_id: int, error: str) -> None:
    """This row cannot be delivered, and why; nobody tries it again by himself."""
    _end_attempt(connection, [row_id], OutboxState.DEAD, error)


def put_off(
    connection: Connection, row_id: int, error: str, *, surely_not_sent: bool, counts: bool
) -> None:
    """This row is to be tried again later; `counts` as an attempt that failed.

    One that surely was not sent is pending again; any other keeps its state, to be looked up.
    """
    changes: dict[str, Any] = {"error": error, "attempts": outbox.c.attempts + int(counts)}
    if surely_not_sent:
        changes["state"] = OutboxState.PENDING
    connection.execute(
        update(outbox)
        .where(outbox.c.id == row_id, WAITING)
        .values(**changes)
        .execution_options(**EVERY_WORKSPACE)
    )


def back_to_pending(connection: Connection, row_ids: Sequence[int], error: str | None) -> None:
    """These rows surely did not arrive: to be sent again without looking them up."""
    _end_attempt(connection, row_ids, OutboxState.PENDING, error)


def _end_attempt(
    connection: Connection, row_ids: Sequence[int], state: OutboxState, error: str | None
) -> None:
    connection.execute(
        update(outbox)
        .where(outbox.c.id.in_(row_ids), WAITING)
        .values(state=state, error=error)
        .execution_options(**EVERY_WORKSPACE)
    )


_ENQUEUE = {
    name: insert(outbox)
    .inline()
    .on_conflict_do_nothing(index_elements=["workspace_id", "key"])
    .execution_options(preserve_rowcount=True)
    for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}
