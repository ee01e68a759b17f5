from dataclasses import replace

from onboarding.agreement import Agreed, agree
from onboarding.blockers import BlockerRaised, BlockerResolved, raise_blocker, resolve_blocker
from onboarding.plan import Plan
from onboarding.refusals import (
    DoneAlready,
    Refused,
    Unchanged,
    UnknownBlocker,
    UnknownMilestone,
)
from onboarding.ticking import Reopened, Tick, tick
from tests.onboarding.examples import NOW, a_blocker, a_plan, the, with_done


def blocked(plan: Plan, milestone: str, blocker_id: str = "B1") -> Plan:
    outcome = raise_blocker(plan, a_blocker(milestone, blocker_id))
    assert isinstance(outcome, BlockerRaised)
    return outcome.plan


def in_configuration() -> Plan:
    agreed = agree(with_done(a_plan(), "call", "goal"), NOW)
    assert isinstance(agreed, Agreed)
    return agreed.plan


def test_a_blocker_is_on_record_until_it_is_resolved() -> None:
    raised = raise_blocker(a_plan(), a_blocker("call"))
    assert isinstance(raised, BlockerRaised)
    assert raised.plan.open_blockers == (a_blocker("call"),)
    resolved = resolve_blocker(raised.plan, "B1", NOW)
    assert isinstance(resolved, BlockerResolved)
    assert resolved.plan.open_blockers == ()
    assert resolved.plan.blockers == (replace(a_blocker("call"), resolved_at=NOW),)


def test_two_blockers_of_one_milestone_are_resolved_one_by_one() -> None:
    plan = blocked(blocked(a_plan(), "call", "B1"), "call", "B2")
    outcome = resolve_blocker(plan, "B1", NOW)
    assert isinstance(outcome, BlockerResolved)
    assert [blocker.id for blocker in outcome.plan.open_blockers] == ["B2"]


def test_a_form_sent_twice_makes_one_blocker() -> None:
    plan = blocked(a_plan(), "call")
    assert raise_blocker(plan, a_blocker("call")) == Unchanged(the(plan, "call"))


def test_what_is_done_cannot_be_blocked() -> None:
    plan = with_done(a_plan(), "call")
    assert raise_blocker(plan, a_blocker("call")) == Refused(DoneAlready(the(plan, "call")))


def test_what_is_not_there_can_neither_be_blocked_nor_resolved() -> None:
    plan = a_plan()
    assert raise_blocker(plan, a_blocker("nowhere")) == Refused(UnknownMilestone("nowhere"))
    assert resolve_blocker(plan, "B9", NOW) == Refused(UnknownBlocker("B9"))


def test_resolving_twice_changes_nothing() -> None:
    outcome = resolve_blocker(blocked(a_plan(), "call"), "B1", NOW)
    assert isinstance(outcome, BlockerResolved)
    again = resolve_blocker(outcome.plan, "B1", NOW.replace(hour=23))
    assert again == Unchanged(the(outcome.plan, "call"))


def test_a_blocked_milestone_that_gets_done_is_not_blocked_any_more() -> None:
    plan = with_done(blocked(a_plan(), "call"), "call")
    assert plan.open_blockers == ()
    undone = tick(plan, Tick("call", done=False), the(plan, "call").side, "U", NOW)
    assert isinstance(undone, Reopened)
    assert [blocker.id for blocker in undone.plan.open_blockers] == ["B1"]


def test_resolving_the_last_blocker_completes_the_stage_that_waited_for_it_R1() -> None:
    plan = with_done(blocked(in_configuration(), "polish"), "login", "settings")
    assert [stage.key for stage in plan.done_stages] == ["kickoff"]
    outcome = resolve_blocker(plan, "B1", NOW)
    assert isinstance(outcome, BlockerResolved)
    assert [stage.key for stage in outcome.stages_completed] == ["configuration"]


def test_a_blocker_in_a_stage_that_was_done_opens_it_again_R1() -> None:
    plan = with_done(in_configuration(), "login", "settings")
    outcome = raise_blocker(plan, a_blocker("polish"))
    assert isinstance(outcome, BlockerRaised)
    assert [stage.key for stage in outcome.stages_reopened] == ["configuration"]


def test_a_blocker_further_on_opens_no_earlier_stage_R1() -> None:
    plan = with_done(in_configuration(), "login", "settings")
    outcome = raise_blocker(plan, a_blocker("live"))
    assert isinstance(outcome, BlockerRaised)
    assert outcome.stages_reopened == ()
