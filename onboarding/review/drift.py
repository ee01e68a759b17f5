"""Where the plan will end if it goes on from here, against where it should have (R4, G4)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from onboarding.plan import Milestone
from onboarding.review.account import AccountState
from onboarding.review.engagement import planned_days


@dataclass(frozen=True, slots=True)
class Forecast:
    """Local dates; `drift_on` is the day from which the account counts as drifted."""

    ends_on: date
    baseline_on: date
    drift_on: date

    @property
    def days_late(self) -> int:
        """Calendar days behind the baseline; 0 when on time or early."""
        return max(0, (self.ends_on - self.baseline_on).days)

    @property
    def drifts(self) -> bool:
        return self.ends_on > self.drift_on


def forecast(account: AccountState, now: datetime) -> Forecast:
    """When the last required milestone will be done.

    What is not late is taken at its word; what is late is done today at the earliest, and what
    hangs on it gets the working days it was given, no fewer.
    """
    today = account.today(now)
    ends: dict[str, date] = {}
    required = [m for m in account.plan.milestones if m.is_asked_for]
    for milestone in account.plan.milestones:
        ends[milestone.key] = _expected(account, milestone, ends, today)
    return Forecast(
        ends_on=max(ends[m.key] for m in required),
        baseline_on=max(m.baseline_on for m in required),
        drift_on=account.signed_on + timedelta(days=account.window.drift_days),
    )


def _expected(
    account: AccountState, milestone: Milestone, ends: dict[str, date], today: date
) -> date:
    """Milestones stand in an order in which what one depends on is mostly before it."""
    if milestone.done_at is not None:
        return account.calendar.local_date(milestone.done_at)
    pushed = [ends[key] for key in milestone.depends_on if key in ends and ends[key] >= today]
    if not pushed or max(pushed) <= _planned_start(account, milestone):
        return max(milestone.due_on, today)
    earliest = account.calendar.add(max(pushed), planned_days(account, milestone))
    return max(milestone.due_on, earliest)


def _planned_start(account: AccountState, milestone: Milestone) -> date:
    """When what it depends on is due, by the plan that holds now."""
    before = [m.due_on for m in account.plan.milestones if m.key in milestone.depends_on]
    return max(before, default=milestone.due_on)
