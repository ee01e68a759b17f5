"""How an onboarding ends: completed only with nothing open, else early and with a cause (R5)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.closing import (
    EARLY_DAYS,
    LONGEST_WORDS,
    Because,
    ChannelAfter,
    Circumstances,
    Closing,
    Ending,
    OldUsage,
    OpenPoint,
    Quiet,
    TypedClosing,
    Unused,
    because,
    check,
    is_early_loss,
    planned_end,
    still_open,
)
from onboarding.criteria import MilestoneDone, NoOpenBlockers, OnRecord, RecordKey
from onboarding.gates import OpenCriterion
from onboarding.people import Role, Side
from onboarding.plan import Gate, Plan, Standing, gate_key
from onboarding.stall_causes import Cause
from onboarding.usage import UsageReport
from playbooks.closing import still_open as in_words
from tests.onboarding.examples import (
    NOW,
    SIGNED,
    a_blocker,
    a_plan,
    plans,
    playbook_data,
    with_done,
)

EVERY = ("call", "goal", "login", "settings", "trained", "live", "value")
MANY = tuple(ChannelAfter)


def done(data: dict[str, Any] | None = None, *keys: str) -> Plan:
    """The stories' plan, agreed, with everything that is asked for done."""
    return with_done(replace(a_plan(data), agreed_at=NOW), *(keys or EVERY))


def needing(key: RecordKey, milestone: str = "value") -> dict[str, Any]:
    """The stories' playbook, with a milestone that needs a part of the record."""
    data = playbook_data() | {"cadence": {"usage": {}}}
    for stage in data["stages"]:
        for one in stage["milestones"]:
            if one["key"] == milestone:
                one["needs"] = [{key.value: True}]
    return data


def reported(*unused: str) -> UsageReport:
    return UsageReport(4, 12, unused, None, "UOLIVIA", NOW)


def passed_without(key: RecordKey) -> Plan:
    """Everything is done, one thing because somebody let the gate be passed."""
    plan = replace(a_plan(needing(key)), agreed_at=NOW)
    passed = Standing(passed={gate_key(Gate.NEEDS, "value"): NOW})
    return with_done(replace(plan, standing=passed), *EVERY)


def test_with_everything_done_nothing_is_open_R5() -> None:
    assert still_open(done(), None, is_quiet=False) == ()
    assert still_open(done(), reported(), is_quiet=False) == ()


def test_first_value_is_the_customers_own_word_R5() -> None:
    [point] = still_open(done(None, *EVERY[:-1]), None, is_quiet=False)
    assert isinstance(point, OpenCriterion)
    assert (point.side, [m.key for m in point.milestones]) == (Side.CUSTOMER, ["value"])


def test_first_value_is_asked_for_where_its_stage_was_let_pass_R5() -> None:
    plan = done(None, *EVERY[:-1])
    passed = Standing(passed={gate_key(Gate.EXIT, "validation"): NOW})
    optional = {"value": replace(plan.milestones[-1], required=False)}
    plan = replace(plan.changing(optional), standing=passed)
    assert plan.is_finished
    [point] = still_open(plan, None, is_quiet=False)
    assert isinstance(point, OpenCriterion)
    assert point.criterion == MilestoneDone(milestone="value")


@pytest.mark.parametrize("until", range(len(EVERY)))
def test_whatever_is_not_done_is_named_with_who_can_close_it_R5(until: int) -> None:
    plan = done(None, *EVERY[:until]) if until else replace(a_plan(), agreed_at=NOW)
    found = still_open(plan, None, is_quiet=False)
    named = {m.key for one in found if isinstance(one, OpenCriterion) for m in one.milestones}
    assert named == set(EVERY[until:])


@pytest.mark.parametrize(
    ("point", "plan", "usage", "is_quiet"),
    [
        pytest.param(Quiet(), done, None, True, id="quiet"),
        pytest.param(
            Unused(("Milestone settings",)), done, reported("settings"), False, id="unused"
        ),
        pytest.param(
            OpenCriterion(OnRecord(what=RecordKey.PACKAGE_ACCEPTED), Side.TEAM, Role.CSM.value),
            lambda: passed_without(RecordKey.PACKAGE_ACCEPTED),
            None,
            False,
            id="the package",
        ),
    ],
)
def test_one_thing_that_is_open_keeps_it_from_being_completed_R5(
    point: OpenPoint, plan: Callable[[], Plan], usage: UsageReport | None, is_quiet: bool
) -> None:
    found = still_open(plan(), usage, is_quiet=is_quiet)
    assert found == (point,)
    typed = TypedClosing(ending=Ending.COMPLETED)
    assert isinstance(check(typed, Circumstances(found)), dict)
    assert in_words(found).count("\n") == 0


def test_a_blocker_is_named_with_all_that_it_holds_up_R5() -> None:
    plan = replace(done(), blockers=(a_blocker("polish"),))
    [point] = still_open(plan, None, is_quiet=False)
    assert isinstance(point, OpenCriterion)
    assert point.criterion == NoOpenBlockers()
    assert [m.key for m in point.milestones] == ["polish"]


def test_the_package_is_asked_for_only_where_the_playbook_asks_for_it_R5() -> None:
    asked = replace(a_plan(needing(RecordKey.PACKAGE_ACCEPTED)), agreed_at=NOW)
    accepted = replace(asked, standing=Standing(holds={RecordKey.PACKAGE_ACCEPTED: NOW}))
    assert still_open(with_done(accepted, *EVERY), None, is_quiet=False) == ()
    assert still_open(done(), None, is_quiet=False) == ()


