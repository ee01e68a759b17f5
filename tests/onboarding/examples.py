"""A small playbook to tell stories with, and any sound playbook for properties."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from onboarding.criteria import STAGE_ORDER, RecordKey
from onboarding.drawing_up import draw_up
from onboarding.people import Side
from onboarding.plan import Blocker, BlockerKind, Milestone, Plan
from onboarding.playbook import Playbook
from onboarding.ticking import Tick, Ticked, tick
from onboarding.workdays import WorkCalendar

GERMANY = WorkCalendar("DE", "Europe/Berlin")
SIGNED = date(2025, 3, 3)  # a Monday
NOW = datetime(2025, 3, 4, 9, 30, tzinfo=UTC)
OWNER, CONSULTANT, CUSTOMER = "UOWNER", "UCONSULTANT", "UCUSTOMER"
TRAINING_RESOURCES = [
    {"format": "step-by-step", "title": "Steps", "url": "https://help.example.com/steps"},
    {"format": "live-session", "title": "Live", "url": "https://help.example.com/live"},
]


def milestone_data(key: str, **given: Any) -> dict[str, Any]:
    """A milestone as YAML would give it: on our side, due on working day 10, unless told."""
    return {
        "key": key,
        "title": f"Milestone {key}",
        "why": f"Why {key} matters",
        "side": "team",
        "role": "owner" if given.get("side", "team") == "team" else "champion",
        "target_day": 10,
        "celebration": f"Hurrah for {key}",
        **given,
    }


def playbook_data() -> dict[str, Any]:
    """The playbook of the stories: ours is `call`, `settings`, `polish`; the rest is theirs."""
    customer = {"side": "customer"}
    stages: dict[str, dict[str, Any]] = {
        "kickoff": {
            "exit": [{"plan_agreed": True}],
            "milestones": [
                milestone_data("call", target_day=2),
                milestone_data("goal", target_day=5, depends_on=["call"], **customer),
            ],
        },
        "configuration": {
            "entry": [{"stage_done": "kickoff"}],
            "exit": [{"no_open_blockers": True}],
            "milestones": [
                milestone_data("login", target_day=8, **customer),
                milestone_data("settings", target_day=10, depends_on=["login"], role="consultant"),
                milestone_data("polish", target_day=11, required=False),
            ],
        },
        "training": {
            "entry": [{"milestone_done": "login"}],
            "milestones": [
                milestone_data(
                    "trained",
                    target_day=15,
                    depends_on=["login"],
                    resources=TRAINING_RESOURCES,
                    **customer,
                ),
            ],
        },
        "go-live": {
            "entry": [{"stage_done": "training"}, {"no_open_blockers": True}],
            "milestones": [
                milestone_data(
                    "live", target_day=18, depends_on=["settings", "trained"], **customer
                )
            ],
        },
        "validation": {
            "entry": [{"stage_done": "go-live"}],
            "exit": [{"milestone_done": "value"}],
            "milestones": [
                milestone_data(
                    "value", target_day=20, depends_on=["live"], first_value=True, **customer
                )
            ],
        },
    }
    return {
        "key": "story",
        "version": 3,
        "title": "Story",
        "track": "guided",
        "summary": "A small playbook.",
        "window": {"first_value_days": 30, "planned_days": 60, "drift_days": 90},
        "stages": [_stage_data(key, **stages[key]) for key in STAGE_ORDER],
    }


def _stage_data(key: str, **given: Any) -> dict[str, Any]:
    owners = {"team": "owner", "customer": "champion"}
    return {"key": key, "title": key.title(), "goal": f"Goal of {key}", "owners": owners, **given}


def a_plan(data: dict[str, Any] | None = None) -> Plan:
    """The plan of the stories, signed on Monday, 3 March 2025, in Germany."""
    playbook = Playbook.model_validate(data or playbook_data())
    return draw_up(playbook, SIGNED, GERMANY, {"owner": OWNER, "consultant": CONSULTANT})


def the(plan: Plan, key: str) -> Milestone:
    """The milestone with this key, which the plan has."""
    found = plan.milestone(key)
    assert found is not None
    return found


def with_done(plan: Plan, *keys: str) -> Plan:
    """The plan after these milestones were ticked, in this order, by whose they are."""
    for key in keys:
        outcome = tick(plan, Tick(key, done=True), the(plan, key).side, "U", NOW)
        assert isinstance(outcome, Ticked), f"{key}: {outcome}"
        plan = outcome.plan
    return plan


def a_blocker(milestone: str, blocker_id: str = "B1") -> Blocker:
    """Something technical that the customer is stuck with."""
    return Blocker(
        id=blocker_id,
        milestone=milestone,
        kind=BlockerKind.TECHNICAL,
        what="The import stops",
        helper=None,
        raised_by=CUSTOMER,
        raised_at=NOW,
    )


@st.composite
def playbooks(draw: st.DrawFn) -> Playbook:
    """Any sound playbook of up to 15 milestones, with any gates and dependencies."""
    stages: list[dict[str, Any]] = []
    earlier: list[str] = []
    day = 0
    for number, stage_key in enumerate(STAGE_ORDER):
        entry = draw(st.lists(_criteria(number, earlier), max_size=2))
        milestones = []
        for place in range(draw(st.integers(1, 3))):
            day += draw(st.integers(0, 3))
            key = f"m{number}-{place}"
            depends_on = (
                draw(st.lists(st.sampled_from(earlier), max_size=3, unique=True)) if earlier else []
            )
            first_value = stage_key == "validation" and place == 0
            side = Side.CUSTOMER if first_value else draw(st.sampled_from(Side))
            milestones.append(
                milestone_data(
                    key,
                    side=side,
                    target_day=day,
                    depends_on=depends_on,
                    needs=draw(st.lists(_ON_RECORD, max_size=1)),
                    required=first_value or draw(st.booleans()),
                    first_value=first_value,
                    resources=TRAINING_RESOURCES,
                )
            )
            earlier.append(key)
        leave = draw(st.lists(_criteria(number, earlier), max_size=2))
        stages.append(_stage_data(stage_key, entry=entry, exit=leave, milestones=milestones))
    window = {"first_value_days": 120, "planned_days": 120, "drift_days": 120}
    return Playbook.model_validate({**playbook_data(), "window": window, "stages": stages})


_ON_RECORD = st.sampled_from(
    [
        {key.value: True}
        for key in RecordKey
        if key not in (RecordKey.GO_LIVE_LIST_CLOSED, RecordKey.USED)  # which need more beside it
    ]
)


def _criteria(stage: int, reachable: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    kinds: list[st.SearchStrategy[dict[str, Any]]] = [
        st.just({"plan_agreed": True}),
        st.just({"no_open_blockers": True}),
        _ON_RECORD,
    ]
    if stage:
        kinds.append(st.sampled_from([{"stage_done": key} for key in STAGE_ORDER[:stage]]))
    if reachable:
        kinds.append(st.sampled_from([{"milestone_done": key} for key in reachable]))
    return st.one_of(kinds)


def plans() -> st.SearchStrategy[Plan]:
    """A fresh plan of any sound playbook."""
    people = {"owner": OWNER}
    return playbooks().map(lambda playbook: draw_up(playbook, SIGNED, GERMANY, people))
