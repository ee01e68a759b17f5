"""What will be said to whom in the days to come, if nobody does anything until then.

The pure review walked forward from how an account really stands, as the simulator walks it from a
made-up one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from onboarding.review import review
from onboarding.review.account import AccountState
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
