"""What customers answer to the survey at the end (F1)."""

from typing import Any

import pytest

from blocks import pre_read, status
from onboarding.asked_for import Survey
from onboarding.pre_read import PreRead
from onboarding.refusals import Unchanged
from onboarding.review.touch import Door
from onboarding.views import StatusView
from services.actor import Actor
from services.answers import Answered
from services.outcomes import Invalid, NotAllowed, Repeated
from services.surveys import Scored
from storage import answers as stored
from storage.review_schema import answers
from storage.transaction import look
from tests.services.quiet import maya_is_here, sent
from tests.services.story import BEN, CHANNEL, HOST, MAYA, OLIVIA, TOM, Story

SURVEY = f"survey:{MAYA.user}"
CSAT, CES = f"{SURVEY}:csat", f"{SURVEY}:ces"


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    maya_is_here(story, account)
    sent(story, account, SURVEY, "end_survey", Door.STAKEHOLDER, MAYA.user)
    return account


def scores(
    story: Story, account: str, survey: Survey, score: int, actor: Actor = MAYA, **given: Any
) -> object:
    key = given.get("key") or story.key()
    touch = given.get("touch", SURVEY)
    return story.services.surveys.score(actor, "DMAYA", account, touch, survey, score, key)


def given(story: Story) -> list[tuple[str, str, str, str | None]]:
    rows = [(row.touch, row.kind, row.value, row.wording) for row in story.rows(answers)]
    return sorted(rows)


def news(story: Story) -> list[tuple[str, str, bool]]:
    told = story.messages("survey_news")
    return [(one["survey"], one["given"], one["low"]) for one in told]


def test_a_score_is_kept_beside_the_wording_and_thanked_for_once_F1(
    story: Story, account: str
) -> None:
    assert scores(story, account, Survey.CSAT, 5) == Answered()
    assert scores(story, account, Survey.CES, 6) == Answered()
    asked = story.services.surveys.office.playbooks
    wording = {q.survey: q.ask for one in asked.values() for q in one.surveys.at_end}
    assert given(story) == [
        (CES, "ces", "6", wording[Survey.CES]),
        (CSAT, "csat", "5", wording[Survey.CSAT]),
    ]
    [thanks] = story.messages("survey_thanks")
    assert (thanks["by"], thanks["low"]) == (MAYA.user, False)
    assert news(story) == []


@pytest.mark.parametrize(
    ("survey", "score", "told"),
    [
        (Survey.CSAT, 2, [("CSAT", "2 of 5", True)]),
        (Survey.CSAT, 3, []),
        (Survey.CES, 3, [("CES", "3 of 7", True)]),
        (Survey.CES, 4, []),
    ],
)
def test_a_low_score_is_told_to_the_owner_at_once_F1(
    story: Story, account: str, survey: Survey, score: int, told: list[tuple[str, str, bool]]
) -> None:
    scores(story, account, survey, score)
    assert news(story) == told
    assert [row.body["user"] for row in story.outbox(kind="direct_message")][-1:] == (
        [OLIVIA.user] if told else []
    )


def test_a_changed_mind_takes_the_place_of_the_answer_and_both_are_on_record_F1(
    story: Story, account: str
) -> None:
    scores(story, account, Survey.CSAT, 1)
    assert scores(story, account, Survey.CSAT, 4) == Answered(before="1")
    assert scores(story, account, Survey.CSAT, 4) == Unchanged()
    assert [(touch, value) for touch, _, value, _ in given(story)] == [(CSAT, "4")]
    assert [row.data["value"] for row in story.activity("answer.given")] == ["1", "4"]
    assert all(row.data["wording"] for row in story.activity("answer.given"))
    assert [(one["given"], one["before"]) for one in story.messages("survey_news")] == [
        ("1 of 5", None),
        ("4 of 5", "1 of 5"),
    ]


def test_the_same_click_brought_twice_counts_once_F1(story: Story, account: str) -> None:
    scores(story, account, Survey.CSAT, 1, key="once")
    assert scores(story, account, Survey.CSAT, 1, key="once") == Repeated()
    assert len(story.messages("survey_news")) == 1


@pytest.mark.parametrize(
    ("actor", "why"),
    [(TOM, "forged"), (OLIVIA, "not_your_side"), (BEN, "stranger")],
    ids=["a colleague", "one of ours", "another company's"],
)
def test_only_whoever_was_asked_answers_F1(
    story: Story, account: str, actor: Actor, why: str
) -> None:
    assert scores(story, account, Survey.CSAT, 5, actor) == NotAllowed(why)  # type: ignore[arg-type]
    assert given(story) == []


@pytest.mark.parametrize(
    ("survey", "score"),
    [(Survey.CSAT, 0), (Survey.CSAT, 6), (Survey.CES, 8), (Survey.NPS, 9)],
    ids=["too low", "too high", "of another scale", "what the playbook does not ask"],
)
def test_what_was_not_asked_is_forged_F1(
    story: Story, account: str, survey: Survey, score: int
) -> None:
    assert scores(story, account, survey, score) == NotAllowed("forged")
    assert scores(story, account, Survey.CSAT, 5, touch="survey:UTOM") == NotAllowed("forged")
    assert given(story) == []


