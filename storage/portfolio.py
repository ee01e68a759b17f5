"""All customers of a workspace at once: who owns them, and what is on their record."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select

from onboarding.people import Role
from onboarding.tracks import Track
from storage.among import among
from storage.batches import MOST, of_accounts, scope_of
from storage.schema import account_roles, accounts, activity, members
from storage.transaction import Transaction


def open_accounts(tx: Transaction, owners: Sequence[str] | None = None) -> tuple[str, ...]:
    """The ids of the accounts that are not closed, in their order; of these owners, if given."""
    rows = tx.connection.execute(_by(owners, _OPEN), {"workspace": tx.workspace})
    return tuple(rows.scalars())


def owned(tx: Transaction, owners: Sequence[str] | None = None) -> list[tuple[str, Track]]:
    """Owner and track of each account that is not closed; of these owners, if given."""
    rows = tx.connection.execute(_by(owners, _OWNED), {"workspace": tx.workspace})
    return [(row.user_id, Track(row.track)) for row in rows]


def names(tx: Transaction, users: Sequence[str]) -> dict[str, str]:
    """What people are called, of those whom we know."""
    rows = tx.connection.execute(_NAMES, {"workspace": tx.workspace, "users": list(users)})
    return {row.user_id: row.name for row in rows}


def happened(
    tx: Transaction, on: Sequence[str], since: datetime, kinds: Sequence[str]
) -> list[tuple[str, datetime, str, dict[str, Any]]]:
    """Account, moment, kind and data of what is on record of these accounts after an instant."""
    found: list[tuple[str, datetime, str, dict[str, Any]]] = []
    for start in range(0, len(on), MOST):
        scope = scope_of(tx, on[start : start + MOST]) | {"since": since, "kinds": list(kinds)}
        rows = tx.connection.execute(_HAPPENED, scope)
        found += [(row.account_id, row.at, row.kind, row.data) for row in rows]
    return found


def _by(owners: Sequence[str] | None, statement: Select[Any]) -> Select[Any]:
    return statement if owners is None else statement.where(account_roles.c.user_id.in_(owners))


_BY_OWNER = accounts.join(
    account_roles,
    (account_roles.c.workspace_id == accounts.c.workspace_id)
    & (account_roles.c.account_id == accounts.c.id),
)
_ARE_OPEN = (
    accounts.c.workspace_id == bindparam("workspace"),
    accounts.c.closed_at.is_(None),
    account_roles.c.role == Role.OWNER.value,
)
_OPEN = select(accounts.c.id).select_from(_BY_OWNER).where(*_ARE_OPEN).order_by(accounts.c.id)
_OWNED = (
    select(account_roles.c.user_id, accounts.c.track)
    .select_from(_BY_OWNER)
    .where(*_ARE_OPEN)
    .order_by(accounts.c.id)
)
_NAMES = select(members.c.user_id, members.c.name).where(
    members.c.workspace_id == bindparam("workspace"),
    among(members.c.user_id, "users"),
)
_HAPPENED = (
    select(activity.c.account_id, activity.c.at, activity.c.kind, activity.c.data)
    .where(
        *of_accounts(activity),
        among(activity.c.kind, "kinds"),
        activity.c.at > bindparam("since"),
    )
    .order_by(activity.c.id)
)
