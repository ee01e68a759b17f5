from datetime import date

import pytest

from onboarding.agreement import Agreed, agree
from onboarding.assigning import Reassigned, reassign
from onboarding.criteria import MilestoneDone, NoOpenBlockers, PlanAgreed, StageDone
from onboarding.gates import OpenCriterion, open_entry
from onboarding.people import Side
from onboarding.plan import BlockerKind, Plan, Stage, StageState
from onboarding.refusals import Refused, Unchanged, UnknownMilestone
from tests.onboarding.examples import (
    NOW,
    OWNER,
    a_blocker,
    a_plan,
    playbook_data,
    the,
    with_done,
)


def stage(plan: Plan, key: str) -> Stage:
    found = plan.stage(key)
    assert found is not None
    return found


def test_a_fresh_plan_stands_in_its_first_stage_R1() -> None:
    plan = a_plan()
    assert plan.current_stage == plan.stages[0]
    assert [plan.stage_state(s.key) for s in plan.stages] == [
        StageState.CURRENT,
        *[StageState.COMING] * 4,
    ]


def test_a_stage_that_is_not_in_the_plan_has_no_state() -> None:
    with pytest.raises(KeyError):
        a_plan().stage_state("party")


@pytest.mark.parametrize(
    ("today", "late"), [("2025-03-05", False), ("2025-03-06", True), ("2025-04-30", True)]
)
def test_an_open_milestone_is_late_the_day_after_it_was_due_R2(today: str, late: bool) -> None:
    plan = a_plan()
    assert plan.is_late(the(plan, "call"), date.fromisoformat(today)) is late


def test_a_milestone_that_is_done_is_never_late_R2() -> None:
    plan = with_done(a_plan(), "call")
    assert not plan.is_late(the(plan, "call"), date(2026, 1, 1))


def test_the_customers_word_is_recorded_once_A4() -> None:
    first = agree(a_plan(), NOW)
    assert isinstance(first, Agreed)
    assert first.plan.agreed_at == NOW
    assert first.stages_completed == ()
    assert agree(first.plan, NOW.replace(hour=20)) == Unchanged()


def test_agreeing_last_completes_the_kickoff_A4() -> None:
    outcome = agree(with_done(a_plan(), "call", "goal"), NOW)
    assert isinstance(outcome, Agreed)
    assert [s.key for s in outcome.stages_completed] == ["kickoff"]
    assert [m.key for m in outcome.opened] == ["login", "polish"]


def test_a_closed_gate_names_what_is_open_and_who_can_close_it_R1() -> None:
    plan = a_plan()
    assert open_entry(plan, stage(plan, "configuration")) == (
        OpenCriterion(
            StageDone(stage="kickoff"),
            Side.TEAM,
            "owner",
            (the(plan, "call"), the(plan, "goal")),
            plan.stages[0].title,
        ),
        OpenCriterion(PlanAgreed(), Side.CUSTOMER, None),
    )


def test_a_gate_that_waits_for_the_customers_word_alone_says_only_that_R1() -> None:
    plan = with_done(a_plan(), "call", "goal")
    assert open_entry(plan, stage(plan, "configuration")) == (
        OpenCriterion(PlanAgreed(), Side.CUSTOMER, None),
    )


def test_a_gate_on_a_milestone_names_it_R1() -> None:
    plan = a_plan()
    assert open_entry(plan, stage(plan, "training")) == (
        OpenCriterion(
            MilestoneDone(milestone="login"), Side.CUSTOMER, "champion", (the(plan, "login"),)
        ),
    )


def test_a_gate_far_ahead_names_each_open_stage_before_it_once_R1() -> None:
    plan = a_plan()
    opened = open_entry(plan, stage(plan, "validation"))
    assert [c.criterion for c in opened] == [
        StageDone(stage="kickoff"),
        PlanAgreed(),
        StageDone(stage="configuration"),
        StageDone(stage="training"),
        StageDone(stage="go-live"),
    ]


def test_a_milestone_that_a_stage_needs_twice_over_is_named_once_R1() -> None:
    data = playbook_data()
    data["stages"][2]["exit"] = [{"milestone_done": "trained"}]
    plan = a_plan(data)
    named = [c.criterion for c in open_entry(plan, stage(plan, "go-live"))]
    assert named[-1] == StageDone(stage="training")
    assert MilestoneDone(milestone="trained") not in named


def test_an_optional_milestone_that_a_gate_asks_for_is_named_R1() -> None:
    data = playbook_data()
    data["stages"][1]["exit"] = [{"milestone_done": "polish"}]
    plan = a_plan(data)
    named = [c.criterion for c in open_entry(plan, stage(plan, "go-live"))]
    assert MilestoneDone(milestone="polish") in named


def test_an_open_gate_lacks_nothing_R1() -> None:
    plan = a_plan()
    assert open_entry(plan, plan.stages[0]) == ()


def test_a_blocker_keeps_a_gate_closed_and_names_what_is_blocked_R1() -> None:
    fresh = a_plan()
    plan = Plan(fresh.stages, agreed_at=NOW, blockers=(a_blocker("polish"),))
    plan = with_done(plan, "call", "goal", "login", "settings", "trained")
    blocked = OpenCriterion(NoOpenBlockers(), Side.TEAM, "owner", (the(plan, "polish"),))
    assert open_entry(plan, stage(plan, "go-live")) == (blocked,)


def test_a_blocker_further_on_does_not_keep_a_gate_closed_R1() -> None:
    fresh = a_plan()
    plan = Plan(fresh.stages, agreed_at=NOW, blockers=(a_blocker("value"),))
    plan = with_done(plan, "call", "goal", "login", "settings", "trained")
    assert open_entry(plan, stage(plan, "go-live")) == ()


def test_reassigning_gives_a_milestone_to_somebody_else() -> None:
    outcome = reassign(a_plan(), "call", "UNEW")
    assert isinstance(outcome, Reassigned)
    assert the(outcome.plan, "call").assignee == "UNEW"
    assert outcome.milestone.role == "owner"
    assert reassign(outcome.plan, "call", "UNEW") == Unchanged(outcome.milestone)


def test_a_milestone_can_go_back_to_its_role() -> None:
    plan = a_plan()
    assert the(plan, "call").assignee == OWNER
    outcome = reassign(plan, "call", None)
    assert isinstance(outcome, Reassigned)
    assert outcome.milestone.assignee is None


def test_reassigning_what_is_not_there_is_refused() -> None:
    assert reassign(a_plan(), "nowhere", OWNER) == Refused(UnknownMilestone("nowhere"))


def test_each_kind_of_blocker_is_named_in_the_customers_words_C4() -> None:
    assert len({kind.label for kind in BlockerKind}) == len(BlockerKind)
    assert BlockerKind.RESOURCE.label == "We need people or time"
    sponsors = {kind for kind in BlockerKind if kind.needs_their_resources}
    assert sponsors == {BlockerKind.RESOURCE, BlockerKind.DECISION}