def test_words_are_kept_beside_their_score_and_told_as_they_were_written_F1(
    story: Story, account: str
) -> None:
    say = story.services.surveys
    assert say.scored(MAYA, "DMAYA", account, SURVEY) == NotAllowed("forged")
    scores(story, account, Survey.CSAT, 2)
    scores(story, account, Survey.CES, 6)
    found = say.scored(MAYA, "DMAYA", account, SURVEY)
    assert not isinstance(found, NotAllowed)
    assert [(one.question.survey, one.score, one.words) for one in found] == [
        (Survey.CSAT, 2, None),
        (Survey.CES, 6, None),
    ]
    words = {Survey.CSAT: " Too <many> calls. ", Survey.CES: ""}
    assert say.say_why(MAYA, account, SURVEY, words, story.key()) == Answered()
    told = story.messages("survey_news")[-1]
    assert (told["words"], told["given"]) == ("Too <many> calls.", "2 of 5")
    found = say.scored(MAYA, "DMAYA", account, SURVEY)
    assert isinstance(found, tuple)
    assert isinstance(found[0], Scored)
    assert found[0].words == "Too <many> calls."
    said = len(story.messages("survey_news"))
    say.say_why(MAYA, account, SURVEY, words, story.key())  # the same once more is no news
    assert len(story.messages("survey_news")) == said


def test_words_that_cannot_be_kept_are_told_at_their_field_F1(story: Story, account: str) -> None:
    say = story.services.surveys.say_why
    scores(story, account, Survey.CSAT, 2)
    blank = say(MAYA, account, SURVEY, {Survey.CSAT: "  "}, story.key())
    assert isinstance(blank, Invalid)
    assert blank.problems.keys() == {"csat"}
    assert isinstance(say(MAYA, account, SURVEY, {Survey.CSAT: "x" * 1_001}, story.key()), Invalid)
    forged = say(MAYA, account, SURVEY, {Survey.NPS: "word"}, story.key())
    assert forged == NotAllowed("forged")
    assert say(TOM, account, SURVEY, {Survey.CSAT: "word"}, story.key()) == NotAllowed("forged")


def test_one_of_ours_sees_to_a_low_answer_F1(story: Story, account: str) -> None:
    take = story.services.surveys.take_up
    assert take(OLIVIA, "DO", account, CSAT, MAYA.user, story.key()) == NotAllowed("forged")
    scores(story, account, Survey.CSAT, 1)
    assert take(MAYA, "DMAYA", account, CSAT, MAYA.user, story.key()) == NotAllowed("not_your_side")
    assert take(OLIVIA, "DO", account, CSAT, MAYA.user, story.key()) == "taken"
    [row] = story.activity("answer.taken_up")
    assert (row.actor, row.data["whom"]) == (OLIVIA.user, MAYA.user)


def test_a_low_answer_that_nobody_sees_to_is_brought_up_again_until_somebody_does_F1(
    story: Story, account: str
) -> None:
    surveys = story.services.surveys
    scores(story, account, Survey.CSAT, 1)
    scores(story, account, Survey.CES, 2)
    scores(story, account, Survey.CES, 6)  # no longer low
    for _ in range(3):
        story.clock.move(days=1)
        story.services.reviewing.tick()
    waits = story.messages("low_scores_wait")
    assert [one["given"] for one in waits[0]["scores"]] == ["1 of 5"]
    [call] = story.services.digests.needing(OLIVIA)
    assert "low_score" in [reason.kind for reason in call.reasons]
    assert surveys.take_up_all(MAYA, "DMAYA", account, story.key()) == NotAllowed("not_your_side")
    assert surveys.take_up_all(OLIVIA, "DO", account, story.key()) == "taken"
    assert [row.data["touch"] for row in story.activity("answer.taken_up")] == [CSAT]
    told = len(story.messages("low_scores_wait"))
    for _ in range(5):
        story.clock.move(days=1)
        story.services.reviewing.tick()
    assert len(story.messages("low_scores_wait")) == told


def test_a_worse_answer_after_somebody_saw_to_it_waits_anew_F1(story: Story, account: str) -> None:
    scores(story, account, Survey.CSAT, 2)
    story.services.surveys.take_up(OLIVIA, "DO", account, CSAT, MAYA.user, story.key())
    assert waiting(story, account) == []
    scores(story, account, Survey.CSAT, 1)
    assert waiting(story, account) == ["1 of 5"]


def waiting(story: Story, account: str) -> list[str]:
    with look(story.database, HOST) as tx:
        found = stored.waiting(tx, [account, "nobody"])
        return [one.score.given for one in found.get(account, ())]


def test_our_people_read_it_in_the_status_and_before_a_sync_F1_X1(
    story: Story, account: str
) -> None:
    scores(story, account, Survey.CSAT, 2)
    scores(story, account, Survey.CES, 7)
    words = {Survey.CSAT: "Too <many> calls."}
    story.services.surveys.say_why(MAYA, account, SURVEY, words, story.key())
    shown = story.services.accounts.status(OLIVIA, account=account)
    assert isinstance(shown, StatusView)
    page = story.services.pre_reads.read(OLIVIA, channel=CHANNEL, name=None)
    assert isinstance(page, PreRead)
    for text in (status.status(shown)["text"], pre_read.page(page)["text"]):
        assert "*CSAT 0 %* from 1 answer (share of answers 4 and 5, of 5)" in text
        assert "*CES 100 %*" in text
        assert "🌧️ UMAYA gives CSAT 2 of 5: “Too &lt;many&gt; calls.”" in text
