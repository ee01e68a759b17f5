"""F1: at the end, the customer's people are asked how it was."""

from collections.abc import Iterator
from datetime import datetime

from onboarding.messages.surveys import AskedScore, EndSurvey
from onboarding.review.account import AccountState
from onboarding.review.items import their_part_done_at
from onboarding.review.surveying import asked_once
from onboarding.review.touch import Touch

ASKED_AT_MOST = 8


def surveys(account: AccountState, now: datetime) -> Iterator[Touch]:
    """Each person who has taken part gets all questions in one direct message, once.

    It comes when everything that was the customer's to do is done, first value above all: our own
    last steps are not what they are asked about, and by the farewell they have moved on.
    """
    ended_at = their_part_done_at(account)
    if ended_at is None or not account.surveys:
        return
    if account.ladder_speaks or account.hold_at(now) is not None:
        return
    day = account.calendar.add(account.today(ended_at), 1)
    yield from asked_once(account, "survey", EndSurvey, _message, day, at_most=ASKED_AT_MOST)


def _message(account: AccountState, key: str) -> EndSurvey:
    return EndSurvey(
        account=account.id,
        touch=key,
        outcome=account.outcome,
        owner=account.team.owner,
        questions=tuple(
            AskedScore(survey=question.survey.value, ask=question.ask)
            for question in account.surveys
        ),
    )
