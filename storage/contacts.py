"""The people of many accounts as the review sees them: the customer's, and ours."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Join, Table, and_, bindparam, select

from onboarding.people import Role, Side
from onboarding.review.account import Contact, Team
from storage.batches import of_accounts, scope_of
from storage.review_schema import signs
from storage.schema import account_roles, member_roles, members, stakeholders
from storage.transaction import Transaction


def of_all(tx: Transaction, accounts: Sequence[str]) -> Mapping[str, tuple[Contact, ...]]:
    """The customer's people with their last sign of life, by account.

    First those who were named, in their order; then those who took part though nobody named them.
    """
    scope = scope_of(tx, accounts)
    given: dict[str, dict[str, Any]] = defaultdict(dict)
    for given_sign in tx.connection.execute(_SIGNS, scope).all():
        given[given_sign.account_id][given_sign.user_id] = given_sign
    found: dict[str, list[Contact]] = defaultdict(list)
    for row in tx.connection.execute(_STAKEHOLDERS, scope).all():
        account, user = row.account_id, row.user_id
        sign = given[account].get(user) if user is not None else None
        found[account].append(_named(row, sign))
    for account, people in given.items():
        named = {contact.user for contact in found[account]}
        found[account] += [_unnamed(row) for user, row in people.items() if user not in named]
    return {account: tuple(people) for account, people in found.items()}


def teams_of_all(tx: Transaction, accounts: Sequence[str]) -> Mapping[str, Team]:
    """Our people, by account: every account has an owner."""
    leaders = tx.connection.execute(_LEADERS, {"workspace": tx.workspace}).all()
    zones_of_leaders = {row.user_id: row.time_zone for row in leaders if row.time_zone}
    roles: dict[str, dict[str, str]] = defaultdict(dict)
    zones: dict[str, dict[str, str]] = defaultdict(lambda: dict(zones_of_leaders))
    for account, role, user, zone in tx.connection.execute(_ROLES, scope_of(tx, accounts)).all():
        roles[account][role] = user
        if zone:
            zones[account][user] = zone
    return {
        account: Team(
            owner=held[Role.OWNER],
            ae=held.get(Role.AE),
            csm=held.get(Role.CSM),
            leaders=tuple(row.user_id for row in leaders),
            zones=zones[account],
        )
        for account, held in roles.items()
    }


def _named(row: Any, sign: Any | None) -> Contact:
    """Whoever gave a sign in the channel and did not leave it is in it, even if nobody told us of
    the coming."""
    joined_at = row.joined_at
    if joined_at is None and sign is not None and sign.left_at is None:
        joined_at = sign.came_at or sign.at
    return Contact(
        id=row.id,
        name=row.name,
        user=row.user_id,
        email=row.email,
        roles=tuple(row.roles),
        zone=row.time_zone,
        joined_at=joined_at,
        left_at=row.left_at,
        active_at=sign.at if sign is not None else None,
    )


def _unnamed(sign: Any) -> Contact:
    return Contact(
        id=sign.user_id,
        name=sign.name or sign.user_id,
        user=sign.user_id,
        email=sign.email,
        zone=sign.time_zone,
        joined_at=sign.came_at or sign.at,
        left_at=sign.left_at,
        active_at=sign.at,
    )


def _with_member(table: Table) -> Join:
    """A table of people, and beside each what Slack told of that person."""
    same_person = and_(
        members.c.workspace_id == table.c.workspace_id, members.c.user_id == table.c.user_id
    )
    return table.outerjoin(members, same_person)


_STAKEHOLDERS = (
    select(
        stakeholders.c.account_id,
        stakeholders.c.id,
        stakeholders.c.name,
        stakeholders.c.user_id,
        stakeholders.c.email,
        stakeholders.c.roles,
        stakeholders.c.joined_at,
        stakeholders.c.left_at,
        members.c.time_zone,
    )
    .select_from(_with_member(stakeholders))
    .where(*of_accounts(stakeholders))
    .order_by(stakeholders.c.position)
)
_SIGNS = (
    select(
        signs.c.account_id,
        signs.c.user_id,
        signs.c.at,
        signs.c.came_at,
        signs.c.left_at,
        members.c.name,
        members.c.email,
        members.c.time_zone,
    )
    .select_from(_with_member(signs))
    .where(*of_accounts(signs), signs.c.side == Side.CUSTOMER.value)
    .order_by(signs.c.came_at, signs.c.user_id)
)
_ROLES = (
    select(
        account_roles.c.account_id,
        account_roles.c.role,
        account_roles.c.user_id,
        members.c.time_zone,
    )
    .select_from(_with_member(account_roles))
    .where(*of_accounts(account_roles))
)
_LEADERS = (
    select(member_roles.c.user_id, members.c.time_zone)
    .select_from(_with_member(member_roles))
    .where(
        member_roles.c.workspace_id == bindparam("workspace"),
        member_roles.c.role == Role.LEADER.value,
    )
    .order_by(member_roles.c.user_id)
)
