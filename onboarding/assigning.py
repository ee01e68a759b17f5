"""Giving a milestone to somebody."""

from dataclasses import dataclass, replace

from onboarding.plan import Milestone, Plan
from onboarding.refusals import Refused, Unchanged, UnknownMilestone


@dataclass(frozen=True, slots=True)
class Reassigned:
    """The milestone is somebody else's now."""

    plan: Plan
    milestone: Milestone


def reassign(plan: Plan, key: str, assignee: str | None) -> Reassigned | Unchanged | Refused:
    """Give a milestone to a person (a Slack user id), or, with None, back to its role alone."""
    milestone = plan.milestone(key)
    if milestone is None:
        return Refused(UnknownMilestone(key))
    if milestone.assignee == assignee:
        return Unchanged(milestone)
    given = replace(milestone, assignee=assignee)
    return Reassigned(plan.changing({given.key: given}), given)
