"""Which gates keep a milestone from being ticked, and so may be passed with a reason (A1, R1)."""

from dataclasses import dataclass

from onboarding.criteria import OnRecord, RecordKey
from onboarding.gates import OpenCriterion, open_entry, open_exit, open_needs
from onboarding.plan import Gate, Plan, gate_key

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class ClosedGate:
    """A gate of a milestone (`NEEDS`) or of a stage that is closed; `title` is of either, `open`
    what keeps it closed. `key` is as `plan.gate_key` writes it."""

    key: str
    gate: Gate
    title: str
    open: tuple[OpenCriterion, ...]

    @property
    def waits_for_brief(self) -> bool:
        """Whether sales could open it."""
        return self._waits_for(RecordKey.BRIEF_COMPLETE)

    @property
    def waits_for_package(self) -> bool:
        """Whether it opens with the handoff to customer success (A7)."""
        return self._waits_for(RecordKey.PACKAGE_ACCEPTED)

    @property
    def waits_for_usage(self) -> bool:
        """Whether a report of how it is used could open it (G5)."""
        return self._waits_for(RecordKey.USED)

    def _waits_for(self, what: RecordKey) -> bool:
        return any(
            isinstance(one.criterion, OnRecord) and one.criterion.what is what for one in self.open
        )


def closed(plan: Plan, key: str) -> ClosedGate | None:
    """The gate with this key, if the plan has it and it is closed.

    The exit of a stage counts as closed only when nothing but its criteria holds it: milestones
    are done, not passed.
    """
    kind, _, of = key.partition(":")
    milestone, stage = plan.milestone(of), plan.stage(of)
    if kind == Gate.NEEDS and milestone is not None and not milestone.is_done:
        return _closed(Gate.NEEDS, of, milestone.title, open_needs(plan, milestone))
    if kind == Gate.ENTRY and stage is not None:
        return _closed(Gate.ENTRY, of, stage.title, open_entry(plan, stage))
    if kind == Gate.EXIT and stage is not None and not stage.open_required:
        return _closed(Gate.EXIT, of, stage.title, open_exit(plan, stage))
    return None


def in_the_way_of(plan: Plan, milestone: str) -> tuple[ClosedGate, ...]:
    """The gates that keep a milestone from being ticked and that could be passed.

    Where its stage may not be entered yet, that, and the stages before it that only their exit
    criteria hold open; else what it needs itself.
    """
    wanted = plan.milestone(milestone)
    if wanted is None:
        return ()
    keys = [gate_key(Gate.ENTRY, wanted.stage)]
    for stage in plan.stages:
        if stage.key == wanted.stage:
            break
        keys.append(gate_key(Gate.EXIT, stage.key))
    entry = closed(plan, keys[0])
    if entry is None:
        keys = [gate_key(Gate.NEEDS, milestone)]
    found = (closed(plan, key) for key in keys)
    return tuple(gate for gate in found if gate is not None)


def every_closed(plan: Plan) -> tuple[ClosedGate, ...]:
    """The gates at which the plan stands now: what its next milestones need, the exit of the
    current stage, and the entry of the first stage that may not be entered."""
    keys = [gate_key(Gate.NEEDS, milestone.key) for milestone in plan.waiting_for_record()]
    current = plan.current_stage
    if current is not None:
        keys.append(gate_key(Gate.EXIT, current.key))
    shut = next((stage for stage in plan.stages if not plan.may_enter(stage)), None)
    if shut is not None:
        keys.append(gate_key(Gate.ENTRY, shut.key))
    found = (closed(plan, key) for key in keys)
    return tuple(gate for gate in found if gate is not None)


def _closed(
    gate: Gate, of: str, title: str, still_open: tuple[OpenCriterion, ...]
) -> ClosedGate | None:
    return ClosedGate(gate_key(gate, of), gate, title, still_open) if still_open else None
