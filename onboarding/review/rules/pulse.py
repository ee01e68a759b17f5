"""F1: half-way, the customer's people are asked how it is going."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from onboarding.messages.touches import PulseSurvey
from onboarding.review.account import AccountState
from onboarding.review.items import their_part_done_at
from onboarding.review.touch import Door, Draft, Priority, Recipient, Touch

ASKED_AT_MOST = 5
LASTS = 10
"""Working days after which the half-way mark is past and the question with it."""


def pulse(account: AccountState, now: datetime) -> Iterator[Touch]:
    """Each person who has taken part is asked once, in a direct message."""
    part = account.cadence.pulse_at
    if part is None or account.plan.is_finished or account.ladder_speaks:
        return
    if account.hold_at(now) is not None or their_part_done_at(account) is not None:
        return  # who has done everything is past half-way, and is asked at the end
    mark = account.signed_on + timedelta(days=round(account.window.planned_days * part))
    day = account.calendar.next_working_day(mark)
    taking_part = [contact for contact in account.here if contact.active_at is not None]
    for contact in taking_part[:ASKED_AT_MOST]:
        to, key = Recipient(Door.STAKEHOLDER, contact.user), f"pulse:{contact.user}"
        hours = account.hours_of(to)
        yield Touch(
            key=key,
            rule="F1",
            to=to,
            draft=Draft(PulseSurvey, partial(_message, account, key)),
            due_at=hours.at(day, account.cadence.check_ins.at),
            until=hours.closing(account.calendar.add(day, LASTS)),
            priority=Priority.SURVEY,
        )


def _message(account: AccountState, key: str) -> PulseSurvey:
    return PulseSurvey(
        account=account.id, touch=key, outcome=account.outcome, owner=account.team.owner
    )
