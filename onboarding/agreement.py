"""The customer agrees to the plan (A4)."""

from dataclasses import dataclass, replace
from datetime import datetime

from onboarding.plan import Milestone, Plan, Stage
from onboarding.refusals import Unchanged


@dataclass(frozen=True, slots=True)
class Agreed:
    """The customer's word is on record. `opened` are the milestones that became possible by it."""

    plan: Plan
    stages_completed: tuple[Stage, ...]
    opened: tuple[Milestone, ...]


def agree(plan: Plan, now: datetime) -> Agreed | Unchanged:
    """Record that the customer agrees to this plan; `now` is UTC. The first word counts (A4)."""
    if plan.agreed_at is not None:
        return Unchanged()
    after = replace(plan, agreed_at=now)
    possible_before = {m.key for m in plan.possible()}
    return Agreed(
        plan=after,
        stages_completed=after.done_stages[len(plan.done_stages) :],
        opened=tuple(m for m in after.possible() if m.key not in possible_before),
    )
