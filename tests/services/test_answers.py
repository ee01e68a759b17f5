"""What customers answer to check-ins and to the pulse survey."""

from pathlib import Path

import pytest

import playbooks
from onboarding.refusals import Unchanged
from onboarding.review.touch import Door
from onboarding.surveys import PULSE_ASK
from services.actor import Actor
from services.answers import Answered, How
from services.outcomes import Invalid, NotAllowed, Repeated
from storage.review_schema import answers
from tests.services.quiet import maya_is_here, sent
from tests.services.story import BEN, CHANNEL, HOST, MAYA, OLIVIA, TOM, Story

CHECK_IN, PULSE = "check_in:2026-03-02", f"pulse:{MAYA.user}"


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    maya_is_here(story, account)
    sent(story, account, CHECK_IN, "check_in", Door.CHANNEL)
    sent(story, account, PULSE, "pulse_survey", Door.STAKEHOLDER, MAYA.user)
    return account


def says(
    story: Story, account: str, how: How, actor: Actor = MAYA, *, key: str | None = None
) -> object:
    return story.services.answers.check_in(
        actor, CHANNEL, account, CHECK_IN, how, key or story.key(), under="200.1"
    )


def scores(story: Story, account: str, score: int, actor: Actor = MAYA) -> object:
    return story.services.answers.pulse(actor, "DMAYA", account, PULSE, score, story.key())


def given(story: Story) -> list[tuple[str, str]]:
    return [(row.user_id, row.value) for row in story.rows(answers)]


@pytest.mark.parametrize("how", ["on_track", "need_help", "blocked"])
def test_an_answer_is_recorded_and_answered_below_the_check_in_C1(
    story: Story, account: str, how: How
) -> None:
    assert says(story, account, how) == Answered()
    assert given(story) == [(MAYA.user, how)]
    [said] = story.messages("check_in_answered")
    assert (said["answer"], said["by"], said["owner"]) == (how, MAYA.user, OLIVIA.user)
    [row] = [r for r in story.outbox() if r.body.get("message", {}).get("kind") == said["kind"]]
    assert row.body["under"] == "200.1"
    assert [r.data["value"] for r in story.activity("answer.given")] == [how]


@pytest.mark.parametrize(
    ("how", "told"), [("on_track", []), ("need_help", ["need_help"]), ("blocked", ["blocked"])]
)
def test_the_owner_hears_of_those_who_need_somebody_C1(
    story: Story, account: str, how: How, told: list[str]
) -> None:
    says(story, account, how)
    assert [news["answer"] for news in story.messages("answer_news")] == told


def test_a_second_answer_of_a_person_takes_the_place_of_the_first_C1(
    story: Story, account: str
) -> None:
    says(story, account, "blocked")
    assert says(story, account, "on_track") == Answered(before="blocked")
    assert says(story, account, "on_track") == Unchanged()
    says(story, account, "need_help", TOM)
    assert sorted(given(story)) == [(MAYA.user, "on_track"), (TOM.user, "need_help")]


def test_the_same_answer_again_and_again_does_not_nag_the_owner(story: Story, account: str) -> None:
    for how in ("blocked", "on_track", "blocked"):
        says(story, account, how)
    assert len(story.messages("answer_news")) == 1


def test_an_answer_that_slack_delivers_twice_counts_once(story: Story, account: str) -> None:
    says(story, account, "blocked", key="once")
    assert says(story, account, "blocked", key="once") == Repeated()
    assert len(story.messages("check_in_answered")) == 1


@pytest.mark.parametrize(
    ("actor", "why"),
    [(OLIVIA, "not_your_side"), (BEN, "stranger"), (Actor("UX", "TX", HOST), "stranger")],
    ids=["one of ours", "another company's", "a stranger"],
)
def test_only_the_customers_people_answer(
    story: Story, account: str, actor: Actor, why: str
) -> None:
    assert says(story, account, "on_track", actor) == NotAllowed(why)  # type: ignore[arg-type]
    assert given(story) == []


