"""C9: when a pause runs out, the owner hears of it before the customer does."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from onboarding.messages.alerts import HoldOver
from onboarding.review.account import AccountState
from onboarding.review.touch import Draft, Priority, Touch

LASTS = 3
"""Working days after which it is no news any more."""


def hold_over(account: AccountState, now: datetime) -> Iterator[Touch]:
    """Told once for each pause that had an end of its own; whoever ends one by hand knows."""
    for hold in account.holds:
        end = account.end_of(hold)
        if end is None or hold.until_on is None or end > now:
            continue
        if end != account.hours.opening(hold.until_on):
            continue
        key = f"hold_over:{hold.until_on}"
        yield Touch(
            key=key,
            rule="C9",
            to=account.owner_door(),
            draft=Draft(HoldOver, partial(_message, account, key, hold.reason)),
            due_at=end,
            until=account.hours.closing(account.calendar.add(hold.until_on, LASTS)),
            priority=Priority.ANSWER_OWED,
        )


def _message(account: AccountState, key: str, reason: str) -> HoldOver:
    return HoldOver(
        account=account.id,
        touch=key,
        customer=account.name,
        channel=account.channel,
        reason=reason,
    )
