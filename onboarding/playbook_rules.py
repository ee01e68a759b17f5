"""What makes a playbook sound beyond its single fields (R1, R2, R4, C6, A4)."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from onboarding.criteria import STAGE_ORDER, MilestoneDone, OnRecord, RecordKey, StageDone
from onboarding.people import Role, Side

if TYPE_CHECKING:
    from onboarding.playbook import MilestoneTemplate, Playbook

MOST_MILESTONES = 100
_WORKING_DAYS_A_WEEK = 5


class Fault(NamedTuple):
    """One thing that is wrong: the way to its field, and the matter in plain words."""

    field: tuple[str | int, ...]
    message: str


class UnsoundPlaybookError(ValueError):
    """A playbook whose fields are each right but do not fit together."""

    def __init__(self, found: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(fault.message for fault in found))
        self.faults = found


def faults(playbook: "Playbook") -> tuple[Fault, ...]:
    """Everything that keeps this playbook from being used, in the order of the file."""
    in_shape = (*_stages(playbook), *_keys(playbook))
    if in_shape:
        return in_shape
    return (
        *_window(playbook),
        *_milestones(playbook),
        *_dependencies(playbook),
        *_gates(playbook),
        *_first_value(playbook),
        *_cadence(playbook),
        *_asked_for(playbook),
    )


def _stages(playbook: "Playbook") -> Iterator[Fault]:
    """Exactly the five stages, in their order (R1)."""
    if tuple(stage.key for stage in playbook.stages) != STAGE_ORDER:
        yield Fault(("stages",), f"must be exactly, and in this order: {', '.join(STAGE_ORDER)}")


def _keys(playbook: "Playbook") -> Iterator[Fault]:
    """Each milestone has a key of its own, and they all fit on a checklist."""
    times = Counter(milestone.key for milestone in playbook.milestones)
    for field, milestone in _placed(playbook):
        if times[milestone.key] > 1:
            yield Fault(
                (*field, "key"),
                f"'{milestone.key}' is used by {times[milestone.key]} milestones; "
                f"each needs a key of its own",
            )
    if times.total() > MOST_MILESTONES:
        yield Fault(
            ("stages",), f"has {times.total()} milestones; at most {MOST_MILESTONES} are possible"
        )


def _window(playbook: "Playbook") -> Iterator[Fault]:
    """First value, then the planned end, then drift; and the milestones fit inside (R4)."""
    window = playbook.window
    if window.planned_days < window.first_value_days:
        yield Fault(
            ("window", "planned_days"),
            f"{window.planned_days} is before first_value_days, {window.first_value_days}",
        )
    if window.drift_days < window.planned_days:
        yield Fault(
            ("window", "drift_days"),
            f"{window.drift_days} is before planned_days, {window.planned_days}",
        )
    for field, milestone in _placed(playbook):
        limit = window.first_value_days if milestone.first_value else window.planned_days
        name = "first_value_days" if milestone.first_value else "planned_days"
        if _calendar_days(milestone.target_day) > limit:
            yield Fault(
                (*field, "target_day"),
                f"working day {milestone.target_day} is about calendar day "
                f"{_calendar_days(milestone.target_day)}, after window.{name}, {limit}",
            )


def _milestones(playbook: "Playbook") -> Iterator[Fault]:
    """An owner of the right side (A4); self-service and live resources in training (C6)."""
    for field, milestone in _placed(playbook):
        on_our_side = isinstance(milestone.role, Role)
        if on_our_side is not (milestone.side is Side.TEAM):
            owners = "one of our roles" if milestone.side is Side.TEAM else "a stakeholder role"
            yield Fault(
                (*field, "role"),
                f"'{milestone.role}' is not {owners}, but the side is {milestone.side}",
            )
    training = STAGE_ORDER.index("training")
    for place, milestone in enumerate(playbook.stages[training].milestones):
        live = {resource.format.is_live for resource in milestone.resources}
        missing = [
            name for kind, name in ((False, "self-service"), (True, "live")) if kind not in live
        ]
        if missing:
            yield Fault(
                ("stages", training, "milestones", place, "resources"),
                f"a training milestone needs a {' and a '.join(missing)} resource",
            )


def _dependencies(playbook: "Playbook") -> Iterator[Fault]:
    """What a milestone waits for exists, is not later, and leads back to nobody."""
    order = {stage.key: place for place, stage in enumerate(playbook.stages)}
    stage_of = {m.key: order[stage.key] for stage in playbook.stages for m in stage.milestones}
    by_key = {milestone.key: milestone for milestone in playbook.milestones}
    for field, milestone in _placed(playbook):
        for place, key in enumerate(milestone.depends_on):
            at = (*field, "depends_on", place)
            other = by_key.get(key)
            if other is None:
                yield Fault(at, f"there is no milestone '{key}'")
            elif stage_of[key] > stage_of[milestone.key]:
                yield Fault(at, f"'{key}' belongs to a later stage")
            elif other.target_day > milestone.target_day:
                yield Fault(
                    at,
                    f"'{key}' is due on working day {other.target_day}, after "
                    f"'{milestone.key}' on working day {milestone.target_day}",
                )
            if other is not None and _leads_to(by_key, key, milestone.key):
                yield Fault(at, f"'{milestone.key}' and '{key}' wait for each other")


def _leads_to(by_key: "dict[str, MilestoneTemplate]", start: str, goal: str) -> bool:
    """Whether following what each waits for comes from `start` to `goal`."""
    seen: set[str] = set()
    ahead = [start]
    while ahead:
        key = ahead.pop()
        if key == goal:
            return True
        if key in by_key and key not in seen:
            seen.add(key)
            ahead.extend(by_key[key].depends_on)
    return False


def _gates(playbook: "Playbook") -> Iterator[Fault]:
    """Gates name what exists and can be done by the time they are asked (R1)."""
    reached: set[str] = set()
    known = {milestone.key for milestone in playbook.milestones}
    for place, stage in enumerate(playbook.stages):
        within = reached | {milestone.key for milestone in stage.milestones}
        for gate, criteria, possible in (
            ("entry", stage.entry, reached),
            ("exit", stage.exit, within),
        ):
            for number, criterion in enumerate(criteria):
                at = ("stages", place, gate, number)
                match criterion:
                    case StageDone(stage=key) if key not in STAGE_ORDER[:place]:
                        yield Fault(at, f"'{key}' is not before '{stage.key}'")
                    case MilestoneDone(milestone=key) if key not in known:
                        yield Fault(at, f"there is no milestone '{key}'")
                    case MilestoneDone(milestone=key) if key not in possible:
                        yield Fault(at, f"'{key}' cannot be done before this gate opens")
        reached = within


def _first_value(playbook: "Playbook") -> Iterator[Fault]:
    """One milestone is the first value, and the customer is the one who says so (A3, R5)."""
    marked = [(at, milestone) for at, milestone in _placed(playbook) if milestone.first_value]
    if not marked:
        yield Fault(("stages",), "exactly one milestone must have first_value: true; none has")
    for field, milestone in marked:
        if len(marked) > 1:
            yield Fault(
                (*field, "first_value"),
                f"exactly one milestone may have first_value: true; {len(marked)} have",
            )
        if milestone.side is not Side.CUSTOMER:
            yield Fault((*field, "side"), "first value is confirmed by the customer")
        if not milestone.required:
            yield Fault((*field, "required"), "first value cannot be optional")


def _cadence(playbook: "Playbook") -> Iterator[Fault]:
    """What the cadence names exists, and what a gate asks of it is said (A3, G5)."""
    check = playbook.cadence.criteria
    if check is not None and check.milestone not in {m.key for m in playbook.milestones}:
        at = ("cadence", "criteria", "milestone")
        yield Fault(at, f"there is no milestone '{check.milestone}'")
    if playbook.cadence.usage is None and RecordKey.USED in _asked_of_the_record(playbook):
        yield Fault(
            ("cadence", "usage"), "a gate asks for it to be used, but nothing says when it is"
        )


def _asked_for(playbook: "Playbook") -> Iterator[Fault]:
    """Questions and go-live list are in order, and what a gate asks for can come (A2, A6)."""
    for name, keys in (
        (("discovery", "questions"), [one.key for one in playbook.discovery.questions]),
        (("go_live",), [one.key for one in playbook.go_live]),
    ):
        for key, times in Counter(keys).items():
            if times > 1:
                yield Fault(name, f"'{key}' is there {times} times; each needs a key of its own")
    for place, item in enumerate(playbook.go_live):
        if isinstance(item.role, Role) is not (item.side is Side.TEAM):
            yield Fault(
                ("go_live", place, "role"),
                f"'{item.role}' is not a role of the side '{item.side}'",
            )
    closes = any(item.required for item in playbook.go_live)
    if not closes and RecordKey.GO_LIVE_LIST_CLOSED in _asked_of_the_record(playbook):
        yield Fault(
            ("go_live",),
            "a gate asks for the go-live list to be closed, but nothing on it has to be",
        )


def _asked_of_the_record(playbook: "Playbook") -> set[RecordKey]:
    """The parts of the record that some gate of the playbook asks for."""
    gates = [(*stage.entry, *stage.exit) for stage in playbook.stages]
    needs = [milestone.needs for milestone in playbook.milestones]
    return {one.what for some in (*gates, *needs) for one in some if isinstance(one, OnRecord)}


def _placed(playbook: "Playbook") -> "Iterator[tuple[tuple[str | int, ...], MilestoneTemplate]]":
    for number, stage in enumerate(playbook.stages):
        for place, milestone in enumerate(stage.milestones):
            yield ("stages", number, "milestones", place), milestone


def _calendar_days(working_days: int) -> int:
    weeks, rest = divmod(working_days, _WORKING_DAYS_A_WEEK)
    return weeks * 7 + rest
