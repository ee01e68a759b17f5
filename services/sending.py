"""Sending one touch at once, because a person asks for it: each through its own door (C9)."""

from onboarding.messages.sides import CustomerMessage, TeamMessage
from onboarding.review.account import AccountState, StepTaken
from onboarding.review.touch import Door, Touch
from services import stall_card
from services.posting import to_customer, to_person, to_stakeholder, to_team
from storage import stalls, touches
from storage.accounts import Account
from storage.transaction import Transaction


def send(
    tx: Transaction, account: Account, state: AccountState, touch: Touch, by: str, key: str
) -> None:
    """Put it on record and on its way; a rung of the ladder is climbed with it.

    `key` makes the outbox row unique: a touch that was put off may go out more than once.
    """
    touches.sent(tx, account.id, touch, by)
    if touch.lever is not None and state.stall is not None:
        step = StepTaken(touch.lever, tx.now)
        steps = stalls.steps_as_data((*state.stall.steps, step))
        stalls.change(tx, account.id, state.stall.id, steps=steps)
        stall_card.show(tx, account.id, state.stall.id)
    row, message = f"touch:{account.id}:{touch.key}:{key}", touch.message
    if isinstance(message, CustomerMessage):
        _to_their_side(tx, account, touch, message, row)
    else:
        _to_our_side(tx, account, touch, message, row)


def _to_their_side(
    tx: Transaction, account: Account, touch: Touch, message: CustomerMessage, row: str
) -> None:
    if touch.to.door is Door.STAKEHOLDER and touch.to.user is not None:
        to_stakeholder(tx, account, touch.to.user, message, row)
    else:
        in_thread = touch.to.door is Door.THREAD
        to_customer(tx, account, message, row, in_thread=in_thread)


def _to_our_side(
    tx: Transaction, account: Account, touch: Touch, message: TeamMessage, row: str
) -> None:
    """The card has no message of its own: it is drawn from what is true."""
    if touch.to.user is not None:
        to_person(tx, touch.to.user, message, row, account=account.id)
    elif touch.lever is None:
        to_team(tx, account.id, message, row)
