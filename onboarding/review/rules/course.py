"""Is it on course: success agreed (A3), the window kept (R4, G4), executives in touch (R7)?"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from onboarding.messages.alerts import CriteriaUnconfirmed, Drifting, ExecutiveCheckIn
from onboarding.review.account import AccountState
from onboarding.review.drift import Forecast, forecast
from onboarding.review.items import due_item, due_items, most_urgent, sponsor
from onboarding.review.repeating import LONGEST
from onboarding.review.touch import AskAgain, Draft, Priority, Touch, Wish
from onboarding.success import to_confirm

DRIFTING = "drifting"
DRIFT_STEP = 14
"""Calendar days of further drift before the owner is told again."""
HELD_BY_AT_MOST = 5


def criteria_unconfirmed(account: AccountState, now: datetime) -> Iterator[Touch]:
    """By the playbook's calendar day what success means should be agreed; else the owner hears.

    Where criteria stand, they are looked at, and one that is proposed anew has its own days;
    where there are none, the milestone says whether it is agreed.
    """
    check = account.cadence.criteria
    milestone = account.plan.milestone(check.milestone) if check is not None else None
    if check is None or milestone is None or account.hold_at(now) is not None:
        return
    waiting = to_confirm(account.criteria)
    if not waiting if account.criteria else milestone.is_done:
        return
    day, key = account.signed_on + timedelta(days=check.calendar_day), "criteria_unconfirmed"
    since = min((account.today(one.proposed_at) for one in waiting), default=account.signed_on)
    if since >= day:  # when it should have been agreed, these had not been proposed
        day, key = since + timedelta(days=check.calendar_day), f"{key}:{since}"
    yield Touch(
        key=key,
        rule="A3",
        to=account.owner_door(),
        draft=Draft(
            CriteriaUnconfirmed,
            lambda: CriteriaUnconfirmed(
                account=account.id,
                touch=key,
                customer=account.name,
                channel=account.channel,
                calendar_days=(account.today(now) - account.signed_on).days,
                item=due_item(account, milestone, account.today(now)),
                waiting=len(waiting),
            ),
        ),
        due_at=account.hours.opening(account.calendar.next_working_day(day)),
        until=None,
        priority=Priority.ANSWER_OWED,
    )


def drifting(account: AccountState, now: datetime) -> Iterator[Wish]:
    """The forecast end lies past the window; told again only when it has slipped further."""
    if account.plan.is_finished or account.hold_at(now) is not None:
        return
    today = account.today(now)
    if not account.calendar.is_working_day(today):
        yield AskAgain(account.hours.first_opening(today))
        return
    expected, told = forecast(account, now), _furthest_told(account)
    step = _steps(expected)
    if expected.slips and _steps(forecast(account, now + LONGEST)) > max(step, told):
        yield AskAgain(account.hours.first_opening(today + timedelta(days=1)))
    if step < max(0, told):
        return
    key = f"{DRIFTING}:{step}"
    yield Touch(
        key=key,
        rule="R4",
        to=account.owner_door(),
        draft=Draft(Drifting, lambda: _drifting(account, key, expected, today)),
        due_at=account.hours.opening(today),
        until=None,
        priority=Priority.ANSWER_OWED,
    )


def _steps(expected: Forecast) -> int:
    """How many steps past the window the end is; -1 for one within it."""
    return (expected.ends_on - expected.drift_on).days // DRIFT_STEP if expected.drifts else -1


def _furthest_told(account: AccountState) -> int:
    """How many steps past the window the owner has heard of already, -1 for none; coming closer is
    no news."""
    told = (past.key for past in account.settled.values() if past.kind == DRIFTING)
    return max((int(key.rpartition(":")[2]) for key in told), default=-1)


def _drifting(account: AccountState, key: str, expected: Forecast, today: date) -> Drifting:
    late = [m for m in account.plan.asked_for if account.plan.is_late(m, today)]
    return Drifting(
        account=account.id,
        touch=key,
        customer=account.name,
        channel=account.channel,
        ends_on=expected.ends_on,
        baseline_on=expected.baseline_on,
        drift_on=expected.drift_on,
        held_by=due_items(account, most_urgent(late)[:HELD_BY_AT_MOST], today),
    )


def executive_check_in(account: AccountState, now: datetime) -> Iterator[Wish]:
    """The owner is asked to bring the executives together: as often as the charter says, else as
    the playbook does (R7)."""
    every = account.executives_every or account.cadence.executive_every
    if not every or account.plan.is_finished or account.hold_at(now) is not None:
        return
    opened_on, today = account.today(account.opened_at), account.today(now)
    number = max(1, account.calendar.between(opened_on, today) // every)
    day = account.calendar.add(opened_on, number * every)
    # the dates of another rhythm are other check-ins, also where their number is the same
    rhythm = f"{every}:" if account.executives_every else ""
    key = f"executive_check_in:{rhythm}{number}"
    following = account.calendar.add(opened_on, (number + 1) * every)
    yield AskAgain(account.hours.first_opening(following))
    if key in account.settled:  # as it is on all days but one
        return
    yield Touch(
        key=key,
        rule="R7",
        to=account.owner_door(),
        draft=Draft(ExecutiveCheckIn, lambda: _executive_check_in(account, key, now)),
        due_at=account.hours.opening(day),
        until=account.hours.closing(account.calendar.add(day, every // 2)),
        priority=Priority.CHECK_IN,
    )


def _executive_check_in(account: AccountState, key: str, now: datetime) -> ExecutiveCheckIn:
    person, expected, progress = sponsor(account), forecast(account, now), account.plan.progress
    return ExecutiveCheckIn(
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
    )
