from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.people import Side
from onboarding.plan import Milestone, Plan
from onboarding.redating import Redating, redate
from onboarding.refusals import (
    BeforeDependency,
    DoneAlready,
    InThePast,
    NotAWorkingDay,
    Refused,
    Unchanged,
    UnknownMilestone,
)
from onboarding.ticking import Reopened, Tick, tick
from onboarding.workdays import WorkCalendar
from tests.onboarding.examples import GERMANY, NOW, OWNER, SIGNED, a_plan, plans, the, with_done

EGYPT = WorkCalendar("EG", "Africa/Cairo")


def day(iso: str) -> date:
    return date.fromisoformat(f"2025-{iso}")


def redated(plan: Plan, key: str, iso: str) -> Redating:
    outcome = redate(plan, key, day(iso), GERMANY, SIGNED)
    assert isinstance(outcome, Redating)
    return outcome


def shifts(outcome: Redating) -> list[tuple[str, str, str, str]]:
    return [
        (s.milestone.key, f"{s.before:%m-%d}", f"{s.after:%m-%d}", s.cause) for s in outcome.shifts
    ]


def test_later_pushes_all_that_waits_for_it_and_says_what_pushed_each_A4() -> None:
    outcome = redated(a_plan(), "login", "03-17")
    assert shifts(outcome) == [
        ("login", "03-13", "03-17", "login"),
        ("settings", "03-17", "03-19", "login"),
        ("trained", "03-24", "03-26", "login"),
        ("live", "03-27", "03-31", "settings"),
        ("value", "03-31", "04-02", "live"),
    ]
    assert the(outcome.plan, "value").due_on == day("04-02")


def test_what_does_not_wait_for_it_never_moves_A4() -> None:
    plan = a_plan()
    outcome = redated(plan, "login", "04-01")
    for key in ("call", "goal", "polish"):
        assert the(outcome.plan, key) == the(plan, key)


def test_the_baseline_never_changes_A4() -> None:
    plan = a_plan()
    outcome = redated(redated(plan, "login", "04-01").plan, "settings", "05-05")
    assert [m.baseline_on for m in outcome.plan.milestones] == [
        m.baseline_on for m in plan.milestones
    ]


def test_earlier_moves_it_alone() -> None:
    assert shifts(redated(a_plan(), "live", "03-25")) == [("live", "03-27", "03-25", "live")]


def test_it_cannot_come_before_what_it_waits_for() -> None:
    plan = a_plan()
    outcome = redate(plan, "live", day("03-21"), GERMANY, SIGNED)
    assert outcome == Refused(BeforeDependency(the(plan, "live"), the(plan, "trained")))
    redated(plan, "live", "03-24")  # the same day is soon enough


def test_it_may_come_before_what_is_done_already() -> None:
    plan = with_done(a_plan(), "call")
    assert shifts(redated(plan, "goal", "03-04")) == [("goal", "03-10", "03-04", "goal")]


def test_time_to_spare_is_used_up_before_anything_is_pushed() -> None:
    roomy = redated(a_plan(), "value", "04-07").plan
    assert shifts(redated(roomy, "live", "03-31")) == [("live", "03-27", "03-31", "live")]
    assert shifts(redated(roomy, "live", "04-07"))[1:] == [("value", "04-07", "04-09", "live")]


def test_a_gap_that_somebody_made_smaller_stays_as_small() -> None:
    tight = redated(a_plan(), "value", "03-28").plan
    assert shifts(redated(tight, "live", "03-28"))[1:] == [("value", "03-28", "03-31", "live")]


def test_what_is_done_is_not_moved() -> None:
    plan = with_done(a_plan(), "call")
    assert redate(plan, "call", day("03-10"), GERMANY, SIGNED) == Refused(
        DoneAlready(the(plan, "call"))
    )


def test_a_done_milestone_is_not_pushed_whatever_it_waits_for() -> None:
    plan = a_plan()
    done = replace(the(plan, "settings"), done_at=NOW, done_by=OWNER)
    outcome = redated(plan.changing({"settings": done}), "login", "03-17")
    assert [s.milestone.key for s in outcome.shifts] == ["login", "trained", "live", "value"]


