from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.agreement import Agreed, agree
from onboarding.criteria import RecordKey
from onboarding.people import Side
from onboarding.plan import Plan, Progress, StageState, Standing
from onboarding.refusals import (
    BuiltUpon,
    GateClosed,
    OtherSide,
    Refused,
    Unchanged,
    UnknownMilestone,
    WaitsFor,
)
from onboarding.ticking import Reopened, Tick, Ticked, tick
from tests.onboarding.examples import (
    CUSTOMER,
    NOW,
    OWNER,
    a_plan,
    plans,
    the,
    with_done,
)


def agreed(plan: Plan) -> Plan:
    outcome = agree(plan, NOW)
    assert isinstance(outcome, Agreed)
    return outcome.plan


def ticked(plan: Plan, key: str) -> Ticked:
    outcome = tick(plan, Tick(key, done=True), the(plan, key).side, CUSTOMER, NOW)
    assert isinstance(outcome, Ticked)
    return outcome


def reopened(plan: Plan, key: str) -> Reopened:
    outcome = tick(plan, Tick(key, done=False), the(plan, key).side, CUSTOMER, NOW)
    assert isinstance(outcome, Reopened)
    return outcome


def refused(plan: Plan, wanted: Tick, side: Side | None = None) -> object:
    outcome = tick(plan, wanted, side or the(plan, wanted.milestone).side, CUSTOMER, NOW)
    assert isinstance(outcome, Refused)
    return outcome.reason


def test_a_tick_records_who_and_when_R2() -> None:
    outcome = tick(a_plan(), Tick("call", done=True), Side.TEAM, OWNER, NOW)
    assert isinstance(outcome, Ticked)
    assert (outcome.milestone.done_by, outcome.milestone.done_at) == (OWNER, NOW)
    assert outcome.plan.milestone("call") == outcome.milestone
    assert outcome.plan.progress == Progress(done=1, total=7)
    assert outcome.plan.progress.percent == 14


def test_a_tick_says_what_became_possible() -> None:
    assert [m.key for m in ticked(a_plan(), "call").opened] == ["goal"]
    assert ticked(with_done(a_plan(), "call"), "goal").opened == ()
    in_configuration = agreed(with_done(a_plan(), "call", "goal"))
    assert [m.key for m in ticked(in_configuration, "login").opened] == ["settings", "trained"]


def test_the_last_tick_of_a_stage_completes_it_and_opens_the_next_R1() -> None:
    outcome = ticked(agreed(with_done(a_plan(), "call")), "goal")
    assert [stage.key for stage in outcome.stages_completed] == ["kickoff"]
    assert [m.key for m in outcome.opened] == ["login", "polish"]
    assert not outcome.finished


def test_a_customer_cannot_tick_our_milestone_nor_we_theirs_R1() -> None:
    plan = a_plan()
    ours, theirs = the(plan, "call"), the(plan, "goal")
    assert refused(plan, Tick("call", done=True), Side.CUSTOMER) == OtherSide(ours)
    assert refused(plan, Tick("goal", done=True), Side.TEAM) == OtherSide(theirs)


def test_an_unknown_milestone_is_refused() -> None:
    outcome = tick(a_plan(), Tick("nowhere", done=True), Side.TEAM, OWNER, NOW)
    assert outcome == Refused(UnknownMilestone("nowhere"))


def test_a_milestone_waits_for_what_it_depends_on_and_says_whom_to_ask_R1() -> None:
    plan = a_plan()
    reason = refused(plan, Tick("goal", done=True))
    assert reason == WaitsFor(the(plan, "goal"), open=(the(plan, "call"),))
    assert isinstance(reason, WaitsFor)
    assert (reason.open[0].side, reason.open[0].assignee) == (Side.TEAM, OWNER)


def test_a_milestone_of_a_stage_that_may_not_be_entered_is_refused_R1() -> None:
    reason = refused(a_plan(), Tick("login", done=True))
    assert isinstance(reason, GateClosed)
    assert (reason.stage.key, reason.milestone.key) == ("configuration", "login")


def test_a_stage_with_a_lighter_entry_can_be_begun_early_R1() -> None:
    plan = with_done(agreed(with_done(a_plan(), "call", "goal")), "login")
    assert plan.stage_state("training") is StageState.COMING
    early = ticked(plan, "trained")
    assert early.stages_completed == ()
    both = ticked(early.plan, "settings")
    assert [stage.key for stage in both.stages_completed] == ["configuration", "training"]


def test_an_optional_milestone_holds_no_stage_open_R1() -> None:
    plan = with_done(agreed(with_done(a_plan(), "call", "goal")), "login", "settings")
    assert plan.stage_state("configuration") is StageState.DONE
    assert not the(plan, "polish").is_done
    assert ticked(plan, "polish").stages_completed == ()


def test_first_value_is_told_and_the_last_tick_finishes_R1() -> None:
    plan = with_done(
        agreed(with_done(a_plan(), "call", "goal")), "login", "settings", "trained", "live"
    )
    outcome = ticked(plan, "value")
    assert outcome.first_value
    assert outcome.finished
    assert outcome.plan.current_stage is None
    assert outcome.plan.progress == Progress(done=7, total=7)
    assert not ticked(outcome.plan, "polish").finished


