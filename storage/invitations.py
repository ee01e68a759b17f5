"""Invitations that are on their way: whom Slack's news is about, and which ran out unanswered."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from onboarding.provisioning import StepKind, StepState
from storage.people import STAKEHOLDER, Stakeholder, stakeholder_of
from storage.schema import accounts, provisioning_steps, stakeholders
from storage.transaction import Transaction

UNANSWERED = ("sent", "requested", "needs_approval")
"""How an invitation stands while the customer or an administrator has yet to say yes."""


def on_its_way(tx: Transaction, channel: str, email: str) -> Stakeholder | None:
    """The person who is being invited to a channel, while Slack's answer to that is not on record.

    A private channel gets another id when sharing begins, of which we may not have heard yet: then
    it is whoever is being invited by this address to some private channel, if it is only one.
    """
    rows = tx.connection.execute(
        select(*STAKEHOLDER, accounts.c.channel_id)
        .join_from(
            stakeholders,
            accounts,
            and_(
                accounts.c.workspace_id == stakeholders.c.workspace_id,
                accounts.c.id == stakeholders.c.account_id,
            ),
        )
        .join(
            provisioning_steps,
            and_(
                provisioning_steps.c.workspace_id == stakeholders.c.workspace_id,
                provisioning_steps.c.account_id == stakeholders.c.account_id,
                provisioning_steps.c.subject == stakeholders.c.id,
            ),
        )
        .where(
            stakeholders.c.workspace_id == tx.workspace,
            func.lower(stakeholders.c.email) == email.lower(),
            provisioning_steps.c.kind == StepKind.INVITE_CONTACT.value,
            or_(
                provisioning_steps.c.state.in_([StepState.PENDING.value, StepState.FAILED.value]),
                # done, but by somebody who came in before the invitation was on record
                and_(
                    provisioning_steps.c.state == StepState.DONE.value,
                    stakeholders.c.invite_id.is_(None),
                ),
            ),
            or_(accounts.c.channel_id == channel, accounts.c.channel_id.startswith("G")),
        )
    ).all()
    found = [row for row in rows if row.channel_id == channel] or rows
    return stakeholder_of(found[0]) if len(found) == 1 else None


def run_out(tx: Transaction, sent_before: datetime, limit: int) -> list[Stakeholder]:
    """Whose invitation was sent so long ago (UTC) that it ran out, with nobody having come.

    The rows are held until the transaction ends: an answer that comes now waits, and is seen.
    """
    rows = tx.connection.execute(
        select(*STAKEHOLDER)
        .join_from(
            stakeholders,
            accounts,
            and_(
                accounts.c.workspace_id == stakeholders.c.workspace_id,
                accounts.c.id == stakeholders.c.account_id,
            ),
        )
        .where(stakeholders.c.invited_at <= sent_before, *_is_open(tx))
        .order_by(stakeholders.c.invited_at)
        .limit(limit)
        .with_for_update(of=stakeholders)
    )
    return [stakeholder_of(row) for row in rows]


def oldest(tx: Transaction) -> datetime | None:
    """When the invitation was sent (UTC) that has been waiting longest; None when none waits."""
    return tx.connection.execute(
        select(func.min(stakeholders.c.invited_at))
        .join_from(
            stakeholders,
            accounts,
            and_(
                accounts.c.workspace_id == stakeholders.c.workspace_id,
                accounts.c.id == stakeholders.c.account_id,
            ),
        )
        .where(*_is_open(tx))
    ).scalar()


def _is_open(tx: Transaction) -> tuple[ColumnElement[bool], ...]:
    return (
        stakeholders.c.workspace_id == tx.workspace,
        stakeholders.c.invite_state.in_(UNANSWERED),
        stakeholders.c.joined_at.is_(None),
        accounts.c.channel_state != "deleted",
        accounts.c.closed_at.is_(None),
    )


def call_off(tx: Transaction, account: str) -> None:
    """The channel to which the account's people were invited is no more: they are to come anew."""
    tx.connection.execute(
        update(stakeholders)
        .where(
            stakeholders.c.workspace_id == tx.workspace,
            stakeholders.c.account_id == account,
            stakeholders.c.email.is_not(None),  # by which they are recognised when they come
        )
        .values(
            user_id=None,
            invite_id=None,
            invite_state="none",
            invited_at=None,
            joined_at=None,
            left_at=None,
        )
    )
