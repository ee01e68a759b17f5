"""The questions at the end with their scores, a row or two of buttons each (F1)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from blocks import actions, kit
from blocks.kit import Block, Element, Message
from blocks.values import OneAccount, OpenSurveyWords, SurveyScore, TakeUp
from onboarding.asked_for import Survey
from onboarding.messages.alerts import PulseNews
from onboarding.messages.surveys import AskedScore, SurveyNews
from onboarding.surveys import LOW_PULSE
from playbooks.mrkdwn import escape

_ENDS = {
    Survey.CSAT: ("not at all", "very"),
    Survey.CES: ("not at all", "completely"),
    Survey.NPS: ("certainly not", "certainly"),
}
"""What the lowest and the highest score say, for an answer to be meant as it is read."""
_IN_A_ROW = 7
"""Buttons side by side: eleven do not fit a phone."""
_CHOSEN = "✓ "


def questions(account: str, touch: str, asked: Sequence[AskedScore]) -> Iterator[Block]:
    """Each question once, with its scores below it."""
    for one in {one.survey: one for one in asked}.values():
        survey = Survey(one.survey)
        lowest, highest = _ENDS[survey]
        ends = f"_{survey.lowest}: {lowest} · {survey.highest}: {highest}_"
        yield kit.section(f"*{escape(one.ask)}*\n{ends}")
        scores = [
            _score(account, touch, survey, score)
            for score in range(survey.lowest, survey.highest + 1)
        ]
        for first in range(0, len(scores), _IN_A_ROW):
            yield kit.actions(scores[first : first + _IN_A_ROW])


def say_why(account: str, touch: str) -> Element:
    """The button below the thanks."""
    value = OpenSurveyWords(account=account, touch=touch).dump()
    return kit.button("Tell us why", actions.SURVEY_WORDS, value=value)


def below_news(news: SurveyNews | PulseNews) -> Block:
    """What our people can do about an answer: see to a low one, and look at the whole."""
    about = OneAccount(account=news.account).dump()
    stands = kit.button("How they stand", actions.HOW_IT_STANDS, value=about)
    low = news.low if isinstance(news, SurveyNews) else news.score <= LOW_PULSE
    if not low or not news.answer:
        return kit.actions([stands])
    value = TakeUp(account=news.account, touch=news.answer, who=news.who).dump()
    see_to_it = kit.button("I'll see to it", actions.TAKE_UP, value=value, style="primary")
    return kit.actions([see_to_it, stands])


def with_chosen(shown: Mapping[str, Any], action: str) -> Message:
    """The message as Slack shows it, with the button of this action id as the chosen score."""
    survey = action.rpartition(":")[0]
    blocks = [
        {**block, "elements": [_marked(e, action, survey) for e in block["elements"]]}
        if block["type"] == "actions"
        else block
        for block in shown["blocks"]
    ]
    return kit.message(blocks, shown["text"])


def _marked(element: Element, action: str, survey: str) -> Element:
    """A score of the same survey: chosen or not."""
    if element["action_id"].rpartition(":")[0] != survey:
        return element
    text = element["text"]["text"].removeprefix(_CHOSEN)
    plain = {name: value for name, value in element.items() if name != "style"}
    if element["action_id"] != action:
        return plain | {"text": element["text"] | {"text": text}}
    return plain | {"text": element["text"] | {"text": f"{_CHOSEN}{text}"}, "style": "primary"}


def _score(account: str, touch: str, survey: Survey, score: int) -> Element:
    lowest, highest = _ENDS[survey]
    said = {survey.lowest: f", {lowest}", survey.highest: f", {highest}"}.get(score, "")
    value = SurveyScore(account=account, touch=touch, survey=survey.value, score=score)
    return kit.button(
        str(score),
        actions.suffixed(actions.SURVEY, f"{survey.value}:{score}"),
        value=value.dump(),
        accessibility_label=f"{score} of {survey.highest}{said}",
    )
