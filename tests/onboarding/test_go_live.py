"""The go-live checklist: when it is closed, when it comes, what needs it (A6)."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from onboarding.asked_for import GoLiveItem
from onboarding.criteria import RecordKey
from onboarding.go_live import About, Checked, card, is_closed, is_due, needing
from onboarding.people import Side
from onboarding.plan import Plan
from onboarding.playbook import Playbook
from tests.onboarding.examples import GERMANY, NOW, a_plan, playbook_data, with_done

LINES = [
    {"key": "data", "title": "Data checked", "side": "customer", "role": "technical_owner"},
    {"key": "support", "title": "Support told", "side": "team", "role": "support"},
    {"key": "cake", "title": "Cake", "side": "team", "role": "owner", "required": False},
]
ITEMS = tuple(GoLiveItem.model_validate(line) for line in LINES)
SEEN = Checked("UMAYA", NOW)


def with_list(**given: Any) -> dict[str, Any]:
    """The playbook of the stories with a list, which `live` needs."""
    data = playbook_data() | {"go_live": LINES} | given
    live = data["stages"][3]["milestones"][0]
    live["needs"] = [{"go_live_list_closed": True}]
    return data


def agreed(plan: Plan) -> Plan:
    return replace(plan, agreed_at=NOW)


@pytest.mark.parametrize(
    ("checked", "closed"),
    [
        ((), False),
        (("data",), False),
        (("data", "support"), True),
        (("data", "cake"), False),
        (("data", "support", "cake"), True),
    ],
)
def test_the_list_is_closed_once_every_required_line_is_checked_A6(
    checked: tuple[str, ...], closed: bool
) -> None:
    assert is_closed(ITEMS, dict.fromkeys(checked, SEEN)) is closed


@settings(deadline=None)  # the first plan drawn up reads a country's holidays
@given(st.sets(st.sampled_from(["data", "support", "cake"])))
def test_the_card_says_the_same_as_the_rule_A6(checked: set[str]) -> None:
    found = dict.fromkeys(checked, SEEN)
    shown = card(ITEMS, found, a_plan(with_list()), About("a", "Finch", "Trellis"), GERMANY, NOW)
    assert shown.is_closed is is_closed(ITEMS, found)
    assert {line.key for line in shown.lines if line.done_on} == checked
    assert [line.key for line in shown.lines] == ["data", "support", "cake"]


def test_a_line_says_whose_it_is_and_who_checked_it_A6() -> None:
    plan = a_plan(with_list())
    shown = card(ITEMS, {"data": SEEN}, plan, About("a", "F", "T"), GERMANY, NOW)
    data, support, _ = shown.lines
    assert (data.side, data.role, data.done_by) == (Side.CUSTOMER, "Technical owner", "UMAYA")
    assert data.done_on == NOW.date()
    assert (support.side, support.done_by, support.is_open) == (Side.TEAM, None, True)
    assert shown.waiting == ("Milestone live",)


def test_it_comes_when_the_stage_before_go_live_is_done_A6() -> None:
    plan = with_done(agreed(a_plan(with_list())), "call", "goal", "login")
    assert not is_due(plan)
    plan = with_done(plan, "settings")
    assert not is_due(plan)
    assert is_due(with_done(plan, "trained"))


def test_it_comes_before_that_where_only_the_list_keeps_a_milestone_closed_A6() -> None:
    data = with_list()
    data["stages"][3]["entry"] = [{"milestone_done": "login"}]
    plan = with_done(agreed(a_plan(data)), "call", "goal")
    assert not is_due(plan)
    assert is_due(with_done(plan, "login"))


def test_only_what_asks_for_the_list_needs_it_A6() -> None:
    assert needing(a_plan()) == ()
    [live] = needing(a_plan(with_list()))
    assert (live.key, live.needs[0].what) == ("live", RecordKey.GO_LIVE_LIST_CLOSED)


@pytest.mark.parametrize("lines", [[], [LINES[2]]], ids=["no list", "nothing has to be checked"])
def test_a_gate_cannot_ask_for_a_list_that_nothing_closes_A6(lines: list[dict[str, Any]]) -> None:
    with pytest.raises(ValidationError, match="nothing on it has to be"):
        Playbook.model_validate(with_list(go_live=lines))
