"""C3, C4: when a customer is quiet, the next rung of the ladder."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from onboarding.review import engagement, ladder
from onboarding.review.account import AccountState, Stall
from onboarding.review.levers import pull
from onboarding.review.touch import Touch


def climb(account: AccountState, now: datetime) -> Iterator[Touch]:
    """The touch of the next rung, due when the one before has had its time."""
    if account.stall is None or engagement.stands_still(account, now):
        return
    yield from _put_off(account, account.stall, now)
    rung = ladder.next_rung(account.stall, account.cadence.escalation)
    pulled = pull(account, account.stall, rung, now) if rung is not None else None
    if isinstance(pulled, Touch):
        yield pulled


def _put_off(account: AccountState, stall: Stall, now: datetime) -> Iterator[Touch]:
    """A rung that was climbed already, and that somebody wants to be reminded of."""
    for step in stall.steps:
        if ladder.key_of(step.lever, stall) in account.put_off:
            rung = ladder.rung_of(step.lever, account.cadence.escalation)
            pulled = pull(account, stall, rung, now)
            if isinstance(pulled, Touch):
                yield replace(pulled, due_at=step.at)
