"""The form for words to the scores of a survey, at its limits (F1)."""

import pytest

from blocks.forms import survey_words
from blocks.values import OpenSurveyWords
from onboarding.asked_for import Survey, SurveyQuestion
from onboarding.surveys import LONGEST_WORDS
from tests.blocks.forms.filling import filled
from tests.blocks.oracles import assert_slack_takes_view

SCRIPTS = ["&<>*_`", "ไทย้", "نعم لا", "👩‍🚀", "e\u0301", "A"]


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_longest_questions_and_words_fit_in_every_script_F1(script: str) -> None:
    ask = (script * 200)[:200]
    words = (script * LONGEST_WORDS)[:LONGEST_WORDS]
    scored = [(SurveyQuestion(survey=survey, ask=ask), survey.lowest, words) for survey in Survey]
    about = OpenSurveyWords(account="a" * 32, touch="survey:U0MAYA")
    view = survey_words.render(about, scored)
    assert_slack_takes_view(view)
    assert survey_words.read(filled(view)) == dict.fromkeys(Survey, words.strip())
