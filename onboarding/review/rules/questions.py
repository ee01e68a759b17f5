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
            yield _touch(account, question, account.owner_door(), hours, again=False)
            team = Recipient(Door.TEAM_CHANNEL)
            yield _touch(account, question, team, THEN_THE_TEAM * hours, again=True)


def _touch(
    account: AccountState, question: Question, to: Recipient, hours: int, *, again: bool
) -> Touch:
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
                hours=hours,
                again=again,
            ),
        ),
        due_at=account.hours.after_working_hours(question.asked_at, hours),
        until=None,
        priority=Priority.ANSWER_OWED,
    )
