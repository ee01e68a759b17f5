"""F1: low scores that nobody sees to are brought to the owner's mind again, all in one message."""

from typing import Any

import pytest

from onboarding.review.account import AccountState, Hold
from onboarding.surveys import LowScore, low_score
from tests.onboarding.examples import OWNER
from tests.onboarding.review.accounts import an_account, at, day, walk

ONE = LowScore("UMAYA", "CSAT", "1 of 5", at(day(0), 11))
OTHER = LowScore("UTOM", "half-time", "2 of 5", at(day(1), 11))


def with_scores(*scores: LowScore, **given: Any) -> AccountState:
    return an_account(opened_at=at(day(0), 8), low_scores=scores, **given)


def said(account: AccountState, days: int = 7) -> list[tuple[int, Any]]:
    found = walk(account, at(day(days)), since=at(day(0), 12))
    return [
        (account.calendar.between(day(0), account.today(when)), touch)
        for when, touch in found.sent
        if touch.kind == "low_scores_wait"
    ]


def test_the_owner_is_reminded_every_two_working_days_of_all_that_wait_F1() -> None:
    found = said(with_scores(ONE, OTHER))
    assert [on for on, _ in found] == [2, 4, 6]
    assert {touch.to.user for _, touch in found} == {OWNER}
    first = found[0][1].message
    assert [(one.by, one.given, one.days) for one in first.scores] == [
        ("UMAYA", "1 of 5", 2),
        ("UTOM", "2 of 5", 1),
    ]
    assert first.more == 0


def test_of_many_a_few_are_named_and_the_rest_is_counted_F1() -> None:
    [(_, touch), *_] = said(with_scores(*[ONE] * 9))
    assert (len(touch.message.scores), touch.message.more) == (5, 4)


def test_nobody_is_reminded_while_it_rests_or_where_all_are_seen_to_F1() -> None:
    assert said(with_scores()) == []
    resting = with_scores(ONE, holds=(Hold(at(day(0), 9), None, "budget"),))
    assert said(resting) == []


@pytest.mark.parametrize(
    ("kind", "value", "given"),
    [
        ("pulse", "2", "2 of 5"),
        ("pulse", "3", None),
        ("csat", "2", "2 of 5"),
        ("csat", "3", None),
        ("ces", "3", "3 of 7"),
        ("ces", "4", None),
        ("nps", "6", "6 of 10"),
        ("nps", "7", None),
    ],
)
def test_what_counts_as_low_F1(kind: str, value: str, given: str | None) -> None:
    found = low_score(kind, value, "UMAYA", ONE.at)
    assert (found.given if found else None) == given
