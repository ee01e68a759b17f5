"""Moving a date, and every date that hangs on it (A4, R2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from graphlib import TopologicalSorter

from onboarding.plan import Milestone, Plan
from onboarding.refusals import (
    BeforeDependency,
    DoneAlready,
    InThePast,
    NotAWorkingDay,
    Reason,
    Refused,
    Unchanged,
    UnknownMilestone,
)
from onboarding.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class Shift:
    """One date that moves. `cause` is the key of the milestone that pushed it: its own, where a
    person moved it."""

    milestone: Milestone
    before: date
    after: date
    cause: str


@dataclass(frozen=True, slots=True)
class Redating:
    """The plan with its new dates, and each date that moves: the one asked for first."""

    plan: Plan
    shifts: tuple[Shift, ...]


def redate(
    plan: Plan, key: str, due_on: date, calendar: WorkCalendar, today: date
) -> Redating | Unchanged | Refused:
    """Move a milestone to another date; `due_on` and `today` are local dates of the account.

    Later pushes each open milestone that waits for it, directly or through others, just as far as
    keeps the working days planned between them: time that is to spare is used up first. Earlier
    moves it alone, and never before an open one that it waits for. What is done does not move, and
    no baseline ever does.
    """
    milestone = plan.milestone(key)
    if milestone is None:
        return Refused(UnknownMilestone(key))
    if due_on == milestone.due_on and not milestone.is_done:
        return Unchanged(milestone)
    reason = _objection(plan, milestone, due_on, calendar, today)
    if reason is not None:
        return Refused(reason)

    shifts = {key: Shift(milestone, milestone.due_on, due_on, cause=key)}
    if due_on > milestone.due_on:
        for dependent in _open_in_order(plan):
            pushed = _pushed(dependent, shifts, calendar)
            if pushed is not None:
                shifts[dependent.key] = pushed
    moved = {k: replace(shift.milestone, due_on=shift.after) for k, shift in shifts.items()}
    return Redating(plan.changing(moved), tuple(shifts.values()))


def _objection(
    plan: Plan, milestone: Milestone, due_on: date, calendar: WorkCalendar, today: date
) -> Reason | None:
    if milestone.is_done:
        return DoneAlready(milestone)
    if due_on < today:
        return InThePast(due_on, today)
    if not calendar.is_working_day(due_on):
        return NotAWorkingDay(due_on, suggestion=calendar.next_working_day(due_on))
    latest = max(plan.waits_for(milestone), key=lambda m: m.due_on, default=None)
    if latest is not None and due_on < min(latest.due_on, milestone.due_on):
        return BeforeDependency(milestone, latest)
    return None


def _pushed(
    dependent: Milestone, shifts: Mapping[str, Shift], calendar: WorkCalendar
) -> Shift | None:
    """Where the moved milestones it waits for push a dependent, if they do."""
    furthest: Shift | None = None
    for cause in (shifts[key] for key in dependent.depends_on if key in shifts):
        planned = calendar.between(cause.milestone.baseline_on, dependent.baseline_on)
        left = calendar.between(cause.before, dependent.due_on)
        # Where somebody already planned them closer together, that is the gap to keep.
        wanted = calendar.add(cause.after, max(0, min(planned, left)))
        if wanted > (furthest.after if furthest else dependent.due_on):
            furthest = Shift(dependent, dependent.due_on, wanted, cause.milestone.key)
    return furthest


def _open_in_order(plan: Plan) -> Iterator[Milestone]:
    """The open milestones, each after all of those that it waits for."""
    by_key = {milestone.key: milestone for milestone in plan.milestones}
    for key in TopologicalSorter({m.key: m.depends_on for m in by_key.values()}).static_order():
        if not by_key[key].is_done:
            yield by_key[key]