def test_an_answer_to_what_was_never_sent_is_forged(story: Story, account: str) -> None:
    asked = story.services.answers.check_in(
        MAYA, CHANNEL, account, "check_in:2026-03-09", "on_track", story.key()
    )
    assert asked == NotAllowed("forged")
    asked = story.services.answers.check_in(MAYA, CHANNEL, account, PULSE, "blocked", story.key())
    assert asked == NotAllowed("forged")


def test_an_answer_for_another_customer_is_forged(story: Story, account: str) -> None:
    other = story.with_channel("GWATER", name="Brightwater")
    sent(story, other, CHECK_IN, "check_in", Door.CHANNEL)
    assert says(story, other, "on_track") == NotAllowed("forged")


@pytest.mark.parametrize("score", [1, 2, 3, 4, 5])
def test_a_score_is_thanked_for_and_a_low_one_told_at_once_F1(
    story: Story, account: str, score: int
) -> None:
    assert scores(story, account, score) == Answered()
    assert given(story) == [(MAYA.user, str(score))]
    assert [row.wording for row in story.rows(answers)] == [PULSE_ASK]
    [thanks] = story.messages("pulse_thanks")
    assert thanks["low"] is (score <= 2)
    [row] = story.outbox(kind="stakeholder_message")
    assert row.body["user"] == MAYA.user
    told = [news["score"] for news in story.messages("pulse_news")]
    assert told == ([score] if score < 3 else [])


def test_another_score_changes_the_answer_and_thanks_are_said_once_F1(
    story: Story, account: str
) -> None:
    scores(story, account, 5)
    assert scores(story, account, 4) == Answered(before="5")
    assert scores(story, account, 4) == Unchanged()
    assert given(story) == [(MAYA.user, "4")]
    assert len(story.messages("pulse_thanks")) == 1


def test_a_score_that_is_no_longer_low_is_told_and_what_it_was_F1(
    story: Story, account: str
) -> None:
    for score in (2, 1, 4, 5):
        scores(story, account, score)
    told = [(news["before"], news["score"]) for news in story.messages("pulse_news")]
    assert told == [(None, 2), (2, 1), (1, 4)]


def test_only_whoever_was_asked_gives_a_score_F1(story: Story, account: str) -> None:
    assert scores(story, account, 5, TOM) == NotAllowed("forged")
    assert scores(story, account, 5, OLIVIA) == NotAllowed("not_your_side")
    assert given(story) == []


def test_words_go_to_the_owner_as_they_were_written_F1(story: Story, account: str) -> None:
    say = story.services.answers
    assert say.may_say_more(MAYA, "DMAYA", account, PULSE) == NotAllowed("forged")
    scores(story, account, 4)
    assert say.may_say_more(MAYA, "DMAYA", account, PULSE) == "yes"
    said = say.say_more(MAYA, account, PULSE, " More <examples>, please. ", story.key())
    assert said == Answered("4")
    [news] = story.messages("pulse_news")
    assert (news["score"], news["comment"]) == (4, "More <examples>, please.")
    [row] = story.rows(answers)
    assert row.comment == "More <examples>, please."


def test_words_must_be_some_and_of_whoever_answered_F1(story: Story, account: str) -> None:
    scores(story, account, 4)
    say = story.services.answers.say_more
    assert isinstance(say(MAYA, account, PULSE, "  ", story.key()), Invalid)
    assert isinstance(say(MAYA, account, PULSE, "x" * 1_001, story.key()), Invalid)
    assert say(TOM, account, PULSE, "words", story.key()) == NotAllowed("forged")
    assert story.messages("pulse_news") == []


def test_the_wording_that_is_kept_is_the_one_that_our_message_asks_in_F1() -> None:
    folder = Path(playbooks.__file__).parent / "messages"
    assert PULSE_ASK in (folder / "customer" / "pulse_survey.j2").read_text(encoding="utf-8")
