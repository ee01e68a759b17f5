"""Installations of Milepost."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.schema import workspaces
from storage.scoping import EVERY_WORKSPACE
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
    exposed_channel_id: str | None


def one(tx: Transaction) -> Workspace:
    """The workspace of this transaction. Raises NoResultFound before it is installed."""
    return Workspace(*tx.connection.execute(_ONE, {"workspace": tx.workspace}).one())


def take_turns(tx: Transaction) -> None:
    """Let only one at a time go on in this workspace: what reserves a name or a channel.

    SQLite's write lock sees to that already.
    """
    locked = _ONE.with_for_update(key_share=True)  # others may go on referring to it
    tx.connection.execute(locked, {"workspace": tx.workspace}).one()


def install(tx: Transaction, name: str, bot_user_id: str, bot_id: str) -> None:
    """Milepost is installed here; a second time only what Slack says of us is renewed."""
    insert = sqlite.insert if tx.database.is_sqlite else postgresql.insert
    told = {"name": name, "bot_user_id": bot_user_id, "bot_id": bot_id}
    tx.connection.execute(
        insert(workspaces)
        .values(workspace_id=tx.workspace, starters_limited=False, created_at=tx.now, **told)
        .on_conflict_do_update(index_elements=["workspace_id"], set_=told)
    )


def every(connection: Connection) -> tuple[str, ...]:
    """The ids of all workspaces in which Milepost is installed."""
    rows = connection.execute(
        select(workspaces.c.workspace_id)
        .order_by(workspaces.c.workspace_id)
        .execution_options(**EVERY_WORKSPACE)
    )
    return tuple(rows.scalars())


def change(tx: Transaction, **values: Any) -> None:
    """Set columns of the workspace."""
    tx.connection.execute(
        update(workspaces).where(workspaces.c.workspace_id == tx.workspace).values(**values)
    )


_ONE = select(*[workspaces.c[name] for name in Workspace.__dataclass_fields__]).where(
    workspaces.c.workspace_id == bindparam("workspace")
)
