"""The record changes, and with it what the gates of a plan let through (R1, A1, A3, A6, R6–R8).

Each function answers with the plan as it stands then; people, dates and words of the record itself
are kept elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from onboarding.criteria import RecordKey
from onboarding.plan import Milestone, Plan, Stage, Standing
from onboarding.refusals import DoneAlready, NotForLater, Refused, Unchanged, UnknownMilestone


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of a change of the record. `opened` are the milestones that became possible."""

    plan: Plan
    stages_completed: tuple[Stage, ...]
    stages_reopened: tuple[Stage, ...]
    opened: tuple[Milestone, ...]


def settle(plan: Plan, holds: Mapping[RecordKey, bool], now: datetime) -> Settled | Unchanged:
    """Parts of the record are complete now, or no longer; `now` is UTC.

    What is not named stays as it is, and what was complete before keeps its moment.
    """
    before = plan.standing.holds
    after = {what: at for what, at in before.items() if holds.get(what, True)}
    after |= {what: before.get(what, now) for what, is_complete in holds.items() if is_complete}
    if after == before:
        return Unchanged()
    return _with(plan, replace(plan.standing, holds=after))


def let_pass(plan: Plan, gate: str, now: datetime) -> Settled | Unchanged:
    """A gate, as `plan.gate_key` writes it, may be passed as things are (A1, R1); `now` is UTC."""
    if gate in plan.standing.passed:
        return Unchanged()
    return _with(plan, replace(plan.standing, passed={**plan.standing.passed, gate: now}))


def hand_on(plan: Plan, milestone: str, now: datetime) -> Settled | Refused | Unchanged:
    """Move a milestone to what comes after the onboarding: it holds nothing open (R8).

    `now` is UTC. Neither first value nor what needs the record can be moved: an onboarding without
    the one never ends well, and the other is a gate, not training.
    """
    found = plan.milestone(milestone)
    if found is None:
        return Refused(UnknownMilestone(milestone))
    if not can_be_handed_on(found):
        return Refused(NotForLater(found))
    if found.is_done:
        return Refused(DoneAlready(found))
    if found.is_handed_on:
        return Unchanged(found)
    return outcome(plan, plan.changing({milestone: replace(found, handed_on_at=now)}))


def can_be_handed_on(milestone: Milestone) -> bool:
    """Whether it is of a kind that may come after the onboarding."""
    return not milestone.first_value and not milestone.needs


def take_back(plan: Plan, milestone: str) -> Settled | Refused | Unchanged:
    """It belongs to the onboarding again."""
    found = plan.milestone(milestone)
    if found is None:
        return Refused(UnknownMilestone(milestone))
    if not found.is_handed_on:
        return Unchanged(found)
    return outcome(plan, plan.changing({milestone: replace(found, handed_on_at=None)}))


def _with(plan: Plan, standing: Standing) -> Settled:
    return outcome(plan, replace(plan, standing=standing))


def outcome(before: Plan, after: Plan) -> Settled:
    """What a change means for stages and for what is possible."""
    possible = {m.key for m in before.possible()}
    done_before, done_after = len(before.done_stages), len(after.done_stages)
    return Settled(
        plan=after,
        stages_completed=after.done_stages[done_before:],
        stages_reopened=after.stages[done_after:done_before],
        opened=tuple(m for m in after.possible() if m.key not in possible),
    )
