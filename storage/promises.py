"""What was promised to customers, until it is kept or not (A1, A7)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import delete, select, update

from storage.batches import of_accounts, scope_of
from storage.record_schema import promises
from storage.transaction import Transaction, new_id

Source = Literal["brief", "note"]


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise; `kept` is None while it is open, `due_on` a local date of the account."""

    id: str
    text: str
    owner: str
    due_on: date | None
    source: str
    channel_id: str | None  # of the message by which it was made
    ts: str | None
    made_by: str
    made_at: datetime
    kept: bool | None
    ended_at: datetime | None
    ended_by: str | None
    remark: str | None


_COLUMNS = [promises.c[name] for name in PromiseRow.__dataclass_fields__]


def of_account(tx: Transaction, account: str) -> list[PromiseRow]:
    """Every promise of an account, the oldest first."""
    rows = tx.connection.execute(
        select(*_COLUMNS)
        .where(promises.c.workspace_id == tx.workspace, promises.c.account_id == account)
        .order_by(promises.c.made_at, promises.c.due_on, promises.c.id)
    )
    return [PromiseRow(*row) for row in rows]


def of_all(tx: Transaction, accounts: Sequence[str]) -> Mapping[str, list[PromiseRow]]:
    """Every promise of these accounts, those due first first, by account."""
    found: dict[str, list[PromiseRow]] = defaultdict(list)
    for account, *row in tx.connection.execute(_PROMISES, scope_of(tx, accounts)):
        found[account].append(PromiseRow(*row))
    return found


def add(
    tx: Transaction,
    account: str,
    text: str,
    owner: str,
    due_on: date | None,
    source: Source,
    by: str,
) -> str:
    """A promise that was made; its id."""
    promise = new_id()
    tx.connection.execute(
        promises.insert().values(
            workspace_id=tx.workspace,
            account_id=account,
            id=promise,
            text=text,
            owner=owner,
            due_on=due_on,
            source=source,
            made_by=by,
            made_at=tx.now,
        )
    )
    return promise


def change(tx: Transaction, promise: str, text: str, owner: str, due_on: date | None) -> None:
    """Put a promise in other words, into other hands, or to another day."""
    tx.connection.execute(
        update(promises)
        .where(promises.c.workspace_id == tx.workspace, promises.c.id == promise)
        .values(text=text, owner=owner, due_on=due_on)
    )


def withdraw(tx: Transaction, promise: str) -> None:
    """It was never promised after all; the activity keeps that somebody thought so."""
    tx.connection.execute(
        delete(promises).where(promises.c.workspace_id == tx.workspace, promises.c.id == promise)
    )


def end(tx: Transaction, promise: str, *, kept: bool, remark: str | None, by: str) -> None:
    """It is kept, or it will not be."""
    tx.connection.execute(
        update(promises)
        .where(promises.c.workspace_id == tx.workspace, promises.c.id == promise)
        .values(kept=kept, ended_at=tx.now, ended_by=by, remark=remark)
    )


_PROMISES = (
    select(promises.c.account_id, *_COLUMNS)
    .where(*of_accounts(promises))
    .order_by(promises.c.due_on, promises.c.id)
)
