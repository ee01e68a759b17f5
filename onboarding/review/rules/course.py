"""Is it on course: success agreed (A3), the window kept (R4, G4), executives in touch (R7)?"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from onboarding.messages.alerts import CriteriaUnconfirmed, Drifting, ExecutiveCheckIn
from onboarding.review.account import AccountState
from onboarding.review.drift import forecast
from onboarding.review.items import due_item, due_items, sponsor
from onboarding.review.touch import Priority, Touch

DRIFT_STEP = 14
"""Calendar days of further drift before the owner is told again."""
HELD_BY_AT_MOST = 5


def criteria_unconfirmed(account: AccountState, now: datetime) -> Iterator[Touch]:
    """By the playbook's calendar day what success means should be agreed; else the owner hears."""
    check = account.cadence.criteria
    milestone = account.plan.milestone(check.milestone) if check is not None else None
    if check is None or milestone is None or milestone.is_done or account.hold_at(now) is not None:
        return
    day = account.calendar.next_working_day(account.signed_on + timedelta(days=check.calendar_day))
    yield Touch(
        key="criteria_unconfirmed",
        rule="A3",
        to=account.owner_door(),
        message=CriteriaUnconfirmed(
            account=account.id,
            touch="criteria_unconfirmed",
            customer=account.name,
            channel=account.channel,
            calendar_days=(account.today(now) - account.signed_on).days,
            item=due_item(account, milestone, account.today(now)),
        ),
        due_at=account.hours.at(day, account.cadence.hours.opens),
        until=None,
        priority=Priority.ANSWER_OWED,
    )


def drifting(account: AccountState, now: datetime) -> Iterator[Touch]:
    """The forecast end lies past the window; told again only when it has slipped further."""
    if account.plan.is_finished or account.hold_at(now) is not None:
        return
    expected = forecast(account, now)
    if not expected.drifts:
        return
    today = account.today(now)
    key = f"drifting:{(expected.ends_on - expected.drift_on).days // DRIFT_STEP}"
    late = [m for m in account.plan.milestones if m.required and account.plan.is_late(m, today)]
    yield Touch(
        key=key,
        rule="R4",
        to=account.owner_door(),
        message=Drifting(
            account=account.id,
            touch=key,
            customer=account.name,
            channel=account.channel,
            ends_on=expected.ends_on,
            baseline_on=expected.baseline_on,
            drift_on=expected.drift_on,
            held_by=due_items(account, late, today)[:HELD_BY_AT_MOST],
        ),
        due_at=account.hours.at(today, account.cadence.hours.opens),
        until=None,
        priority=Priority.ANSWER_OWED,
    )


def executive_check_in(account: AccountState, now: datetime) -> Iterator[Touch]:
    """At the playbook's cadence the owner is asked to bring the executives together (R7)."""
    every = account.cadence.executive_every
    if not every or account.plan.is_finished or account.hold_at(now) is not None:
        return
    opened_on, today = account.today(account.opened_at), account.today(now)
    number = max(1, account.calendar.between(opened_on, today) // every)
    day = account.calendar.add(opened_on, number * every)
    key, person = f"executive_check_in:{number}", sponsor(account)
    expected, progress = forecast(account, now), account.plan.progress
    yield Touch(
        key=key,
        rule="R7",
        to=account.owner_door(),
        message=ExecutiveCheckIn(
            account=account.id,
            touch=key,
            customer=account.name,
            channel=account.channel,
            sponsor=person.name if person is not None else None,
            outcome=account.outcome,
            done=progress.done,
            total=progress.total,
            ends_on=expected.ends_on,
            baseline_on=expected.baseline_on,
        ),
        due_at=account.hours.at(day, account.cadence.hours.opens),
        until=account.hours.closing(account.calendar.add(day, every // 2)),
        priority=Priority.CHECK_IN,
    )
