from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.drawing_up import draw_up
from onboarding.people import Side
from onboarding.playbook import Playbook
from onboarding.workdays import WorkCalendar
from tests.onboarding.examples import (
    CONSULTANT,
    GERMANY,
    OWNER,
    SIGNED,
    a_plan,
    playbook_data,
    playbooks,
    the,
)

calendars = st.sampled_from([GERMANY, WorkCalendar("EG", "Africa/Cairo")])
signatures = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@settings(deadline=None, max_examples=50)
@given(playbooks(), signatures, calendars)
def test_no_milestone_lacks_owner_date_or_goal_A4(
    playbook: Playbook, signed_on: date, calendar: WorkCalendar
) -> None:
    plan = draw_up(playbook, signed_on, calendar, {"owner": OWNER})
    assert len(plan.milestones) == len(playbook.milestones)
    for milestone in plan.milestones:
        assert milestone.role
        assert milestone.assignee == (OWNER if milestone.side is Side.TEAM else None)
        assert milestone.why
        assert milestone.due_on == milestone.baseline_on
        assert milestone.due_on >= signed_on
        assert calendar.is_working_day(milestone.due_on)
        for key in milestone.depends_on:
            assert the(plan, key).due_on <= milestone.due_on


def test_milestones_fall_on_their_working_day_after_the_signature_R2() -> None:
    plan = a_plan()
    assert {m.key: m.due_on.isoformat() for m in plan.milestones} == {
        "call": "2025-03-05",
        "goal": "2025-03-10",
        "login": "2025-03-13",
        "settings": "2025-03-17",
        "polish": "2025-03-18",
        "trained": "2025-03-24",
        "live": "2025-03-27",
        "value": "2025-03-31",
    }


def test_a_role_of_ours_that_nobody_holds_falls_to_the_owner_A4() -> None:
    playbook = Playbook.model_validate(playbook_data())
    alone = draw_up(playbook, SIGNED, GERMANY, {"owner": OWNER})
    assert the(a_plan(), "settings").assignee == CONSULTANT
    assert the(alone, "settings").assignee == OWNER
    assert the(alone, "settings").role == "consultant"


def test_a_known_stakeholder_is_given_the_milestones_of_their_role_A4() -> None:
    playbook = Playbook.model_validate(playbook_data())
    plan = draw_up(playbook, SIGNED, GERMANY, {"owner": OWNER, "champion": "UCHAMPION"})
    assert the(plan, "goal").assignee == "UCHAMPION"


def test_a_plan_without_an_owner_is_not_drawn_up_A4() -> None:
    playbook = Playbook.model_validate(playbook_data())
    with pytest.raises(ValueError, match="needs an owner"):
        draw_up(playbook, SIGNED, GERMANY, {"consultant": CONSULTANT})


def test_a_fresh_plan_is_not_agreed_and_nothing_in_it_is_done_A4() -> None:
    plan = a_plan()
    assert plan.agreed_at is None
    assert not any(m.is_done or m.done_by for m in plan.milestones)
