"""What customers answered to check-ins and surveys: one answer of each person to each question.

A survey at the end asks several things in one touch: each answer has the touch's key and its own
kind for its key, as `key_of` writes it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from onboarding.asked_for import Survey
from onboarding.surveys import PULSE, LowScore, low_score
from storage.batches import of_accounts, scope_of
from storage.review_schema import answers
from storage.transaction import Transaction

CHECK_IN = "check_in"
SURVEYS = tuple(survey.value for survey in Survey)


@dataclass(frozen=True, slots=True)
class Answer:
    """The last answer of a person to a touch."""

    kind: str
    value: str
    comment: str | None


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """What somebody answered to a survey, and when last (UTC)."""

    kind: str
    value: str
    user_id: str
    comment: str | None
    wording: str | None
    at: datetime


def key_of(touch: str, survey: Survey) -> str:
    """The key of the answer to one of the questions of a touch."""
    return f"{touch}:{survey.value}"


def given(tx: Transaction, account: str, touch: str, user: str) -> Answer | None:
    """What this person answered so far."""
    row = tx.connection.execute(
        select(answers.c.kind, answers.c.value, answers.c.comment).where(
            *_one(tx, account, touch, user)
        )
    ).one_or_none()
    return Answer(*row) if row else None


def give(
    tx: Transaction,
    account: str,
    touch: str,
    user: str,
    kind: str,
    value: str,
    *,
    wording: str | None = None,
) -> None:
    """This person's answer: in the place of an earlier one, and nobody sees to it yet. `wording` is
    how it was asked."""
    insert = sqlite.insert if tx.database.is_sqlite else postgresql.insert
    told = {"kind": kind, "value": value, "wording": wording, "at": tx.now, "taken_up_at": None}
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


def take_up(tx: Transaction, account: str, touch: str, user: str) -> None:
    """Somebody of ours sees to this answer."""
    tx.connection.execute(
        update(answers).where(*_one(tx, account, touch, user)).values(taken_up_at=tx.now)
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A low score that nobody sees to, and the key of the answer."""

    touch: str
    score: LowScore


def waiting(tx: Transaction, accounts: Sequence[str]) -> Mapping[str, list[Waiting]]:
    """The low scores that nobody of ours sees to, by account, the oldest first."""
    found: dict[str, list[Waiting]] = defaultdict(list)
    for row in tx.connection.execute(_WAITING, scope_of(tx, accounts)).all():
        score = low_score(row.kind, row.value, row.user_id, row.at)
        if score is not None:
            found[row.account_id].append(Waiting(row.touch, score))
    return found


def to_surveys(tx: Transaction, account: str, kinds: Sequence[str] = SURVEYS) -> list[ScoreRow]:
    """What the customer's people answered to the surveys at the end, or to those of these kinds, in
    the order of answering."""
    columns = [answers.c[name] for name in ScoreRow.__dataclass_fields__]
    rows = tx.connection.execute(
        select(*columns)
        .where(
            answers.c.workspace_id == tx.workspace,
            answers.c.account_id == account,
            answers.c.kind.in_(kinds),
        )
        .order_by(answers.c.at, answers.c.user_id, answers.c.kind)
    )
    return [ScoreRow(*row) for row in rows]


def of_touch(tx: Transaction, account: str, touch: str, user: str) -> Mapping[Survey, Answer]:
    """What a person answered to the questions of a touch."""
    found = {survey: given(tx, account, key_of(touch, survey), user) for survey in Survey}
    return {survey: answer for survey, answer in found.items() if answer is not None}


def _one(tx: Transaction, account: str, touch: str, user: str) -> tuple[Any, ...]:
    return (
        answers.c.workspace_id == tx.workspace,
        answers.c.account_id == account,
        answers.c.touch == touch,
        answers.c.user_id == user,
    )


_WAITING = (
    select(
        answers.c.account_id,
        answers.c.touch,
        answers.c.user_id,
        answers.c.kind,
        answers.c.value,
        answers.c.at,
    )
    .where(
        *of_accounts(answers),
        answers.c.kind.in_((PULSE, *SURVEYS)),
        answers.c.taken_up_at.is_(None),
    )
    .order_by(answers.c.at, answers.c.user_id, answers.c.touch)
)
