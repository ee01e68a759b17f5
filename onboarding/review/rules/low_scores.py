"""F1: a low score that nobody of ours sees to is brought to the owner's mind again."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from onboarding.messages.surveys import LowScoreLine, LowScoresWait
from onboarding.review.account import AccountState
from onboarding.review.touch import Draft, Priority, Touch

EVERY = 2
"""Working days after which the owner, who was told at once, is reminded; and again as often."""
_SHOWN = 5


def low_scores_wait(account: AccountState, now: datetime) -> Iterator[Touch]:
    """One message for all of them, every two working days since the oldest was given."""
    if not account.low_scores or account.hold_at(now) is not None:
        return
    to, calendar = account.owner_door(), account.calendar
    hours, since_on = account.hours_of(to), account.today(account.low_scores[0].at)
    stem = f"low_scores_wait:{since_on}"
    turn = max(1, calendar.between(since_on, account.today(now)) // EVERY)
    number = turn + 1 if f"{stem}:{turn}" in account.settled else turn
    key, day = f"{stem}:{number}", calendar.add(since_on, EVERY * number)
    yield Touch(
        key=key,
        rule="F1",
        to=to,
        draft=Draft(LowScoresWait, partial(_message, account, key, now)),
        due_at=hours.at(day, account.cadence.reminders.at),
        until=hours.closing(calendar.add(day, EVERY - 1)),
        priority=Priority.ANSWER_OWED,
    )


def _message(account: AccountState, key: str, now: datetime) -> LowScoresWait:
    today = account.today(now)
    return LowScoresWait(
        account=account.id,
        touch=key,
        customer=account.name,
        channel=account.channel,
        scores=tuple(
            LowScoreLine(
                by=one.by,
                survey=one.survey,
                given=one.given,
                days=max(0, account.calendar.between(account.today(one.at), today)),
            )
            for one in account.low_scores[:_SHOWN]
        ),
        more=max(0, len(account.low_scores) - _SHOWN),
    )
