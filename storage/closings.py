"""How onboardings ended (R5), and what is looked back at among ourselves (F1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, or_, select, update

from onboarding.closing import Because, ChannelAfter, Closing, Ending
from onboarding.people import Role
from onboarding.stall_causes import Cause
from storage.lanes import WAITING
from storage.outbox import OutboxState
from storage.record_schema import closings, post_mortems
from storage.schema import account_roles, accounts, outbox
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """How an account ended, by whom and when (UTC)."""

    closing: Closing
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PostMortemRow:
    """A post-mortem: wanted since `opened_at`, written or not."""

    because: Because
    opened_at: datetime
    summary: str | None
    written_by: str | None
    written_at: datetime | None


@dataclass(frozen=True, slots=True)
class EndedRow:
    """An account that is closed, as digests tell of it."""

    account: str
    name: str
    contract_value: int
    channel_id: str | None
    time_zone: str
    signed_on: date
    ending: str
    cause: str | None
    at: datetime
    owner: str
    by: str
    post_mortem_at: datetime | None  # wanted since
    written_at: datetime | None


def close(tx: Transaction, account: str, closing: Closing, by: str) -> None:
    """The onboarding has ended: it is reviewed no more."""
    tx.connection.execute(
        update(accounts)
        .where(accounts.c.workspace_id == tx.workspace, accounts.c.id == account)
        .values(closed_at=tx.now, next_review_at=None)
    )
    tx.connection.execute(
        closings.insert().values(
            workspace_id=tx.workspace,
            account_id=account,
            outcome=closing.ending.value,
            cause=closing.cause.value if closing.cause else None,
            words=closing.words,
            channel=closing.channel.value,
            by=by,
            at=tx.now,
        )
    )


def reopen(tx: Transaction, account: str) -> None:
    """It goes on, and is reviewed again where it was before; how it had ended stays in the
    activity."""
    for table in (closings, post_mortems):
        tx.connection.execute(
            delete(table).where(table.c.workspace_id == tx.workspace, table.c.account_id == account)
        )
    this = (accounts.c.workspace_id == tx.workspace, accounts.c.id == account)
    tx.connection.execute(update(accounts).where(*this).values(closed_at=None))
    tx.connection.execute(
        update(accounts)
        .where(*this, accounts.c.opened_at.is_not(None))
        .values(next_review_at=tx.now)
    )
    tx.has_news = True


def one(tx: Transaction, account: str) -> ClosingRow | None:
    """How an account ended; None while it has not."""
    row = tx.connection.execute(
        select(closings).where(
            closings.c.workspace_id == tx.workspace, closings.c.account_id == account
        )
    ).one_or_none()
    if row is None:
        return None
    closing = Closing(
        Ending(row.outcome),
        Cause(row.cause) if row.cause else None,
        row.words,
        ChannelAfter(row.channel),
    )
    return ClosingRow(closing, row.by, row.at)


def want_post_mortem(tx: Transaction, account: str, because: Because) -> None:
    """There is something to look back at."""
    tx.connection.execute(
        post_mortems.insert().values(
            workspace_id=tx.workspace,
            account_id=account,
            because=because.value,
            opened_at=tx.now,
        )
    )


def post_mortem(tx: Transaction, account: str) -> PostMortemRow | None:
    """The post-mortem of an account, if there is to be one."""
    row = tx.connection.execute(
        select(post_mortems).where(
            post_mortems.c.workspace_id == tx.workspace, post_mortems.c.account_id == account
        )
    ).one_or_none()
    if row is None:
        return None
    return PostMortemRow(
        Because(row.because), row.opened_at, row.summary, row.written_by, row.written_at
    )


def write_post_mortem(tx: Transaction, account: str, summary: str, by: str) -> None:
    """It is written, or written anew."""
    tx.connection.execute(
        update(post_mortems)
        .where(post_mortems.c.workspace_id == tx.workspace, post_mortems.c.account_id == account)
        .values(summary=summary, written_by=by, written_at=tx.now)
    )


def lately(tx: Transaction, since: datetime, owners: Sequence[str] | None = None) -> list[EndedRow]:
    """The accounts that were closed since an instant (UTC), or whose post-mortem is not written;
    owned or closed by these, if given; those closed last come first."""
    statement = _LATELY if owners is None else _LATELY.where(_theirs(owners))
    rows = tx.connection.execute(statement, {"workspace": tx.workspace, "since": since})
    return [EndedRow(*row) for row in rows]


def _theirs(people: Sequence[str]) -> ColumnElement[bool]:
    return or_(account_roles.c.user_id.in_(people), closings.c.by.in_(people))


def drop_waiting(tx: Transaction, account: str, error: str) -> list[Any]:
    """Give up what has not begun to be sent: what was for the customer, and reminders to our own
    people; the rows (kind, key). What is on its way already arrives."""
    dropped = tx.connection.execute(
        update(outbox)
        .where(
            outbox.c.workspace_id == tx.workspace,
            outbox.c.account_id == account,
            WAITING,
            outbox.c.state == OutboxState.PENDING,
            or_(outbox.c.kind.in_(_TO_CUSTOMERS), outbox.c.key.startswith("touch:")),
        )
        .values(state=OutboxState.DEAD, error=error)
        .returning(outbox.c.id, outbox.c.kind, outbox.c.key)
    )
    return sorted(dropped.all(), key=lambda row: row.id)


_TO_CUSTOMERS = ("channel_message", "stakeholder_message", "email")
_ENDED = [
    accounts.c.id,
    accounts.c.name,
    accounts.c.contract_value,
    accounts.c.channel_id,
    accounts.c.time_zone,
    accounts.c.signed_on,
    closings.c.outcome,
    closings.c.cause,
    closings.c.at,
    account_roles.c.user_id,
    closings.c.by,
    post_mortems.c.opened_at,
    post_mortems.c.written_at,
]
_LATELY = (
    select(*_ENDED)
    .select_from(
        closings.join(
            accounts,
            and_(
                accounts.c.workspace_id == closings.c.workspace_id,
                accounts.c.id == closings.c.account_id,
            ),
        )
        .join(
            account_roles,
            and_(
                account_roles.c.workspace_id == closings.c.workspace_id,
                account_roles.c.account_id == closings.c.account_id,
            ),
        )
        .outerjoin(
            post_mortems,
            and_(
                post_mortems.c.workspace_id == closings.c.workspace_id,
                post_mortems.c.account_id == closings.c.account_id,
            ),
        )
    )
    .where(
        closings.c.workspace_id == bindparam("workspace"),
        account_roles.c.role == Role.OWNER.value,
        or_(
            closings.c.at > bindparam("since"),
            and_(post_mortems.c.opened_at.is_not(None), post_mortems.c.written_at.is_(None)),
        ),
    )
    .order_by(closings.c.at.desc(), accounts.c.id)
)
