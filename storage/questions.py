"""What customers asked in their channels, and what was answered (C8)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from onboarding.review.account import Question
from storage.batches import of_accounts, scope_of
from storage.review_schema import questions
from storage.transaction import Transaction


def open_ones(tx: Transaction, accounts: Sequence[str]) -> Mapping[str, list[Question]]:
    """The questions nobody has answered, the oldest first, by account."""
    found: dict[str, list[Question]] = defaultdict(list)
    for row in tx.connection.execute(_OPEN, scope_of(tx, accounts)):
        found[row.account_id].append(
            Question(ts=row.ts, asked_by=row.asked_by, asked_at=row.asked_at, text=row.text)
        )
    return found


_OPEN = (
    select(
        questions.c.account_id,
        questions.c.ts,
        questions.c.asked_by,
        questions.c.asked_at,
        questions.c.text,
    )
    .where(*of_accounts(questions), questions.c.answered_at.is_(None))
    .order_by(questions.c.asked_at, questions.c.ts)
)
