"""Where the plan will end if it goes on from here, against where it should have (R4, G4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from onboarding.plan import Milestone
from onboarding.review.account import AccountState
from onboarding.review.engagement import planned_days


@dataclass(frozen=True, slots=True)
class Forecast:
    """Local dates; `drift_on` is the day from which the account counts as drifted.

    `slips`: with each day on which nothing is done, something ends later; else it stays as it is
    until a milestone is late.
    """

    ends_on: date
    baseline_on: date
    drift_on: date
    slips: bool

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
    slipped = _slipped(account, now)
    required = account.plan.asked_for
    ends = [slipped.get(m.key) or m.due_on for m in required if m.done_at is None]
    done = [m.done_at for m in required if m.done_at is not None]
    if done:
        ends.append(account.today(max(done)))
    return Forecast(
        ends_on=max(ends),
        baseline_on=max([m.baseline_on for m in required]),
        drift_on=account.signed_on + timedelta(days=account.window.drift_days),
        slips=bool(slipped),
    )


def _slipped(account: AccountState, now: datetime) -> Mapping[str, date]:
    """When that will be done which ends later than it was due, by key: mostly next to nothing.

    Milestones stand in an order in which what one depends on is mostly before it.
    """
    today = account.today(now)
    slipped: dict[str, date] = {}
    for milestone in account.plan.milestones:
        if milestone.done_at is not None or milestone.handed_on_at is not None:
            continue  # nothing that is still to come waits for it
        before = max([slipped[key] for key in milestone.depends_on if key in slipped], default=None)
        if before is not None:
            end = _after(account, milestone, before, today)
        elif milestone.due_on < today:
            end = today
        else:
            continue  # on time, and hangs on nothing that is not
        if end > milestone.due_on:
            slipped[milestone.key] = end
    return slipped


def _after(account: AccountState, milestone: Milestone, before: date, today: date) -> date:
    """When something will be done that hangs on what ends as late as that."""
    begins, days = _span(account, milestone)
    if before <= begins:
        return max(milestone.due_on, today)
    return max(milestone.due_on, account.calendar.add(before, days))


def _span(account: AccountState, milestone: Milestone) -> tuple[date, int]:
    """When what it depends on is due, by the plan that holds now, and the working days it was
    given."""
    key = ("span", milestone.key)
    if key not in account.worked_out:
        before = [one.due_on for one in map(account.plan.milestone, milestone.depends_on) if one]
        begins = max(before, default=milestone.due_on)
        account.worked_out[key] = (begins, planned_days(account, milestone))
    span: tuple[date, int] = account.worked_out[key]
    return span