def test_the_same_click_twice_changes_nothing() -> None:
    first = ticked(a_plan(), "call")
    later = NOW + timedelta(minutes=1)
    again = tick(first.plan, Tick("call", done=True), Side.TEAM, "USOMEBODY", later)
    assert again == Unchanged(first.milestone)
    untouched = tick(a_plan(), Tick("call", done=False), Side.TEAM, OWNER, NOW)
    assert untouched == Unchanged(the(a_plan(), "call"))


def test_undoing_opens_the_stages_again_R1() -> None:
    plan = with_done(agreed(with_done(a_plan(), "call", "goal")), "login", "settings", "trained")
    outcome = reopened(plan, "settings")
    assert [stage.key for stage in outcome.stages_reopened] == ["configuration", "training"]
    assert outcome.milestone.done_at is None
    assert outcome.milestone.done_by is None


def test_what_something_done_is_built_upon_cannot_be_undone() -> None:
    plan = with_done(a_plan(), "call", "goal")
    assert refused(plan, Tick("call", done=False)) == BuiltUpon(
        the(plan, "call"), by=(the(plan, "goal"),)
    )


def test_the_other_side_cannot_undo() -> None:
    plan = with_done(a_plan(), "call")
    assert refused(plan, Tick("call", done=False), Side.CUSTOMER) == OtherSide(the(plan, "call"))


def test_a_stage_reopened_closes_the_gate_behind_it_again_R1() -> None:
    plan = reopened(agreed(with_done(a_plan(), "call", "goal")), "goal").plan
    assert isinstance(refused(plan, Tick("login", done=True)), GateClosed)


clicks = st.lists(st.tuples(st.integers(0, 14), st.booleans(), st.sampled_from(Side)), max_size=40)


def play(plan: Plan, moves: Sequence[tuple[int, bool, Side]], agree_after: int) -> Plan:
    """Whatever people click, in whatever order; some of it is refused."""
    for number, (place, done, side) in enumerate(moves):
        if number == agree_after:
            plan = agreed(plan)
        key = plan.milestones[place % len(plan.milestones)].key
        before, outcome = plan, tick(plan, Tick(key, done), side, "U", NOW)
        if isinstance(outcome, Ticked | Reopened):
            plan = outcome.plan
            assert the(plan, key).is_done is done
            assert the(before, key).side is side
            others = [m for m in before.milestones if m.key != key]
            assert [m for m in plan.milestones if m.key != key] == others
    return plan


@settings(deadline=None, max_examples=150)
@given(plans(), clicks, st.integers(0, 40))
def test_no_order_of_clicks_breaks_the_plan_R1(
    plan: Plan, moves: list[tuple[int, bool, Side]], agree_after: int
) -> None:
    plan = play(plan, moves, agree_after)
    for milestone in plan.milestones:
        assert milestone.is_done is (milestone.done_by is not None)
        if milestone.is_done:
            assert plan.waits_for(milestone) == ()
    states = [plan.stage_state(stage.key) for stage in plan.stages]
    done = states.count(StageState.DONE)
    assert states[:done] == [StageState.DONE] * done
    assert states[done:] == [StageState.CURRENT, *[StageState.COMING] * 4][: 5 - done]
    assert plan.is_finished is (done == 5)
    if plan.is_finished:
        assert plan.progress.done == plan.progress.total
    for stage in plan.stages[:done]:
        assert stage.open_required == ()
        assert all(plan.holds(criterion, stage) for criterion in stage.exit)


@settings(deadline=None, max_examples=100)
@given(plans(), clicks, st.integers(0, 40))
def test_what_is_possible_is_exactly_what_a_tick_allows(
    plan: Plan, moves: list[tuple[int, bool, Side]], agree_after: int
) -> None:
    plan = play(plan, moves, agree_after)
    accepted = {
        m.key
        for m in plan.milestones
        if isinstance(tick(plan, Tick(m.key, done=True), m.side, "U", NOW), Ticked)
    }
    assert {m.key for m in plan.possible()} == accepted


@settings(deadline=None, max_examples=100)
@given(plans(), clicks, st.integers(0, 40))
def test_a_tick_undone_leaves_no_trace(
    plan: Plan, moves: list[tuple[int, bool, Side]], agree_after: int
) -> None:
    plan = play(plan, moves, agree_after)
    for milestone in plan.possible():
        there = ticked(plan, milestone.key)
        back = reopened(there.plan, milestone.key)
        assert back.plan == plan
        assert [s.key for s in back.stages_reopened] == [s.key for s in there.stages_completed]


@settings(deadline=None, max_examples=100)
@given(plans())
def test_every_sound_playbook_can_be_finished(plan: Plan) -> None:
    plan = replace(agreed(plan), standing=Standing(holds=dict.fromkeys(RecordKey, NOW)))
    while plan.possible():
        plan = ticked(plan, plan.possible()[0].key).plan
    assert plan.is_finished
    assert plan.progress.percent == 100
    assert all(m.is_done for m in plan.milestones)
