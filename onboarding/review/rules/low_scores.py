"""F1: a low score that nobody of ours sees to is brought to the owner's mind again."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from onboarding.messages.surveys import LowScoreLine, LowScoresWait
from onboarding.review.account import AccountState
from onboarding.review.repeating import turn_of
from onboarding.review.touch import AskAgain, Draft, Priority, Touch, Wish

EVERY = 2
"""Working days after which the owner, who was told at once, is reminded; and again as often."""
_SHOWN = 5


def low_scores_wait(account: AccountState, now: datetime) -> Iterator[Wish]:
    """One message for all of them, every two working days since the oldest was given."""
    if not account.low_scores or account.hold_at(now) is not None:
        return
    to, since = account.owner_door(), account.low_scores[0].at
    stem = f"low_scores_wait:{account.today(since)}"
    turn = turn_of(account, now, stem, since, EVERY, to)
    yield AskAgain(turn.again_at)
    yield Touch(
        key=turn.key,
        rule="F1",
        to=to,
        draft=Draft(LowScoresWait, partial(_message, account, turn.key, now)),
        due_at=turn.due_at,
        until=turn.until,
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
