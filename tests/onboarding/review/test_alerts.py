"""What our own people are told in time: questions, drift, one single thread, pauses, surveys."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from onboarding.cadence import Cadence, CriteriaCheck
from onboarding.messages.alerts import (
    CriteriaUnconfirmed,
    Drifting,
    ExecutiveCheckIn,
    QuestionWaits,
    SingleThreaded,
)
from onboarding.messages.people import WhoCame
from onboarding.messages.team import StakeholderLeft
from onboarding.playbook import Window
from onboarding.review import review
from onboarding.review.account import AccountState, Contact, Hold, Question
from onboarding.review.drift import forecast
from onboarding.review.rules.departures import DECIDES, LEADS
from onboarding.review.touch import Door, Fate, PastTouch
from onboarding.success import SuccessCriterion
from tests.onboarding.examples import OWNER, SIGNED, with_done
from tests.onboarding.review.accounts import (
    MAYA,
    PRIYA,
    TOM,
    an_account,
    at,
    day,
    having,
    maya,
    walk,
)


def lively() -> AccountState:
    """Everybody of the customer does something on every day: nothing is quiet here."""
    account = an_account()
    for user in (MAYA, PRIYA, TOM):
        account = having(account, user, active_at=at(day(80)))
    return account


def asked(hour: int = 10, *, answered_at: datetime | None = None) -> AccountState:
    question = Question("1.1", MAYA, at(day(1), hour), "When do we import?", answered_at)
    return replace(lively(), questions=(question,))


def test_an_unanswered_question_is_brought_to_the_owner_and_then_to_the_team_C8() -> None:
    found = walk(asked(), at(day(5)))
    told = [(moment, t) for moment, t in found.sent if t.kind == "question_waits"]
    assert [moment for moment, _ in told] == [at(day(1), 14), at(day(2), 14)]
    assert [t.to.door for _, t in told] == [Door.TEAMMATE, Door.TEAM_CHANNEL]
    first = told[0][1].message
    assert isinstance(first, QuestionWaits)
    assert (first.text, first.hours) == ("When do we import?", 4)


def test_whoever_leaves_is_asked_about_once_within_working_hours_A5() -> None:
    left = having(lively(), MAYA, left_at=at(day(3), 19))
    found = walk(left, at(day(12)), since=at(day(3), 19))
    [(moment, touch)] = [(m, t) for m, t in found.sent if t.kind == "stakeholder_left"]
    assert moment == at(day(4))
    assert touch.to == left.owner_door()
    message = touch.message
    assert isinstance(message, StakeholderLeft)
    assert (message.person, message.roles, message.gaps) == (
        "Maya Finch",
        ("Champion",),
        ("Champion",),
    )


def test_the_owner_hears_what_is_open_again_without_who_left_R6_R7() -> None:
    account = having(lively(), MAYA, left_at=at(day(3)), roles=())
    assert "stakeholder_left" not in [t.kind for t in review(account, at(day(3))).touches]
    leading = replace(account, lead="S1", authority="S1")
    [message] = [
        t.message for t in review(leading, at(day(3))).touches if t.kind == "stakeholder_left"
    ]
    assert isinstance(message, StakeholderLeft)
    assert message.opened == (LEADS, DECIDES)


def test_whoever_came_unnamed_is_asked_about_on_the_next_working_day_once_A5() -> None:
    came = [Contact(f"U{n}", f"Una {n}", user=f"U{n}", joined_at=at(day(1), 15)) for n in range(7)]
    account = replace(lively(), contacts=(*lively().contacts, *came))
    found = walk(account, at(day(12)), since=at(day(1), 15))
    [(moment, touch)] = [(m, t) for m, t in found.sent if t.kind == "who_came"]
    assert moment == at(day(2))
    assert touch.to == account.owner_door()
    assert isinstance(touch.message, WhoCame)
    assert len(touch.message.people) == 7


def test_whoever_is_named_before_the_next_working_day_is_not_asked_about_A5() -> None:
    def named(account: AccountState, _: datetime) -> AccountState:
        return having(account, "U1", id="S9")

    una = Contact("U1", "Una", user="U1", joined_at=at(day(1), 15))
    account = replace(lively(), contacts=(*lively().contacts, una))
    found = walk(account, at(day(12)), since=at(day(1), 15), doings=[(at(day(1), 16), named)])
    assert "who_came" not in found.kinds()


def test_who_comes_back_before_the_owner_hears_of_it_is_not_asked_about_A5() -> None:
    def comes_back(account: AccountState, _: datetime) -> AccountState:
        return having(account, MAYA, left_at=None)

    left = having(lively(), MAYA, left_at=at(day(3), 19))
    found = walk(left, at(day(12)), since=at(day(3), 19), doings=[(at(day(3), 19, 5), comes_back)])
    assert "stakeholder_left" not in found.kinds()


def test_a_part_that_others_have_too_leaves_no_gap_A5() -> None:
    account = having(lively(), PRIYA, roles=("champion", "daily_user"))
    seen = review(having(account, MAYA, left_at=at(day(3))), at(day(3)))
    [message] = [t.message for t in seen.touches if t.kind == "stakeholder_left"]
    assert isinstance(message, StakeholderLeft)
    assert message.gaps == ()


def test_a_departure_that_was_put_off_is_not_asked_about_again_once_it_is_settled_A5() -> None:
    account = having(lively(), MAYA, left_at=at(day(3)))
    [touch] = [t for t in review(account, at(day(3))).touches if t.kind == "stakeholder_left"]
    put_off = PastTouch(
        touch.key, touch.kind, touch.to, at(day(3)), Fate.SNOOZED, again_at=at(day(4))
    )
    account = replace(account, history=(put_off,))
    assert touch.key in [t.key for t in review(account, at(day(4))).touches]
    taken_over = having(account, PRIYA, roles=("champion",))
    assert touch.key not in [t.key for t in review(taken_over, at(day(4))).touches]


def test_a_question_that_is_brought_up_late_is_told_with_the_hours_it_waited_C8() -> None:
    seen = review(asked(), at(day(4), 10))
    [late] = [t.message for t in seen.touches if t.key == "question:1.1:owner"]
    assert isinstance(late, QuestionWaits)
    assert late.hours == 3 * 8  # three working days


def test_only_working_hours_count_while_a_question_waits_C8() -> None:
    assert walk(asked(16), at(day(3))).of("question_waits")[0] == at(day(2), 12)


def test_an_answered_question_is_told_to_nobody_C8() -> None:
    account = asked(answered_at=at(day(1), 11))
    assert walk(account, at(day(5))).of("question_waits") == []


def test_success_unconfirmed_on_day_seven_alerts_the_owner_A3() -> None:
    cadence = Cadence(criteria=CriteriaCheck(milestone="goal"))
    found = walk(replace(lively(), cadence=cadence), at(day(12)))
    assert found.of("criteria_unconfirmed") == [at(SIGNED + timedelta(days=7))]


def test_success_that_was_confirmed_in_time_alerts_nobody_A3() -> None:
    cadence = Cadence(criteria=CriteriaCheck(milestone="goal"))
    account = replace(lively(), cadence=cadence)
    account = replace(account, plan=with_done(account.plan, "call", "goal"))
    assert walk(account, at(day(12))).of("criteria_unconfirmed") == []


def proposed(account: AccountState, on: datetime, **given: Any) -> AccountState:
    """The milestone `goal` is done, and one success criterion stands."""
    cadence = Cadence(criteria=CriteriaCheck(milestone="goal"))
    one = SuccessCriterion(
        id="c1",
        statement="We ship the same day",
        metric="Orders out the same day",
        unit="%",
        baseline=40,
        target=95,
        due_on=SIGNED + timedelta(days=40),
        first_value=True,
        proposed_by=OWNER,
        proposed_at=on,
        **given,
    )
    return replace(account, cadence=cadence, criteria=(one,))


def test_where_criteria_stand_they_say_whether_success_is_agreed_A3() -> None:
    done = replace(lively(), plan=with_done(lively().plan, "call", "goal"))
    found = walk(proposed(done, at(SIGNED)), at(day(12)))
    assert found.of("criteria_unconfirmed") == [at(SIGNED + timedelta(days=7))]
    [(_, told)] = [(moment, t) for moment, t in found.sent if t.kind == "criteria_unconfirmed"]
    assert isinstance(told.message, CriteriaUnconfirmed)
    assert told.message.waiting == 1
    confirmed = {"confirmed_by": MAYA, "confirmed_at": at(day(2))}
    sure = proposed(lively(), at(SIGNED), **confirmed)
    assert walk(sure, at(day(12))).of("criteria_unconfirmed") == []


def test_a_criterion_proposed_anew_later_has_days_of_its_own_A3() -> None:
    late = SIGNED + timedelta(days=14)
    found = walk(proposed(lively(), at(late)), at(day(25)))
    assert found.of("criteria_unconfirmed") == [at(late + timedelta(days=7))]


def test_a_forecast_counts_what_is_late_as_done_today_at_the_earliest_G4() -> None:
    account = lively()
    on_time = forecast(account, at(SIGNED))
    assert on_time.ends_on == on_time.baseline_on
    late = forecast(account, at(day(12)))
    assert late.ends_on > late.baseline_on
    assert late.days_late == (late.ends_on - late.baseline_on).days


def test_drift_past_the_window_is_told_and_again_only_when_it_has_slipped_further_R4() -> None:
    window = Window(first_value_days=20, planned_days=28, drift_days=35)
    found = walk(replace(lively(), window=window), at(day(40)))
    told = [t.message for _, t in found.sent if t.kind == "drifting"]
    assert len(told) > 1
    assert all(isinstance(message, Drifting) for message in told)
    ends = [m.ends_on for m in told if isinstance(m, Drifting)]
    assert all(b - a >= timedelta(days=7) for a, b in pairwise(ends))


def test_an_account_within_its_window_is_not_said_to_drift_R4() -> None:
    assert walk(lively(), at(day(20))).of("drifting") == []


def test_executives_are_brought_together_at_the_high_touch_cadence_R7() -> None:
    cadence = Cadence(executive_every=10)
    found = walk(replace(lively(), cadence=cadence), at(day(31)))
    assert found.of("executive_check_in") == [at(day(10)), at(day(20)), at(day(30))]
    [first, *_] = [t.message for _, t in found.sent if t.kind == "executive_check_in"]
    assert isinstance(first, ExecutiveCheckIn)
    assert first.sponsor == "Tom Hazel"


def test_one_active_contact_raises_an_alarm_and_names_whom_to_bring_in_G3() -> None:
    account = an_account()
    account = having(account, MAYA, active_at=at(day(80)))
    found = walk(account, at(day(15)))
    assert found.of("single_threaded") == [at(day(10))]
    [message] = [t.message for _, t in found.sent if t.kind == "single_threaded"]
    assert isinstance(message, SingleThreaded)
    assert message.contact == MAYA
    assert [candidate.name for candidate in message.candidates] == ["Tom Hazel", "Priya Nair"]
    assert message.missing_roles == ("Economic buyer", "Technical owner")


def test_two_active_contacts_are_no_single_thread_G3() -> None:
    assert walk(lively(), at(day(30))).of("single_threaded") == []


def test_half_way_each_who_took_part_is_asked_once_how_it_goes_F1() -> None:
    account = an_account()
    for user in (MAYA, TOM):
        account = having(account, user, active_at=at(day(80)))
    found = walk(account, at(day(60)))
    to = sorted(str(t.to.user) for _, t in found.sent if t.kind == "pulse_survey")
    assert to == [MAYA, TOM]
    assert min(found.of("pulse_survey")) == at(SIGNED + timedelta(days=30), 10)


def test_the_owner_hears_when_a_pause_runs_out_C9() -> None:
    hold = Hold(from_at=at(day(2)), until_on=day(6), reason="Stocktaking")
    found = walk(replace(lively(), holds=(hold,)), at(day(9)))
    assert found.of("hold_over") == [at(day(6))]


def test_two_pauses_that_run_out_on_one_day_are_one_piece_of_news_C9() -> None:
    holds = tuple(Hold(from_at=at(day(n)), until_on=day(6), reason=f"No {n}") for n in (2, 3))
    found = walk(replace(lively(), holds=holds), at(day(9)))
    assert found.of("hold_over") == [at(day(6))]


def test_who_ends_a_pause_by_hand_needs_no_word_that_it_is_over_C9() -> None:
    hold = Hold(at(day(2)), day(6), "Stocktaking", ended_at=at(day(4), 12))
    assert walk(replace(lively(), holds=(hold,)), at(day(9))).of("hold_over") == []


@pytest.mark.parametrize("kind", ["check_in", "reminder", "re_engagement", "pulse_survey"])
def test_nothing_is_said_to_a_customer_while_it_rests_C9(kind: str) -> None:
    hold = Hold(from_at=at(day(1)), until_on=None, reason="They are being taken over")
    quiet = replace(an_account(), plan=with_done(an_account().plan, "call"), holds=(hold,))
    assert walk(quiet, at(day(60)), since=at(day(1))).of(kind) == []


def test_our_own_people_are_reminded_of_what_they_owe_C2() -> None:
    found = walk(replace(lively(), contacts=(maya(active_at=at(day(80))),)), at(day(3), 12))
    mine = [(moment, t.to.user) for moment, t in found.sent if t.kind == "our_reminder"]
    assert mine == [(at(day(1), 9, 30), OWNER), (at(day(3), 9, 30), OWNER)]
