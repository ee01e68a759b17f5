"""Installations of Milepost."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.schema import workspaces
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Workspace:
    """A Slack workspace in which Milepost is installed."""

    workspace_id: str
    name: str
    bot_user_id: str
    bot_id: str
    team_channel_id: str | None
    starters_limited: bool


def one(tx: Transaction) -> Workspace:
    """The workspace of this transaction. Raises NoResultFound before it is installed."""
    return Workspace(*tx.connection.execute(_ONE, {"workspace": tx.workspace}).one())


def install(tx: Transaction, name: str, bot_user_id: str, bot_id: str) -> None:
    """Milepost is installed here; a second time only what Slack says of us is renewed."""
    insert = sqlite.insert if tx.database.is_sqlite else postgresql.insert
    told = {"name": name, "bot_user_id": bot_user_id, "bot_id": bot_id}
    tx.connection.execute(
        insert(workspaces)
        .values(workspace_id=tx.workspace, starters_limited=False, created_at=tx.now, **told)
        .on_conflict_do_update(index_elements=["workspace_id"], set_=told)
    )


def change(tx: Transaction, **values: Any) -> None:
    """Set columns of the workspace."""
    tx.connection.execute(
        update(workspaces).where(workspaces.c.workspace_id == tx.workspace).values(**values)
    )


_ONE = select(*[workspaces.c[name] for name in Workspace.__dataclass_fields__]).where(
    workspaces.c.workspace_id == bindparam("workspace")
)
