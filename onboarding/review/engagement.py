"""How quiet a customer is: idle working days against the time its present task was given (G2).

The clock runs while the customer could do something: not on hold, not on days off, not while a
blocker is ours to remove, and not while every possible milestone is ours. What we send never
resets it; only the customer does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from onboarding.criteria import MilestoneDone, PlanAgreed
from onboarding.people import Side
from onboarding.plan import Blocker, Milestone, Plan
from onboarding.review.account import AccountState, Level
from onboarding.workdays import WorkCalendar

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clock shows. `since` is when it began to run, None where it stands still."""

    level: Level
    idle_days: int  # whole working days without a sign of the customer
    planned_days: int  # working days its critical milestone was given
    since: datetime | None = None
    critical: Milestone | None = None


STILL = Reading(Level.CALM, 0, 0)


def read(account: AccountState, now: datetime) -> Reading:
    """How quiet the customer is now."""
    milestone = critical_milestone(account.plan)
    active_at = account.customer_active_at
    if milestone is None or active_at is None or not account.here:
        return STILL
    since = max(
        active_at,
        account.opened_at,
        possible_since(account.plan, milestone),
        _planned_start(account, milestone),
    )
    idle = sum(1 for _ in _idle_days(account, since, account.today(now)))
    planned = planned_days(account, milestone)
    return Reading(_level(account, idle, planned), idle, planned, since, milestone)


def critical_milestone(plan: Plan) -> Milestone | None:
    """What the customer should do now: its required milestone that is due first and possible."""
    theirs = [m for m in plan.possible() if m.side is Side.CUSTOMER and m.required]
    return min(theirs, key=lambda m: m.due_on, default=None)


def possible_since(plan: Plan, milestone: Milestone) -> datetime:
    """When the last thing that stood before a milestone was done; long ago where nothing did."""
    stage = plan.stage(milestone.stage)
    before = set(milestone.depends_on)
    moments = []
    for criterion in stage.entry if stage is not None else ():
        match criterion:
            case MilestoneDone(milestone=key):
                before.add(key)
            case PlanAgreed() if plan.agreed_at is not None:
                moments.append(plan.agreed_at)
    moments += [m.done_at for m in plan.milestones if m.key in before and m.done_at is not None]
    return max(moments, default=_LONG_AGO)


def planned_days(account: AccountState, milestone: Milestone) -> int:
    """The working days a milestone was given by the plan's baseline, at least one."""
    before = [m.baseline_on for m in account.plan.milestones if m.key in milestone.depends_on]
    begins = max(before, default=None) or _stage_begins(account, milestone)
    return max(1, account.calendar.between(begins, milestone.baseline_on))


def _planned_start(account: AccountState, milestone: Milestone) -> datetime:
    """When its time begins by the plan that holds now: who is ahead of the plan is not quiet."""
    day = account.calendar.add(milestone.due_on, -planned_days(account, milestone))
    return account.hours.at(day, account.cadence.hours.opens)


def _stage_begins(account: AccountState, milestone: Milestone) -> date:
    """By the baseline: when the stages before were to be done, or else the signature."""
    earlier = []
    for stage in account.plan.stages:
        if stage.key == milestone.stage:
            break
        earlier += [m.baseline_on for m in stage.milestones if m.required]
    return min(max(earlier, default=account.signed_on), milestone.baseline_on)


def is_ours(blocker: Blocker, plan: Plan) -> bool:
    """Whether we are the ones who can remove a blocker: then the customer's clock stops."""
    milestone = plan.milestone(blocker.milestone)
    if milestone is not None and milestone.side is Side.TEAM:
        return True
    return not blocker.kind.needs_their_resources


def _idle_days(account: AccountState, since: datetime, today: date) -> Iterator[date]:
    """The working days after `since` and before today on which the clock ran."""
    calendar = account.calendar
    ours = [blocker for blocker in account.plan.blockers if is_ours(blocker, account.plan)]
    day = calendar.local_date(since) + _DAY
    while day < today:
        if calendar.is_working_day(day) and not _stopped(account, ours, day):
            yield day
        day += _DAY


def _stopped(account: AccountState, ours: list[Blocker], day: date) -> bool:
    if not ours and not account.holds:
        return False
    opening = account.hours.at(day, account.cadence.hours.opens)
    if account.hold_at(opening) is not None:
        return True
    return any(_blocked_on(account.calendar, blocker, day) for blocker in ours)


def _blocked_on(calendar: WorkCalendar, blocker: Blocker, day: date) -> bool:
    if calendar.local_date(blocker.raised_at) > day:
        return False
    return blocker.resolved_at is None or day <= calendar.local_date(blocker.resolved_at)


def _level(account: AccountState, idle: int, planned: int) -> Level:
    rule = account.cadence.quiet
    if idle >= max(rule.stalled_floor, rule.stalled_ratio * planned):
        return Level.STALLED
    if idle >= max(rule.watch_floor, rule.watch_ratio * planned):
        return Level.WATCH
    return Level.CALM


_LONG_AGO = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
