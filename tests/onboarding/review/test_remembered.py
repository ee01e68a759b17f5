"""A2: what the customer said at the kickoff comes back in what is said to it later."""

from dataclasses import replace

import pytest

from onboarding.discovery import Quote
from onboarding.messages.touches import CheckIn, FirstValueReached, ReEngagement
from onboarding.review.account import AccountState
from onboarding.review.remembered import remembered_facts
from onboarding.ticking import Tick, Ticked, tick
from tests.onboarding.examples import the, with_done
from tests.onboarding.review.accounts import MAYA, an_account, at, day, having, walk

WORDS = Quote("What has to be true in 90 days?", "Nobody stays late for orders.")
MORE = Quote("And in a year?", "Two more shops.")


def having_said(*quotes: Quote) -> AccountState:
    return replace(an_account(), own_words=quotes)


def test_another_turn_brings_another_answer_A2() -> None:
    account = having_said(WORDS, MORE)
    said = [remembered_facts(account, turn).get("said") for turn in range(3)]
    assert said == [WORDS.said, MORE.said, WORDS.said]
    assert remembered_facts(having_said()) == {}


@pytest.mark.parametrize("same", ["Orders the same day", " orders the same  day. "])
def test_what_only_says_the_goal_again_is_not_quoted_beside_it_A2(same: str) -> None:
    account = replace(having_said(replace(WORDS, said=same)), outcome="Orders the same day.")
    assert remembered_facts(account) == {}


def test_a_quiet_customer_and_a_check_in_without_news_hear_their_own_words_A2() -> None:
    account = having_said(WORDS)
    account = replace(account, plan=with_done(account.plan, "call"))
    account = having(account, MAYA, active_at=at(day(1)))
    said = [touch.message for _, touch in walk(account, at(day(15), 17)).sent]
    re_engaging = [message for message in said if isinstance(message, ReEngagement)]
    check_ins = [message for message in said if isinstance(message, CheckIn)]
    assert re_engaging
    assert check_ins
    heard: list[ReEngagement | CheckIn] = [*re_engaging, *check_ins]
    for message in heard:
        assert (message.asked, message.said) == (WORDS.asked, WORDS.said)


def test_first_value_is_celebrated_with_what_they_said_A2_C5() -> None:
    account = having_said(WORDS)
    plan = replace(account.plan, agreed_at=at(day(1)))
    for key in ("call", "goal", "login", "settings", "trained", "live", "value"):
        outcome = tick(plan, Tick(key, done=True), the(plan, key).side, MAYA, at(day(2)))
        assert isinstance(outcome, Ticked)
        plan = outcome.plan
    found = walk(replace(account, plan=plan), at(day(4)), since=at(day(2)))
    [win] = [t.message for _, t in found.sent if isinstance(t.message, FirstValueReached)]
    assert (win.asked, win.said) == (WORDS.asked, WORDS.said)
