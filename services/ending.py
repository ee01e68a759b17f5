"""What ends with an onboarding: what was to be said, pauses and quiet times, the channel (R5)."""

from onboarding.people import Role
from services import stall_card
from services.actor import Actor
from storage import accounts, closings, holds, stalls, touches
from storage.accounts import Account
from storage.transaction import Transaction

WHY = "the onboarding was closed"


def let_go(tx: Transaction, account: Account, actor: Actor) -> None:
    """Whatever waits is given up, each with its line on record: touches that were put off, messages
    that have not begun to be sent; a quiet time and a pause are over."""
    for row in closings.drop_waiting(tx, account.id, WHY):
        tx.record(
            "outbox.dropped", account=account.id, outbox=row.id, outbox_kind=row.kind, reason=WHY
        )
    for key, kind in touches.drop_put_off(tx, account.id, WHY):
        tx.record("touch.dropped", account=account.id, touch=key, touch_kind=kind, reason=WHY)
    for stall in stalls.open_ones(tx, [account.id]).values():
        stalls.change(tx, account.id, stall.id, ended_at=tx.now, came_back=False)
        tx.record("stall.ended", account=account.id, stall=stall.id, came_back=False, reason=WHY)
        stall_card.show(tx, account.id, stall.id)
    for hold in holds.of_account(tx, account.id):
        if hold.ended_at is None:
            holds.end(tx, hold.id, actor.user)
            tx.record("hold.ended", actor=actor.user, account=account.id, hold=hold.id)


def archive_after_farewell(tx: Transaction, account: Account) -> None:
    """In the channel's own lane, so that the farewell is said before."""
    key = f"archive:{account.id}:{tx.now.isoformat()}"
    tx.enqueue(account.lane, key, "archive", {}, account=account.id)


def hand_over(
    tx: Transaction, account: Account, actor: Actor, was: str, now: str, *, told: bool
) -> None:
    """The customer success manager owns it from here on; `told`: as the farewell says."""
    accounts.set_roles(tx, account.id, {Role.OWNER: now})
    tx.record(
        "account.handed_over", actor=actor.user, account=account.id, was=was, now=now, told=told
    )


def channel_archived(tx: Transaction, account: Account) -> None:
    """The channel of a closed account is archived: on record once, and nobody is alarmed."""
    if account.channel_state != "archived":
        accounts.change(tx, account.id, channel_state="archived")
        tx.record("channel.archived", account=account.id)
