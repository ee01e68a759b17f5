"""A1: whoever sold is reminded of the brief, the owner hears of it, and overdue promises too."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.asked_for import BriefField
from onboarding.criteria import RecordKey
from onboarding.plan import Standing
from onboarding.review import review
from onboarding.review.account import AccountState, Hold, Promise, Team
from onboarding.review.touch import Touch
from tests.onboarding.examples import a_plan, playbook_data
from tests.onboarding.review.accounts import an_account, at, day, walk

OWNER, AE = "UOLIVIA", "UARTHUR"
MISSING = (BriefField.GOALS, BriefField.RISKS)


def an_asking_account(**given: Any) -> AccountState:
    """Opened on the first day at eight; its call waits for a brief that lacks two fields."""
    data = playbook_data()
    data["stages"][0]["milestones"][0]["needs"] = [{"brief_complete": True}]
    known: dict[str, Any] = {
        "plan": a_plan(data),
        "opened_at": at(day(0), 8),
        "team": Team(OWNER, AE),
        "brief_missing": MISSING,
    }
    return an_account(**known | given)


def said(account: AccountState, *kinds: str, days: int = 12) -> list[tuple[datetime, Touch]]:
    """What is said within so many working days."""
    found = walk(account, at(day(days)))
    return [(when, touch) for when, touch in found.sent if touch.kind in kinds]


def days_of(account: AccountState, found: list[tuple[datetime, Touch]]) -> list[int]:
    opened_on = account.today(account.opened_at)
    return [account.calendar.between(opened_on, account.today(when)) for when, _ in found]


def test_whoever_sold_is_reminded_every_two_working_days_A1() -> None:
    account = an_asking_account()
    found = said(account, "brief_owed")
    assert days_of(account, found)[:4] == [2, 4, 6, 8]
    assert {touch.to.user for _, touch in found} == {AE}
    message: Any = found[0][1].message
    assert message.missing == ("What they want to reach", "Known risks")
    assert message.days == 2


def test_the_owner_hears_of_it_after_four_working_days_once_A1() -> None:
    account = an_asking_account()
    [(when, touch)] = said(account, "brief_late")
    assert days_of(account, [(when, touch)]) == [4]
    assert touch.to.user == OWNER


def test_without_an_account_executive_the_owner_is_reminded_and_not_told_on_themselves() -> None:
    account = an_asking_account(team=Team(OWNER))
    found = said(account, "brief_owed", "brief_late")
    assert {(touch.kind, touch.to.user) for _, touch in found} == {("brief_owed", OWNER)}


TOLD = Standing(holds={RecordKey.BRIEF_COMPLETE: at(day(0), 9)})


@pytest.mark.parametrize(
    "account",
    [
        an_asking_account(brief_missing=()),
        an_asking_account(plan=replace(an_asking_account().plan, standing=TOLD)),
        an_asking_account(plan=a_plan()),
        an_asking_account(holds=(Hold(at(day(0), 8), None, "They asked for it"),)),
        an_asking_account(
            plan=replace(
                an_asking_account().plan,
                standing=Standing(passed={"needs:call": at(day(0), 9)}),
            )
        ),
    ],
    ids=["told", "complete", "nothing waits for it", "on hold", "the gate was passed"],
)
def test_nobody_is_reminded_of_a_brief_that_nothing_waits_for(account: AccountState) -> None:
    assert said(account, "brief_owed", "brief_late") == []


def test_overdue_promises_remind_whoever_keeps_them_in_one_message_A1() -> None:
    promises = (
        Promise("A connector", AE, day(2)),
        Promise("A day on site", AE, day(2)),
        Promise("French labels", OWNER, day(3)),
        Promise("Some day", OWNER, None),
        Promise("Later", OWNER, day(40)),
    )
    account = an_account(promises=promises, opened_at=at(day(0), 8))
    found = said(account, "promises_due", days=6)
    first: Any = found[0][1].message
    assert [one.text for one in first.promises] == ["A connector", "A day on site"]
    assert days_of(account, found)[0] == 3
    texts = {one.text for _, t in found for one in t.message.promises}  # type: ignore[union-attr]
    assert texts == {"A connector", "A day on site", "French labels"}


@given(
    st.lists(st.tuples(st.sampled_from([OWNER, AE]), st.integers(0, 10)), min_size=1, max_size=6),
    st.lists(st.integers(1, 60 * 30).map(lambda m: timedelta(minutes=m)), max_size=25),
)
@settings(max_examples=15, deadline=None)
def test_nobody_is_reminded_twice_a_day_or_outside_working_hours(
    made: list[tuple[str, int]], steps: list[timedelta]
) -> None:
    promises = tuple(Promise(f"P{n}", who, day(due)) for n, (who, due) in enumerate(made))
    account = an_asking_account(promises=promises)
    found = [
        (when, touch)
        for when, touch in walk(account, at(day(15)), steps=steps).sent
        if touch.kind in ("promises_due", "brief_owed", "brief_late")
    ]
    seen = [(touch.kind, touch.to.user, account.today(when)) for when, touch in found]
    assert len(set(seen)) == len(seen)
    for when, touch in found:
        assert account.hours_of(touch.to).is_open(when)


def test_the_next_reminder_is_known_ahead() -> None:
    account = an_asking_account()
    planned = review(account, at(day(0), 9)).planned
    assert "brief_owed:1" in {one.touch.key for one in planned}
