"""Quiet customers: the open stall of an account, and those that are over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from onboarding.cadence import Lever
from onboarding.review.account import Level, Stall, StepTaken
from onboarding.stall_causes import Cause
from storage.batches import of_accounts, scope_of
from storage.review_schema import stalls
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class StallRow:
    """A stall, and how it ended if it has: `came_back`, or settled by somebody of ours."""

    stall: Stall
    cause_by: str | None
    ended_at: datetime | None
    came_back: bool | None
    resolved_by: str | None


def one(tx: Transaction, account: str, stall: str) -> StallRow | None:
    """A stall of an account."""
    row = tx.connection.execute(
        select(stalls).where(
            stalls.c.workspace_id == tx.workspace,
            stalls.c.account_id == account,
            stalls.c.id == stall,
        )
    ).one_or_none()
    if row is None:
        return None
    return StallRow(stall_of(row), row.cause_by, row.ended_at, row.came_back, row.resolved_by)


def change(tx: Transaction, account: str, stall: str, **values: Any) -> None:
    """Set columns of a stall."""
    tx.connection.execute(
        update(stalls)
        .where(
            stalls.c.workspace_id == tx.workspace,
            stalls.c.account_id == account,
            stalls.c.id == stall,
        )
        .values(**values)
    )


def open_ones(tx: Transaction, accounts: Sequence[str]) -> Mapping[str, Stall]:
    """The stalls that are not over, by account: an account has one at most."""
    rows = tx.connection.execute(_OPEN, scope_of(tx, accounts)).all()
    return {row.account_id: stall_of(row) for row in rows}


def calmed(tx: Transaction, accounts: Sequence[str]) -> Mapping[str, datetime]:
    """When somebody of ours last ended a stall of each account by hand."""
    rows = tx.connection.execute(_CALMED, scope_of(tx, accounts))
    return {row.account_id: row.calmed_at for row in rows}


def stall_of(row: Any) -> Stall:
    """A row of stalls as the review knows it."""
    return Stall(
        id=row.id,
        since=row.since,
        level=Level(row.level),
        began_at=row.began_at,
        ladder=tuple(map(Lever, row.ladder)),
        proposed=Cause(row.proposed),
        cause=Cause(row.cause) if row.cause is not None else None,
        steps=tuple(map(_step, row.steps)),
        taken_by=row.taken_by,
        taken_at=row.taken_at,
        snoozed_until=row.snoozed_until,
    )


def steps_as_data(steps: Sequence[StepTaken]) -> list[dict[str, Any]]:
    """Steps as the table keeps them."""
    return [
        {"lever": step.lever.value, "at": step.at.isoformat(), "skipped": step.skipped}
        for step in steps
    ]


def _step(data: Mapping[str, Any]) -> StepTaken:
    return StepTaken(Lever(data["lever"]), datetime.fromisoformat(data["at"]), data["skipped"])


_OPEN = select(stalls).where(*of_accounts(stalls), stalls.c.ended_at.is_(None))
_CALMED = (
    select(stalls.c.account_id, func.max(stalls.c.ended_at).label("calmed_at"))
    .where(*of_accounts(stalls), stalls.c.resolved_by.is_not(None))
    .group_by(stalls.c.account_id)
)
