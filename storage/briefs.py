"""What sales told of an account, field by field (A1)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from onboarding.asked_for import BriefField
from storage.batches import of_accounts, scope_of
from storage.record_schema import brief_entries
from storage.transaction import Transaction


def of_account(tx: Transaction, account: str) -> dict[BriefField, str]:
    """The fields that are told; for commitments it says that there are none."""
    rows = tx.connection.execute(
        select(brief_entries.c.field, brief_entries.c.text).where(
            brief_entries.c.workspace_id == tx.workspace, brief_entries.c.account_id == account
        )
    )
    return {BriefField(row.field): row.text for row in rows}


def of_all(tx: Transaction, accounts: Sequence[str]) -> Mapping[str, set[BriefField]]:
    """The fields that are told, by account."""
    found: dict[str, set[BriefField]] = defaultdict(set)
    for row in tx.connection.execute(_TOLD, scope_of(tx, accounts)):
        found[row.account_id].add(BriefField(row.field))
    return found


def tell(tx: Transaction, account: str, field: BriefField, text: str, by: str) -> None:
    """Write a field, over what stood there."""
    insert = sqlite.insert if tx.database.is_sqlite else postgresql.insert
    kept = {"text": text, "by": by, "at": tx.now}
    tx.connection.execute(
        insert(brief_entries)
        .values(workspace_id=tx.workspace, account_id=account, field=field.value, **kept)
        .on_conflict_do_update(index_elements=["workspace_id", "account_id", "field"], set_=kept)
    )


def blank(tx: Transaction, account: str, field: BriefField) -> None:
    """Nothing is told of a field any more; the activity keeps what was."""
    tx.connection.execute(
        delete(brief_entries).where(
            brief_entries.c.workspace_id == tx.workspace,
            brief_entries.c.account_id == account,
            brief_entries.c.field == field.value,
        )
    )


_TOLD = select(brief_entries.c.account_id, brief_entries.c.field).where(*of_accounts(brief_entries))
