"""What will be said to whom in the days to come, if nobody does anything until then.

The pure review walked forward from how an account really stands, as the simulator walks it from a
made-up one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from onboarding.review import review
from onboarding.review.account import AccountState
from onboarding.review.ladder import key_of
from onboarding.review.touch import Touch

DAYS = 14
"""How many calendar days ahead people look."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A touch that will go out at `at` (UTC), as the account will stand then."""

    at: datetime
    touch: Touch
    account: AccountState


def forecast(account: AccountState, now: datetime, days: int = DAYS) -> tuple[Coming, ...]:
    """In order of time; what is due at this moment comes first."""
    coming: list[Coming] = []
    instant, end = now, now + timedelta(days=days)
    while True:
        seen = review(account, instant)
        coming += [Coming(instant, touch, seen.account) for touch in seen.touches]
        if seen.next_at is None or seen.next_at > end:
            return tuple(coming)
        account, instant = seen.account, seen.next_at


def sendable(account: AccountState, now: datetime) -> dict[str, Touch]:
    """What could be sent at this moment though its time has not come, by key: what the rules know
    of today, in today's words."""
    seen = review(account, now)
    known = (*seen.touches, *(planned.touch for planned in seen.planned))
    return {touch.key: touch for touch in known if _belongs(touch, account)}


def _belongs(touch: Touch, account: AccountState) -> bool:
    """A rung of the ladder only of a stall that is on record."""
    stall = account.stall
    return touch.lever is None or (stall is not None and touch.key == key_of(touch.lever, stall))
