"""Clicks below the survey at the end (F1)."""

import pytest

from blocks import actions
from blocks.customer_messages import render as for_customer
from blocks.survey_buttons import with_chosen
from blocks.team_messages import render
from blocks.values import OpenSurveyWords, SurveyScore, TakeUp
from onboarding.messages.surveys import AskedScore, EndSurvey, LowScoreLine, LowScoresWait
from onboarding.messages.team import team_message
from onboarding.review.touch import Door
from playbooks.words import shipped_words
from services.actor import Actor
from storage.review_schema import answers
from tests.blocks.oracles import assert_slack_takes, labels
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.quiet import maya_is_here, sent
from tests.services.story import BEN, MAYA, OLIVIA, TOM, Story

SURVEY = f"survey:{MAYA.user}"


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    maya_is_here(story, account)
    sent(story, account, SURVEY, "end_survey", Door.STAKEHOLDER, MAYA.user)
    return account


def score(account: str, survey: str, score: int) -> str:
    data = {"account": account, "touch": SURVEY, "survey": survey, "score": score}
    return SurveyScore.model_validate(data).dump()


def gives(slack: Deliveries, account: str, survey: str, given: int, actor: Actor = MAYA) -> int:
    action = f"{actions.SURVEY}:{survey}:{given}"
    value = score(account, survey, given)
    return slack.click(actor, action, value, channel="D0MAYA").status


def filled(view: Json, **values: str) -> Json:
    state = {field: {field: {"type": "x", "value": value}} for field, value in values.items()}
    return view | {"state": {"values": state}}


def test_scores_are_clicks_and_words_follow_in_a_form_F1(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    assert gives(slack, account, "csat", 2) == 200
    assert gives(slack, account, "ces", 6) == 200
    assert sorted((row.kind, row.value) for row in story.rows(answers)) == [
        ("ces", "6"),
        ("csat", "2"),
    ]
    about = OpenSurveyWords(account=account, touch=SURVEY).dump()
    slack.click(MAYA, actions.SURVEY_WORDS, about, channel="D0MAYA")
    assert api.view["callback_id"] == "survey_words"
    assert [block["block_id"] for block in api.view["blocks"]] == ["csat", "ces"]
    assert "You gave 2 of 5" in api.view["blocks"][0]["hint"]["text"]
    empty = slack.submit(MAYA, filled(api.view, csat=" ", ces=""))
    assert empty.body["errors"].keys() == {"csat"}
    thanks = slack.submit(MAYA, filled(api.view, csat="Too many calls", ces="")).body
    assert thanks["response_action"] == "update"
    assert "your words have arrived" in str(thanks["view"]["blocks"])
    told = story.messages("survey_news")
    assert [(news["given"], news["words"]) for news in told] == [
        ("2 of 5", None),
        ("2 of 5", "Too many calls"),
    ]


def test_the_owner_takes_a_low_answer_up_and_a_note_says_so_F1(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    gives(slack, account, "csat", 1)
    news = render(team_message.validate_python(story.messages("survey_news")[-1]), shipped_words())
    assert labels(news["blocks"]) == ["I'll see to it", "How they stand"]
    value = TakeUp(account=account, touch=f"{SURVEY}:csat", who=MAYA.user).dump()
    api.calls.clear()
    slack.click(OLIVIA, actions.TAKE_UP, value, channel="D0OLIVIA")
    [(_, answered)] = api.calls
    assert "sees to it" in answered["text"]
    assert answered["replace_original"] is True
    [row] = story.activity("answer.taken_up")
    assert row.actor == OLIVIA.user


def test_one_press_sees_to_all_that_wait_F1(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    gives(slack, account, "csat", 1)
    gives(slack, account, "ces", 1)
    waits = LowScoresWait(
        account=account,
        touch="low_scores_wait:1",
        customer="Hazel & Finch",
        channel=None,
        scores=(LowScoreLine(by=MAYA.user, survey="CSAT", given="1 of 5", days=0),),
        more=1,
    )
    message = render(waits, shipped_words())
    assert "2 low scores wait for somebody to see to them" in message["text"]
    assert labels(message["blocks"]) == ["I'll see to it", "How they stand", "Remind me later"]
    api.calls.clear()
    slack.click(OLIVIA, actions.TAKE_UP, TakeUp(account=account).dump(), channel="D0OLIVIA")
    [(_, answered)] = api.calls
    assert "sees to it" in answered["text"]
    assert len(story.activity("answer.taken_up")) == 2


@pytest.mark.parametrize(
    ("actor", "words"),
    [(OLIVIA, "other side"), (BEN, "don't know you"), (TOM, "does not belong")],
    ids=["one of ours", "another company's", "a colleague"],
)
def test_whoever_was_not_asked_is_told_and_nothing_is_recorded_F1(
    story: Story, slack: Deliveries, api: WebApi, account: str, actor: Actor, words: str
) -> None:
    gives(slack, account, "csat", 5, actor)
    assert words in api.refusal
    assert story.rows(answers) == []


@pytest.mark.parametrize("given", [0, 6, 10**9])
def test_a_score_that_no_button_has_is_forged_F1(
    story: Story, slack: Deliveries, api: WebApi, account: str, given: int
) -> None:
    gives(slack, account, "csat", given)
    assert "does not belong" in api.refusal
    assert story.rows(answers) == []


def test_the_chosen_score_is_marked_and_the_others_are_not_F1() -> None:
    asked = tuple(
        AskedScore.model_validate({"survey": survey, "ask": f"How {survey}?"})
        for survey in ("csat", "ces", "nps")
    )
    message = EndSurvey(
        account="A" * 32, touch=SURVEY, outcome="Fast", owner="U0OLIVIA", questions=asked
    )
    shown = for_customer(message, shipped_words())
    assert_slack_takes(shown)
    assert len(labels(shown["blocks"])) == 5 + 7 + 11 + 1
    first = with_chosen(shown, f"{actions.SURVEY}:csat:4")
    then = with_chosen(first, f"{actions.SURVEY}:nps:10")
    assert [label for label in labels(then["blocks"]) if "✓" in label] == ["✓ 4", "✓ 10"]
    again = with_chosen(then, f"{actions.SURVEY}:csat:5")
    assert [label for label in labels(again["blocks"]) if "✓" in label] == ["✓ 5", "✓ 10"]
    assert_slack_takes(again)
