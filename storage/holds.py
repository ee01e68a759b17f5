"""Holds: the times in which an onboarding rests (C9)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from onboarding.review.account import Hold
from storage.batches import of_accounts, scope_of
from storage.review_schema import holds
from storage.transaction import Transaction


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
