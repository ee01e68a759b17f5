"""The record of a customer, read back: a page at a time, or whole (X1)."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select, select

from onboarding.timeline import Entry
from storage.schema import activity
from storage.transaction import Transaction


def page(
    tx: Transaction,
    account: str,
    kinds: Sequence[str] | None,
    *,
    before: int | None = None,
    after: int | None = None,
    most: int,
) -> list[Entry]:
    """At most so many lines of an account, the newest first: those next before a line, those next
    after one, or the newest; of these kinds, if given."""
    statement = _of(tx, account)
    if kinds is not None:
        statement = statement.where(activity.c.kind.in_(kinds))
    if after is not None:
        rows = tx.connection.execute(
            statement.where(activity.c.id > after).order_by(activity.c.id).limit(most)
        )
        return [_entry(row) for row in reversed(rows.all())]
    if before is not None:
        statement = statement.where(activity.c.id < before)
    rows = tx.connection.execute(statement.order_by(activity.c.id.desc()).limit(most))
    return [_entry(row) for row in rows]


def whole(tx: Transaction, account: str) -> Iterator[Entry]:
    """Every line of an account, the oldest first."""
    for row in tx.connection.execute(_of(tx, account).order_by(activity.c.id)):
        yield _entry(row)


def _of(tx: Transaction, account: str) -> Select[Any]:
    return select(
        activity.c.id,
        activity.c.at,
        activity.c.actor,
        activity.c.origin,
        activity.c.kind,
        activity.c.data,
    ).where(activity.c.workspace_id == tx.workspace, activity.c.account_id == account)


def _entry(row: Any) -> Entry:
    return Entry(row.id, row.at, row.actor, row.origin, row.kind, row.data)
