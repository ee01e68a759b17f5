"""F1: half-way, the customer's people are asked how it is going."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from onboarding.messages.touches import PulseSurvey
from onboarding.review.account import AccountState
from onboarding.review.items import their_part_done_at
from onboarding.review.surveying import asked_once
from onboarding.review.touch import Touch

ASKED_AT_MOST = 5


def pulse(account: AccountState, now: datetime) -> Iterator[Touch]:
    """Each person who has taken part is asked once, in a direct message."""
    part = account.cadence.pulse_at
    if part is None or account.plan.is_finished or account.ladder_speaks:
        return
    if account.hold_at(now) is not None or their_part_done_at(account) is not None:
        return  # who has done everything is past half-way, and is asked at the end
    mark = account.signed_on + timedelta(days=round(account.window.planned_days * part))
    day = account.calendar.next_working_day(mark)
    yield from asked_once(account, "pulse", PulseSurvey, _message, day, at_most=ASKED_AT_MOST)


def _message(account: AccountState, key: str) -> PulseSurvey:
    return PulseSurvey(
        account=account.id, touch=key, outcome=account.outcome, owner=account.team.owner
    )
