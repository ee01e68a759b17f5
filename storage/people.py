"""People: members whom Slack has told us about, their roles, and an account's stakeholders."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from onboarding.people import Role, StakeholderRole
from storage.schema import member_roles, members, stakeholders
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What Slack says of a person; `team_id` is where the person is at home."""

    user_id: str
    team_id: str
    name: str
    email: str | None
    time_zone: str | None
    is_guest: bool = False
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """A person of the customer's; `user_id` is known once it has accepted or come."""

    id: str
    account_id: str
    name: str
    email: str | None
    roles: tuple[StakeholderRole, ...]
    user_id: str | None
    invite_id: str | None
    invite_state: str
    joined_at: datetime | None
    left_at: datetime | None
    title: str | None
    attitude: str | None
    remark: str | None


def learn(tx: Transaction, people: list[MemberFacts]) -> None:
    """Take in what Slack says of people, over what it said before."""
    insert = sqlite.insert if tx.database.is_sqlite else postgresql.insert
    for person in people:
        told = {
            "team_id": person.team_id,
            "name": person.name,
            "email": person.email,
            "time_zone": person.time_zone,
            "is_guest": person.is_guest,
            "is_bot": person.is_bot,
            "seen_at": tx.now,
        }
        tx.connection.execute(
            insert(members)
            .values(workspace_id=tx.workspace, user_id=person.user_id, **told)
            .on_conflict_do_update(index_elements=["workspace_id", "user_id"], set_=told)
        )


def member(tx: Transaction, user: str) -> MemberFacts | None:
    """What we know of a person."""
    row = tx.connection.execute(_MEMBER, {"workspace": tx.workspace, "user": user}).one_or_none()
    return MemberFacts(*row) if row else None


def workspace_roles(tx: Transaction, user: str) -> frozenset[Role]:
    """The roles a person holds for the whole workspace: leader, or may start customers."""
    rows = tx.connection.execute(_ROLES_OF, {"workspace": tx.workspace, "user": user})
    return frozenset(Role(row.role) for row in rows)


def holders(tx: Transaction, role: Role) -> tuple[str, ...]:
    """Everybody who holds a role for the whole workspace."""
    rows = tx.connection.execute(
        select(member_roles.c.user_id)
        .where(member_roles.c.workspace_id == tx.workspace, member_roles.c.role == role.value)
        .order_by(member_roles.c.user_id)
    )
    return tuple(row.user_id for row in rows)


def set_holders(tx: Transaction, role: Role, users: tuple[str, ...]) -> None:
    """Name everybody who holds a role for the whole workspace."""
    tx.connection.execute(
        delete(member_roles).where(
            member_roles.c.workspace_id == tx.workspace, member_roles.c.role == role.value
        )
    )
    for user in sorted(set(users)):
        tx.connection.execute(
            member_roles.insert().values(workspace_id=tx.workspace, user_id=user, role=role.value)
        )


def add_stakeholder(
    tx: Transaction,
    account: str,
    stakeholder: str,
    *,
    position: int,
    name: str,
    email: str | None,
    roles: tuple[StakeholderRole, ...],
    user: str | None = None,
    **told: Any,
) -> None:
    """A new person of the customer's; `told` are further columns."""
    tx.connection.execute(
        stakeholders.insert().values(
            workspace_id=tx.workspace,
            account_id=account,
            id=stakeholder,
            position=position,
            name=name,
            email=email,
            roles=[role.value for role in roles],
            user_id=user,
            invite_state="none",
            **({"joined_at": tx.now if user else None} | told),
        )
    )


def of_account(tx: Transaction, account: str) -> list[Stakeholder]:
    """The customer's people, in the order in which they were named."""
    rows = tx.connection.execute(_STAKEHOLDERS, {"workspace": tx.workspace, "account": account})
    return [stakeholder_of(row) for row in rows]


def invited_by(tx: Transaction, invite: str) -> Stakeholder | None:
    """The person an invitation was for."""
    row = tx.connection.execute(
        select(*STAKEHOLDER).where(
            stakeholders.c.workspace_id == tx.workspace, stakeholders.c.invite_id == invite
        )
    ).first()
    return stakeholder_of(row) if row else None


def with_address_at_home(tx: Transaction, email: str) -> MemberFacts | None:
    """The full member of our workspace who has this address, in any case."""
    row = tx.connection.execute(
        select(*[members.c[name] for name in MemberFacts.__dataclass_fields__]).where(
            members.c.workspace_id == tx.workspace,
            members.c.team_id == tx.workspace,
            members.c.is_guest.is_(False),
            func.lower(members.c.email) == email.lower(),
        )
    ).first()
    return MemberFacts(*row) if row else None


def with_email(tx: Transaction, account: str, email: str) -> Stakeholder | None:
    """The account's person with this address, in any case."""
    row = tx.connection.execute(
        select(*STAKEHOLDER).where(
            stakeholders.c.workspace_id == tx.workspace,
            stakeholders.c.account_id == account,
            func.lower(stakeholders.c.email) == email.lower(),
        )
    ).first()
    return stakeholder_of(row) if row else None


def with_user(tx: Transaction, account: str, user: str) -> Stakeholder | None:
    """The account's person who is this Slack user."""
    row = tx.connection.execute(
        select(*STAKEHOLDER).where(
            stakeholders.c.workspace_id == tx.workspace,
            stakeholders.c.account_id == account,
            stakeholders.c.user_id == user,
        )
    ).first()  # somebody may have accepted two invitations
    return stakeholder_of(row) if row else None


def change_stakeholder(tx: Transaction, stakeholder: str, **values: Any) -> None:
    """Set columns of a stakeholder."""
    tx.connection.execute(
        update(stakeholders)
        .where(stakeholders.c.workspace_id == tx.workspace, stakeholders.c.id == stakeholder)
        .values(**values)
    )


def stakeholder_of(row: Any) -> Stakeholder:
    """A row that was selected with the columns of `STAKEHOLDER`."""
    return Stakeholder(
        id=row.id,
        account_id=row.account_id,
        name=row.name,
        email=row.email,
        roles=tuple(StakeholderRole(role) for role in row.roles),
        user_id=row.user_id,
        invite_id=row.invite_id,
        invite_state=row.invite_state,
        joined_at=row.joined_at,
        left_at=row.left_at,
        title=row.title,
        attitude=row.attitude,
        remark=row.remark,
    )


STAKEHOLDER = [stakeholders.c[name] for name in Stakeholder.__dataclass_fields__]
_STAKEHOLDERS = (
    select(*STAKEHOLDER)
    .where(
        stakeholders.c.workspace_id == bindparam("workspace"),
        stakeholders.c.account_id == bindparam("account"),
    )
    .order_by(stakeholders.c.position)
)
_MEMBER = select(*[members.c[name] for name in MemberFacts.__dataclass_fields__]).where(
    members.c.workspace_id == bindparam("workspace"), members.c.user_id == bindparam("user")
)
_ROLES_OF = select(member_roles.c.role).where(
    member_roles.c.workspace_id == bindparam("workspace"),
    member_roles.c.user_id == bindparam("user"),
)
