"""C9: when a pause runs out, the owner hears of it before the customer does."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from onboarding.messages.alerts import HoldOver
from onboarding.review.account import AccountState
from onboarding.review.touch import Priority, Touch

LASTS = timedelta(days=3)


def hold_over(account: AccountState, now: datetime) -> Iterator[Touch]:
    """Told once for each pause that had an end of its own; whoever ends one by hand knows."""
    for hold in account.holds:
        end = account.end_of(hold)
        if end is None or hold.until_on is None or not end <= now <= end + LASTS:
            continue
        if end != account.hours.at(hold.until_on, account.cadence.hours.opens):
            continue
        key = f"hold_over:{hold.until_on}"
        yield Touch(
            key=key,
            rule="C9",
            to=account.owner_door(),
            message=HoldOver(
                account=account.id,
                touch=key,
                customer=account.name,
                channel=account.channel,
                reason=hold.reason,
            ),
            due_at=end,
            until=None,
            priority=Priority.ANSWER_OWED,
        )
