"""What keeps a stage closed, and who can open it (R1)."""

from collections.abc import Iterator
from dataclasses import dataclass

from onboarding.criteria import (
    Criterion,
    MilestoneDone,
    NoOpenBlockers,
    OnRecord,
    PlanAgreed,
    RecordKey,
    StageDone,
)
from onboarding.people import Role, Side
from onboarding.plan import Gate, Milestone, Plan, Stage, gate_key


@dataclass(frozen=True, slots=True)
class OpenCriterion:
    """A criterion that does not hold yet, and who can close it.

    `milestones` are the open ones behind it (for `NoOpenBlockers` the blocked ones), none for
    `PlanAgreed`. `side` and `role` are those of the first of them; `role` is None where anybody of
    that side can close it. `stage` is the title of the stage that is open, for `StageDone`.
    """

    criterion: Criterion
    side: Side
    role: str | None
    milestones: tuple[Milestone, ...] = ()
    stage: str | None = None


def open_entry(plan: Plan, stage: Stage) -> tuple[OpenCriterion, ...]:
    """What must still happen before the milestones of a stage may be ticked; none if they may."""
    if plan.may_enter(stage):
        return ()
    found: list[OpenCriterion] = []
    for criterion in stage.entry:
        found.extend(c for c in _open(plan, criterion, stage) if c not in found)
    return tuple(found)


def open_needs(plan: Plan, milestone: Milestone) -> tuple[OpenCriterion, ...]:
    """What must still come on record before a milestone may be ticked (A1); none if it may."""
    if plan.has_what_it_needs(milestone):
        return ()
    return tuple(
        by_record(criterion)
        for criterion in milestone.needs
        if criterion.what not in plan.standing.holds
    )


def open_exit(plan: Plan, stage: Stage) -> tuple[OpenCriterion, ...]:
    """What keeps a stage from being done, milestones of its own aside (R1)."""
    if gate_key(Gate.EXIT, stage.key) in plan.standing.passed:
        return ()
    return tuple(c for criterion in stage.exit for c in _open(plan, criterion, stage))


def open_to_the_end(plan: Plan) -> tuple[OpenCriterion, ...]:
    """What must still happen before every stage is done (R5); none once all are."""
    if plan.is_finished:
        return ()
    found: list[OpenCriterion] = []
    found.extend(c for c in _open_up_to(plan, plan.stages[-1].key) if c not in found)
    return tuple(found)


def asks_for(plan: Plan, what: RecordKey) -> bool:
    """Whether a milestone or a gate of a plan waits for a part of the record, complete or not."""
    wanted = OnRecord(what=what)
    return any(wanted in milestone.needs for milestone in plan.milestones) or any(
        wanted in (*stage.entry, *stage.exit) for stage in plan.stages
    )


def agreeing(plan: Plan, what: RecordKey) -> str | None:
    """The title of the customer's open milestone that needs a part of the record: ticking it is
    how the customer agrees. None where there is none."""
    wanted = OnRecord(what=what)
    return next(
        (
            milestone.title
            for milestone in plan.milestones
            if milestone.side is Side.CUSTOMER
            and wanted in milestone.needs
            and not milestone.is_done
        ),
        None,
    )


def by_record(criterion: OnRecord) -> OpenCriterion:
    """A part of the record that is not complete, and who can complete it."""
    side, role = _KEEPERS[criterion.what]
    return OpenCriterion(criterion, side, role)


_KEEPERS: dict[RecordKey, tuple[Side, str | None]] = {
    RecordKey.BRIEF_COMPLETE: (Side.TEAM, Role.AE.value),
    RecordKey.READY: (Side.TEAM, Role.OWNER.value),
    RecordKey.CRITERIA_PROPOSED: (Side.TEAM, Role.OWNER.value),
    RecordKey.CRITERIA_CONFIRMED: (Side.CUSTOMER, None),
    RecordKey.GOVERNANCE_NAMED: (Side.TEAM, Role.OWNER.value),
    RecordKey.GO_LIVE_LIST_CLOSED: (Side.TEAM, Role.OWNER.value),
    RecordKey.USED: (Side.TEAM, Role.OWNER.value),
    RecordKey.PACKAGE_ACCEPTED: (Side.TEAM, Role.CSM.value),
}


def _open(plan: Plan, criterion: Criterion, of: Stage) -> Iterator[OpenCriterion]:
    if plan.holds(criterion, of):
        return
    match criterion:
        case StageDone(stage=key):
            yield from _open_up_to(plan, key)
        case MilestoneDone(milestone=key):
            yield _by_first(criterion, tuple(m for m in plan.milestones if m.key == key))
        case PlanAgreed():
            yield OpenCriterion(criterion, Side.CUSTOMER, None)
        case NoOpenBlockers():
            blocked = plan.blocked_up_to(of)
            yield OpenCriterion(criterion, Side.TEAM, Role.OWNER.value, blocked)
        case OnRecord():
            yield by_record(criterion)


def _open_up_to(plan: Plan, last: str) -> Iterator[OpenCriterion]:
    """A stage is done after those before it, so each open one up to it is named."""
    for stage in plan.stages[len(plan.done_stages) :]:
        if stage.open_required:
            yield _by_first(StageDone(stage=stage.key), stage.open_required, stage.title)
        named = {milestone.key for milestone in stage.open_required}
        for criterion in (
            () if gate_key(Gate.EXIT, stage.key) in plan.standing.passed else stage.exit
        ):
            if not (isinstance(criterion, MilestoneDone) and criterion.milestone in named):
                yield from _open(plan, criterion, stage)
        if stage.key == last:
            return


def _by_first(
    criterion: Criterion, milestones: tuple[Milestone, ...], stage: str | None = None
) -> OpenCriterion:
    first = milestones[0]
    return OpenCriterion(criterion, first.side, first.role, milestones, stage)
