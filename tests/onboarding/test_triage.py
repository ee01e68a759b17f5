"""Whom to call first: by risk and value, not by volume (G7)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.cadence import CriteriaCheck, UsageCheck
from onboarding.package_offer import Offer, OfferState
from onboarding.plan import BlockerKind
from onboarding.review.account import AccountState, Contact, Hold, Level
from onboarding.stall_causes import Cause
from onboarding.surveys import LowScore
from onboarding.triage import Assessment, Risk, assess, ranked, weight, whom_to_call
from onboarding.usage import UsageReport
from playbooks.reasons import reasons as in_words
from tests.onboarding.examples import NOW, a_blocker, with_done
from tests.onboarding.portfolios import (
    DAY_ONE,
    a_question,
    a_stall,
    accounts,
    after,
    an_account,
    quiet,
)


def kinds(account: AccountState, now: datetime) -> list[str]:
    return [reason.kind for reason in assess(account, now).reasons]


def test_a_quiet_red_500k_account_outranks_a_noisy_green_5k_one_G7() -> None:
    noisy = an_account(
        "Noisy", contract_value=5_000, questions=tuple(a_question(f"{n}?") for n in range(40))
    )
    still = quiet("Still", contract_value=500_000)
    now = after(hours=2)
    assert assess(noisy, now).risk is Risk.LOW
    assert assess(still, now).risk is Risk.HIGH
    assert [one.account.name for one in ranked([assess(noisy, now), assess(still, now)])] == [
        "Still",
        "Noisy",
    ]


def test_noise_weighs_no_more_than_its_loudest_part_G7() -> None:
    now = after(days=2)
    one = assess(an_account(questions=(a_question(),)), now)
    forty = assess(an_account(questions=tuple(a_question(f"{n}?") for n in range(40))), now)
    assert one.points == forty.points > 0


def test_nothing_wrong_calls_nobody_whatever_it_is_worth() -> None:
    found = assess(an_account(contract_value=10**9), DAY_ONE)
    assert (found.points, found.score, found.reasons, found.risk) == (0, 0, (), Risk.LOW)


def test_a_low_score_that_nobody_sees_to_calls_for_somebody_from_the_next_day_on_F1() -> None:
    account = an_account(low_scores=(LowScore("UMAYA", "CSAT", "1 of 5", DAY_ONE),))
    fresh, waiting = assess(account, after(hours=1)), assess(account, after(days=1))
    assert [one.kind for one in fresh.reasons] == ["low_score"]
    assert (fresh.needs_somebody, waiting.needs_somebody) == (False, True)
    [reason] = [one for one in waiting.reasons if one.kind == "low_score"]
    said = in_words([reason])
    assert said == f"A low score nobody sees to, for 1 working day now: {reason.what}."
    assert "CSAT 1 of 5" in said


def test_a_handoff_that_nobody_answers_calls_for_somebody_of_ours_A7() -> None:
    offer = Offer(1, OfferState.OFFERED, "UCLARA", "UOLIVIA", DAY_ONE)
    account = an_account(package=offer)
    fresh, waiting = assess(account, DAY_ONE), assess(account, after(days=2))
    assert [one.kind for one in fresh.reasons] == ["package_waits"]
    assert not fresh.needs_somebody
    assert fresh.is_ours_alone
    assert waiting.needs_somebody
    assert ("package_waits", 2) in [(one.kind, one.number) for one in waiting.reasons]
    for state in (OfferState.RETURNED, OfferState.ACCEPTED):
        answered = an_account(package=replace(offer, state=state))
        assert "package_waits" not in kinds(answered, after(days=2))


@pytest.mark.parametrize(
    ("changes", "now", "kind", "number", "what"),
    [
        ({"stall": a_stall()}, after(days=8), "stalled", 5, "They lack people or time"),
        ({"stall": a_stall(Level.WATCH)}, after(days=5), "watch", 4, "They lack people or time"),
        ({"contacts": ()}, after(days=3), "nobody_joined", 3, None),
        ({"questions": (a_question("Why?"),)}, after(days=1), "question", 8, "Why?"),
        ({"redated_by_customer": 3}, DAY_ONE, "redated", 3, None),
        ({}, after(days=4), "late", 2, "Milestone call"),
        ({}, datetime.fromisoformat("2025-06-20T12:00+00:00"), "drift", 37, None),
        ({}, datetime.fromisoformat("2025-04-04T12:00+00:00"), "first_value_late", 4, None),
    ],
)
def test_each_thing_that_is_wrong_is_told_with_its_figure(
    changes: dict[str, Any], now: datetime, kind: str, number: int, what: str | None
) -> None:
    found = {reason.kind: reason for reason in assess(an_account(**changes), now).reasons}
    assert kind in found
    assert (found[kind].number, found[kind].what) == (number, what)


@pytest.mark.parametrize(
    ("kind", "milestone", "reason"),
    [
        (BlockerKind.RESOURCE, "goal", "blocked"),
        (BlockerKind.TECHNICAL, "goal", "our_blocker"),
        (BlockerKind.RESOURCE, "call", "our_blocker"),
    ],
)
def test_what_we_have_to_remove_weighs_more(kind: BlockerKind, milestone: str, reason: str) -> None:
    blocker = replace(a_blocker(milestone), kind=kind, raised_at=DAY_ONE)
    account = an_account()
    found = assess(
        replace(account, plan=replace(account.plan, blockers=(blocker,))), after(hours=1)
    )
    assert [one.kind for one in found.reasons] == [reason]
    assert found.points == (15 if reason == "blocked" else 20)


def test_success_that_is_not_agreed_by_its_day_is_told_A3() -> None:
    account = an_account()
    cadence = account.cadence.model_copy(update={"criteria": CriteriaCheck(milestone="goal")})
    account = replace(account, cadence=cadence)
    assert "unconfirmed" not in kinds(account, after(days=7))
    assert "unconfirmed" in kinds(account, after(days=8))
    agreed = replace(account, plan=with_done(account.plan, "call", "goal"))
    assert "unconfirmed" not in kinds(agreed, after(days=8))


def test_hanging_on_one_person_is_told_once_it_has_run_long_enough_G3() -> None:
    account = an_account()
    now = after(days=16)
    maya = replace(account.contacts[0], active_at=now)
    others = [replace(one, joined_at=None, user=None) for one in account.contacts[1:]]
    assert "single_threaded" in kinds(replace(account, contacts=(maya, *others)), now)
    both = tuple(replace(one, active_at=now) for one in account.contacts)
    assert "single_threaded" not in kinds(replace(account, contacts=both), now)


@pytest.mark.parametrize(
    ("roles", "points"),
    [(("champion",), 25), (("daily_user",), 10), (("champion", "daily_user"), 25)],
)
def test_a_departure_raises_the_risk_until_somebody_takes_over_A5(
    roles: tuple[str, ...], points: int
) -> None:
    account, now = an_account(), after(hours=1)
    before = assess(account, now)
    gone, *others = account.contacts
    others = [replace(one, roles=("contact",)) for one in others]
    gone = replace(gone, roles=roles, left_at=now)
    found = assess(replace(account, contacts=(gone, *others)), now)
    assert found.points - before.points == points
    [reason] = [one for one in found.reasons if one.kind == "left"]
    assert reason.what == gone.name
    taken_over = replace(others[0], roles=(*others[0].roles, *roles))
    calm = replace(account, contacts=(gone, taken_over, *others[1:]))
    assert assess(calm, now).points == before.points


def test_when_the_last_has_left_it_is_not_told_that_nobody_ever_came_A5() -> None:
    account, now = an_account(), after(days=10)
    gone = tuple(replace(one, roles=("champion",), left_at=now) for one in account.contacts)
    found = assess(replace(account, contacts=gone), now)
    assert "nobody_joined" not in [one.kind for one in found.reasons]
    assert [one.kind for one in found.reasons if one.kind == "left"]
    assert found.points >= 50


LIVE = ("call", "goal", "login", "settings", "trained", "live")


def live(*more: str, active: int | None = None, unused: tuple[str, ...] = ()) -> AccountState:
    """Live since half past nine on the second day; reported an hour later, if at all."""
    account = an_account()
    plan = with_done(replace(account.plan, agreed_at=NOW), *LIVE, *more)
    cadence = account.cadence.model_copy(update={"usage": UsageCheck()})
    told = UsageReport(active or 0, 12, unused, None, "U0OWNER", NOW + timedelta(hours=1))
    return replace(account, plan=plan, cadence=cadence, usage=None if active is None else told)


@pytest.mark.parametrize(
    ("account", "found"),
    [
        (live(active=12), []),
        (live(), [("usage_unknown", 5, None)]),
        (live(active=0), [("used_by_nobody", 12, None)]),
        (live(active=5), [("used_by_few", 5, "5 of 12")]),
        (live(active=6, unused=("settings",)), [("unused", 1, "Milestone settings")]),
        (
            live(active=1, unused=("login", "settings")),
            [("used_by_few", 1, "1 of 12"), ("unused", 2, "Milestone login, Milestone settings")],
        ),
    ],
)
def test_how_little_it_is_used_is_told_with_its_figure_G1_G5(
    account: AccountState, found: list[tuple[str, int, str | None]]
) -> None:
    of_use = ("usage_unknown", "used_by_nobody", "used_by_few", "unused")
    told = [one for one in assess(account, after(days=8)).reasons if one.kind in of_use]
    assert [(one.kind, one.number, one.what) for one in told] == found


def test_not_to_know_is_no_risk_before_it_is_time_to_look_G1() -> None:
    assert "usage_unknown" not in kinds(live(), after(days=7))
    assert "usage_unknown" in kinds(live(), after(days=8))


@pytest.mark.parametrize("active", [None, 0, 5])
def test_all_ticked_with_no_usage_is_not_green_G1(active: int | None) -> None:
    finished = live("value", active=active)
    assert finished.plan.is_finished
    found = assess(finished, after(days=8))
    assert found.risk is not Risk.LOW
    assert found.needs_somebody
    assert assess(live("value", active=12), after(days=8)).risk is Risk.LOW


def test_one_that_is_on_hold_or_finished_needs_nobody() -> None:
    held = quiet(holds=(Hold(DAY_ONE, None, "Merger"),))
    found = assess(held, after(days=9))
    assert (found.points, found.is_paused) == (0, True)
    finished = assess(quiet(closed_at=DAY_ONE), after(days=9))
    assert (finished.points, finished.is_paused) == (0, False)


def test_a_stall_that_nobody_has_put_on_record_yet_is_seen_all_the_same() -> None:
    assert "stalled" in kinds(an_account(plan=with_done(an_account().plan, "call")), after(days=14))


def test_the_longest_words_are_shortened() -> None:
    asked = an_account(questions=(a_question("why? " * 200),))
    [reason] = assess(asked, after(days=1)).reasons
    assert reason.what is not None
    assert len(reason.what) <= 120


def test_equals_go_by_value_then_by_name() -> None:
    names = ["Birch", "alder", "Cedar"]
    equal = [assess(an_account(name), DAY_ONE) for name in names]
    assert [one.account.name for one in ranked(equal)] == ["alder", "Birch", "Cedar"]


def contact(name: str, role: str, **changes: Any) -> Contact:
    known: dict[str, Any] = {"user": f"U0{name}", "roles": (role,), "joined_at": DAY_ONE}
    return Contact(id=name, name=name, **known | changes)


def test_whom_to_call_is_who_has_the_next_step_or_authority_where_that_is_missing() -> None:
    champion, sponsor = contact("MAYA", "champion"), contact("TOM", "executive_sponsor")
    both = (sponsor, champion)
    plan = with_done(an_account().plan, "call")
    calm = whom_to_call(an_account(contacts=both, plan=plan))
    unsponsored = whom_to_call(
        an_account(contacts=both, plan=plan, stall=a_stall(cause=Cause.WEAK_SPONSORSHIP))
    )
    assert (calm, unsponsored) == (champion, sponsor)
    never_came = Contact(id="x", name="Priya Nair", email="priya@hazelfinch.example")
    assert whom_to_call(an_account(contacts=(never_came,))) == never_came
    assert whom_to_call(an_account(contacts=())) is None


@given(accounts(), st.integers(0, 200))
def test_every_account_can_be_assessed_and_points_stay_within_their_scale(
    account: AccountState, days: int
) -> None:
    found = assess(account, DAY_ONE + timedelta(days=days))
    assert 0 <= found.points <= 100
    assert (found.points > 0) is bool(found.reasons)
    assert len({reason.kind for reason in found.reasons}) == len(found.reasons)


points = st.integers(0, 100)
worth = st.integers(0, 10**9)


def assessed(points: int, value: int, name: str = "x") -> Assessment:
    return Assessment(an_account(name, contract_value=value), points, ())


@given(points, points, worth)
def test_of_equal_value_the_greater_risk_comes_first(one: int, other: int, value: int) -> None:
    assert (assessed(one, value).score > assessed(other, value).score) is (one > other)


@given(st.integers(1, 100), worth, worth)
def test_of_equal_risk_the_greater_value_comes_first(risk: int, one: int, other: int) -> None:
    assert (assessed(risk, one).score > assessed(risk, other).score) is (one > other)


@given(st.lists(st.tuples(points, worth, st.sampled_from("abc")), max_size=12), st.randoms())
def test_the_order_is_total_and_does_not_hang_on_where_one_began(
    drawn: list[tuple[int, int, str]], random: Any
) -> None:
    given_ = [
        Assessment(an_account(name, id=f"{n}", contract_value=value), risk, ())
        for n, (risk, value, name) in enumerate(drawn)
    ]
    shuffled = list(given_)
    random.shuffle(shuffled)
    assert ranked(shuffled) == ranked(given_)
    assert sorted(one.account.id for one in ranked(given_)) == sorted(
        one.account.id for one in given_
    )


def test_a_hundred_times_the_value_counts_about_four_times() -> None:
    assert weight(0) == 1
    assert 4 < weight(500_000) / weight(5_000) < 4.5


def test_the_day_of_the_examples_is_a_monday() -> None:
    assert date(2025, 3, 3).weekday() == 0
