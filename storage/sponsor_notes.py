"""Notes to executive sponsors: one for each stall, as it was sent (C4)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from storage.review_schema import sponsor_notes
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class NoteRow:
    """`way`: "slack", "email", or "owner" for one that somebody sent by hand. `sent_by` is None
    where the playbook had it sent."""

    stakeholder_id: str | None
    subject: str
    text: str
    way: str
    sent_by: str | None
    sent_at: datetime


def one(tx: Transaction, account: str, stall: str) -> NoteRow | None:
    """The note that was sent about a stall."""
    row = tx.connection.execute(
        select(*[sponsor_notes.c[name] for name in NoteRow.__dataclass_fields__]).where(
            sponsor_notes.c.workspace_id == tx.workspace,
            sponsor_notes.c.account_id == account,
            sponsor_notes.c.stall_id == stall,
        )
    ).one_or_none()
    return NoteRow(*row) if row else None


def add(tx: Transaction, account: str, stall: str, note: NoteRow) -> bool:
    """Put a note on record; False when one was sent before."""
    insert = sqlite.insert if tx.database.is_sqlite else postgresql.insert
    added = tx.connection.execute(
        insert(sponsor_notes)
        .values(
            workspace_id=tx.workspace,
            account_id=account,
            stall_id=stall,
            stakeholder_id=note.stakeholder_id,
            subject=note.subject,
            text=note.text,
            way=note.way,
            sent_by=note.sent_by,
            sent_at=note.sent_at,
        )
        .on_conflict_do_nothing()
        .execution_options(preserve_rowcount=True)
    )
    return added.rowcount == 1
