"""What can still be done once an onboarding is closed (R5, R10)."""

import re
from pathlib import Path

from onboarding.permissions import AFTER_CLOSING, Action

PAGE = Path(__file__).parents[2] / "docs" / "roles.md"


def test_the_page_of_roles_names_what_is_left_after_closing_R5() -> None:
    text = PAGE.read_text("utf-8")
    [told] = [
        part for part in text.split("\n\n") if part.startswith("Once an onboarding is [closed]")
    ]
    assert set(map(Action, re.findall(r"`(\w+)`", told))) == AFTER_CLOSING


def test_nothing_that_changes_the_plan_is_left_after_closing_R5() -> None:
    changing = {
        Action.TICK_TEAM,
        Action.TICK_CUSTOMER,
        Action.AGREE_PLAN,
        Action.REDATE,
        Action.REASSIGN,
        Action.RAISE_BLOCKER,
        Action.RESOLVE_BLOCKER,
        Action.OPEN_GATE,
        Action.CHECK_GO_LIVE,
        Action.HAND_ON,
        Action.HOLD,
    }
    assert not changing & AFTER_CLOSING
