"""The mutual plan of one account: dated milestones in five stages, and what it says of itself (A4).

Values only; what changes a plan stands in `ticking`, `agreement`, `blockers`, `redating` and
`assigning`, each answering with a new plan.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from onboarding.criteria import (
    Criterion,
    MilestoneDone,
    NoOpenBlockers,
    OnRecord,
    PlanAgreed,
    RecordKey,
    StageDone,
    StageKey,
)
from onboarding.people import Side
from onboarding.playbook import Resource


@dataclass(frozen=True, slots=True)
class Milestone:
    """One dated adoption moment, owned by a role of one side (R2, A4).

    `baseline_on` is the date first planned and never changes; `due_on` is the date that holds now.
    Both are local dates of the account. `done_at` is UTC. People are Slack user ids; `role` is the
    value of a `Role` or a `StakeholderRole`.
    """

    key: str
    title: str
    why: str
    stage: StageKey
    side: Side
    role: str
    assignee: str | None
    baseline_on: date
    due_on: date
    depends_on: tuple[str, ...]
    required: bool
    first_value: bool
    done_at: datetime | None
    done_by: str | None
    celebration: str
    resources: tuple[Resource, ...]
    needs: tuple[OnRecord, ...] = ()
    handed_on_at: datetime | None = None
    """When it was moved to the customer success manager's list (R8)."""

    @property
    def is_done(self) -> bool:
        """Whether somebody ticked it."""
        return self.done_at is not None

    @property
    def is_handed_on(self) -> bool:
        """Whether it belongs to what comes after the onboarding, and holds nothing open (R8)."""
        return self.handed_on_at is not None and self.done_at is None

    @property
    def is_asked_for(self) -> bool:
        """Whether this onboarding cannot be finished without it."""
        return self.required and (self.handed_on_at is None or self.done_at is not None)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the plan with its gates (R1)."""

    key: StageKey
    title: str
    goal: str
    entry: tuple[Criterion, ...]
    exit: tuple[Criterion, ...]
    milestones: tuple[Milestone, ...]

    @property
    def open_required(self) -> tuple[Milestone, ...]:
        """The milestones that still hold this stage open."""
        return tuple([m for m in self.milestones if m.is_asked_for and m.done_at is None])


class StageState(StrEnum):
    """Where a stage stands; exactly one is current until all are done."""

    DONE = "done"
    CURRENT = "current"
    COMING = "coming"


class BlockerKind(StrEnum):
    """What holds a milestone up, as the customer would say it."""

    TECHNICAL = "technical"
    RESOURCE = "resource"
    DECISION = "decision"
    UNCLEAR_NEXT_STEP = "unclear_next_step"
    ACCESS = "access"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind in the customer's words."""
        return _BLOCKER_LABELS[self]

    @property
    def needs_their_resources(self) -> bool:
        """Whether only the customer can free what is missing: the case for its sponsor (C4)."""
        return self in (BlockerKind.RESOURCE, BlockerKind.DECISION)


_BLOCKER_LABELS = {
    BlockerKind.TECHNICAL: "Something technical",
    BlockerKind.RESOURCE: "We need people or time",
    BlockerKind.DECISION: "We are waiting for a decision",
    BlockerKind.UNCLEAR_NEXT_STEP: "We are not sure what to do next",
    BlockerKind.ACCESS: "We are missing access or a permission",
    BlockerKind.OTHER: "Something else",
}


@dataclass(frozen=True, slots=True)
class Blocker:
    """What holds a milestone up; times are UTC, people are Slack user ids."""

    id: str
    milestone: str
    kind: BlockerKind
    what: str
    helper: str | None
    raised_by: str
    raised_at: datetime
    resolved_at: datetime | None = None


class Gate(StrEnum):
    """Where something is asked for before it goes on."""

    NEEDS = "needs"  # of a milestone
    ENTRY = "entry"  # of a stage
    EXIT = "exit"  # of a stage


@dataclass(frozen=True, slots=True)
class Standing:
    """What the record of an account says to its gates.

    `holds` are the parts of the record that are complete, `passed` the gates that somebody let be
    passed with a reason, each as `gate_key` writes it; both with the moment (UTC) since when.
    """

    holds: Mapping[RecordKey, datetime] = field(default_factory=dict)
    passed: Mapping[str, datetime] = field(default_factory=dict)


