"""The checklist as both companies see it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from onboarding.agreement import Agreed, agree
from onboarding.checklist import PAGE_SIZE, About, checklist, tokens
from onboarding.plan import Plan
from onboarding.views import ChecklistView
from tests.onboarding.examples import GERMANY, NOW, a_plan, milestone_data, playbook_data, with_done

ABOUT = About("account", "Hazel & Finch", "Trellis", "Ship on the same day.", None, {})


def shown(plan: Plan, page: str | None = None, now: datetime = NOW) -> ChecklistView:
    return checklist(plan, ABOUT, GERMANY, now, page)


def agreed(plan: Plan) -> Plan:
    outcome = agree(plan, NOW)
    assert isinstance(outcome, Agreed)
    return outcome.plan


def a_long_plan(milestones: int) -> Plan:
    data: dict[str, Any] = playbook_data()
    extra = [milestone_data(f"more-{n}") for n in range(milestones)]
    data["stages"][1]["milestones"].extend(extra)
    return a_plan(data)


def test_the_page_unfolded_is_where_the_work_is() -> None:
    plan = a_plan()
    assert shown(plan).page.token == "kickoff:1"
    kicked_off = agreed(with_done(plan, "call", "goal"))
    assert shown(kicked_off).page.token == "configuration:1"


def test_each_stage_says_how_far_it_is_and_when() -> None:
    kickoff, configuration, *_ = shown(with_done(a_plan(), "call")).stages
    assert (kickoff.state, kickoff.done, kickoff.total) == ("current", 1, 2)
    assert (configuration.state, configuration.done, configuration.total) == ("coming", 0, 2)
    assert configuration.starts_on < configuration.ends_on


def test_only_what_nothing_stands_before_can_be_ticked() -> None:
    call, goal = shown(a_plan()).page.items
    assert (call.can_tick, goal.can_tick) == (True, False)
    assert goal.waits_for == ("Milestone call",)
    call, goal = shown(with_done(a_plan(), "call")).page.items
    assert (call.can_tick, call.can_undo, goal.can_tick) == (False, True, True)
    call, goal = shown(with_done(a_plan(), "call", "goal")).page.items
    assert (call.can_undo, goal.can_undo) == (False, True)


def test_late_is_a_matter_of_the_accounts_own_day_R2() -> None:
    due = shown(a_plan()).page.items[0].due_on
    berlin_midnight = datetime(due.year, due.month, due.day, 23, 30, tzinfo=UTC)
    assert shown(a_plan(), now=berlin_midnight.replace(hour=21)).page.items[0].late is False
    assert shown(a_plan(), now=berlin_midnight).page.items[0].late is True


def test_an_unknown_page_falls_back_to_where_the_work_is() -> None:
    assert shown(a_plan(), "nonsense:7").page.token == "kickoff:1"


def test_a_finished_plan_shows_its_last_page_and_says_so() -> None:
    plan = agreed(a_plan())
    for key in ("call", "goal", "login", "settings", "trained", "live", "value"):
        plan = with_done(plan, key)
    view = shown(plan)
    assert view.finished
    assert view.first_value_done
    assert view.page.token == "validation:1"
    assert (view.done, view.total) == (7, 7)


@pytest.mark.parametrize("extra", [0, 1, PAGE_SIZE - 3, PAGE_SIZE - 2, PAGE_SIZE, 80])
def test_pages_hold_every_milestone_once_and_lead_from_first_to_last(extra: int) -> None:
    plan = a_long_plan(extra)
    token: str | None = tokens(plan)[0]
    before, keys = None, []
    while token is not None:
        page = shown(plan, token).page
        assert page.token == token
        assert page.before == before
        assert 0 < len(page.items) <= PAGE_SIZE
        assert 1 <= page.number <= page.of
        keys += [item.key for item in page.items]
        before, token = token, page.after
    assert keys == [milestone.key for milestone in plan.milestones]
