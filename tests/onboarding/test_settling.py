"""What the record says to the gates of a plan (R1, A1, R8)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.criteria import OnRecord, RecordKey
from onboarding.gates import open_exit, open_needs
from onboarding.people import Side
from onboarding.plan import Gate, Plan, gate_key
from onboarding.refusals import DoneAlready, HandedOn, NotOnRecord, Refused, Unchanged
from onboarding.settling import Settled, hand_on, let_pass, settle, take_back
from onboarding.ticking import Tick, Ticked, tick
from tests.onboarding.examples import NOW, OWNER, a_plan, with_done

BRIEF = OnRecord(what=RecordKey.BRIEF_COMPLETE)


def needing(plan: Plan, milestone: str, *needs: OnRecord) -> Plan:
    found = plan.milestone(milestone)
    assert found is not None
    return plan.changing({milestone: replace(found, needs=needs)})


def call(plan: Plan) -> object:
    return tick(plan, Tick("call", done=True), Side.TEAM, OWNER, NOW)


def test_a_milestone_is_refused_while_what_it_needs_is_not_on_record() -> None:
    plan = needing(a_plan(), "call", BRIEF)
    refused = call(plan)
    assert isinstance(refused, Refused)
    assert isinstance(refused.reason, NotOnRecord)
    (still_open,) = refused.reason.open
    assert (still_open.criterion, still_open.side, still_open.role) == (BRIEF, Side.TEAM, "ae")
    assert "call" not in {m.key for m in plan.possible()}


def test_once_it_is_on_record_the_milestone_is_possible_and_may_be_ticked() -> None:
    outcome = settle(needing(a_plan(), "call", BRIEF), {RecordKey.BRIEF_COMPLETE: True}, NOW)
    assert isinstance(outcome, Settled)
    assert [m.key for m in outcome.opened] == ["call"]
    assert open_needs(outcome.plan, outcome.opened[0]) == ()
    assert isinstance(call(outcome.plan), Ticked)


def test_a_gate_that_somebody_lets_pass_is_open_as_things_are() -> None:
    outcome = let_pass(needing(a_plan(), "call", BRIEF), gate_key(Gate.NEEDS, "call"), NOW)
    assert isinstance(outcome, Settled)
    assert isinstance(call(outcome.plan), Ticked)
    assert let_pass(outcome.plan, "needs:call", NOW) == Unchanged()


def test_the_moment_since_when_something_holds_is_the_first_one() -> None:
    first = settle(a_plan(), {RecordKey.READY: True}, NOW)
    assert isinstance(first, Settled)
    later = NOW + timedelta(days=1)
    assert settle(first.plan, {RecordKey.READY: True}, later) == Unchanged()
    both = settle(first.plan, {RecordKey.READY: True, RecordKey.BRIEF_COMPLETE: True}, later)
    assert isinstance(both, Settled)
    assert both.plan.standing.holds == {RecordKey.READY: NOW, RecordKey.BRIEF_COMPLETE: later}


def test_a_stage_whose_exit_asks_for_the_record_is_done_once_it_holds_and_reopens_with_it() -> None:
    plan = a_plan()
    kickoff = plan.stages[0]
    plan = replace(plan, stages=(replace(kickoff, exit=(BRIEF,)), *plan.stages[1:]))
    plan = with_done(plan, "call", "goal")
    assert plan.done_stages == ()
    assert [one.criterion for one in open_exit(plan, plan.stages[0])] == [BRIEF]
    done = settle(plan, {RecordKey.BRIEF_COMPLETE: True}, NOW)
    assert isinstance(done, Settled)
    assert [stage.key for stage in done.stages_completed] == ["kickoff"]
    assert open_exit(done.plan, done.plan.stages[0]) == ()
    back = settle(done.plan, {RecordKey.BRIEF_COMPLETE: False}, NOW)
    assert isinstance(back, Settled)
    assert [stage.key for stage in back.stages_reopened] == ["kickoff"]
    passed = let_pass(back.plan, "exit:kickoff", NOW)
    assert isinstance(passed, Settled)
    assert [stage.key for stage in passed.stages_completed] == ["kickoff"]


def test_later_training_that_is_handed_on_holds_nothing_open() -> None:
    plan = with_done(a_plan(), "call", "goal")
    outcome = hand_on(plan, "trained", NOW)
    assert isinstance(outcome, Settled)
    after = outcome.plan
    moved = after.milestone("trained")
    assert moved is not None
    assert not moved.is_asked_for
    assert after.progress.total == plan.progress.total - 1
    assert "trained" not in {m.key for m in after.possible()}
    assert not after.is_late(moved, moved.due_on + timedelta(days=1))
    live = after.milestone("live")
    assert live is not None
    assert "trained" not in {m.key for m in after.waits_for(live)}
    refused = tick(after, Tick("trained", done=True), Side.CUSTOMER, "UCUSTOMER", NOW)
    assert refused == Refused(HandedOn(moved))
    assert hand_on(after, "trained", NOW) == Unchanged(moved)
    assert take_back(after, "trained") == Settled(plan, (), (), ())


def test_neither_what_is_done_nor_first_value_can_be_handed_on() -> None:
    plan = with_done(a_plan(), "call")
    done = plan.milestone("call")
    assert done is not None
    assert hand_on(plan, "call", NOW) == Refused(DoneAlready(done))
    first_value = next(m.key for m in plan.milestones if m.first_value)
    assert isinstance(hand_on(plan, first_value, NOW), Refused)
    assert isinstance(hand_on(plan, "nowhere", NOW), Refused)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(RecordKey), st.booleans()), max_size=8))
def test_what_holds_is_what_was_said_last(told: list[tuple[RecordKey, bool]]) -> None:
    plan = a_plan()
    for what, holds in told:
        outcome = settle(plan, {what: holds}, NOW)
        plan = outcome.plan if isinstance(outcome, Settled) else plan
    assert set(plan.standing.holds) == {what for what, holds in dict(told).items() if holds}


@pytest.mark.parametrize("key", list(RecordKey))
def test_a_criterion_of_the_record_reads_as_it_is_written(key: RecordKey) -> None:
    criterion = OnRecord.model_validate({key.value: True})
    assert criterion.model_dump(mode="json") == {key.value: True}
    assert OnRecord.model_validate(criterion.model_dump()) == criterion
    with pytest.raises(ValueError, match="can only be true"):
        OnRecord.model_validate({key.value: False})
