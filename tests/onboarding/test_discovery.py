"""A2, R6, R7: what is asked, what is known, what is open."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding import governance, readiness
from onboarding.asked_for import BriefField, Discovery, DiscoveryQuestion
from onboarding.criteria import RecordKey
from onboarding.discovery import (
    GOVERNANCE,
    LONGEST,
    ON_A_PAGE,
    QUOTED,
    READY,
    Quote,
    Said,
    asked,
    gaps,
    on_page,
    pages,
    problems,
    quotes,
    unanswered,
)
from onboarding.gates import agreeing, asks_for
from onboarding.governance import RHYTHMS, Charter, TypedCharter
from onboarding.readiness import Known, TypedReadiness
from tests.onboarding.examples import a_plan, milestone_data, playbook_data

SAID = Said("At the kickoff.", "UOLIVIA", date(2026, 3, 4))
TOLD = Said("By sales.", "UARTHUR", date(2026, 3, 2))
BANK = Discovery(
    questions=(
        DiscoveryQuestion(key="goal", ask="What for?", answered_by=BriefField.GOALS),
        DiscoveryQuestion(key="who", ask="Who decides?"),
        DiscoveryQuestion(key="dates", ask="Which dates?", required=False),
    )
)
SLOWED = Discovery(
    questions=(
        DiscoveryQuestion(key="slows", ask="What slows you down?", answered_by=BriefField.RISKS),
    )
)
PEOPLE = ("maya", "tom")


def test_what_the_brief_answers_is_not_asked_again_A2() -> None:
    [goal, who, _] = asked(BANK, {BriefField.GOALS: TOLD}, {})
    assert (goal.answer, goal.is_gap) == (TOLD, False)
    assert (who.answer, who.is_gap) == (None, True)


def test_what_was_said_at_the_kickoff_overrules_the_brief_A2() -> None:
    [goal, *_] = asked(BANK, {BriefField.GOALS: TOLD}, {"goal": SAID})
    assert goal.answer == SAID
    assert goal.told == TOLD


def test_what_was_listed_with_who_leads_is_not_asked_among_the_questions_A2() -> None:
    listed = Said("Security.", "UOLIVIA", SAID.on)
    [slows] = asked(SLOWED, {}, {}, listed)
    assert (slows.answer, slows.is_gap) == (listed, False)
    [slows] = asked(SLOWED, {BriefField.RISKS: TOLD}, {}, listed)
    assert slows.answer == TOLD
    [goal, *_] = asked(BANK, {}, {}, listed)
    assert goal.is_gap


@pytest.mark.parametrize(
    ("risks", "said", "expected"),
    [
        (None, {}, None),
        (TOLD, {}, Known(TOLD, in_brief=True)),
        (TOLD, {"slows": SAID}, Known(SAID, in_brief=False)),
        (None, {"slows": SAID}, Known(SAID, in_brief=False)),
    ],
)
def test_what_stands_in_the_way_is_known_from_the_brief_or_an_answer_A2_R6(
    risks: Said | None, said: dict[str, Said], expected: Known | None
) -> None:
    told = {BriefField.RISKS: risks} if risks else {}
    assert readiness.known(asked(SLOWED, told, said, SAID), risks) == expected


def test_the_risks_of_the_brief_count_also_where_no_question_asks_for_them_A2_R6() -> None:
    assert readiness.known(asked(BANK, {}, {}), TOLD) == Known(TOLD, in_brief=True)


def test_the_customers_own_words_are_asked_for_also_where_sales_told_A2_C3() -> None:
    [_, goal, _] = asked(QUOTABLE, {BriefField.GOALS: TOLD}, {})
    assert (goal.known, goal.answer, goal.is_gap) == (TOLD, None, True)
    assert gaps([goal]) == ("What for? (in their own words)",)
    [_, goal, _] = asked(QUOTABLE, {BriefField.GOALS: TOLD}, {"goal": SAID})
    assert (goal.answer, goal.is_gap) == (SAID, False)


@pytest.mark.parametrize(
    ("told", "said", "open_ones"),
    [
        ({}, {}, ("What for?", "Who decides?")),
        ({BriefField.GOALS: TOLD}, {}, ("Who decides?",)),
        ({BriefField.RISKS: TOLD}, {"who": SAID}, ("What for?",)),
        ({BriefField.GOALS: TOLD}, {"who": SAID}, ()),
    ],
)
def test_gaps_are_what_is_required_and_nobody_answered_A2(
    told: Any, said: Any, open_ones: tuple[str, ...]
) -> None:
    assert gaps(asked(BANK, told, said)) == open_ones


@given(st.integers(0, 30), st.booleans())
def test_every_question_is_on_exactly_one_page_and_no_page_is_too_long_A2(
    count: int, governed: bool
) -> None:
    bank = Discovery(
        questions=tuple(DiscoveryQuestion(key=f"q{n}", ask=f"Question {n}?") for n in range(count))
    )
    questions = asked(bank, {}, {})
    found = pages(questions, governed=governed)
    shown = [one for page in found for one in on_page(questions, page)]
    assert shown == list(questions)
    assert all(len(on_page(questions, page)) <= ON_A_PAGE for page in found)
    assert [page for page in found if not on_page(questions, page)] == (
        [READY, GOVERNANCE] if governed else [READY]
    )


def test_an_answer_that_is_too_long_is_told_at_its_question() -> None:
    assert problems({"goal": "x" * (LONGEST + 1), "who": "x" * LONGEST}).keys() == {"goal"}


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        (TypedReadiness("", "", has_none=False), set()),
        (TypedReadiness("maya", "", has_none=True), set()),
        (TypedReadiness("maya", "Security has to agree.", has_none=False), set()),
        (TypedReadiness("maya", "", has_none=False), {"obstacles"}),
        (TypedReadiness("maya", "Security.", has_none=True), {"obstacles"}),
        (TypedReadiness("", "Security.", has_none=False), {"lead"}),
        (TypedReadiness("ben", "", has_none=True), {"lead"}),
        (TypedReadiness("maya", "x" * (readiness.LONGEST + 1), has_none=False), {"obstacles"}),
    ],
)
def test_readiness_is_one_name_and_what_stands_in_the_way_none_is_an_answer_R6(
    typed: TypedReadiness, fields: set[str]
) -> None:
    assert readiness.problems(typed, PEOPLE).keys() == fields


def test_what_is_known_to_stand_in_the_way_is_not_to_be_written_again_A2_R6() -> None:
    named = TypedReadiness("maya", "", has_none=False)
    assert readiness.problems(named, PEOPLE, is_known=True) == {}
    assert readiness.problems(replace(named, lead=""), PEOPLE, is_known=True) == {}
    more = TypedReadiness("", "And security.", has_none=False)
    assert readiness.problems(more, PEOPLE, is_known=True).keys() == {"lead"}


WHOLE = TypedCharter("A team of four.", "To Hugo within a day.", "maya", 20)


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        (TypedCharter("", "", "", 0), set()),
        (WHOLE, set()),
        (TypedCharter("A team.", "", "", 0), {"escalation_path", "authority", "executives_every"}),
        (TypedCharter("", "To Hugo.", "ben", 7), {"structure", "authority", "executives_every"}),
        (TypedCharter("x" * (governance.LONGEST + 1), "To Hugo.", "tom", 5), {"structure"}),
    ],
)
def test_governance_is_named_as_a_whole_R7(typed: TypedCharter, fields: set[str]) -> None:
    assert governance.problems(typed, PEOPLE).keys() == fields


@pytest.mark.parametrize("every", sorted(RHYTHMS))
def test_only_what_differs_is_told_again_R7(every: int) -> None:
    kept = Charter("A team of four.", "To Hugo within a day.", "maya", every, "UOLIVIA", SAID.on)
    assert WHOLE.differs_from(kept) is (every != WHOLE.executives_every)
    assert WHOLE.differs_from(None)


def test_a_plan_asks_for_a_part_of_the_record_by_a_milestone_or_a_gate_R6_R7() -> None:
    data = playbook_data()
    assert not asks_for(a_plan(data), RecordKey.READY)
    kickoff = data["stages"][0]
    kickoff["milestones"].append(
        milestone_data("governed", side="customer", needs=[{"governance_named": True}])
    )
    kickoff["exit"].append({"ready": True})
    plan = a_plan(data)
    assert asks_for(plan, RecordKey.READY)
    assert asks_for(plan, RecordKey.GOVERNANCE_NAMED)
    assert agreeing(plan, RecordKey.GOVERNANCE_NAMED) == "Milestone governed"
    assert agreeing(plan, RecordKey.READY) is None


QUOTABLE = Discovery(
    questions=(
        DiscoveryQuestion(key="who", ask="Who decides?"),
        DiscoveryQuestion(key="goal", ask="What for?", answered_by=BriefField.GOALS, quotable=True),
        DiscoveryQuestion(key="year", ask="And in a year?", quotable=True, required=False),
    )
)


def test_only_what_is_marked_so_and_was_said_is_quoted_A2() -> None:
    said = {"who": "Hugo, alone.", "year": " Two more shops. ", "goal": "  "}
    assert quotes(QUOTABLE, said) == (Quote("And in a year?", "Two more shops."),)
    assert quotes(QUOTABLE, {}) == ()


@given(said=st.text(min_size=1, max_size=2 * QUOTED))
def test_a_quotation_is_short_and_the_beginning_of_what_was_said_A2(said: str) -> None:
    for quote in quotes(QUOTABLE, {"goal": said}):
        assert len(quote.said) <= QUOTED + 1
        assert said.strip().startswith(quote.said.removesuffix("…").strip())


@given(
    bank=st.sampled_from([BANK, QUOTABLE, SLOWED]),
    told=st.sets(st.sampled_from(BriefField)),
    said=st.sets(st.sampled_from(["goal", "who", "dates", "slows"])),
    is_listed=st.booleans(),
)
def test_what_nobody_has_answered_is_what_the_form_calls_a_gap_A2(
    bank: Discovery, told: set[BriefField], said: set[str], is_listed: bool
) -> None:
    listed = SAID if is_listed else None
    shown = asked(bank, dict.fromkeys(told, TOLD), dict.fromkeys(said, SAID), listed)
    known = told | ({BriefField.RISKS} if is_listed else set())
    assert unanswered(bank, known, said) == gaps(shown)
