"""The page about digests says what the program does."""

import re
from pathlib import Path

import pytest

from onboarding import triage
from onboarding.capacity import HIGH_TOUCH, OTHERS
from onboarding.digest import MOST
from onboarding.review.account import AccountState
from onboarding.subscriptions import MORNING
from onboarding.triage import assess
from tests.onboarding.portfolios import DAY_ONE, a_question, a_stall, after, an_account

PAGE = (Path(__file__).parents[1] / "docs" / "digests.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("account", "days", "row"),
    [
        (an_account(stall=a_stall()), 0.1, "stalled"),
        (an_account(contacts=()), triage.NOBODY_CAME, "nobody of the customer"),
        (an_account(questions=(a_question(),)), 1, "a question waits"),
        (an_account(redated_by_customer=triage.OFTEN_REDATED), 0, "dates have moved back"),
    ],
)
def test_the_points_of_what_is_wrong_are_those_of_the_table(
    account: AccountState, days: float, row: str
) -> None:
    told = next(line for line in PAGE.splitlines() if line.startswith("|") and row in line)
    figures = [int(figure) for figure in re.findall(r"\d+", told.split("|")[2])]
    without = assess(an_account(), after(days=days)).points
    grown = figures[1] if len(figures) > 1 else 0
    assert assess(account, after(days=days)).points - without == figures[0] + grown


def test_the_other_figures_are_those_of_the_program() -> None:
    text = " ".join(PAGE.split())
    assert f"{MOST['call']} to call, {MOST['moved']} that moved, {MOST['due']} with" in text
    assert f"{MOST['load']} people" in text
    assert f"{HIGH_TOUCH} high-touch customers or {OTHERS} others" in text
    assert f"{MORNING.hour}:{MORNING.minute}" in text
    assert f"for {triage.NOBODY_CAME} working days" in text
    assert assess(an_account(), DAY_ONE).points == 0
