"""The form for words to the scores of a survey: a field for each question answered (F1)."""

from collections.abc import Mapping, Sequence
from typing import Any

from blocks import kit
from blocks.forms import fields
from blocks.forms.state import FormState
from blocks.kit.limits import INPUT_LABEL
from blocks.values import OpenSurveyWords
from onboarding.asked_for import Survey, SurveyQuestion
from onboarding.surveys import LONGEST_WORDS

CALLBACK = "survey_words"
ARRIVED_CALLBACK = "survey_words_arrived"
_TITLE = "In your own words"
_HINT = "You gave {score} of {highest}. Your onboarding manager reads what you write, as it is."


def render(
    about: OpenSurveyWords, scored: Sequence[tuple[SurveyQuestion, int, str | None]]
) -> kit.View:
    """The view; of each question its score and the words that were said to it before, if any."""
    return kit.modal(
        CALLBACK,
        _TITLE,
        [
            fields.text(
                question.survey.value,
                kit.clip(question.ask, INPUT_LABEL),
                words or "",
                at_most=LONGEST_WORDS,
                multiline=True,
                optional=True,
                hint=_HINT.format(score=score, highest=question.survey.highest),
            )
            for question, score, words in scored
        ],
        submit="Send",
        close="Cancel",
        private_metadata=about.dump(),
    )


def read(view: Mapping[str, Any]) -> dict[Survey, str]:
    """What was typed, by the question's survey."""
    state = FormState(view)
    return {survey: state.text(survey.value) for survey in Survey if survey.value in state}


def arrived() -> kit.View:
    """In the place of the form: nothing else shows that the words were heard."""
    text = "🙏 Thank you, your words have arrived. *Tell us why* opens them again."
    return kit.modal(ARRIVED_CALLBACK, _TITLE, [kit.section(text)], close="Close")
