"""Setting a milestone done or open again (A4, R1, R2)."""

from dataclasses import dataclass, replace
from datetime import datetime

from onboarding.gates import open_entry, open_needs
from onboarding.people import Side
from onboarding.plan import Milestone, Plan, Stage
from onboarding.refusals import (
    BuiltUpon,
    GateClosed,
    HandedOn,
    NotOnRecord,
    OtherSide,
    Refused,
    Unchanged,
    UnknownMilestone,
    WaitsFor,
)


@dataclass(frozen=True, slots=True)
class Tick:
    """The state a click asks for: done or not done, never "toggle"."""

    milestone: str
    done: bool


@dataclass(frozen=True, slots=True)
class Ticked:
    """It is done now. `opened` are the milestones that became possible by it."""

    plan: Plan
    milestone: Milestone
    stages_completed: tuple[Stage, ...]
    opened: tuple[Milestone, ...]
    first_value: bool
    finished: bool


@dataclass(frozen=True, slots=True)
class Reopened:
    """It is open again, and with it the stages that had counted as done."""

    plan: Plan
    milestone: Milestone
    stages_reopened: tuple[Stage, ...]


def tick(
    plan: Plan, wanted: Tick, side: Side, actor: str, now: datetime
) -> Ticked | Reopened | Unchanged | Refused:
    """Set a milestone done or open again, as a person of this side asked; `now` is UTC (R2)."""
    milestone = plan.milestone(wanted.milestone)
    if milestone is None:
        return Refused(UnknownMilestone(wanted.milestone))
    if milestone.side is not side:
        return Refused(OtherSide(milestone))
    if milestone.is_done == wanted.done:
        return Unchanged(milestone)
    return _done(plan, milestone, actor, now) if wanted.done else _reopen(plan, milestone)


def _done(plan: Plan, milestone: Milestone, actor: str, now: datetime) -> Ticked | Refused:
    if milestone.is_handed_on:
        return Refused(HandedOn(milestone))
    stage = next(stage for stage in plan.stages if stage.key == milestone.stage)
    closed = open_entry(plan, stage)
    if closed:
        return Refused(GateClosed(milestone, stage, closed))
    waits_for = plan.waits_for(milestone)
    if waits_for:
        return Refused(WaitsFor(milestone, waits_for))
    missing = open_needs(plan, milestone)
    if missing:
        return Refused(NotOnRecord(milestone, missing))

    done = replace(milestone, done_at=now, done_by=actor)
    after = plan.changing({done.key: done})
    possible_before = {m.key for m in plan.possible()}
    return Ticked(
        plan=after,
        milestone=done,
        stages_completed=after.done_stages[len(plan.done_stages) :],
        opened=tuple(m for m in after.possible() if m.key not in possible_before),
        first_value=milestone.first_value,
        finished=after.is_finished and not plan.is_finished,
    )


def _reopen(plan: Plan, milestone: Milestone) -> Reopened | Refused:
    built_upon = tuple(m for m in plan.milestones if m.is_done and milestone.key in m.depends_on)
    if built_upon:
        return Refused(BuiltUpon(milestone, built_upon))

    reopened = replace(milestone, done_at=None, done_by=None)
    after = plan.changing({reopened.key: reopened})
    still_done = len(after.done_stages)
    return Reopened(
        after, reopened, stages_reopened=after.stages[still_done : len(plan.done_stages)]
    )
