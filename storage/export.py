"""Everything the database holds about a customer, row by row (X1)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, select

from storage.record_schema import metadata
from storage.schema import accounts, members, playbooks
from storage.transaction import Transaction

ACCOUNT_TABLES: tuple[Table, ...] = tuple(
    table for table in metadata.sorted_tables if "account_id" in table.c
)
"""Every table with rows of an account, beside `accounts` itself."""

OF_NO_ACCOUNT = frozenset(
    {"workspaces", "members", "member_roles", "playbooks", "inbox", "lanes", "digests"}
)
"""Tables of the workspace; of members and playbooks those go along that an account names."""


def rows_of(tx: Transaction, account: str) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The rows of each table about an account, as JSON: instants and days in ISO 8601, UTC."""
    found = {
        table.name: _rows(
            tx,
            select(table)
            .where(table.c.workspace_id == tx.workspace, table.c.account_id == account)
            .order_by(*table.primary_key.columns),
        )
        for table in ACCOUNT_TABLES
    }
    own = _rows(
        tx,
        select(accounts).where(accounts.c.workspace_id == tx.workspace, accounts.c.id == account),
    )
    playbook = _rows(
        tx,
        select(playbooks).where(
            playbooks.c.workspace_id == tx.workspace,
            playbooks.c.id.in_([row["playbook_id"] for row in own]),
        ),
    )
    known = _rows(
        tx,
        select(members)
        .where(
            members.c.workspace_id == tx.workspace,
            members.c.user_id.in_(sorted(_named(found) | _named({"accounts": own}))),
        )
        .order_by(members.c.user_id),
    )
    return {"accounts": own, "playbooks": playbook, "members": known} | found


def _rows(tx: Transaction, statement: Any) -> list[dict[str, Any]]:
    rows = tx.connection.execute(statement).mappings()
    return [{name: _as_json(value) for name, value in row.items()} for row in rows]


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value


def _named(found: Mapping[str, Sequence[Mapping[str, Any]]]) -> set[str]:
    """The Slack user ids in columns of people."""
    return {
        row[column]
        for rows in found.values()
        for row in rows
        for column in PEOPLE
        if isinstance(row.get(column), str)
    }


PEOPLE = frozenset(
    {
        "actor",
        "agreed_by",
        "answered_by",
        "asked_by",
        "assignee",
        "by",
        "cause_by",
        "confirmed_by",
        "created_by",
        "csm",
        "done_by",
        "ended_by",
        "handed_on_by",
        "made_by",
        "offered_by",
        "owner",
        "proposed_by",
        "raised_by",
        "reached_by",
        "recipient",
        "resolved_by",
        "said_by",
        "sent_by",
        "settled_by",
        "taken_by",
        "user_id",
        "written_by",
    }
)
"""The columns that hold a Slack user id."""
