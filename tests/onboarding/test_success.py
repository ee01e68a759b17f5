"""Success criteria: what may be agreed, how far it has come, who said so (A3)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding import success
from onboarding.criteria import RecordKey
from onboarding.people import Side
from onboarding.success import Reported, State, SuccessCriterion, Terms, Typed

TODAY = date(2026, 3, 4)
NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
GOOD = Typed("We ship the same day", "Orders out the same day", "40 %", "95 %", "2026-04-01")


def a_criterion(**given: Any) -> SuccessCriterion:
    plain = SuccessCriterion(
        id="c1",
        statement="We ship the same day",
        metric="Orders out the same day",
        unit="%",
        baseline=40,
        target=95,
        due_on=date(2026, 4, 1),
        first_value=True,
        proposed_by="UOLIVIA",
        proposed_at=NOW,
    )
    return replace(plain, **given)


CONFIRMED: dict[str, Any] = {"confirmed_by": "UMAYA", "confirmed_at": NOW}
REACHED: dict[str, Any] = {**CONFIRMED, "reached_by": "UMAYA", "reached_at": NOW}


def checked(typed: Typed, *others: SuccessCriterion, before: Terms | None = None) -> Any:
    return success.check(typed, TODAY, others, before)


def test_a_criterion_is_a_sentence_a_number_and_a_date() -> None:
    assert checked(GOOD) == success.terms_of(a_criterion())


def test_only_one_marks_first_value_and_the_first_one_does_by_itself() -> None:
    assert checked(GOOD).first_value
    assert not checked(GOOD, a_criterion()).first_value
    assert checked(replace(GOOD, first_value=True), a_criterion()).first_value


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"statement": " "}, "statement", "customer's words"),
        ({"statement": "x" * 301}, "statement", "it has 301"),
        ({"metric": ""}, "metric", "counted"),
        ({"metric": "x" * 121}, "metric", "under 120"),
        ({"baseline": "quite a lot"}, "baseline", "leave it empty"),
        ({"target": "more"}, "target", "a number"),
        ({"target": "40 %"}, "target", "where it stands today"),
        ({"target": "95 h"}, "target", "same unit"),
        ({"baseline": "", "target": "0"}, "target", "where it stands today"),
        ({"target": f"95 {'x' * 21}", "baseline": ""}, "target", "under 20"),
        ({"due_on": ""}, "due_on", "choose the day"),
        ({"due_on": "2026-03-03"}, "due_on", "has passed"),
        ({"due_on": "2031-01-01"}, "due_on", "three years"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(change: dict[str, Any], field: str, says: str) -> None:
    problems = checked(replace(GOOD, **change))
    assert problems.keys() == {field}
    assert says in problems[field]


def test_a_day_that_has_passed_may_stay_and_the_mark_cannot_be_lost() -> None:
    before = success.terms_of(a_criterion(due_on=date(2026, 3, 1)))
    late = replace(GOOD, due_on="2026-03-01", first_value=True)
    assert isinstance(checked(late, before=before), Terms)
    other = a_criterion(id="c2", first_value=False)
    assert "another one" in checked(GOOD, other, before=before)["first_value"]


@pytest.mark.parametrize(
    ("baseline", "target", "value", "percent"),
    [
        (40, 95, 40, 0),
        (40, 95, 67.5, 50),
        (40, 95, 94.9, 99),
        (40, 95, 95, 100),
        (40, 95, 120, 100),
        (40, 95, 20, 0),
        (8, 2, 8, 0),
        (8, 2, 5, 50),
        (8, 2, 2, 100),
        (8, 2, 1, 100),
        (8, 0, 4, 50),
        (-10, 10, 0, 50),
        (None, 200, 50, 25),
        (None, 200, 200, 100),
        (None, 200, -5, 0),
    ],
)
def test_progress_goes_from_the_baseline_to_the_target_either_way(
    baseline: float | None, target: float, value: float, percent: int
) -> None:
    assert success.progress(a_criterion(baseline=baseline, target=target), value) == percent


values = st.floats(-1e6, 1e6, allow_nan=False)


@given(values, values, values, values)
def test_progress_never_falls_on_the_way_to_the_target(
    baseline: float, target: float, one: float, other: float
) -> None:
    criterion = a_criterion(baseline=baseline, target=target)
    near, far = sorted((one, other), key=lambda value: abs(value - target))
    inside = min(baseline, target) <= min(one, other) and max(one, other) <= max(baseline, target)
    assert 0 <= success.progress(criterion, one) <= 100
    if inside:
        assert success.progress(criterion, near) >= success.progress(criterion, far)


@given(values, values)
def test_only_what_meets_the_target_is_a_hundred_percent(target: float, value: float) -> None:
    criterion = a_criterion(baseline=0.0, target=target)
    assert (success.progress(criterion, value) == 100) == success.meets(criterion, value)


@pytest.mark.parametrize(
    ("given_", "state"),
    [
        ({}, State.PROPOSED),
        (CONFIRMED, State.CONFIRMED),
        (REACHED, State.REACHED),
        (REACHED | {"withdrawn_at": NOW}, State.WITHDRAWN),
    ],
)
def test_the_state_is_what_was_said_last(given_: dict[str, Any], state: State) -> None:
    assert a_criterion(**given_).state is state


def test_the_first_word_counts() -> None:
    once = success.confirmed(a_criterion(), "UMAYA", NOW)
    assert success.confirmed(once, "UTOM", NOW + timedelta(days=1)) == once
    assert once.confirmed_by == "UMAYA"


def test_a_change_is_to_be_confirmed_anew_and_keeps_the_values() -> None:
    known = a_criterion(**CONFIRMED, last=Reported(50, NOW, "UMAYA"))
    terms = replace(success.terms_of(known), target=90)
    changed = success.proposed_anew(known, terms, "UARTHUR", NOW)
    assert changed.state is State.PROPOSED
    assert (changed.target, changed.proposed_by, changed.last) == (90, "UARTHUR", known.last)


def test_saying_that_it_is_reached_confirms_it_too() -> None:
    reached = success.reached(a_criterion(), "UMAYA", NOW)
    assert (reached.state, reached.confirmed_by) == (State.REACHED, "UMAYA")
    assert success.not_reached(reached).state is State.CONFIRMED
    assert success.unconfirmed(reached) == reached


@pytest.mark.parametrize(
    ("given_", "side", "value", "state"),
    [
        (CONFIRMED | {"first_value": False}, Side.CUSTOMER, 95, State.REACHED),
        (CONFIRMED | {"first_value": False}, Side.CUSTOMER, 94, State.CONFIRMED),
        (CONFIRMED | {"first_value": False}, Side.TEAM, 95, State.CONFIRMED),
        (CONFIRMED | {"first_value": False}, None, 95, State.CONFIRMED),
        ({"first_value": False}, Side.CUSTOMER, 95, State.PROPOSED),
        (REACHED | {"first_value": False}, Side.CUSTOMER, 90, State.CONFIRMED),
        (CONFIRMED, Side.CUSTOMER, 95, State.CONFIRMED),  # first value is ticked in the plan
    ],
)
def test_a_value_that_is_met_counts_by_the_customers_word(
    given_: dict[str, Any], side: Side | None, value: float, state: State
) -> None:
    after = success.with_value(a_criterion(**given_), Reported(value, NOW, "UMAYA"), side)
    assert after.state is state
    assert after.last == Reported(value, NOW, "UMAYA")


def test_the_gates_know_what_is_proposed_and_what_is_confirmed() -> None:
    open_one = a_criterion()
    other = a_criterion(id="c2", first_value=False, **CONFIRMED)
    proposed, confirmed = RecordKey.CRITERIA_PROPOSED, RecordKey.CRITERIA_CONFIRMED
    assert success.holds([]) == {proposed: False, confirmed: False}
    assert success.holds([other]) == {proposed: False, confirmed: False}
    assert success.holds([open_one, other]) == {proposed: True, confirmed: False}
    sure = success.confirmed(open_one, "UMAYA", NOW)
    assert success.holds([sure, other]) == {proposed: True, confirmed: True}
    assert success.holds([success.withdrawn(sure, NOW)]) == {proposed: False, confirmed: False}


def test_measured_progress_is_that_of_first_value_where_it_is_known() -> None:
    early, late = Reported(50, NOW, None), Reported(60, NOW + timedelta(days=1), None)
    mark = a_criterion(last=early)
    other = a_criterion(id="c2", first_value=False, last=late)
    assert success.measured([other, mark]) == mark
    assert success.measured([other, a_criterion()]) == other
    assert success.measured([a_criterion()]) is None
    assert success.measured([]) is None


def test_the_fingerprint_changes_with_whatever_is_to_be_confirmed() -> None:
    one = a_criterion()
    seen = success.fingerprint([one])
    assert success.fingerprint([replace(one, last=Reported(1, NOW, None))]) == seen
    changes: list[dict[str, Any]] = [{"target": 96}, {"statement": "x"}, {"first_value": False}]
    for change in changes:
        assert success.fingerprint([replace(one, **change)]) != seen
    assert success.fingerprint([success.confirmed(one, "U", NOW)]) != seen


@pytest.mark.parametrize(
    ("typed", "right"),
    [("50", 50), ("50 %", 50), ("50 h", "measured in %"), ("half", "a number")],
)
def test_a_value_is_given_as_the_criterion_is_measured(typed: str, right: float | str) -> None:
    read = success.read_value(a_criterion(), typed)
    assert right in read if isinstance(right, str) and isinstance(read, str) else read == right
