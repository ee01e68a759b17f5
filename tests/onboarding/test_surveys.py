"""F1: what customers say at the end, in figures that say how they were counted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from onboarding.asked_for import Survey, SurveyQuestion, Surveys
from onboarding.surveys import Figure, Rating, figures, is_low, is_score

DAY = date(2026, 4, 1)


def rated(survey: Survey, *scores: int) -> list[Rating]:
    return [Rating(survey, score, f"U{n}", DAY) for n, score in enumerate(scores)]


@pytest.mark.parametrize(
    ("survey", "scores", "value"),
    [
        (Survey.CSAT, (4, 5, 3, 1), 50),
        (Survey.CSAT, (5,), 100),
        (Survey.CSAT, (5, 3, 3), 33),
        (Survey.CES, (5, 6, 7, 4), 75),
        (Survey.CES, (1, 4), 0),
        (Survey.NPS, (9, 10, 8, 7), 50),
        (Survey.NPS, (0, 6, 10, 7), -25),
        (Survey.NPS, (7, 8), 0),
        (Survey.NPS, (0, 0, 10), -33),
        (Survey.NPS, (*(10,) * 5, *(7,) * 3), 63),
        (Survey.NPS, (*(0,) * 5, *(7,) * 3), -63),
    ],
)
def test_each_figure_counts_what_it_says_F1(
    survey: Survey, scores: tuple[int, ...], value: int
) -> None:
    assert figures(rated(survey, *scores)) == (Figure(survey, len(scores), value),)


def test_figures_are_only_of_what_somebody_answered_F1() -> None:
    assert figures(()) == ()
    mixed = [*rated(Survey.NPS, 10), *rated(Survey.CSAT, 1, 5)]
    assert [(f.survey, f.count, f.value) for f in figures(mixed)] == [
        (Survey.CSAT, 2, 50),
        (Survey.NPS, 1, 100),
    ]
    assert "4 and 5" in figures(mixed)[0].definition


@pytest.mark.parametrize(
    ("survey", "low", "fair"), [(Survey.CSAT, 2, 3), (Survey.CES, 3, 4), (Survey.NPS, 6, 7)]
)
def test_a_low_score_begins_where_each_survey_says_F1(survey: Survey, low: int, fair: int) -> None:
    assert is_low(survey, low)
    assert not is_low(survey, fair)


@given(survey=st.sampled_from(Survey), scores=st.lists(st.integers(0, 10), min_size=1))
def test_a_figure_keeps_within_its_scale_and_rises_with_a_better_answer_F1(
    survey: Survey, scores: list[int]
) -> None:
    scores = [score for score in scores if is_score(survey, score)] or [survey.lowest]
    [figure] = figures(rated(survey, *scores))
    assert (-100 if survey is Survey.NPS else 0) <= figure.value <= 100
    [better] = figures(rated(survey, *scores[1:], survey.highest))
    assert better.value >= figure.value


def test_each_survey_is_asked_once_in_a_playbook_F1() -> None:
    twice = SurveyQuestion(survey=Survey.CSAT, ask="How was it?")
    with pytest.raises(ValidationError, match="each survey is asked once"):
        Surveys(at_end=(twice, twice))
