"""Statements about many accounts of a workspace at once: a fixed number, however many they are."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam

from storage.among import among
from storage.transaction import Transaction

MOST = 500
"""Accounts in one batch: a click never waits long behind it."""


def of_accounts(table: Table) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The rows of a table that belong to the accounts of `scope_of`."""
    return (
        table.c.workspace_id == bindparam("workspace"),
        among(table.c.account_id, "accounts"),
    )


def scope_of(tx: Transaction, accounts: Sequence[str]) -> dict[str, Any]:
    """The parameters of such a statement."""
    return {"workspace": tx.workspace, "accounts": accounts}
