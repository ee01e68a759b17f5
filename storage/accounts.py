"""Customers being onboarded: the account, who works on it, and who a person is to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, exists, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from onboarding.people import Role
from onboarding.standing import Acquaintance
from storage.schema import account_roles, account_teams, accounts, members, plans, stakeholders
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Account:
    """A row of accounts, with the agreement from its plan."""

    id: str
    name: str
    contract_value: int
    signed_on: date
    track: str
    country: str
    time_zone: str
    outcome: str
    sharing: str
    playbook_id: str
    channel_name: str | None
    channel_id: str | None
    channel_state: str
    created_by: str
    created_at: datetime
    renewal_on: date | None
    closed_at: datetime | None
    agreed_at: datetime | None
    agreed_by: str | None
    standing: Mapping[str, Any]
    """What the record says to the gates of the plan, as `storage.plans` keeps it."""

    @property
    def is_closed(self) -> bool:
        """Whether the onboarding has ended, one way or another (R5)."""
        return self.closed_at is not None

    @property
    def lane(self) -> str:
        """The lane of everything that is said in the customer's channel."""
        return f"channel:{self.id}"

    @property
    def provisioning_lane(self) -> str:
        """The lane in which the channel is made."""
        return f"provision:{self.id}"


def by_id(tx: Transaction, account: str) -> Account | None:
    """The account with this id."""
    row = tx.connection.execute(_BY_ID, {"workspace": tx.workspace, "id": account}).one_or_none()
    return _account(row) if row else None


def by_channel(tx: Transaction, channel: str) -> Account | None:
    """The account whose channel this is."""
    row = tx.connection.execute(
        _BY_CHANNEL, {"workspace": tx.workspace, "channel": channel}
    ).one_or_none()
    return _account(row) if row else None


def met_in(
    tx: Transaction, channel: str, user: str, team: str
) -> tuple[Account, Acquaintance] | None:
    """The account of a channel, and what we know of a person who acts there; one query."""
    row = tx.connection.execute(
        _MET_IN,
        {"workspace": tx.workspace, "channel": channel, "user": user, "team": team},
    ).one_or_none()
    if row is None:
        return None
    return _account(row), _acquaintance(tx, row, team)


def met_at(
    tx: Transaction, account: str, user: str, team: str
) -> tuple[Account, Acquaintance] | None:
    """The same by the account's id, for what is not clicked in its channel."""
    row = tx.connection.execute(
        _MET_AT, {"workspace": tx.workspace, "id": account, "user": user, "team": team}
    ).one_or_none()
    if row is None:
        return None
    return _account(row), _acquaintance(tx, row, team)


def every(tx: Transaction) -> list[Account]:
    """All accounts of the workspace, by name."""
    rows = tx.connection.execute(_EVERY, {"workspace": tx.workspace})
    return [_account(row) for row in rows]


def worked_on_by(tx: Transaction, user: str) -> list[Account]:
    """The accounts that are not closed in which a person holds a role on our side, by name."""
    held = exists().where(
        account_roles.c.workspace_id == accounts.c.workspace_id,
        account_roles.c.account_id == accounts.c.id,
        account_roles.c.user_id == user,
    )
    open_ones = _EVERY.where(held, accounts.c.closed_at.is_(None))
    rows = tx.connection.execute(open_ones, {"workspace": tx.workspace})
    return [_account(row) for row in rows]


def in_private_channels(tx: Transaction) -> list[Account]:
    """The accounts whose channel has an id that Slack takes away once sharing begins."""
    private = _EVERY.where(
        accounts.c.channel_id.startswith("G"), accounts.c.channel_state == "open"
    )
    return [_account(row) for row in tx.connection.execute(private, {"workspace": tx.workspace})]


def matching(tx: Transaction, name: str) -> list[Account]:
    """Accounts whose name holds these letters, in any case; an exact name alone if there is one."""
    found = [account for account in every(tx) if name.casefold() in account.name.casefold()]
    exact = [account for account in found if account.name.casefold() == name.casefold()]
    return exact or found


def is_customer_elsewhere(tx: Transaction, team: str) -> bool:
    """Whether a Slack workspace belongs to any of our customers."""
    found = tx.connection.execute(
        select(
            exists().where(
                account_teams.c.workspace_id == tx.workspace, account_teams.c.team_id == team
            )
        )
    ).scalar_one()
    return bool(found)


def add(tx: Transaction, account: str, roles: dict[Role, str], **values: Any) -> None:
    """A new account with the people who work on it."""
    tx.connection.execute(
        accounts.insert().values(workspace_id=tx.workspace, id=account, created_at=tx.now, **values)
    )
    set_roles(tx, account, roles)


def set_roles(tx: Transaction, account: str, roles: dict[Role, str]) -> None:
    """Who holds which role; one person may hold several (R10)."""
    for role, user in roles.items():
        set_holders(tx, account, role, (user,))


def set_holders(tx: Transaction, account: str, role: Role, users: Sequence[str]) -> None:
    """Everybody who holds a role of the account from now on; some roles are for one alone."""
    tx.connection.execute(
        delete(account_roles).where(
            account_roles.c.workspace_id == tx.workspace,
            account_roles.c.account_id == account,
            account_roles.c.role == role.value,
        )
    )
    for user in dict.fromkeys(users):
        tx.connection.execute(
            account_roles.insert().values(
                workspace_id=tx.workspace, account_id=account, role=role.value, user_id=user
            )
        )


