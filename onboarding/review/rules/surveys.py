"""F1: at the end, the customer's people are asked how it was."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from onboarding.messages.surveys import AskedScore, EndSurvey
from onboarding.review.account import AccountState
from onboarding.review.items import their_part_done_at
from onboarding.review.touch import Door, Draft, Priority, Recipient, Touch

ASKED_AT_MOST = 8
LASTS = 10
"""Working days after which nobody remembers well enough to be asked."""


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
    taken_part = [contact for contact in account.here if contact.active_at is not None]
    for contact in taken_part[:ASKED_AT_MOST]:
        to, key = Recipient(Door.STAKEHOLDER, contact.user), f"survey:{contact.user}"
        hours = account.hours_of(to)
        yield Touch(
            key=key,
            rule="F1",
            to=to,
            draft=Draft(EndSurvey, partial(_message, account, key)),
            due_at=hours.at(day, account.cadence.check_ins.at),
            until=hours.closing(account.calendar.add(day, LASTS)),
            priority=Priority.SURVEY,
        )


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
