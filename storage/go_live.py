"""Which lines of the go-live checklist are checked, by whom and when (A6)."""

from collections.abc import Mapping

from sqlalchemy import bindparam, delete, select

from onboarding.go_live import Checked
from storage.record_schema import go_live_items
from storage.transaction import Transaction


def checked(tx: Transaction, account: str) -> Mapping[str, Checked]:
    """The checked lines of an account, by their keys."""
    rows = tx.connection.execute(_CHECKED, {"workspace": tx.workspace, "account": account})
    return {row.key: Checked(row.done_by, row.done_at) for row in rows}


def check(tx: Transaction, account: str, line: str, by: str) -> None:
    """A line that was open is checked."""
    tx.connection.execute(
        go_live_items.insert().values(
            workspace_id=tx.workspace, account_id=account, key=line, done_at=tx.now, done_by=by
        )
    )


def uncheck(tx: Transaction, account: str, line: str) -> None:
    """A line is open again."""
    tx.connection.execute(
        delete(go_live_items).where(
            go_live_items.c.workspace_id == tx.workspace,
            go_live_items.c.account_id == account,
            go_live_items.c.key == line,
        )
    )


_CHECKED = select(go_live_items.c.key, go_live_items.c.done_by, go_live_items.c.done_at).where(
    go_live_items.c.workspace_id == bindparam("workspace"),
    go_live_items.c.account_id == bindparam("account"),
)