def roles(tx: Transaction, account: str) -> dict[Role, str]:
    """Who holds which role of the account on our side; of several the first by their id."""
    return {role: users[0] for role, users in holders(tx, account).items()}


def holders(tx: Transaction, account: str) -> dict[Role, tuple[str, ...]]:
    """Everybody who holds a role of the account on our side, by role."""
    rows = tx.connection.execute(_ROLES, {"workspace": tx.workspace, "account": account})
    found: dict[Role, tuple[str, ...]] = {}
    for row in rows:
        role = Role(row.role)
        found[role] = (*found.get(role, ()), row.user_id)
    return found


def owner(tx: Transaction, account: str) -> str:
    """Who owns the onboarding: every account has an owner."""
    return roles(tx, account)[Role.OWNER]


def change(tx: Transaction, account: str, **values: Any) -> None:
    """Set columns of an account."""
    tx.connection.execute(
        update(accounts)
        .where(accounts.c.workspace_id == tx.workspace, accounts.c.id == account)
        .values(**values)
    )


def taken_names(tx: Transaction, stem: str) -> set[str]:
    """Channel names beginning so that accounts of ours have reserved."""
    rows = tx.connection.execute(
        select(accounts.c.channel_name).where(
            accounts.c.workspace_id == tx.workspace,
            accounts.c.channel_name.startswith(stem, autoescape=True),
        )
    )
    return {row.channel_name for row in rows}


def add_team(tx: Transaction, account: str, team: str) -> None:
    """This Slack workspace is the customer's: its people may act for the customer."""
    insert = sqlite.insert if tx.database.is_sqlite else postgresql.insert
    tx.connection.execute(
        insert(account_teams)
        .values(workspace_id=tx.workspace, account_id=account, team_id=team, since=tx.now)
        .on_conflict_do_update(
            index_elements=["workspace_id", "account_id", "team_id"], set_={"until": None}
        )
    )


def end_team(tx: Transaction, account: str, team: str) -> None:
    """The channel is no longer shared with this Slack workspace."""
    tx.connection.execute(
        update(account_teams)
        .where(
            account_teams.c.workspace_id == tx.workspace,
            account_teams.c.account_id == account,
            account_teams.c.team_id == team,
        )
        .values(until=tx.now)
    )


def _account(row: Any) -> Account:
    return Account(*row[:_WIDTH])


def _acquaintance(tx: Transaction, row: Any, team: str) -> Acquaintance:
    home = team == tx.workspace
    return Acquaintance(
        at_home=home,
        known=row.is_guest is not None,
        guest=bool(row.is_guest),
        listed=row.stakeholder is not None,
        of_customer=not home and row.customer_team is not None,
    )


_FIELDS = [
    accounts.c[name]
    for name in Account.__dataclass_fields__
    if name not in ("agreed_at", "agreed_by", "standing")
] + [plans.c.agreed_at, plans.c.agreed_by, plans.c.standing]
_WIDTH = len(_FIELDS)
_WITH_PLAN = accounts.join(
    plans,
    and_(plans.c.workspace_id == accounts.c.workspace_id, plans.c.account_id == accounts.c.id),
)
_EVERY = (
    select(*_FIELDS)
    .select_from(_WITH_PLAN)
    .where(accounts.c.workspace_id == bindparam("workspace"))
    .order_by(func.lower(accounts.c.name), accounts.c.created_at)
)
_BY_ID = (
    select(*_FIELDS)
    .select_from(_WITH_PLAN)
    .where(accounts.c.workspace_id == bindparam("workspace"), accounts.c.id == bindparam("id"))
)
_BY_CHANNEL = (
    select(*_FIELDS)
    .select_from(_WITH_PLAN)
    .where(
        accounts.c.workspace_id == bindparam("workspace"),
        accounts.c.channel_id == bindparam("channel"),
    )
)
_MET = (
    select(
        *_FIELDS,
        members.c.is_guest,
        stakeholders.c.id.label("stakeholder"),
        account_teams.c.team_id.label("customer_team"),
    )
    .select_from(
        _WITH_PLAN.outerjoin(
            members,
            and_(
                members.c.workspace_id == accounts.c.workspace_id,
                members.c.user_id == bindparam("user"),
            ),
        )
        .outerjoin(
            stakeholders,
            and_(
                stakeholders.c.workspace_id == accounts.c.workspace_id,
                stakeholders.c.account_id == accounts.c.id,
                stakeholders.c.user_id == bindparam("user"),
            ),
        )
        .outerjoin(
            account_teams,
            and_(
                account_teams.c.workspace_id == accounts.c.workspace_id,
                account_teams.c.account_id == accounts.c.id,
                account_teams.c.team_id == bindparam("team"),
                account_teams.c.until.is_(None),
            ),
        )
    )
    .where(accounts.c.workspace_id == bindparam("workspace"))
    .limit(1)
    # Who acts on an account acts alone: the next reader sees what this one changed.
    .with_for_update(of=[accounts, plans])
)
_MET_IN = _MET.where(accounts.c.channel_id == bindparam("channel"))
_MET_AT = _MET.where(accounts.c.id == bindparam("id"))
_ROLES = (
    select(account_roles.c.role, account_roles.c.user_id)
    .where(
        account_roles.c.workspace_id == bindparam("workspace"),
        account_roles.c.account_id == bindparam("account"),
    )
    .order_by(account_roles.c.role, account_roles.c.user_id)
)
