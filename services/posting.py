"""Leaving messages to be sent: each kind by its own door, so that none can go astray.

What customers may read goes to the account's channel and nowhere else; what is said about them
goes to the team channel or to one of our people.
"""

from onboarding.messages.sides import CustomerMessage, TeamMessage
from storage import accounts
from storage.accounts import Account
from storage.transaction import Transaction

TEAM_LANE = "team"


def to_customer(
    tx: Transaction, account: Account, message: CustomerMessage, key: str, *, in_thread: bool = True
) -> None:
    """To the account's channel; `in_thread`: under the checklist."""
    tx.enqueue(
        account.lane,
        key,
        "channel_message",
        {"message": message.model_dump(mode="json"), "thread": in_thread},
        account=account.id,
    )


def to_team(tx: Transaction, account: str | None, message: TeamMessage, key: str) -> None:
    """To the team channel; where none is set, delivery turns to the account's owner."""
    tx.open_lane(TEAM_LANE)
    tx.enqueue(
        TEAM_LANE,
        key,
        "team_message",
        {"message": message.model_dump(mode="json")},
        account=account,
    )


def to_person(
    tx: Transaction, user: str, message: TeamMessage, key: str, *, account: str | None = None
) -> None:
    """A direct message to one of our people."""
    lane = f"dm:{user}"
    tx.open_lane(lane)
    tx.enqueue(
        lane,
        key,
        "direct_message",
        {"user": user, "message": message.model_dump(mode="json")},
        account=account,
    )


def to_owner(tx: Transaction, account: Account, message: TeamMessage, key: str) -> None:
    """A direct message to whoever owns the account."""
    owner = accounts.owner(tx, account.id)
    to_person(tx, owner, message, key, account=account.id)
