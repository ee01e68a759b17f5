"""What people say and do in a customer's channel is a sign of life, and may be a question (C8)."""

from dataclasses import replace

import pytest

from services.talk import Said
from storage.review_schema import questions, signs
from storage.schema import accounts
from tests.services.story import BEN, CHANNEL, FINCH, HOST, MAYA, OLIVIA, Story


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    story.services.reviewing.tick()
    return account


def say(story: Story, actor: object, text: str, ts: str, **given: str) -> None:
    said = Said(given.pop("channel", CHANNEL), ts, text, **given)
    story.services.talk.said(actor, said, story.key())  # type: ignore[arg-type]


def waiting(story: Story) -> list[str]:
    return [row.ts for row in story.rows(questions) if row.answered_at is None]


def seen(story: Story) -> dict[str, tuple[str, object]]:
    return {row.user_id: (row.side, row.at) for row in story.rows(signs)}


def test_a_message_is_a_sign_of_life_and_the_account_is_due_at_once(
    story: Story, account: str
) -> None:
    later = story.clock.move(hours=3)
    say(story, MAYA, "We are on it.", "1.0")
    assert seen(story)[MAYA.user] == ("customer", later)
    assert story.services.reviewing.next_due() == later
    assert story.services.reviewing.tick() == 1
    assert story.services.reviewing.tick() == 0
    assert [row.last_words for row in story.rows(accounts)] == ["We are on it."]


def test_a_click_is_a_sign_of_life_of_whoever_clicks(story: Story, account: str) -> None:
    story.tick(OLIVIA, "call")
    later = story.clock.move(hours=3)
    story.tick(MAYA, "goal")
    assert seen(story)[MAYA.user] == ("customer", later)
    assert seen(story)[OLIVIA.user][0] == "team"


def test_coming_in_alone_is_no_sign_of_life(story: Story, account: str) -> None:
    story.services.channels.joined(HOST, CHANNEL, MAYA.user, FINCH, story.key())
    assert seen(story)[MAYA.user] == ("customer", None)
    assert story.services.reviewing.tick() == 1


def test_somebody_of_another_customer_and_other_channels_are_not_heard(
    story: Story, account: str
) -> None:
    say(story, BEN, "What is this?", "1.0")
    say(story, MAYA, "What is this?", "2.0", channel="GELSE")
    assert seen(story) == {}
    assert waiting(story) == []


def test_what_our_people_write_is_not_kept_but_answers_what_was_asked_before_C8(
    story: Story, account: str
) -> None:
    say(story, MAYA, "Which plan is ours?", "1.0")
    say(story, OLIVIA, "Who would like to join?", "2.0")
    say(story, MAYA, "And when do we begin?", "3.0")
    assert waiting(story) == ["3.0"]
    assert [row.last_words for row in story.rows(accounts)] == ["And when do we begin?"]
    assert [row.data["ts"] for row in story.activity("question.answered")] == ["1.0"]
    assert story.activity("question.answered")[0].actor == OLIVIA.user


def test_a_thread_is_answered_in_the_thread_C8(story: Story, account: str) -> None:
    say(story, MAYA, "Which plan is ours?", "1.0")
    say(story, MAYA, "Or this one?", "2.0", thread_ts="0.5")
    say(story, OLIVIA, "The second one.", "3.0", thread_ts="1.0")
    assert waiting(story) == ["2.0"]
    say(story, OLIVIA, "Good morning!", "4.0")
    assert waiting(story) == ["2.0"]
    say(story, OLIVIA, "This one.", "5.0", thread_ts="0.5")
    assert waiting(story) == []


def test_a_question_that_is_taken_back_or_told_twice_waits_once_at_most_C8(
    story: Story, account: str
) -> None:
    said = Said(CHANNEL, "1.0", "Which plan is ours?")
    for _ in range(2):
        story.services.talk.said(MAYA, said, "event:1")
    story.services.talk.said(MAYA, replace(said, ts="2.0"), "event:2")
    assert waiting(story) == ["1.0", "2.0"]
    assert len(story.activity("message.said")) == 2
    story.services.talk.taken_back(HOST, CHANNEL, "1.0", MAYA.user, "event:3")
    assert waiting(story) == ["2.0"]


def test_an_unanswered_question_is_brought_to_the_owner_and_then_to_the_team_C8(
    story: Story, account: str
) -> None:
    say(story, MAYA, "Which plan is ours?", "1.0")
    for _ in range(3):
        due = story.services.reviewing.next_due()
        assert due is not None
        story.clock.set(max(due, story.clock.now()))
        story.services.reviewing.tick()
    waits = story.messages("question_waits")
    assert [message["text"] for message in waits][:1] == ["Which plan is ours?"]
    say(story, OLIVIA, "The second one.", "9.0")
    before = len(waits)
    for _ in range(4):
        due = story.services.reviewing.next_due()
        assert due is not None
        story.clock.set(max(due, story.clock.now()))
        story.services.reviewing.tick()
    assert len(story.messages("question_waits")) == before
