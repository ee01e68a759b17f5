"""How quiet a customer is: idle working days against the time its present task was given (G2).

The clock runs while the customer could do something: not on hold, not on days off, not while a
blocker is ours to remove, and not while every possible milestone is ours. What we send or do never
resets it; only the customer does.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from onboarding.cadence import Quiet
from onboarding.criteria import (
    Criterion,
    MilestoneDone,
    NoOpenBlockers,
    OnRecord,
    PlanAgreed,
    StageDone,
)
from onboarding.people import Side
from onboarding.plan import Blocker, Milestone, Plan, Stage
from onboarding.review.account import AccountState, Level

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
    key = ("reading", now)
    if key not in account.worked_out:
        account.worked_out[key] = _read(account, now)
    reading: Reading = account.worked_out[key]
    return reading


def _read(account: AccountState, now: datetime) -> Reading:
    theirs, active_at = _theirs(account.plan), account.customer_active_at
    if not theirs or active_at is None or not account.here:
        return STILL
    milestone = _first_due(theirs)
    since = max(
        active_at,
        account.opened_at,
        account.calmed_at or _LONG_AGO,
        min([_could_begin(account, one) for one in theirs]),
    )
    idle = _idle_days(account, since, account.today(now))
    planned = planned_days(account, milestone)
    return Reading(_level(account, idle, planned), idle, planned, since, milestone)


def was_heard_lately(account: AccountState, now: datetime) -> bool:
    """Whether its last sign is so fresh that it is calm, whatever its task and its time are."""
    active_at = account.customer_active_at
    if active_at is None:
        return False
    silent = account.calendar.between(account.today(active_at) + _DAY, account.today(now))
    return silent < account.cadence.quiet.watch_floor


def may_deepen_at(account: AccountState, level: Level, now: datetime) -> datetime | None:
    """The first opening (UTC) at which a customer of this level may count as quieter, if nobody of
    it does anything; None where time alone does not bring that about."""
    if level is Level.STALLED or stands_still(account, now):
        return None
    calendar, morning = account.calendar, account.hours.last_opening(now)
    rule, active_at = account.cadence.quiet, account.customer_active_at
    if active_at is None:
        return None
    if was_heard_lately(account, morning):
        return account.hours.first_opening(
            calendar.add(account.today(active_at) + _DAY, rule.watch_floor)
        )
    reading = read(account, morning)
    if reading.since is None:
        return None
    enough = _enough_to_stall if level is Level.WATCH else _enough_to_watch
    days = ceil(enough(rule, reading.planned_days))
    left = max(1, days - reading.idle_days)  # days on which the clock stood still do not count
    day = max(
        calendar.add(account.today(reading.since) + _DAY, days),
        calendar.add(account.today(morning), left),
    )
    return account.hours.first_opening(day)


def stands_still(account: AccountState, now: datetime) -> bool:
    """Whether the customer's clock is stopped at this moment: on hold, or it is our turn."""
    ours = any(is_ours(blocker, account.plan) for blocker in account.plan.open_blockers)
    return ours or account.hold_at(now) is not None


def critical_milestone(plan: Plan) -> Milestone | None:
    """What the customer should do now: its required milestone that is due first and possible."""
    theirs = _theirs(plan)
    return _first_due(theirs) if theirs else None


def _first_due(milestones: list[Milestone]) -> Milestone:
    return min(milestones, key=lambda m: m.due_on)


def _theirs(plan: Plan) -> list[Milestone]:
    return [m for m in plan.possible() if m.side is Side.CUSTOMER and m.required]


def _could_begin(account: AccountState, milestone: Milestone) -> datetime:
    """From when it was possible and its time had come."""
    return max(possible_since(account.plan, milestone), _planned_start(account, milestone))


def possible_since(plan: Plan, milestone: Milestone) -> datetime:
    """When the last thing that stood before a milestone was done; long ago where nothing did."""
    moments = [_done_at(plan, key) for key in milestone.depends_on]
    moments += [_on_record_at(plan, criterion) for criterion in milestone.needs]
    stage = plan.stage(milestone.stage)
    if stage is not None:
        moments += [_met_at(plan, stage, criterion) for criterion in stage.entry]
    return max(moments, default=_LONG_AGO)


def _done_at(plan: Plan, key: str) -> datetime:
    milestone = plan.milestone(key)
    return (milestone.done_at if milestone is not None else None) or _LONG_AGO


def _on_record_at(plan: Plan, criterion: OnRecord) -> datetime:
    return plan.standing.holds.get(criterion.what, _LONG_AGO)


