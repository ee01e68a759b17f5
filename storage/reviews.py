"""When each account is looked at again: `next_review_at`, and whatever brings it forward.

A tick claims due accounts by putting their next review off for a moment (`claim`), looks at them
without holding anything, and writes what came of it only for those on which nothing happened in
between (`still_claimed`): whatever happens to an account sets its next review to now. So no click
waits for a review, a process that dies leaves its claims to run out, and of two replicas at once
one alone writes.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, exists, func, select, update

from storage import signs
from storage.among import among
from storage.review_schema import signs as sign_rows
from storage.schema import accounts, workspaces
from storage.scoping import EVERY_WORKSPACE
from storage.transaction import Transaction


def begin(tx: Transaction, account: str) -> None:
    """The channel stands ready: from now on the account is reviewed."""
    tx.connection.execute(
        update(accounts)
        .where(
            accounts.c.workspace_id == tx.workspace,
            accounts.c.id == account,
            accounts.c.closed_at.is_(None),
        )
        .values(opened_at=func.coalesce(accounts.c.opened_at, tx.now), next_review_at=tx.now)
    )
    tx.has_news = True


def bring_forward(tx: Transaction, account: str) -> None:
    """Something happened that the review should see at once.

    An account that is not reviewed, because it has no channel yet or is closed, stays so. What a
    person did, and is on record, need not be told: see `Transaction.record`.
    """
    tx.review_soon(account)


def claim(tx: Transaction, limit: int, hold: timedelta) -> list[str]:
    """Take up to `limit` due accounts, the longest due first, for as long as `hold`.

    Those on which somebody acts at this moment are left for the next time.
    """
    signs.drain(tx, limit)
    scope = {"workspace": tx.workspace, "now": tx.now, "most": limit}
    due = list(tx.connection.execute(DUE, scope).scalars())
    if due:
        _look_at(tx, due, tx.now + hold)
    return due


def still_claimed(tx: Transaction, claimed: Sequence[str], until: datetime) -> set[str]:
    """Those of these accounts that are as they were when they were claimed until then.

    They are held until the transaction ends.
    """
    scope = {"workspace": tx.workspace, "ids": claimed, "until": until}
    return set(tx.connection.execute(_STILL, scope).scalars())


def schedule(tx: Transaction, at: Mapping[str, datetime | None]) -> None:
    """When each of these accounts is to be looked at again (UTC); None: never."""
    together: dict[datetime | None, list[str]] = {}
    for account, moment in at.items():
        together.setdefault(moment, []).append(account)
    for moment, ids in together.items():
        _look_at(tx, ids, moment)


def next_due(connection: Connection) -> datetime | None:
    """When the next account of any workspace is due (UTC); None where none ever is.

    Of signs that no review has seen it does not know: see `has_unseen`.
    """
    found: datetime | None = connection.execute(NEXT).scalar_one()
    return found


def has_unseen(connection: Connection) -> bool:
    """Whether somebody gave a sign that no review has seen."""
    return bool(connection.execute(_HAS_UNSEEN).scalar_one())


def _look_at(tx: Transaction, ids: Sequence[str], moment: datetime | None) -> None:
    tx.connection.execute(_LOOK_AT, {"workspace": tx.workspace, "ids": ids, "moment": moment})


DUE = (
    select(accounts.c.id)
    .where(
        accounts.c.workspace_id == bindparam("workspace"),
        accounts.c.next_review_at.is_not(None),
        accounts.c.next_review_at <= bindparam("now"),
    )
    .order_by(accounts.c.next_review_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
"""Found by a partial index, however many accounts and milestones there are."""

_AMONG = (
    accounts.c.workspace_id == bindparam("workspace"),
    among(accounts.c.id, "ids"),
)
_STILL = (
    select(accounts.c.id)
    .where(
        *_AMONG,
        accounts.c.next_review_at == bindparam("until"),
        ~exists().where(
            sign_rows.c.workspace_id == accounts.c.workspace_id,
            sign_rows.c.account_id == accounts.c.id,
            sign_rows.c.unseen,  # somebody did something; the next claim finds it
        ),
    )
    .with_for_update(of=accounts)
)
_LOOK_AT = update(accounts).where(*_AMONG).values(next_review_at=bindparam("moment"))
_NEXT_IN_EACH = (
    select(func.min(accounts.c.next_review_at))
    .where(
        accounts.c.workspace_id == workspaces.c.workspace_id,
        accounts.c.next_review_at.is_not(None),  # as the index says, or SQLite does not take it
    )
    .scalar_subquery()
)
NEXT = select(func.min(_NEXT_IN_EACH)).select_from(workspaces).execution_options(**EVERY_WORKSPACE)
_HAS_UNSEEN = select(exists().where(sign_rows.c.unseen)).execution_options(**EVERY_WORKSPACE)
