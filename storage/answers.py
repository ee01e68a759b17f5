"""What customers answered to check-ins and to the pulse survey: one answer of each person."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.review_schema import answers
from storage.transaction import Transaction

CHECK_IN, PULSE = "check_in", "pulse"


@dataclass(frozen=True, slots=True)
class Answer:
    """The last answer of a person to a touch."""

    kind: str
    value: str
    comment: str | None


def given(tx: Transaction, account: str, touch: str, user: str) -> Answer | None:
    """What this person answered so far."""
    row = tx.connection.execute(
        select(answers.c.kind, answers.c.value, answers.c.comment).where(
            *_one(tx, account, touch, user)
        )
    ).one_or_none()
    return Answer(*row) if row else None


def give(tx: Transaction, account: str, touch: str, user: str, kind: str, value: str) -> None:
    """This person's answer: in the place of an earlier one."""
    insert = sqlite.insert if tx.database.is_sqlite else postgresql.insert
    told = {"kind": kind, "value": value, "at": tx.now}
    tx.connection.execute(
        insert(answers)
        .values(workspace_id=tx.workspace, account_id=account, touch=touch, user_id=user, **told)
        .on_conflict_do_update(
            index_elements=["workspace_id", "account_id", "touch", "user_id"], set_=told
        )
    )


def say(tx: Transaction, account: str, touch: str, user: str, comment: str) -> None:
    """The words to an answer that is there."""
    tx.connection.execute(
        update(answers).where(*_one(tx, account, touch, user)).values(comment=comment)
    )


def _one(tx: Transaction, account: str, touch: str, user: str) -> tuple[Any, ...]:
    return (
        answers.c.workspace_id == tx.workspace,
        answers.c.account_id == account,
        answers.c.touch == touch,
        answers.c.user_id == user,
    )
