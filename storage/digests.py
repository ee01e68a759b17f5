"""Who gets a digest and when: a row for everybody who leads, or owns a customer.

Wall time and zone are kept, and beside them the next instant (UTC), which is found by an index.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, bindparam, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from onboarding.people import Role
from onboarding.subscriptions import Rhythm, Subscription
from storage.among import among
from storage.review_schema import digests
from storage.schema import account_roles, accounts, member_roles, members
from storage.scoping import EVERY_WORKSPACE
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Somebody with a subscription; `next_at` and `last_at` are UTC."""

    user: str
    subscription: Subscription
    next_at: datetime | None
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who should get digests and has no subscription yet."""

    user: str
    owns: bool
    zone: str | None


def one(tx: Transaction, user: str) -> Subscriber | None:
    """The subscription of a person."""
    row = tx.connection.execute(_ONE, {"workspace": tx.workspace, "user": user}).one_or_none()
    return _subscriber(row) if row else None


def due(tx: Transaction) -> tuple[Subscriber, ...]:
    """Everybody whose digest should come by now, who has waited longest first."""
    rows = tx.connection.execute(_DUE, {"workspace": tx.workspace, "now": tx.now})
    return tuple(_subscriber(row) for row in rows)


def next_due(connection: Connection) -> datetime | None:
    """When the next digest of any workspace is due (UTC); None where none ever is."""
    found: datetime | None = connection.execute(_NEXT).scalar_one()
    return found


def claim(
    tx: Transaction, subscribers: Sequence[Subscriber], read_at: datetime
) -> tuple[Subscriber, ...]:
    """Those of them that are still due, and now ours; another replica may have been quicker.

    Each is moved on to its next time, and remembers when it was read (UTC) as its last.
    """
    wanted = {one.user: one for one in subscribers}
    statement = _DUE.where(among(digests.c.user_id, "users"))
    rows = tx.connection.execute(
        statement.with_for_update(skip_locked=True),
        {"workspace": tx.workspace, "now": tx.now, "users": list(wanted)},
    )
    ours = [one for row in rows if (one := _subscriber(row)) == wanted[one.user]]
    if ours:
        tx.connection.execute(
            _MOVE_ON,
            [
                {
                    "workspace": tx.workspace,
                    "user": one.user,
                    "following": one.subscription.next_after(tx.now),
                    "read_at": read_at,
                }
                for one in ours
            ],
        )
    return tuple(ours)


def newcomers(tx: Transaction) -> tuple[Newcomer, ...]:
    """Whoever leads or owns a customer that is not closed, and has no subscription yet."""
    known = exists().where(
        digests.c.workspace_id == members.c.workspace_id, digests.c.user_id == members.c.user_id
    )
    leads = exists().where(
        member_roles.c.workspace_id == members.c.workspace_id,
        member_roles.c.user_id == members.c.user_id,
        member_roles.c.role == Role.LEADER.value,
    )
    owns = exists().where(
        account_roles.c.workspace_id == members.c.workspace_id,
        account_roles.c.user_id == members.c.user_id,
        account_roles.c.role == Role.OWNER.value,
        accounts.c.workspace_id == account_roles.c.workspace_id,
        accounts.c.id == account_roles.c.account_id,
        accounts.c.closed_at.is_(None),
    )
    rows = tx.connection.execute(
        select(members.c.user_id, owns.label("owns"), members.c.time_zone)
        .where(members.c.workspace_id == tx.workspace, ~known, or_(leads, owns))
        .order_by(members.c.user_id)
    )
    return tuple(Newcomer(row.user_id, bool(row.owns), row.time_zone) for row in rows)


def movers(tx: Transaction) -> tuple[tuple[Subscriber, str], ...]:
    """Subscribers who live in another zone by now than when their next digest was set, and it.

    A digest that is due comes first: it is set anew when it has gone.
    """
    rows = tx.connection.execute(_MOVERS, {"workspace": tx.workspace, "now": tx.now})
    return tuple((_subscriber(row), row.lives_in) for row in rows)


def subscribe(tx: Transaction, subscriptions: Iterable[tuple[str, Subscription]]) -> None:
    """What people get who have not chosen; whoever has, keeps it."""
    rows = [_row(tx, user, subscription) for user, subscription in subscriptions]
    if rows:
        insert = sqlite.insert if tx.database.is_sqlite else postgresql.insert
        tx.connection.execute(insert(digests).on_conflict_do_nothing(), rows)


def choose(tx: Transaction, user: str, subscription: Subscription) -> None:
    """What a person chose, over what held before."""
    insert = sqlite.insert if tx.database.is_sqlite else postgresql.insert
    row = _row(tx, user, subscription)
    changed = {name: row[name] for name in ("rhythm", "weekday", "at", "time_zone", "next_at")}
    tx.connection.execute(
        insert(digests)
        .values(row)
        .on_conflict_do_update(index_elements=["workspace_id", "user_id"], set_=changed)
    )


def _row(tx: Transaction, user: str, subscription: Subscription) -> dict[str, Any]:
    return {
        "workspace_id": tx.workspace,
        "user_id": user,
        "rhythm": subscription.rhythm.value,
        "weekday": subscription.weekday,
        "at": f"{subscription.at:%H:%M}",
        "time_zone": subscription.zone,
        "next_at": subscription.next_after(tx.now),
        "last_at": None,
    }


def _subscriber(row: Any) -> Subscriber:
    subscription = Subscription(
        Rhythm(row.rhythm), row.weekday, time.fromisoformat(row.at), row.time_zone
    )
    return Subscriber(row.user_id, subscription, row.next_at, row.last_at)


_COLUMNS = [column for column in digests.c if column.name != "workspace_id"]
_ONE = select(*_COLUMNS).where(
    digests.c.workspace_id == bindparam("workspace"), digests.c.user_id == bindparam("user")
)
_NEXT = select(func.min(digests.c.next_at)).execution_options(**EVERY_WORKSPACE)
_DUE = (
    select(*_COLUMNS)
    .where(digests.c.workspace_id == bindparam("workspace"), digests.c.next_at <= bindparam("now"))
    .order_by(digests.c.next_at, digests.c.user_id)
)
_MOVE_ON = (
    update(digests)
    .where(digests.c.workspace_id == bindparam("workspace"), digests.c.user_id == bindparam("user"))
    .values(next_at=bindparam("following"), last_at=bindparam("read_at"))
)
_MOVERS = (
    select(*_COLUMNS, members.c.time_zone.label("lives_in"))
    .join(
        members,
        (members.c.workspace_id == digests.c.workspace_id)
        & (members.c.user_id == digests.c.user_id),
    )
    .where(
        digests.c.workspace_id == bindparam("workspace"),
        members.c.time_zone.is_not(None),
        members.c.time_zone != digests.c.time_zone,
        or_(digests.c.next_at.is_(None), digests.c.next_at > bindparam("now")),
    )
    .order_by(digests.c.user_id)
)
