"""When a customer counts as live, and what it is set up with as used (G1, G5)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from onboarding.cadence import UsageCheck
from onboarding.criteria import OnRecord, RecordKey
from onboarding.gate_passing import in_the_way_of
from onboarding.playbook import Playbook
from onboarding.playbook_rules import Fault
from onboarding.usage import (
    UsageReport,
    days_too_old,
    is_used,
    live_since,
    since_live,
    unused,
)
from onboarding.workdays import WorkCalendar
from playbooks.load import shipped_playbooks
from tests.onboarding.examples import NOW, OWNER, a_plan, playbook_data, with_done

WANTED = UsageCheck(active_share=0.55)
LIVE = with_done(
    replace(a_plan(), agreed_at=NOW), "call", "goal", "login", "settings", "trained", "live"
)


def report(active: int = 12, expected: int = 12, *unused: str) -> UsageReport:
    return UsageReport(active, expected, unused, None, OWNER, NOW)


def test_it_is_live_once_the_stage_is_done_and_not_before_G1() -> None:
    assert live_since(LIVE) == NOW
    not_agreed = replace(LIVE, agreed_at=None)  # the kickoff is open again
    assert live_since(not_agreed) is None
    assert live_since(with_done(replace(a_plan(), agreed_at=NOW), "call", "goal")) is None


def test_a_report_counts_from_the_moment_of_going_live_on_G5() -> None:
    assert since_live(LIVE, report()) == report()
    early = replace(report(), at=NOW - timedelta(seconds=1))
    assert since_live(LIVE, early) is None
    assert since_live(LIVE, None) is None


@pytest.mark.parametrize(
    ("told", "used"),
    [
        (report(), True),
        (report(11, 20), True),  # exactly the part that is wanted
        (report(10, 20), False),
        (report(0, 1), False),
        (report(30, 12), True),
        (report(12, 12, "settings"), False),
        (replace(report(), at=NOW - timedelta(days=1)), False),
    ],
)
def test_used_is_what_enough_people_work_with_and_nothing_of_it_in_vain_G5(
    told: UsageReport, used: bool
) -> None:
    assert is_used(LIVE, told, WANTED) is used


@pytest.mark.parametrize(("age", "too_old"), [(0, None), (10, None), (11, 11), (40, 40)])
def test_a_report_says_nothing_of_today_once_it_is_older_than_the_playbook_lets_it_be_G1(
    age: int, too_old: int | None
) -> None:
    days = WorkCalendar("DE", "Europe/Berlin")
    today = days.add(days.local_date(NOW), age)
    now = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    assert days_too_old(report(), UsageCheck(report_every=10), days, now) == too_old
    assert days_too_old(None, WANTED, days, now) is None


def test_only_what_is_still_set_up_can_be_unused_G5() -> None:
    found = unused(LIVE, report(12, 12, "settings", "polish", "gone"))
    assert [milestone.key for milestone in found] == ["settings"]


def test_a_gate_can_only_ask_for_use_where_the_playbook_says_what_it_wants_G5() -> None:
    data = playbook_data()
    data["stages"][4]["milestones"][0]["needs"] = [{"used": True}]
    with pytest.raises(ValueError, match="nothing says when") as problem:
        Playbook.model_validate(data)
    assert isinstance(problem.value.errors()[0]["ctx"]["error"].faults[0], Fault)  # type: ignore[attr-defined]
    Playbook.model_validate(data | {"cadence": {"usage": {}}})


@pytest.mark.parametrize("playbook", shipped_playbooks().values(), ids=lambda one: one.key)
def test_in_ours_the_end_waits_for_use_and_keeps_no_customer_waiting_G5(
    playbook: Playbook,
) -> None:
    used = OnRecord(what=RecordKey.USED)
    [gate] = [one for one in playbook.milestones if used in one.needs]
    assert gate == playbook.milestones[-1]
    assert gate.side == "team"
    assert not [one for one in playbook.milestones if gate.key in one.depends_on]
    assert playbook.cadence.usage is not None


def test_whoever_comes_too_early_is_offered_the_report_G5() -> None:
    value = LIVE.milestones[-1]
    needing = LIVE.changing({value.key: replace(value, needs=(OnRecord(what=RecordKey.USED),))})
    [gate] = in_the_way_of(needing, value.key)
    assert (gate.waits_for_usage, gate.waits_for_brief) == (True, False)
