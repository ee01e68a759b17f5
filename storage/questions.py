"""What customers asked in their channels, and what was answered (C8)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

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


def ask(tx: Transaction, account: str, question: Question, thread_ts: str | None) -> bool:
    """A question was asked, in a thread or (None) in the channel itself; False if it is known."""
    insert = sqlite.insert if tx.database.is_sqlite else postgresql.insert
    asked = tx.connection.execute(
        insert(questions)
        .values(
            workspace_id=tx.workspace,
            account_id=account,
            ts=question.ts,
            asked_by=question.asked_by,
            asked_at=question.asked_at,
            text=question.text,
            thread_ts=thread_ts,
        )
        .on_conflict_do_nothing()
        .execution_options(preserve_rowcount=True)
    )
    return asked.rowcount == 1


def answer(tx: Transaction, account: str, by: str, ts: str, thread_ts: str | None) -> list[str]:
    """One of ours spoke at `ts`: which questions (their `ts`) that answers.

    In a thread: those asked in it before, and the one it hangs on. In the channel itself: those
    asked there before.
    """
    where = (
        or_(questions.c.thread_ts == thread_ts, questions.c.ts == thread_ts)
        if thread_ts is not None
        else questions.c.thread_ts.is_(None)
    )
    return _close(tx, account, by, where, questions.c.ts < ts)


def withdraw(tx: Transaction, account: str, ts: str, by: str) -> list[str]:
    """Whoever asked took the question back."""
    return _close(tx, account, by, questions.c.ts == ts)


def _close(tx: Transaction, account: str, by: str, *which: ColumnElement[bool]) -> list[str]:
    closed = tx.connection.execute(
        update(questions)
        .where(
            questions.c.workspace_id == tx.workspace,
            questions.c.account_id == account,
            questions.c.answered_at.is_(None),
            *which,
        )
        .values(answered_at=tx.now, answered_by=by)
        .returning(questions.c.ts)
    )
    return sorted(closed.scalars())


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
