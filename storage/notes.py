"""What our people kept of what was said; each message once as each kind."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.dialects import postgresql, sqlite

from onboarding.notes import NoteForm, NoteKind, Said
from storage.record_schema import notes, promises
from storage.transaction import Transaction


def note_id(said: Said, kind: NoteKind) -> str:
    """The id of what is kept of a message as a kind: always the same one."""
    place = f"{said.channel}:{said.ts}:{kind.value}"
    return hashlib.sha256(place.encode()).hexdigest()[:32]


def add(tx: Transaction, account: str, said: Said, form: NoteForm, by: str) -> bool:
    """Keep a message; False when it is on record as this kind already."""
    if form.kind is NoteKind.PROMISE:
        return _insert(
            tx,
            promises,
            id=note_id(said, form.kind),
            account_id=account,
            text=form.text,
            owner=form.owner,
            due_on=form.due_on,
            source="note",
            channel_id=said.channel,
            ts=said.ts,
            made_by=by,
            made_at=tx.now,
        )
    return _insert(
        tx,
        notes,
        id=note_id(said, form.kind),
        account_id=account,
        kind=form.kind.value,
        text=form.text,
        said_by=said.by,
        said_at=said.at,
        channel_id=said.channel,
        ts=said.ts,
        by=by,
        at=tx.now,
    )


def of_account(tx: Transaction, account: str) -> Sequence[Any]:
    """The rows of notes of an account, the newest first."""
    return tx.connection.execute(
        select(notes)
        .where(notes.c.workspace_id == tx.workspace, notes.c.account_id == account)
        .order_by(notes.c.at.desc(), notes.c.id)
    ).all()


def open_promises(tx: Transaction, account: str) -> Sequence[Any]:
    """The promises of an account that are neither kept nor broken, by the day they are due."""
    return tx.connection.execute(
        select(promises)
        .where(
            promises.c.workspace_id == tx.workspace,
            promises.c.account_id == account,
            promises.c.ended_at.is_(None),
        )
        .order_by(promises.c.due_on, promises.c.made_at, promises.c.id)
    ).all()


def open_one(tx: Transaction, account: str, note: str) -> Any | None:
    """The row of a question or a risk that is open; None when it is not, or is none."""
    return tx.connection.execute(select(notes).where(*_is_open(tx, account, note))).one_or_none()


def settle(
    tx: Transaction, account: str, note: str, by: str, at: datetime, answer: str | None
) -> None:
    """A question or a risk is open no more; a question keeps its answer."""
    tx.connection.execute(
        update(notes)
        .where(*_is_open(tx, account, note))
        .values(settled_at=at, settled_by=by, answer=answer)
    )


def _is_open(tx: Transaction, account: str, note: str) -> tuple[Any, ...]:
    return (
        notes.c.workspace_id == tx.workspace,
        notes.c.account_id == account,
        notes.c.id == note,
        notes.c.kind.in_([kind.value for kind in NoteKind if kind.can_be_settled]),
        notes.c.settled_at.is_(None),
    )


def _insert(tx: Transaction, table: Table, **values: Any) -> bool:
    insert = sqlite.insert if tx.database.is_sqlite else postgresql.insert
    added = tx.connection.execute(
        insert(table)
        .values(workspace_id=tx.workspace, **values)
        .on_conflict_do_nothing()
        .execution_options(preserve_rowcount=True)
    )
    return added.rowcount == 1
