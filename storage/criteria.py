"""Success criteria, the values reported of them, and the changes that the customer wishes (A3)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select, update

from onboarding.success import Reported, SuccessCriterion
from storage.batches import of_accounts, scope_of
from storage.record_schema import criteria, criterion_values, criterion_wishes
from storage.transaction import Transaction, new_id

_KEPT = [one.name for one in fields(SuccessCriterion) if one.name not in ("id", "last")]


@dataclass(frozen=True, slots=True)
class Wish:
    """A change that somebody of the customer proposes, until it is settled."""

    id: str
    criterion_id: str
    text: str
    by: str
    at: datetime


def of_account(tx: Transaction, account: str) -> tuple[SuccessCriterion, ...]:
    """Every criterion of an account with its newest value, withdrawn ones too, in their order."""
    return tuple(of_all(tx, [account]).get(account, ()))


def of_all(tx: Transaction, accounts: Sequence[str]) -> Mapping[str, list[SuccessCriterion]]:
    """The criteria of these accounts, by account."""
    found: dict[str, list[SuccessCriterion]] = defaultdict(list)
    for row in tx.connection.execute(_CRITERIA, scope_of(tx, accounts)):
        last = None
        if row.value is not None:
            last = Reported(row.value, row.at, row.by, row.remark)
        kept = {name: getattr(row, name) for name in _KEPT}
        found[row.account_id].append(SuccessCriterion(id=row.id, last=last, **kept))
    return found


def add(tx: Transaction, account: str, criterion: SuccessCriterion) -> None:
    """A new one, after those that are there."""
    position = tx.connection.execute(
        select(func.coalesce(func.max(criteria.c.position), 0) + 1).where(
            criteria.c.workspace_id == tx.workspace, criteria.c.account_id == account
        )
    ).scalar_one()
    tx.connection.execute(
        criteria.insert().values(
            workspace_id=tx.workspace,
            account_id=account,
            id=criterion.id,
            position=position,
            **_values(criterion),
        )
    )


def save(tx: Transaction, criterion: SuccessCriterion) -> None:
    """A criterion as it is now; its values are kept beside it (`report`)."""
    tx.connection.execute(
        update(criteria)
        .where(criteria.c.workspace_id == tx.workspace, criteria.c.id == criterion.id)
        .values(**_values(criterion))
    )


def report(tx: Transaction, account: str, criterion: str, reported: Reported) -> None:
    """A value of a criterion; those before it stay."""
    tx.connection.execute(
        criterion_values.insert().values(
            workspace_id=tx.workspace,
            account_id=account,
            id=new_id(),
            criterion_id=criterion,
            value=reported.value,
            at=reported.at,
            by=reported.by,
            remark=reported.remark,
        )
    )


def values_of(tx: Transaction, criterion: str) -> tuple[Reported, ...]:
    """Every value reported of a criterion, the oldest first."""
    columns = criterion_values.c
    rows = tx.connection.execute(
        select(columns.value, columns.at, columns.by, columns.remark)
        .where(columns.workspace_id == tx.workspace, columns.criterion_id == criterion)
        .order_by(columns.at, columns.id)
    )
    return tuple(Reported(*row) for row in rows)


def wish(tx: Transaction, account: str, criterion: str, text: str, by: str) -> str:
    """A change that is wished for; its id."""
    made = new_id()
    tx.connection.execute(
        criterion_wishes.insert().values(
            workspace_id=tx.workspace,
            account_id=account,
            id=made,
            criterion_id=criterion,
            text=text,
            by=by,
            at=tx.now,
        )
    )
    return made


def open_wishes(tx: Transaction, account: str) -> tuple[Wish, ...]:
    """What waits for an answer, the oldest first."""
    columns = criterion_wishes.c
    rows = tx.connection.execute(
        select(columns.id, columns.criterion_id, columns.text, columns.by, columns.at)
        .where(
            columns.workspace_id == tx.workspace,
            columns.account_id == account,
            columns.settled_at.is_(None),
        )
        .order_by(columns.at, columns.id)
    )
    return tuple(Wish(*row) for row in rows)


def settle_wishes(tx: Transaction, account: str, criterion: str, by: str) -> list[str]:
    """Those of a criterion are answered; their ids."""
    found = [one.id for one in open_wishes(tx, account) if one.criterion_id == criterion]
    if found:
        tx.connection.execute(
            update(criterion_wishes)
            .where(
                criterion_wishes.c.workspace_id == tx.workspace, criterion_wishes.c.id.in_(found)
            )
            .values(settled_at=tx.now, settled_by=by)
        )
    return found


def _values(criterion: SuccessCriterion) -> dict[str, Any]:
    return {name: getattr(criterion, name) for name in _KEPT}


_NEWEST = (
    select(
        criterion_values.c.criterion_id,
        criterion_values.c.value,
        criterion_values.c.at,
        criterion_values.c.by,
        criterion_values.c.remark,
        func.row_number()
        .over(
            partition_by=criterion_values.c.criterion_id,
            order_by=(criterion_values.c.at.desc(), criterion_values.c.id.desc()),
        )
        .label("place"),
    )
    .where(*of_accounts(criterion_values))
    .subquery()
)
_CRITERIA = (
    select(
        criteria.c.account_id,
        criteria.c.id,
        *[criteria.c[name] for name in _KEPT],
        _NEWEST.c.value,
        _NEWEST.c.at,
        _NEWEST.c.by,
        _NEWEST.c.remark,
    )
    .select_from(
        criteria.outerjoin(
            _NEWEST, and_(_NEWEST.c.criterion_id == criteria.c.id, _NEWEST.c.place == 1)
        )
    )
    .where(*of_accounts(criteria))
    .order_by(criteria.c.account_id, criteria.c.position)
)
