"""G1, G5: once it is live the owner is asked how it is used, and told where it is not."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.cadence import Cadence, UsageCheck
from onboarding.plan import Plan
from onboarding.review.account import AccountState, Hold
from onboarding.review.rules.usage import lessons
from onboarding.review.touch import Touch
from onboarding.usage import UsageReport
from tests.onboarding.examples import OWNER, TRAINING_RESOURCES, a_plan, playbook_data, with_done
from tests.onboarding.review.accounts import Doing, an_account, at, day, walk

WANTED = UsageCheck(active_share=0.5, report_every=6)
BEFORE_LIVE = ("call", "goal", "login", "settings", "trained")


def a_live_plan(*more: str) -> Plan:
    """Live since the tenth working day, at nine."""
    plan = with_done(replace(a_plan(), agreed_at=at(day(1))), *BEFORE_LIVE, "live", *more)
    moments = {"live": at(day(10)), "value": at(day(11))}
    done = {m.key: replace(m, done_at=moments.get(m.key, at(day(9)))) for m in plan.milestones}
    return plan.changing({key: m for key, m in done.items() if key in plan.done_milestones})


def a_live_account(**given: Any) -> AccountState:
    return an_account(**{"plan": a_live_plan(), "cadence": Cadence(usage=WANTED)} | given)


def a_report(when: datetime, active: int, expected: int, *unused: str) -> UsageReport:
    return UsageReport(active, expected, unused, None, OWNER, when)


def reports(on: int, active: int, expected: int, *unused: str) -> tuple[datetime, Doing]:
    """Somebody reports at ten on a working day."""
    when = at(day(on), 10)
    return when, lambda a, now: replace(a, usage=a_report(now, active, expected, *unused))


def said(account: AccountState, kind: str, *did: tuple[datetime, Doing]) -> dict[int, Touch]:
    """By working day, what is said from the tenth to the fortieth."""
    found = walk(account, at(day(40)), since=at(day(10)), doings=did)
    opened_on = account.signed_on
    return {
        account.calendar.between(opened_on, account.today(when)): touch
        for when, touch in found.sent
        if touch.kind == kind
    }


def test_the_owner_is_asked_half_as_long_after_go_live_and_then_again_and_again_G1() -> None:
    found = said(a_live_account(), "usage_wanted")
    assert list(found) == [13, 19, 25, 31, 37]
    assert {touch.to.user for touch in found.values()} == {OWNER}
    first: Any = found[13].message
    assert (first.days_live, first.last_on) == (3, None)


def test_a_report_puts_the_next_question_off_until_it_is_old_G1() -> None:
    found = said(a_live_account(), "usage_wanted", reports(12, 9, 12), reports(20, 9, 12))
    assert list(found) == [18, 26, 32, 38]
    again: Any = found[18].message
    assert again.last_on == day(12)


def test_what_was_reported_before_go_live_says_nothing_of_its_use_G5() -> None:
    early = a_live_account(usage=a_report(at(day(9)), 0, 12, "settings"))
    assert list(said(early, "usage_wanted")) == [13, 19, 25, 31, 37]
    assert said(early, "under_used") == {}


NOT_ASKED = {
    "the playbook says nothing of it": a_live_account(cadence=Cadence()),
    "not live yet": a_live_account(plan=with_done(a_plan(), "call", "goal")),
    "all done": a_live_account(plan=a_live_plan("value")),
    "on hold": a_live_account(holds=(Hold(at(day(9)), None, "Merger"),)),
}


@pytest.mark.parametrize("account", NOT_ASKED.values(), ids=list(NOT_ASKED))
def test_nobody_is_asked_and_nothing_is_told_where_there_is_no_use_yet(
    account: AccountState,
) -> None:
    did = reports(12, 0, 12, "settings")
    assert said(account, "usage_wanted") == said(account, "under_used", did) == {}


@pytest.mark.parametrize(
    ("active", "unused", "few", "titles"),
    [
        (6, (), None, ()),
        (5, (), True, ()),
        (0, (), True, ()),
        (12, ("settings",), False, ("Milestone settings",)),
        (5, ("login", "settings"), True, ("Milestone login", "Milestone settings")),
        (12, ("polish",), None, ()),  # which is not set up any more
    ],
)
def test_the_owner_is_told_at_once_what_is_unused_or_how_few_came_G5(
    active: int, unused: tuple[str, ...], few: bool | None, titles: tuple[str, ...]
) -> None:
    found = said(a_live_account(), "under_used", reports(12, active, 12, *unused))
    if few is None:
        assert found == {}
        return
    assert list(found) == [12]
    message: Any = found[12].message
    assert (message.few, message.unused) == (few, titles)
    assert (message.active, message.expected) == (active, 12)
    assert [one.title for one in message.lessons] == ["Live", "Steps"]


def test_the_same_is_told_again_only_after_the_days_and_something_new_at_once_G5() -> None:
    did = [
        reports(12, 9, 12, "settings"),
        reports(13, 9, 12, "settings"),
        reports(14, 9, 12, "settings", "login"),
        reports(15, 1, 12),
        reports(21, 1, 12),
    ]
    found = said(a_live_account(), "under_used", *did)
    assert list(found) == [12, 14, 15, 21]
    told: Any = [touch.message for touch in found.values()]
    assert [len(one.unused) for one in told] == [1, 2, 0, 0]


def test_the_lessons_are_those_for_daily_users_live_ones_first_C7() -> None:
    data = playbook_data()
    others = [
        {"format": "short-video", "title": "Boss", "audience": "executive"},
        {"format": "live-session", "title": "Admins", "audience": "administrator"},
        {"format": "in-app", "title": "Hints", "audience": "end_user"},
        {"format": "short-video", "title": "Clip", "audience": "end_user"},
    ]
    more = [one | {"url": f"https://help.example.com/{one['title']}"} for one in others]
    data["stages"][2]["milestones"][0]["resources"] = [*more, *TRAINING_RESOURCES]
    assert [one.title for one in lessons(a_plan(data))] == ["Live", "Hints", "Clip"]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 29),
            st.integers(0, 12),
            st.lists(st.sampled_from(["login", "settings"]), unique=True),
        ),
        max_size=6,
    ),
    st.lists(st.integers(1, 60 * 50).map(lambda m: timedelta(minutes=m)), max_size=25),
)
@settings(max_examples=20, deadline=None)
def test_however_it_is_looked_at_nobody_hears_it_twice_nor_outside_working_hours(
    made: list[tuple[int, int, list[str]]], steps: list[timedelta]
) -> None:
    did = [reports(10 + on, active, 12, *unused) for on, active, unused in made]
    account = a_live_account()
    found = [
        (when, touch)
        for when, touch in walk(
            account, at(day(40)), since=at(day(10)), steps=steps, doings=did
        ).sent
        if touch.kind in ("usage_wanted", "under_used")
    ]
    keys = [touch.key for _, touch in found]
    assert len(set(keys)) == len(keys)
    assert all(account.hours_of(touch.to).is_open(when) for when, touch in found)
    asked = [account.today(when) for when, touch in found if touch.kind == "usage_wanted"]
    assert len(set(asked)) == len(asked)
    assert sum(touch.kind == "under_used" for _, touch in found) <= len(made)
