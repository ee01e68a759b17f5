"""Leaving messages to be sent: each kind by its own door, so that none can go astray.

What customers may read goes to the account's channel and nowhere else; what is said about them
goes to the team channel or to one of our people.
"""

from onboarding.messages.sides import CustomerMessage, TeamMessage
from onboarding.messages.touches import SponsorNote
from storage import accounts
from storage.accounts import Account
from storage.outbox import Post
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
    post = channel_post(account.id, message, key, in_thread=in_thread)
    body = post.body if under is None else {**post.body, "under": under}
    return tx.enqueue(post.lane, key, post.kind, dict(body), account=account.id)


def to_stakeholder(
    tx: Transaction, account: Account, user: str, message: CustomerMessage, key: str
) -> None:
    """A direct message to one of the customer's people."""
    _leave(tx, stakeholder_post(account.id, user, message, key))


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
    _leave(tx, team_post(account, message, key))


def to_person(
    tx: Transaction, user: str, message: TeamMessage, key: str, *, account: str | None = None
) -> None:
    """A direct message to one of our people."""
    _leave(tx, person_post(account, user, message, key))


def to_owner(tx: Transaction, account: Account, message: TeamMessage, key: str) -> None:
    """A direct message to whoever owns the account."""
    owner = accounts.owner(tx, account.id)
    to_person(tx, owner, message, key, account=account.id)


def channel_post(account: str, message: CustomerMessage, key: str, *, in_thread: bool) -> Post:
    """What goes to the account's channel, whose lane is there since the account is."""
    body = {"message": message.model_dump(mode="json"), "thread": in_thread}
    return Post(f"channel:{account}", key, "channel_message", body, account)


def stakeholder_post(account: str, user: str, message: CustomerMessage, key: str) -> Post:
    """What goes to one of the customer's people."""
    body = {"user": user, "message": message.model_dump(mode="json")}
    return Post(f"dm:{user}", key, "stakeholder_message", body, account)


def team_post(account: str | None, message: TeamMessage, key: str) -> Post:
    """What goes to the team channel."""
    return Post(
        TEAM_LANE, key, "team_message", {"message": message.model_dump(mode="json")}, account
    )


def person_post(account: str | None, user: str, message: TeamMessage, key: str) -> Post:
    """What goes to one of our people."""
    body = {"user": user, "message": message.model_dump(mode="json")}
    return Post(f"dm:{user}", key, "direct_message", body, account)


def _leave(tx: Transaction, post: Post) -> None:
    tx.open_lane(post.lane)
    tx.enqueue(post.lane, post.key, post.kind, dict(post.body), account=post.account_id)
