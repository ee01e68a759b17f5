"""The checklist of a plan, as both companies see it: one page unfolded, the rest folded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from onboarding.people import Role, Side, StakeholderRole
from onboarding.plan import Milestone, Plan, Stage, StageState
from onboarding.views import (
    BlockerLine,
    ChecklistItem,
    ChecklistView,
    Page,
    ResourceLine,
    StageLine,
)
from onboarding.workdays import WorkCalendar

PAGE_SIZE = 12
"""The most milestones on a page: what fits a message of Slack's with room for blockers."""


@dataclass(frozen=True, slots=True)
class About:
    """The account a checklist belongs to, as far as both companies may see it."""

    account: str
    customer: str
    host: str
    outcome: str
    agreed_by: str | None
    completed: Mapping[str, datetime]  # UTC, by stage key
    closed: bool = False  # the onboarding has ended, one way or another
    measured: str | None = None  # how far first value's criterion has come


def checklist(
    plan: Plan, about: About, calendar: WorkCalendar, now: datetime, page: str | None
) -> ChecklistView:
    """What the checklist shows; `page` is a page's token, None for where the work is."""
    today = calendar.local_date(now)
    progress = plan.progress
    first_value = next(m for m in plan.milestones if m.first_value)
    return ChecklistView(
        account=about.account,
        customer=about.customer,
        host=about.host,
        outcome=about.outcome,
        done=progress.done,
        total=progress.total,
        stages=tuple(_line(plan, stage, about, calendar) for stage in plan.stages),
        page=_page(plan, about, calendar, today, page),
        today=today,
        first_value_on=first_value.due_on,
        first_value_done=first_value.is_done,
        agreed_on=calendar.local_date(plan.agreed_at) if plan.agreed_at else None,
        agreed_by=about.agreed_by,
        finished=plan.is_finished,
        closed=about.closed,
        measured=about.measured,
        has_material=any(m.resources for m in plan.milestones),
    )


def tokens(plan: Plan) -> list[str]:
    """Every page of the checklist, in order: `stage:number`."""
    return [
        f"{stage.key}:{number}" for stage in plan.stages for number in range(1, _pages(stage) + 1)
    ]


def items(
    plan: Plan, milestones: tuple[Milestone, ...], calendar: WorkCalendar, today: date
) -> tuple[ChecklistItem, ...]:
    """Milestones as the checklist shows them."""
    possible = {milestone.key for milestone in plan.possible()}
    # ours to tick and refused: the button is how our people hear what is missing (A1)
    possible |= {m.key for m in plan.waiting_for_record() if m.side is Side.TEAM}
    return tuple(_item(plan, m, possible, calendar, today) for m in milestones)


def _shown(
    plan: Plan,
    milestones: tuple[Milestone, ...],
    calendar: WorkCalendar,
    today: date,
    about: About,
) -> tuple[ChecklistItem, ...]:
    """Of an onboarding that has ended nothing can be changed."""
    found = items(plan, milestones, calendar, today)
    if not about.closed:
        return found
    return tuple(
        replace(item, can_tick=False, can_undo=False, late=False, blockers=()) for item in found
    )


def role_label(role: str) -> str:
    """A role of either side as people read it."""
    return Role(role).label if role in set(Role) else StakeholderRole(role).label


def _page(plan: Plan, about: About, calendar: WorkCalendar, today: date, asked: str | None) -> Page:
    every = tokens(plan)
    token = asked if asked in every else _where_the_work_is(plan)
    place = every.index(token)
    key, _, number = token.rpartition(":")
    stage = next(stage for stage in plan.stages if stage.key == key)
    first = (int(number) - 1) * PAGE_SIZE
    return Page(
        token=token,
        stage=_line(plan, stage, about, calendar),
        goal=stage.goal,
        number=int(number),
        of=_pages(stage),
        items=_shown(plan, stage.milestones[first : first + PAGE_SIZE], calendar, today, about),
        before=every[place - 1] if place else None,
        after=every[place + 1] if place + 1 < len(every) else None,
    )


def _where_the_work_is(plan: Plan) -> str:
    """The page of the current stage with its first open milestone; the last page once done."""
    stage = plan.current_stage
    if stage is None:
        return tokens(plan)[-1]
    place = next((n for n, m in enumerate(stage.milestones) if not m.is_done), 0)
    return f"{stage.key}:{place // PAGE_SIZE + 1}"


def _pages(stage: Stage) -> int:
    return (len(stage.milestones) - 1) // PAGE_SIZE + 1


def _line(plan: Plan, stage: Stage, about: About, calendar: WorkCalendar) -> StageLine:
    state = plan.stage_state(stage.key)
    completed = about.completed.get(stage.key) if state is StageState.DONE else None
    required = [m for m in stage.milestones if m.is_asked_for]
    return StageLine(
        key=stage.key,
        title=stage.title,
        state=state.value,
        done=sum(m.is_done for m in required),
        total=len(required),
        starts_on=min(m.due_on for m in stage.milestones),
        ends_on=max(m.due_on for m in stage.milestones),
        completed_on=calendar.local_date(completed) if completed else None,
    )


def _item(
    plan: Plan,
    milestone: Milestone,
    possible: set[str],
    calendar: WorkCalendar,
    today: date,
) -> ChecklistItem:
    return ChecklistItem(
        key=milestone.key,
        title=milestone.title,
        why=milestone.why,
        side=milestone.side,
        role=role_label(milestone.role),
        assignee=milestone.assignee,
        due_on=milestone.due_on,
        baseline_on=milestone.baseline_on,
        late=plan.is_late(milestone, today),
        required=milestone.required,
        first_value=milestone.first_value,
        done_on=calendar.local_date(milestone.done_at) if milestone.done_at else None,
        done_by=milestone.done_by,
        can_tick=milestone.key in possible,
        can_undo=milestone.is_done
        and not any(m.is_done and milestone.key in m.depends_on for m in plan.milestones),
        waits_for=tuple(m.title for m in plan.waits_for(milestone)),
        blockers=tuple(_blockers(plan, milestone, calendar)),
        resources=tuple(
            ResourceLine(
                resource.format.label, resource.title, resource.url, resource.audience.label
            )
            for resource in milestone.resources
        ),
        later=milestone.is_handed_on,
    )


def _blockers(plan: Plan, milestone: Milestone, calendar: WorkCalendar) -> Iterator[BlockerLine]:
    for blocker in plan.open_blockers:
        if blocker.milestone == milestone.key:
            yield BlockerLine(
                id=blocker.id,
                what=blocker.what,
                kind=blocker.kind.label,
                helper=blocker.helper,
                raised_by=blocker.raised_by,
                raised_on=calendar.local_date(blocker.raised_at),
            )
