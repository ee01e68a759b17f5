"""When each account is looked at again: `next_review_at`, and whatever brings it forward."""

from sqlalchemy import func, update

from storage.schema import accounts
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

    An account that is not reviewed, because it has no channel yet or is closed, stays so.
    """
    tx.connection.execute(
        update(accounts)
        .where(
            accounts.c.workspace_id == tx.workspace,
            accounts.c.id == account,
            accounts.c.next_review_at.is_not(None),
        )
        .values(next_review_at=tx.now)
    )
    tx.has_news = True
