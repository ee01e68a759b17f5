"""Holds: the times in which an onboarding rests (C9)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update

from onboarding.review.account import Hold
from storage.batches import of_accounts, scope_of
from storage.review_schema import holds
from storage.transaction import Transaction, new_id


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A hold; `until_on` is a local date of the account, `ended_at` when somebody ended it, or
    when it was seen to have run out."""

    id: str
    from_at: datetime
    until_on: date | None
    reason: str
    by: str
    ended_at: datetime | None
    ended_by: str | None


def add(tx: Transaction, account: str, until_on: date, reason: str, by: str) -> str:
    """A hold that begins now; its id."""
    hold = new_id()
    tx.connection.execute(
        holds.insert().values(
            workspace_id=tx.workspace,
            account_id=account,
            id=hold,
            from_at=tx.now,
            until_on=until_on,
            reason=reason,
            by=by,
        )
    )
    return hold


def add_past(tx: Transaction, account: str, from_at: datetime, reason: str, by: str) -> None:
    """A hold that began some time ago and ends now: no clock ran in between."""
    tx.connection.execute(
        holds.insert().values(
            workspace_id=tx.workspace,
            account_id=account,
            id=new_id(),
            from_at=from_at,
            until_on=None,
            reason=reason,
            by=by,
            ended_at=tx.now,
            ended_by=by,
        )
    )


def of_account(tx: Transaction, account: str) -> list[HoldRow]:
    """Every hold of an account, the oldest first."""
    rows = tx.connection.execute(
        select(*[holds.c[name] for name in HoldRow.__dataclass_fields__])
        .where(holds.c.workspace_id == tx.workspace, holds.c.account_id == account)
        .order_by(holds.c.from_at, holds.c.id)
    )
    return [HoldRow(*row) for row in rows]


def end(tx: Transaction, hold: str, by: str) -> None:
    """Somebody ends a hold now."""
    tx.connection.execute(
        update(holds)
        .where(holds.c.workspace_id == tx.workspace, holds.c.id == hold)
        .values(ended_at=tx.now, ended_by=by)
    )


def of_all(tx: Transaction, accounts: Sequence[str]) -> Mapping[str, list[Hold]]:
    """The holds of these accounts, past and present, the oldest first, by account."""
    found: dict[str, list[Hold]] = defaultdict(list)
    for row in tx.connection.execute(_HOLDS, scope_of(tx, accounts)):
        found[row.account_id].append(
            Hold(
                from_at=row.from_at,
                until_on=row.until_on,
                reason=row.reason,
                ended_at=row.ended_at,
            )
        )
    return found


_HOLDS = (
    select(
        holds.c.account_id,
        holds.c.from_at,
        holds.c.until_on,
        holds.c.reason,
        holds.c.ended_at,
    )
    .where(*of_accounts(holds))
    .order_by(holds.c.from_at, holds.c.id)
)
