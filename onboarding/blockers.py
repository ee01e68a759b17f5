"""Saying that a milestone is stuck, and that it no longer is (C4)."""

from dataclasses import dataclass, replace
from datetime import datetime

from onboarding.plan import Blocker, Milestone, Plan, Stage
from onboarding.refusals import (
    DoneAlready,
    Refused,
    Unchanged,
    UnknownBlocker,
    UnknownMilestone,
)


@dataclass(frozen=True, slots=True)
class BlockerRaised:
    """The milestone is blocked; a gate that asks for no open blockers may have closed again."""

    plan: Plan
    blocker: Blocker
    milestone: Milestone
    stages_reopened: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class BlockerResolved:
    """The blocker is gone; a gate that waited for that may have opened."""

    plan: Plan
    blocker: Blocker
    milestone: Milestone
    stages_completed: tuple[Stage, ...]


def raise_blocker(plan: Plan, blocker: Blocker) -> BlockerRaised | Unchanged | Refused:
    """Record what holds a milestone up. The same blocker id twice is one blocker."""
    milestone = plan.milestone(blocker.milestone)
    if milestone is None:
        return Refused(UnknownMilestone(blocker.milestone))
    if any(known.id == blocker.id for known in plan.blockers):
        return Unchanged(milestone)
    if milestone.is_done:
        return Refused(DoneAlready(milestone))
    after = replace(plan, blockers=(*plan.blockers, blocker))
    still_done = len(after.done_stages)
    return BlockerRaised(
        after, blocker, milestone, after.stages[still_done : len(plan.done_stages)]
    )


def resolve_blocker(
    plan: Plan, blocker_id: str, now: datetime
) -> BlockerResolved | Unchanged | Refused:
    """Record that a blocker is gone; `now` is UTC."""
    blocker = next((b for b in plan.blockers if b.id == blocker_id), None)
    if blocker is None:
        return Refused(UnknownBlocker(blocker_id))
    milestone = plan.milestone(blocker.milestone)
    if milestone is None:
        return Refused(UnknownMilestone(blocker.milestone))
    if blocker.resolved_at is not None:
        return Unchanged(milestone)
    resolved = replace(blocker, resolved_at=now)
    after = replace(
        plan, blockers=tuple(resolved if b.id == blocker_id else b for b in plan.blockers)
    )
    return BlockerResolved(after, resolved, milestone, after.done_stages[len(plan.done_stages) :])