def gate_key(gate: Gate, of: str) -> str:
    """A gate of a milestone or of a stage, by its key: `needs:kickoff-held`."""
    return f"{gate}:{of}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the required milestones are done."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: 100 only when all is done."""
        return 100 * self.done // self.total if self.total else 100


@dataclass(frozen=True)
class Plan:
    """The plan of one account; `agreed_at` (UTC) is when the customer agreed to it (A4).

    A plan never changes, so that what it says of itself is worked out once.
    """

    stages: tuple[Stage, ...]
    agreed_at: datetime | None
    blockers: tuple[Blocker, ...] = ()
    standing: Standing = Standing()

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """Every milestone, in the order of the stages."""
        return tuple([m for stage in self.stages for m in stage.milestones])

    @cached_property
    def asked_for(self) -> tuple[Milestone, ...]:
        """Those without which this onboarding cannot be finished."""
        return tuple([m for m in self.milestones if m.is_asked_for])

    def milestone(self, key: str) -> Milestone | None:
        """The milestone with this key, if the plan has it."""
        return self._by_key.get(key)

    @cached_property
    def _by_key(self) -> Mapping[str, Milestone]:
        return {m.key: m for m in self.milestones}

    def stage(self, key: str) -> Stage | None:
        """The stage with this key, if the plan has it."""
        return next((stage for stage in self.stages if stage.key == key), None)

    @cached_property
    def open_blockers(self) -> tuple[Blocker, ...]:
        """Blockers that still hold something up: a milestone that is done, or that comes after the
        onboarding, is not held up."""
        if not self.blockers:
            return ()
        settled = self.done_milestones | {m.key for m in self.milestones if m.is_handed_on}
        return tuple(
            b for b in self.blockers if b.resolved_at is None and b.milestone not in settled
        )

    @cached_property
    def done_milestones(self) -> frozenset[str]:
        """The keys of the milestones that somebody ticked."""
        return frozenset([m.key for m in self.milestones if m.done_at is not None])

    @cached_property
    def done_stages(self) -> tuple[Stage, ...]:
        """The stages that are done: always the first ones, without a gap (R1)."""
        done: list[Stage] = []
        for stage in self.stages:
            if stage.open_required or not self._is_open(Gate.EXIT, stage, stage.exit, len(done)):
                break
            done.append(stage)
        return tuple(done)

    @cached_property
    def current_stage(self) -> Stage | None:
        """The first stage that is not done; None once all are."""
        done = len(self.done_stages)
        return self.stages[done] if done < len(self.stages) else None

    @property
    def is_finished(self) -> bool:
        """Whether every stage is done."""
        return self.current_stage is None

    def stage_state(self, key: str) -> StageState:
        """Where a stage stands. Raises KeyError for a stage the plan does not have."""
        done = len(self.done_stages)
        for place, stage in enumerate(self.stages):
            if stage.key == key:
                if place < done:
                    return StageState.DONE
                return StageState.CURRENT if place == done else StageState.COMING
        raise KeyError(key)

    def may_enter(self, stage: Stage) -> bool:
        """Whether the entry criteria of a stage hold, so that its milestones may be ticked."""
        return self._is_open(Gate.ENTRY, stage, stage.entry, len(self.done_stages))

    def has_what_it_needs(self, milestone: Milestone) -> bool:
        """Whether what a milestone needs is on record, or somebody let it pass without (A1)."""
        return (
            all(criterion.what in self.standing.holds for criterion in milestone.needs)
            or gate_key(Gate.NEEDS, milestone.key) in self.standing.passed
        )

    def _is_open(
        self, gate: Gate, stage: Stage, criteria: tuple[Criterion, ...], stages_done: int
    ) -> bool:
        return (
            all(self._holds(criterion, stage, stages_done) for criterion in criteria)
            or gate_key(gate, stage.key) in self.standing.passed
        )

    def holds(self, criterion: Criterion, stage: Stage) -> bool:
        """Whether a criterion of this stage holds now."""
        return self._holds(criterion, stage, len(self.done_stages))

    def _holds(self, criterion: Criterion, of: Stage, stages_done: int) -> bool:
        match criterion:
            case StageDone(stage=key):
                return key in [stage.key for stage in self.stages[:stages_done]]
            case MilestoneDone(milestone=key):
                milestone = self.milestone(key)
                return milestone is not None and (milestone.is_done or milestone.is_handed_on)
            case PlanAgreed():
                return self.agreed_at is not None
            case NoOpenBlockers():
                return not self.blocked_up_to(of)
            case OnRecord(what=what):
                return what in self.standing.holds

    def blocked_up_to(self, stage: Stage) -> tuple[Milestone, ...]:
        """The blocked milestones of a stage and of those before it."""
        blocked = {blocker.milestone for blocker in self.open_blockers}
        if not blocked:
            return ()
        upto = [s.key for s in self.stages].index(stage.key)
        return tuple(m for s in self.stages[: upto + 1] for m in s.milestones if m.key in blocked)

    @property
    def progress(self) -> Progress:
        """How far the required milestones have come."""
        required = self.asked_for
        return Progress(sum(m.is_done for m in required), len(required))

    def is_late(self, milestone: Milestone, today: date) -> bool:
        """Whether it should have been done before today, a local date of the account (R2)."""
        return milestone.due_on < today and not milestone.is_done and not milestone.is_handed_on

    def waits_for(self, milestone: Milestone) -> tuple[Milestone, ...]:
        """The open milestones that must be done before this one."""
        return tuple(
            m
            for m in self.milestones
            if m.key in milestone.depends_on and not m.is_done and not m.is_handed_on
        )

    def possible(self) -> tuple[Milestone, ...]:
        """The open milestones that could be ticked right now: nothing before them is open."""
        return self._possible

    @cached_property
    def _possible(self) -> tuple[Milestone, ...]:
        return tuple([m for m in self._unhindered if not m.needs or self.has_what_it_needs(m)])

    def waiting_for_record(self) -> tuple[Milestone, ...]:
        """The open milestones that only what is not on record yet keeps from being ticked (A1)."""
        return tuple(m for m in self._unhindered if m.needs and not self.has_what_it_needs(m))

    @cached_property
    def _unhindered(self) -> tuple[Milestone, ...]:
        """The open milestones with nothing before them, whatever they need on record."""
        settled = self.done_milestones | {m.key for m in self.milestones if m.is_handed_on}
        found: list[Milestone] = []
        for stage in self.stages:
            ready = [
                m
                for m in stage.milestones
                if m.key not in settled and settled.issuperset(m.depends_on)
            ]
            if ready and self.may_enter(stage):
                found += ready
        return tuple(found)

    def changing(self, changed: Mapping[str, Milestone]) -> "Plan":
        """This plan with some milestones, by their keys, as they are given here."""
        return replace(
            self,
            stages=tuple(
                replace(stage, milestones=tuple(changed.get(m.key, m) for m in stage.milestones))
                for stage in self.stages
            ),
        )