def test_dates_the_wrong_way_round_can_be_mended_from_either_side() -> None:
    """`goal`, moved while `call` was done, comes before it once `call` is open again."""
    late_call = with_done(redated(a_plan(), "call", "03-12").plan, "call")
    early_goal = redated(late_call, "goal", "03-05").plan
    outcome = tick(early_goal, Tick("call", done=False), Side.TEAM, OWNER, NOW)
    assert isinstance(outcome, Reopened)
    assert shifts(redated(outcome.plan, "call", "03-10")) == [("call", "03-12", "03-10", "call")]
    assert shifts(redated(outcome.plan, "goal", "03-07")) == [("goal", "03-05", "03-07", "goal")]


def test_a_day_off_is_refused_with_the_next_working_day() -> None:
    saturday = redate(a_plan(), "login", day("03-15"), GERMANY, SIGNED)
    assert saturday == Refused(NotAWorkingDay(day("03-15"), suggestion=day("03-17")))
    good_friday = redate(a_plan(), "value", day("04-18"), GERMANY, SIGNED)
    assert good_friday == Refused(NotAWorkingDay(day("04-18"), suggestion=day("04-22")))
    friday_in_cairo = redate(a_plan(), "value", day("04-11"), EGYPT, SIGNED)
    assert friday_in_cairo == Refused(NotAWorkingDay(day("04-11"), suggestion=day("04-13")))


def test_a_date_in_the_past_is_refused_and_today_is_not() -> None:
    today = day("03-06")
    assert redate(a_plan(), "login", day("03-05"), GERMANY, today) == Refused(
        InThePast(day("03-05"), today)
    )
    assert isinstance(redate(a_plan(), "login", today, GERMANY, today), Redating)


def test_the_same_date_changes_nothing() -> None:
    plan = a_plan()
    assert redate(plan, "login", day("03-13"), GERMANY, SIGNED) == Unchanged(the(plan, "login"))


def test_an_unknown_milestone_is_refused() -> None:
    outcome = redate(a_plan(), "nowhere", day("03-13"), GERMANY, SIGNED)
    assert outcome == Refused(UnknownMilestone("nowhere"))


moves = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 60)), min_size=1, max_size=5)


def behind(plan: Plan, key: str) -> set[str]:
    """The milestones that wait for this one, directly or through others."""
    found = {key}
    for _ in plan.milestones:
        found |= {m.key for m in plan.milestones if found & set(m.depends_on)}
    return found


def gap(calendar: WorkCalendar, first: Milestone, then: Milestone) -> int:
    return calendar.between(first.due_on, then.due_on)


@settings(deadline=None, max_examples=150)
@given(plans(), moves)
def test_redating_keeps_gaps_and_baselines_and_leaves_the_rest_alone_A4(
    plan: Plan, wanted: list[tuple[int, int]]
) -> None:
    for place, working_day in wanted:
        before, key = plan, plan.milestones[place % len(plan.milestones)].key
        to = GERMANY.add(SIGNED, working_day)
        outcome = redate(before, key, to, GERMANY, SIGNED)
        if not isinstance(outcome, Redating):
            continue
        plan = outcome.plan
        pushed_by = GERMANY.between(the(before, key).due_on, to)
        assert the(plan, key).due_on == to
        assert [s.milestone.key for s in outcome.shifts] == list(
            dict.fromkeys(s.milestone.key for s in outcome.shifts)
        )
        moved = {s.milestone.key: s for s in outcome.shifts}
        for old in before.milestones:
            new = the(plan, old.key)
            assert new.baseline_on == old.baseline_on
            assert (new.due_on != old.due_on) is (old.key in moved)
            if old.key in moved and old.key != key:
                assert pushed_by > 0
                assert old.key in behind(before, key)
                assert moved[old.key].cause in old.depends_on
                assert 0 < GERMANY.between(old.due_on, new.due_on) <= pushed_by
            for dependency in (the(before, name) for name in old.depends_on):
                planned = GERMANY.between(dependency.baseline_on, old.baseline_on)
                kept = min(planned, gap(GERMANY, dependency, old))
                now = gap(GERMANY, the(plan, dependency.key), new)
                assert now >= (kept if pushed_by > 0 else 0)
