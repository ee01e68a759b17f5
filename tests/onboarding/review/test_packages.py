"""A7: a package that waits is brought to mind, and so are the questions it was returned with."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.package_offer import Offer, OfferState, Question
from onboarding.review.account import AccountState, Hold, Team
from onboarding.review.touch import Touch
from tests.onboarding.examples import OWNER
from tests.onboarding.review.accounts import an_account, at, day, walk

CSM, AE = "UCLARA", "UARTHUR"
KINDS = ("package_waits", "package_questions_wait")
OFFERED = Offer(1, OfferState.OFFERED, CSM, OWNER, at(day(0), 10))


def question(number: int, owner: str, **given: Any) -> Question:
    return Question(f"Q{number}", f"Why {number}?", owner, CSM, at(day(0), 11), **given)


RETURNED = replace(
    OFFERED,
    state=OfferState.RETURNED,
    answered_at=at(day(0), 11),
    questions=(
        question(1, AE),
        question(2, AE),
        question(3, OWNER),
        question(4, OWNER, answer="So.", answered_by=OWNER),
    ),
)


def handing(offer: Offer | None, **given: Any) -> AccountState:
    known: dict[str, Any] = {"opened_at": at(day(0), 8), "team": Team(OWNER, AE, CSM)}
    return an_account(package=offer, **known | given)


def said(account: AccountState, days: int = 9) -> list[tuple[datetime, Touch]]:
    found = walk(account, at(day(days)), since=at(day(0), 12))
    return [(when, touch) for when, touch in found.sent if touch.kind in KINDS]


def days_of(account: AccountState, found: list[tuple[datetime, Touch]]) -> list[int]:
    return [account.calendar.between(day(0), account.today(when)) for when, _ in found]


def test_whoever_should_take_over_is_reminded_every_two_working_days_A7() -> None:
    account = handing(OFFERED)
    found = [(when, touch) for when, touch in said(account) if touch.to.user == CSM]
    assert days_of(account, found) == [2, 4, 6, 8]
    messages: list[Any] = [touch.message for _, touch in found]
    assert [one.days for one in messages] == [2, 4, 6, 8]
    assert not any(one.tells_owner for one in messages)


def test_the_owner_hears_after_four_working_days_once_A7() -> None:
    account = handing(OFFERED)
    [(when, touch)] = [one for one in said(account) if one[1].to.user == OWNER]
    assert days_of(account, [(when, touch)]) == [4]
    message: Any = touch.message
    assert (message.tells_owner, message.csm) == (True, CSM)


def test_an_owner_who_takes_over_is_not_told_on_themselves() -> None:
    found = said(handing(replace(OFFERED, csm=OWNER)))
    assert {touch.key.partition(":")[0] for _, touch in found} == {"package_waits"}


def test_a_newer_offer_has_a_clock_of_its_own_A7() -> None:
    account = handing(replace(OFFERED, number=2, offered_at=at(day(3), 10)))
    found = [one for one in said(account) if one[1].to.user == CSM]
    assert days_of(account, found) == [5, 7]
    assert found[0][1].key == "package_waits:2:1"


def test_everybody_who_owes_an_answer_is_reminded_in_one_message_A7() -> None:
    account = handing(RETURNED)
    found = said(account, days=3)
    asked: dict[str | None, Any] = {touch.to.user: touch.message for _, touch in found}
    assert asked[AE].questions == ("Why 1?", "Why 2?")
    assert asked[OWNER].questions == ("Why 3?",)
    assert days_of(account, found) == [2, 2]


@pytest.mark.parametrize(
    "account",
    [
        handing(None),
        handing(replace(OFFERED, state=OfferState.ACCEPTED)),
        handing(replace(RETURNED, questions=RETURNED.questions[3:])),
        handing(OFFERED, holds=(Hold(at(day(0), 8), None, "They asked for it"),)),
        handing(RETURNED, holds=(Hold(at(day(0), 8), None, "They asked for it"),)),
    ],
    ids=["never offered", "accepted", "all answered", "on hold", "on hold with questions"],
)
def test_nobody_is_reminded_where_nothing_waits(account: AccountState) -> None:
    assert said(account) == []


@given(
    st.sampled_from([OFFERED, RETURNED]),
    st.lists(st.integers(1, 60 * 30).map(lambda m: timedelta(minutes=m)), max_size=20),
)
@settings(max_examples=15, deadline=None)
def test_nobody_is_reminded_twice_a_day_or_outside_working_hours(
    offer: Offer, steps: list[timedelta]
) -> None:
    account = handing(offer)
    found = walk(account, at(day(9)), since=at(day(0), 12), steps=steps).sent
    found = tuple((when, touch) for when, touch in found if touch.kind in KINDS)
    seen = [(touch.kind, touch.to.user, account.today(when)) for when, touch in found]
    assert len(set(seen)) == len(seen)
    assert all(account.hours_of(touch.to).is_open(when) for when, touch in found)
