"""Lanes: the queues in which outbox rows wait, each worked by one replica at a time.

A lane is *held* by the replica that works it until `held_until`, and *parked* while Slack, or our
own patience, wants nothing sent on it. Both end by themselves when their time has passed, so a
replica that died keeps nothing for longer than its hold.

These statements are the delivery loop's: they mean the lanes of every workspace.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, text, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.schema import lanes, outbox
from storage.scoping import EVERY_WORKSPACE

WAITING = text("outbox.state IN ('pending', 'sending')")
"""Rows still to be delivered; spelled out, because only then a partial index is used."""


@dataclass(frozen=True, slots=True, order=True)
class Lane:
    """A lane's name: `channel:…`, `provision:…`, `team` or `dm:…` within a workspace."""

    workspace_id: str
    name: str


def ensure_lane(connection: Connection, workspace_id: str, lane: str) -> None:
    """Make the lane if it is not there: a row of the outbox needs one to wait in."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(
        insert(lanes).values(workspace_id=workspace_id, lane=lane).on_conflict_do_nothing()
    )


def ensure_lanes(connection: Connection, workspace_id: str, names: Sequence[str]) -> None:
    """Make those of these lanes that are not there."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(
        insert(lanes).on_conflict_do_nothing(),
        [{"workspace_id": workspace_id, "lane": name} for name in names],
    )


def claim_lanes(
    connection: Connection, holder: str, now: datetime, hold_seconds: float, limit: int
) -> list[Lane]:
    """Take up to `limit` lanes in which something waits, the longest waiting first.

    Parked lanes and lanes held by anybody (the caller too) are left alone; on PostgreSQL also
    those that another replica is claiming at this moment.
    """
    waiting = (
        select(outbox.c.workspace_id, outbox.c.lane, func.min(outbox.c.id).label("oldest"))
        .where(WAITING)
        .group_by(outbox.c.workspace_id, outbox.c.lane)
        .subquery()
    )
    free = (
        select(lanes.c.workspace_id, lanes.c.lane)
        .join(
            waiting,
            and_(waiting.c.workspace_id == lanes.c.workspace_id, waiting.c.lane == lanes.c.lane),
        )
        .where(
            or_(lanes.c.held_until.is_(None), lanes.c.held_until <= now),
            or_(lanes.c.parked_until.is_(None), lanes.c.parked_until <= now),
        )
        .order_by(waiting.c.oldest)
        .limit(limit)
        .with_for_update(of=lanes, skip_locked=True)
        .execution_options(**EVERY_WORKSPACE)
    )
    claimed = [Lane(row.workspace_id, row.lane) for row in connection.execute(free)]
    if claimed:
        connection.execute(
            update(lanes)
            .where(_among(claimed))
            .values(
                holder=holder,
                held_until=now + timedelta(seconds=hold_seconds),
                parked_until=None,
            )
            .execution_options(**EVERY_WORKSPACE)
        )
    return claimed


def is_anything_to_send(connection: Connection, by: datetime) -> bool:
    """Whether rows wait in some lane that does not rest until after `by` (UTC)."""
    ready = (
        select(outbox.c.id)
        .join(
            lanes,
            and_(lanes.c.workspace_id == outbox.c.workspace_id, lanes.c.lane == outbox.c.lane),
        )
        .where(WAITING, or_(lanes.c.parked_until.is_(None), lanes.c.parked_until <= by))
        .limit(1)
        .execution_options(**EVERY_WORKSPACE)
    )
    return connection.execute(ready).first() is not None


def renew(
    connection: Connection,
    holder: str,
    held: Sequence[Lane],
    now: datetime,
    hold_seconds: float,
) -> set[Lane]:
    """Hold the lanes for longer; answers those that are still the holder's."""
    kept = connection.execute(
        update(lanes)
        .where(_among(held), lanes.c.holder == holder, lanes.c.held_until > now)
        .values(held_until=now + timedelta(seconds=hold_seconds))
        .returning(lanes.c.workspace_id, lanes.c.lane)
        .execution_options(**EVERY_WORKSPACE)
    )
    return {Lane(row.workspace_id, row.lane) for row in kept}


def release(connection: Connection, holder: str, held: Sequence[Lane]) -> None:
    """Give the lanes back; those that are no longer the holder's stay as they are."""
    connection.execute(
        update(lanes)
        .where(_among(held), lanes.c.holder == holder)
        .values(holder=None, held_until=None)
        .execution_options(**EVERY_WORKSPACE)
    )


def park(connection: Connection, holder: str, lane: Lane, until: datetime) -> None:
    """Give the lane back and let nobody work it before `until` (UTC)."""
    connection.execute(
        update(lanes)
        .where(
            lanes.c.workspace_id == lane.workspace_id,
            lanes.c.lane == lane.name,
            lanes.c.holder == holder,
        )
        .values(holder=None, held_until=None, parked_until=until)
    )


def unpark(connection: Connection, workspace_id: str, lane: str) -> None:
    """Let a parked lane be worked at once: what it waited for has come."""
    connection.execute(
        update(lanes)
        .where(lanes.c.workspace_id == workspace_id, lanes.c.lane == lane)
        .values(parked_until=None)
    )


def take_over(connection: Connection) -> None:
    """Release every hold, whoever's it is: right where one process is all there is (SQLite)."""
    connection.execute(
        update(lanes)
        .where(lanes.c.holder.is_not(None))
        .values(holder=None, held_until=None)
        .execution_options(**EVERY_WORKSPACE)
    )


def _among(wanted: Sequence[Lane]) -> ColumnElement[bool]:
    return tuple_(lanes.c.workspace_id, lanes.c.lane).in_(
        [(lane.workspace_id, lane.name) for lane in wanted]
    )