def test_usage_is_asked_for_once_and_in_the_plainest_words_R5_G5() -> None:
    plan = passed_without(RecordKey.USED)
    [point] = still_open(plan, None, is_quiet=False)
    assert point == OpenCriterion(OnRecord(what=RecordKey.USED), Side.TEAM, Role.OWNER.value)
    [unused] = still_open(plan, reported("settings"), is_quiet=False)
    assert unused == Unused(("Milestone settings",))


def test_that_they_used_it_once_says_nothing_of_today_R5_G1() -> None:
    asked = replace(a_plan(needing(RecordKey.USED)), agreed_at=NOW)
    used = replace(asked, standing=Standing(holds={RecordKey.USED: NOW}))
    plan = with_done(used, *EVERY)
    assert still_open(plan, reported(), is_quiet=False) == ()
    found = still_open(plan, reported(), is_quiet=False, days_too_old=14)
    assert found == (OldUsage(14),)
    assert "the newest report is 14 working days old" in in_words(found)
    assert still_open(done(), reported(), is_quiet=False, days_too_old=14) == ()
    never = passed_without(RecordKey.USED)
    [once] = still_open(never, reported(), is_quiet=False, days_too_old=14)
    assert once == OpenCriterion(OnRecord(what=RecordKey.USED), Side.TEAM, Role.OWNER.value)


def test_what_sales_did_not_tell_holds_no_end_up_that_was_let_begin_R5() -> None:
    plan = passed_without(RecordKey.BRIEF_COMPLETE)
    assert still_open(plan, None, is_quiet=False) == ()


@given(plans(), st.booleans(), st.booleans())
@settings(max_examples=60)
def test_never_completed_with_anything_open_R5(plan: Plan, is_quiet: bool, is_used: bool) -> None:
    usage = reported() if is_used else reported(*(m.key for m in plan.milestones))
    for candidate in (plan, _all_done(plan)):
        found = still_open(candidate, usage, is_quiet=is_quiet)
        outcome = check(TypedClosing(ending=Ending.COMPLETED), Circumstances(found))
        completed = isinstance(outcome, Closing)
        assert completed is not bool(found)
        if completed:
            assert candidate.is_finished
            assert not is_quiet
            assert not candidate.open_blockers
            assert all(m.is_done for m in candidate.milestones if m.first_value or m.is_asked_for)
        assert found or completed
        if found:
            assert in_words(found)


def _all_done(plan: Plan) -> Plan:
    """Every milestone done, whatever its gates say."""
    every = {m.key: replace(m, done_at=NOW, done_by="U0") for m in plan.milestones}
    return replace(plan.changing(every), agreed_at=NOW)


OPEN = Circumstances((Quiet(),), MANY)
NOTHING_OPEN = Circumstances((), MANY)
BADLY = TypedClosing(Ending.ABANDONED, Cause.SCOPE_CHANGE, " They were bought. ")


@pytest.mark.parametrize(
    ("typed", "about", "wrong"),
    [
        (TypedClosing(), NOTHING_OPEN, {"ending"}),
        (TypedClosing(Ending.COMPLETED), OPEN, {"ending"}),
        (TypedClosing(Ending.INCOMPLETE), OPEN, {"cause", "words"}),
        (TypedClosing(Ending.ABANDONED, Cause.SCOPE_CHANGE, "  "), OPEN, {"words"}),
        (TypedClosing(Ending.ABANDONED, None, "They were bought."), NOTHING_OPEN, {"cause"}),
        (replace(BADLY, words="x" * (LONGEST_WORDS + 1)), OPEN, {"words"}),
        (replace(BADLY, channel=ChannelAfter.ARCHIVED), Circumstances(), {"channel"}),
    ],
)
def test_what_is_missing_is_told_at_its_field_R5(
    typed: TypedClosing, about: Circumstances, wrong: set[str]
) -> None:
    found = check(typed, about)
    assert isinstance(found, dict)
    assert found.keys() == wrong


def test_a_bad_end_has_its_cause_and_words_and_a_good_one_none_R5() -> None:
    assert check(BADLY, OPEN) == Closing(
        Ending.ABANDONED, Cause.SCOPE_CHANGE, "They were bought.", ChannelAfter.KEPT
    )
    good = TypedClosing(Ending.COMPLETED, Cause.SCOPE_CHANGE, "", ChannelAfter.ARCHIVED)
    assert check(good, NOTHING_OPEN) == Closing(Ending.COMPLETED, None, "", ChannelAfter.ARCHIVED)


@pytest.mark.parametrize("ending", Ending)
@pytest.mark.parametrize("late", [False, True])
def test_there_is_a_post_mortem_where_it_ended_late_or_badly_F1(ending: Ending, late: bool) -> None:
    end = date(2025, 5, 2)
    found = because(ending, end + timedelta(days=1) if late else end, end)
    if ending.is_bad:
        assert found == Because(ending.value)
    else:
        assert found is (Because.LATE if late else None)


def test_it_is_late_after_the_window_and_after_the_first_dates_of_the_plan_R4() -> None:
    plan = a_plan()
    last = max(m.baseline_on for m in plan.milestones)
    assert planned_end(plan, SIGNED, 60) == SIGNED + timedelta(days=60)
    assert planned_end(plan, SIGNED, 1) == last


@pytest.mark.parametrize(
    ("ending", "days", "lost"),
    [
        (Ending.ABANDONED, EARLY_DAYS, True),
        (Ending.INCOMPLETE, 0, True),
        (Ending.ABANDONED, EARLY_DAYS + 1, False),
        (Ending.COMPLETED, 10, False),
    ],
)
def test_a_bad_end_within_ninety_days_is_an_early_loss_K2(
    ending: Ending, days: int, lost: bool
) -> None:
    assert is_early_loss(ending, SIGNED, SIGNED + timedelta(days=days)) is lost
