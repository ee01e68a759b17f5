"""When a customer counts as quiet (G2), and what stops its clock."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from onboarding.messages.touches import ReEngagement
from onboarding.plan import BlockerKind
from onboarding.review import review
from onboarding.review.account import AccountState, Hold, Level
from onboarding.review.causes import propose
from onboarding.review.changes import StallBegan, StallDeepened, StallEnded
from onboarding.review.engagement import critical_milestone, planned_days, read
from onboarding.stall_causes import Cause
from tests.onboarding.examples import a_blocker, the, with_done
from tests.onboarding.review.accounts import (
    MAYA,
    TOM,
    an_account,
    at,
    day,
    having,
    tom,
    walk,
)


def waiting() -> AccountState:
    """The call was held on day 1; since then it is Maya's turn to say what success is (day 5)."""
    account = replace(an_account(), plan=with_done(an_account().plan, "call"))
    return having(account, MAYA, active_at=at(day(1), 15))


def level_on(account: AccountState, number: int) -> Level:
    return read(account, at(day(number), 12)).level


def test_a_customer_is_watched_and_then_stalled_by_the_time_its_task_was_given_G2() -> None:
    account = waiting()
    goal = critical_milestone(account.plan)
    assert goal is not None
    assert (goal.key, planned_days(account, goal)) == ("goal", 3)
    # idle days: those after day 2, when its time began, and before today; the floors are 3 and 5
    levels = [level_on(account, number) for number in range(2, 10)]
    assert levels.index(Level.WATCH) == levels.index(Level.STALLED) - 2
    assert levels == sorted(levels, key=list(Level).index)
    assert levels[-1] is Level.STALLED


def test_what_we_send_never_resets_the_clock_G2() -> None:
    account = waiting()
    silent = walk(account, at(day(8), 12)).account
    assert silent.history
    assert level_on(silent, 8) is level_on(account, 8) is Level.STALLED


def test_a_sign_of_the_customer_sets_the_clock_back_G2() -> None:
    account = having(waiting(), TOM, active_at=at(day(7), 12))
    assert level_on(account, 8) is Level.CALM


def test_the_clock_does_not_run_on_days_off_G2() -> None:
    account = waiting()
    friday, monday = at(day(4), 12), at(day(5), 12)
    assert monday - friday == timedelta(days=3)
    assert read(account, monday).idle_days == read(account, friday).idle_days + 1
    saturday = friday + timedelta(days=1)
    assert read(account, saturday).level is read(account, monday).level


def test_the_clock_stands_still_while_it_rests_G2() -> None:
    account = waiting()
    hold = Hold(from_at=at(day(2)), until_on=day(7), reason="Stocktaking")
    held = replace(account, holds=(hold,))
    assert level_on(account, 8) is Level.STALLED
    assert level_on(held, 8) is Level.CALM
    # of the days that would have counted, four lie within the pause: 3, 4, 5 and 6
    assert read(held, at(day(12))).idle_days == read(account, at(day(8))).idle_days


@pytest.mark.parametrize(
    ("kind", "milestone", "stands"),
    [
        (BlockerKind.TECHNICAL, "goal", True),
        (BlockerKind.RESOURCE, "goal", False),
        (BlockerKind.RESOURCE, "settings", True),
    ],
)
def test_the_clock_stands_still_while_the_blocker_is_ours_G2(
    kind: BlockerKind, milestone: str, stands: bool
) -> None:
    account = waiting()
    blocker = replace(a_blocker(milestone), kind=kind, raised_at=at(day(2)))
    blocked = replace(account, plan=replace(account.plan, blockers=(blocker,)))
    assert (level_on(blocked, 8) is Level.CALM) is stands


def test_while_it_is_our_turn_nobody_is_quiet_G2() -> None:
    account = having(an_account(), MAYA, active_at=at(day(0), 12))
    assert critical_milestone(account.plan) is None  # the call is ours
    assert level_on(account, 30) is Level.CALM


def test_a_customer_that_never_came_is_not_quiet_but_absent_G2() -> None:
    account = replace(waiting(), contacts=())
    assert level_on(account, 30) is Level.CALM


def test_a_stall_begins_deepens_and_ends_with_the_customers_return_G2() -> None:
    account = waiting()

    def comes_back(account: AccountState, now: Any) -> AccountState:
        return having(account, MAYA, active_at=now)

    found = walk(account, at(day(13)), doings=[(at(day(10), 11), comes_back)])
    changes = [change for seen in found.reviews for change in seen.changes]
    [began] = [change for change in changes if isinstance(change, StallBegan)]
    assert began.stall.level is Level.WATCH
    assert [c.level for c in changes if isinstance(c, StallDeepened)] == [Level.STALLED]
    [ended] = [change for change in changes if isinstance(change, StallEnded)]
    assert (ended.came_back, ended.who) == (True, MAYA)
    assert found.account.stall is None


def test_whoever_only_comes_into_the_channel_is_not_the_customer_come_back_G2() -> None:
    """Their days are counted anew; nobody is told that somebody is back who has done nothing."""
    account = waiting()

    def brings_tom_in(account: AccountState, now: Any) -> AccountState:
        return replace(account, contacts=(*account.contacts, tom(joined_at=now)))

    found = walk(account, at(day(13)), doings=[(at(day(10), 11), brings_tom_in)])
    changes = [change for seen in found.reviews for change in seen.changes]
    [ended] = [change for change in changes if isinstance(change, StallEnded)]
    assert (ended.came_back, ended.who) == (False, None)


def test_re_engagement_quotes_their_goal_their_progress_and_the_smallest_step_C3() -> None:
    found = walk(waiting(), at(day(8), 16))
    [nudge] = [t.message for _, t in found.sent if t.kind == "re_engagement"]
    assert isinstance(nudge, ReEngagement)
    assert nudge.outcome == "Our three shops reorder in minutes instead of a day"
    assert (nudge.done, nudge.step.key) == (1, "goal")
    assert nudge.first_value_on == the(an_account().plan, "value").due_on


@pytest.mark.parametrize(
    ("what", "cause"),
    [
        ("technical", Cause.TECHNICAL_BLOCKER),
        ("resource", Cause.RESOURCE_BLOCKER),
        ("decision", Cause.WEAK_SPONSORSHIP),
        ("somebody left", Cause.STAKEHOLDER_CHANGE),
        ("dates moved", Cause.SCOPE_CHANGE),
        ("no sponsor", Cause.WEAK_SPONSORSHIP),
        ("late value", Cause.SLOW_VALUE),
        ("nothing known", Cause.UNCLEAR_NEXT_STEP),
    ],
)
def test_a_cause_is_proposed_from_what_is_known_G6(what: str, cause: Cause) -> None:
    account, now = waiting(), at(day(8))
    match what:
        case "technical" | "resource" | "decision":
            blocker = replace(a_blocker("goal"), kind=BlockerKind(what))
            account = replace(account, plan=replace(account.plan, blockers=(blocker,)))
        case "somebody left":
            account = having(account, TOM, left_at=at(day(6)))
        case "dates moved":
            account = replace(account, redated_by_customer=3)
        case "no sponsor":
            account = replace(account, contacts=account.contacts[:2])
        case "late value":
            now = at(day(25))
    assert propose(account, now) is cause


def test_a_closed_account_is_never_looked_at_again() -> None:
    closed = replace(waiting(), closed_at=at(day(2)))
    seen = review(closed, at(day(9)))
    assert (seen.touches, seen.changes, seen.next_at) == ((), (), None)
