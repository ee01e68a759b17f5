"""C3, C4: when a customer is quiet, the next rung of the ladder."""

from collections.abc import Iterator
from datetime import datetime

from onboarding.review import ladder
from onboarding.review.account import AccountState
from onboarding.review.levers import NothingToPull, pull
from onboarding.review.touch import Touch


def climb(account: AccountState, now: datetime) -> Iterator[Touch]:
    """The touch of the next rung, due when the one before has had its time."""
    if account.stall is None or account.hold_at(now) is not None:
        return
    rung = ladder.next_rung(account.stall, account.cadence.escalation)
    if rung is None:
        return
    pulled = pull(account, account.stall, rung, now)
    if not isinstance(pulled, NothingToPull):
        yield pulled
