"""Leaving messages to be sent: each kind by its own door, so that none can go astray.

What customers may read goes to the account's channel and nowhere else; what is said about them
goes to the team channel or to one of our people.
"""

from onboarding.messages.sides import CustomerMessage, TeamMessage
from onboarding.messages.touches import SponsorNote
from storage import accounts
from storage.accounts import Account
from storage.transaction import Transaction

TEAM_LANE = "team"


def to_customer(
    tx: Transaction,
    account: Account,
    message: CustomerMessage,
    key: str,
    *,
    in_thread: bool = True,
    under: str | None = None,
) -> bool:
    """To the account's channel; `in_thread`: under the checklist, or `under` another message of
    the channel by its timestamp. False where one with this key was left before."""
    body = {"message": message.model_dump(mode="json"), "thread": in_thread}
    if under is not None:
        body["under"] = under
    return tx.enqueue(account.lane, key, "channel_message", body, account=account.id)


def to_stakeholder(
    tx: Transaction, account: Account, user: str, message: CustomerMessage, key: str
) -> None:
    """A direct message to one of the customer's people."""
    lane = f"dm:{user}"
    tx.open_lane(lane)
    tx.enqueue(
        lane,
        key,
        "stakeholder_message",
        {"user": user, "message": message.model_dump(mode="json")},
        account=account.id,
    )


def by_email(
    tx: Transaction,
    account: Account,
    message: SponsorNote,
    key: str,
    *,
    to: str,
    name: str,
    reply_to: str | None,
) -> None:
    """A letter to somebody at the customer who shares no channel with us (C4)."""
    lane = f"mail:{account.id}"
    tx.open_lane(lane)
    body = {
        "to": to,
        "name": name,
        "reply_to": reply_to,
        "message": message.model_dump(mode="json"),
    }
    tx.enqueue(lane, key, "email", body, account=account.id)


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
