"""C1: predictable check-ins, and the first word after somebody came."""

from dataclasses import replace
from datetime import time

import pytest

from onboarding.cadence import Cadence, CheckIns
from onboarding.criteria import OnRecord
from onboarding.messages.touches import CheckIn, WelcomeFollowUp
from onboarding.review import review
from onboarding.review.account import AccountState, Hold
from onboarding.review.touch import Door
from tests.onboarding.examples import with_done
from tests.onboarding.review.accounts import MAYA, an_account, at, day, having, maya, walk


def busy(number: int = 30) -> AccountState:
    """An account whose customer gives a sign now and then, so that nobody calls it quiet."""
    return having(an_account(), MAYA, active_at=at(day(number)))


def test_a_check_in_comes_every_so_many_working_days_at_its_local_time_C1() -> None:
    account = replace(busy(), cadence=Cadence(check_ins=CheckIns(every=5, at=time(10, 30))))
    found = walk(account, at(day(16)))
    assert found.of("check_in") == [at(day(5), 10, 30), at(day(10), 10, 30), at(day(15), 10, 30)]


def test_a_check_in_says_what_was_done_since_the_last_what_is_next_and_whom_to_ask_C1() -> None:
    account = replace(busy(), plan=with_done(an_account().plan, "call"))
    found = walk(account, at(day(5), 12))
    [message] = [t.message for _, t in found.sent if t.kind == "check_in"]
    assert isinstance(message, CheckIn)
    assert message.done == ("Milestone call",)
    assert [item.key for item in message.theirs] == ["goal"]
    assert message.owner == account.team.owner


def test_what_only_waits_for_our_record_is_ours_to_do_C1() -> None:
    account = busy()
    needs = (OnRecord.model_validate({"brief_complete": True}),)
    stages = tuple(
        replace(stage, milestones=tuple(replace(one, needs=needs) for one in stage.milestones))
        for stage in account.plan.stages
    )
    account = replace(account, plan=replace(account.plan, stages=stages))
    found = walk(account, at(day(5), 12))
    [message] = [t.message for _, t in found.sent if t.kind == "check_in"]
    assert isinstance(message, CheckIn)
    assert (message.theirs, [item.key for item in message.ours]) == ((), ["call"])


def test_what_was_told_as_done_is_not_told_again_in_the_next_check_in_C1() -> None:
    account = replace(busy(), plan=with_done(an_account().plan, "call"))
    found = walk(account, at(day(10), 12))
    messages = [t.message for _, t in found.sent if t.kind == "check_in"]
    assert [m.done for m in messages if isinstance(m, CheckIn)] == [("Milestone call",), ()]


@pytest.mark.parametrize(
    "why",
    ["the playbook wants none", "nobody of theirs is here", "the account rests", "all is done"],
)
def test_no_check_in_where_it_would_be_idle_talk_C1(why: str) -> None:
    account = busy()
    match why:
        case "the playbook wants none":
            account = replace(account, cadence=Cadence(check_ins=CheckIns(every=0)))
        case "nobody of theirs is here":
            account = replace(account, contacts=(maya(joined_at=None, user=None),))
        case "the account rests":
            hold = Hold(from_at=at(day(0)), until_on=None, reason="They move house")
            account = replace(account, holds=(hold,))
        case "all is done":
            keys = ("call", "goal")
            plan = replace(with_done(account.plan, *keys), agreed_at=at(day(1)))
            rest = ("login", "settings", "polish", "trained", "live", "value")
            account = replace(account, plan=with_done(plan, *rest))
    assert walk(account, at(day(12))).of("check_in") == []


def test_one_friendly_word_where_to_begin_when_somebody_came_and_did_nothing_C1() -> None:
    account = replace(an_account(), plan=with_done(an_account().plan, "call"))
    found = walk(account, at(day(4)))
    assert found.of("welcome_follow_up") == [at(day(2), 10)]
    [touch] = [t for _, t in found.sent if t.kind == "welcome_follow_up"]
    assert isinstance(touch.message, WelcomeFollowUp)
    assert touch.message.first.key == "goal"
    assert touch.to.door is Door.CHANNEL


def test_who_has_begun_needs_no_word_on_where_to_begin_C1() -> None:
    account = having(an_account(), MAYA, active_at=at(day(1), 12))
    account = replace(account, plan=with_done(account.plan, "call"))
    assert walk(account, at(day(4))).of("welcome_follow_up") == []


def test_the_owner_hears_three_times_at_most_that_nobody_has_come_G2() -> None:
    account = replace(an_account(), contacts=(maya(joined_at=None, user=None),))
    found = walk(account, at(day(30)))
    assert found.of("nobody_joined") == [at(day(3)), at(day(6)), at(day(9))]


def test_once_somebody_has_come_it_is_no_news_that_nobody_had_G2() -> None:
    late = replace(an_account(), contacts=(maya(joined_at=at(day(4), 12)),))
    assert "nobody_joined" not in [touch.kind for touch in review(late, at(day(6))).touches]