def _met_at(plan: Plan, stage: Stage, criterion: Criterion) -> datetime:
    """When a criterion of this stage began to hold."""
    match criterion:
        case MilestoneDone(milestone=key):
            return _done_at(plan, key)
        case PlanAgreed():
            return plan.agreed_at or _LONG_AGO
        case OnRecord():
            return _on_record_at(plan, criterion)
        case StageDone(stage=key):
            return completed_at(plan, key)
        case NoOpenBlockers():
            keys = {m.key for before in _up_to(plan, stage.key) for m in before.milestones}
            gone = [b.resolved_at for b in plan.blockers if b.milestone in keys]
            return max((at for at in gone if at is not None), default=_LONG_AGO)


def completed_at(plan: Plan, key: str) -> datetime:
    """When a done stage was, and with it all before it; long ago where nothing was asked for."""
    return max(_asked_for_done_at(plan, stage) for stage in _up_to(plan, key))


def _asked_for_done_at(plan: Plan, stage: Stage) -> datetime:
    """When the last that a stage asks for was done."""
    required = [_done_at(plan, m.key) for m in stage.milestones if m.is_asked_for]
    met = [_met_at(plan, stage, criterion) for criterion in stage.exit]
    return max([*required, *met], default=_LONG_AGO)


def _up_to(plan: Plan, key: str) -> list[Stage]:
    """The stages to a stage and with it."""
    places: dict[str, int] = {stage.key: place for place, stage in enumerate(plan.stages)}
    return list(plan.stages[: places[key] + 1])


def planned_days(account: AccountState, milestone: Milestone) -> int:
    """The working days a milestone was given by the plan's baseline, at least one."""
    key = ("planned_days", milestone.key)
    if key not in account.worked_out:
        account.worked_out[key] = _planned_days(account, milestone)
    days: int = account.worked_out[key]
    return days


def _planned_days(account: AccountState, milestone: Milestone) -> int:
    before = [m.baseline_on for m in map(account.plan.milestone, milestone.depends_on) if m]
    begins = max(before, default=None) or _stage_begins(account, milestone)
    return max(1, account.calendar.between(begins, milestone.baseline_on))


def _planned_start(account: AccountState, milestone: Milestone) -> datetime:
    """When its time begins by the plan that holds now: who is ahead of the plan is not quiet."""
    day = account.calendar.add(milestone.due_on, -planned_days(account, milestone))
    return account.hours.opening(day)


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


def _idle_days(account: AccountState, since: datetime, today: date) -> int:
    """How many working days after `since` and before today the clock ran."""
    first = account.today(since) + _DAY
    if first >= today:
        return 0
    if not account.holds and not account.plan.blockers:
        return account.calendar.between(first, today)
    return sum(runs_on(account, first + n * _DAY) for n in range((today - first).days))


def runs_on(account: AccountState, day: date) -> bool:
    """Whether the customer's clock ran on a local day: nothing stopped it, and people worked."""
    if not account.calendar.is_working_day(day):
        return False
    if account.holds and account.hold_at(account.hours.opening(day)) is not None:
        return False
    return not any(_stopped_by(account, blocker, day) for blocker in account.plan.blockers)


def standstill_ends(account: AccountState) -> list[datetime]:
    """When what stopped the customer's clock was over: each pause, each blocker of ours."""
    ours = (blocker for blocker in account.plan.blockers if is_ours(blocker, account.plan))
    ends = [account.end_of(hold) for hold in account.holds]
    ends += [_gone_at(blocker, account.plan) for blocker in ours]
    return [end for end in ends if end is not None]


def _stopped_by(account: AccountState, blocker: Blocker, day: date) -> bool:
    """From the day a blocker of ours was raised to the one on which it was gone."""
    if not is_ours(blocker, account.plan) or account.today(blocker.raised_at) > day:
        return False
    gone_at = _gone_at(blocker, account.plan)
    return gone_at is None or day <= account.today(gone_at)


def _gone_at(blocker: Blocker, plan: Plan) -> datetime | None:
    """When a blocker no longer held anything up: a milestone that is done is not held up."""
    milestone = plan.milestone(blocker.milestone)
    ends = (blocker.resolved_at, milestone.done_at if milestone is not None else None)
    return min((end for end in ends if end is not None), default=None)


def _level(account: AccountState, idle: int, planned: int) -> Level:
    rule = account.cadence.quiet
    if idle >= _enough_to_stall(rule, planned):
        return Level.STALLED
    if idle >= _enough_to_watch(rule, planned):
        return Level.WATCH
    return Level.CALM


def _enough_to_stall(rule: Quiet, planned: int) -> float:
    return max(rule.stalled_floor, rule.stalled_ratio * planned)


def _enough_to_watch(rule: Quiet, planned: int) -> float:
    return max(rule.watch_floor, rule.watch_ratio * planned)


_LONG_AGO = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
