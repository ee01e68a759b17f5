"""What could not be delivered, told to whoever owns the account."""

from onboarding.messages.team import DeadLetter
from services.posting import to_owner
from storage.accounts import Account
from storage.transaction import Transaction


def tell_owner(
    tx: Transaction,
    account: Account,
    *,
    what: str,
    reason: str,
    row_id: int,
    channel: str | None,
    key: str,
) -> None:
    """Once per `key`. `what` is the kind of message or surface, `reason` Slack's code if it gave
    one, else a sentence; `channel` is where it was to go.

    Of a channel that was deleted the owner knows already, and how to go on.
    """
    if account.channel_state == "deleted" and channel == account.channel_id:
        return
    letter = DeadLetter(
        customer=account.name, what=what, error=reason, outbox_id=row_id, channel=channel
    )
    to_owner(tx, account, letter, f"dead:{key}")
