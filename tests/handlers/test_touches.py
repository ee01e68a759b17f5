"""Clicks below touches, by whoever may click in a shared channel or in a direct message."""

import pytest

from blocks import actions
from blocks.customer_messages import render as for_customer
from blocks.survey_buttons import with_chosen
from blocks.team_messages import render
from blocks.values import CheckInAnswer, OpenPulseWords, PulseAnswer, TouchLater
from onboarding.messages.team import team_message
from onboarding.messages.touches import PulseSurvey
from onboarding.review.touch import Door
from playbooks.words import shipped_words
from services.actor import Actor
from storage.review_schema import answers, touches
from storage.schema import blockers
from tests.blocks.oracles import clickables, labels
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.quiet import maya_is_here, sent
from tests.services.story import BEN, CHANNEL, HOST, MAYA, OLIVIA, Story

CHECK_IN, PULSE = "check_in:2026-03-02", f"pulse:{MAYA.user}"


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    maya_is_here(story, account)
    sent(story, account, CHECK_IN, "check_in", Door.CHANNEL)
    sent(story, account, PULSE, "pulse_survey", Door.STAKEHOLDER, MAYA.user)
    return account


def check_in(account: str, answer: str) -> str:
    data = {"account": account, "touch": CHECK_IN, "answer": answer}
    return CheckInAnswer.model_validate(data).dump()


def pulse(account: str, score: int) -> str:
    data = {"account": account, "touch": PULSE, "score": score}
    return PulseAnswer.model_validate(data).dump()


def filled(view: Json, **values: str) -> Json:
    state = {field: {field: {"type": "x", "value": value}} for field, value in values.items()}
    return view | {"state": {"values": state}}


def test_on_track_is_one_click_C1(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    value = check_in(account, "on_track")
    answer = slack.click(MAYA, "check_in_answer:on_track", value, channel=CHANNEL)
    assert (answer.status, answer.body) == (200, None)
    assert [row.value for row in story.rows(answers)] == ["on_track"]
    assert api.calls == []
    [row] = [r for r in story.outbox() if r.body.get("under")]
    assert row.body["under"] == "1700000000.000100"


def test_blocked_asks_at_once_by_what_C1(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    value = check_in(account, "blocked")
    slack.click(MAYA, "check_in_answer:blocked", value, channel=CHANNEL)
    assert api.view["callback_id"] == "stuck"
    state = {
        "milestone": {"milestone": {"selected_option": {"value": "call"}}},
        "kind": {"kind": {"selected_option": {"value": "technical"}}},
        "what": {"what": {"value": "The import stops"}},
    }
    slack.submit(MAYA, api.view | {"state": {"values": state}})
    assert [row.what for row in story.rows(blockers)] == ["The import stops"]


def test_the_same_answer_delivered_again_does_nothing_more_C1(
    story: Story, slack: Deliveries, account: str
) -> None:
    value = check_in(account, "need_help")
    slack.click(MAYA, "check_in_answer:need_help", value, channel=CHANNEL)
    assert slack.again().status == 200
    assert len(story.messages("check_in_answered")) == 1
    assert len(story.messages("answer_news")) == 1


@pytest.mark.parametrize(
    ("actor", "words"),
    [
        (OLIVIA, "other side"),
        (BEN, "don't know you"),
        (Actor("UX", "TX", HOST), "don't know you"),
    ],
    ids=["one of ours", "another company's", "a stranger"],
)
def test_whoever_is_not_asked_is_told_and_nothing_is_recorded(
    story: Story, slack: Deliveries, api: WebApi, account: str, actor: Actor, words: str
) -> None:
    slack.click(actor, actions.CHECK_IN, check_in(account, "on_track"), channel=CHANNEL)
    assert words in api.refusal
    assert story.rows(answers) == []


def test_a_forged_answer_is_refused(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    slack.click(MAYA, actions.CHECK_IN, '{"answer":"splendid"}', channel=CHANNEL)
    assert "does not belong" in api.refusal
    assert story.rows(answers) == []


def test_a_score_and_then_words_come_from_a_direct_message_F1(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    assert slack.click(MAYA, "pulse_answer:2", pulse(account, 2), channel="D0MAYA").status == 200
    about = OpenPulseWords(account=account, touch=PULSE).dump()
    slack.click(MAYA, actions.PULSE_WORDS, about, channel="D0MAYA")
    assert api.view["callback_id"] == "pulse_words"
    empty = slack.submit(MAYA, filled(api.view, words=" "))
    assert empty.body["response_action"] == "errors"
    thanks = slack.submit(MAYA, filled(api.view, words="Too many calls")).view
    assert "your words have arrived" in str(thanks["blocks"])
    assert [row.comment for row in story.rows(answers)] == ["Too many calls"]
    assert [news["comment"] for news in story.messages("pulse_news")] == [None, "Too many calls"]


def test_the_chosen_score_is_marked_in_the_message_F1(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    slack.click(MAYA, "pulse_answer:2", pulse(account, 2), channel="D0MAYA")
    assert api.calls[-1][1]["replace_original"] is True
    asked = PulseSurvey(account=account, touch=PULSE, outcome="Fast", owner=OLIVIA.user)
    shown = with_chosen(for_customer(asked, shipped_words()), "pulse_answer:2")
    assert labels(shown["blocks"]) == ["1", "✓ 2", "3", "4", "5", "Remind me later"]
    again = with_chosen(shown, "pulse_answer:4")
    assert labels(again["blocks"]) == ["1", "2", "3", "✓ 4", "5", "Remind me later"]


def test_a_low_score_half_way_has_somebody_see_to_it_F1(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    slack.click(MAYA, "pulse_answer:2", pulse(account, 2), channel="D0MAYA")
    [told] = story.messages("pulse_news")
    news = render(team_message.validate_python(told), shipped_words())
    see_to_it = clickables(news["blocks"])[0]
    slack.click(OLIVIA, see_to_it["action_id"], see_to_it["value"], channel="D0OLIVIA")
    assert "sees to it" in api.calls[-1][1]["text"]
    assert [row.data["touch"] for row in story.activity("answer.taken_up")] == [PULSE]


def test_remind_me_later_is_noted_in_the_place_of_the_buttons_C9(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    value = TouchLater(account=account, touch=CHECK_IN).dump()
    slack.click(MAYA, actions.LATER, value, channel=CHANNEL)
    [(method, answered)] = api.calls
    assert method == "/response/1"
    assert answered["replace_original"] is True
    assert "<@UMAYA> will be reminded on Tue 3 Mar" in answered["text"]
    assert {row.key: row.fate for row in story.rows(touches)}[CHECK_IN] == "snoozed"
    slack.click(MAYA, actions.LATER, value, channel=CHANNEL)  # from a message not yet redrawn
    assert len(api.calls) == 1
