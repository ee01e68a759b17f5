"""C8: a customer's question that nobody answers is brought to the owner, then to the team."""

from collections.abc import Iterator
from datetime import datetime

from onboarding.messages.alerts import QuestionWaits
from onboarding.review.account import AccountState, Question
from onboarding.review.touch import Door, Draft, Priority, Recipient, Touch

THEN_THE_TEAM = 3
"""The team hears of it after so many times the hours the owner was given."""


def questions(account: AccountState, now: datetime) -> Iterator[Touch]:
    """Two touches for each open question, as long as it is open."""
    hours = account.cadence.question_hours
    for question in account.questions:
        if question.answered_at is None:
            yield _touch(account, question, account.owner_door(), hours, now, again=False)
            team = Recipient(Door.TEAM_CHANNEL)
            yield _touch(account, question, team, THEN_THE_TEAM * hours, now, again=True)


def _touch(
    account: AccountState,
    question: Question,
    to: Recipient,
    hours: int,
    now: datetime,
    *,
    again: bool,
) -> Touch:
    """Due after so many working hours; told with the hours it has really waited by then."""
    waited = account.hours.working_hours_between(question.asked_at, now)
    key = f"question:{question.ts}:{'team' if again else 'owner'}"
    return Touch(
        key=key,
        rule="C8",
        to=to,
        draft=Draft(
            QuestionWaits,
            lambda: QuestionWaits(
                account=account.id,
                touch=key,
                customer=account.name,
                channel=account.channel,
                asked_by=question.asked_by,
                text=question.text,
                owner=account.team.owner,
                hours=max(hours, int(waited)),
                again=again,
            ),
        ),
        due_at=account.hours.after_working_hours(question.asked_at, hours),
        until=None,
        priority=Priority.ANSWER_OWED,
    )
