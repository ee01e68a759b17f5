"""Looking back: with the customer, among ourselves, and what we learn (F1, R9)."""

from typing import Any

import pytest

from onboarding.closing import Because
from onboarding.looking_back import Answer, Kind, Source, TypedPostMortem
from onboarding.refusals import Unchanged
from services.actor import Actor
from services.outcomes import Invalid, NotAllowed, Repeated
from services.post_mortems import PostMortemForm, Written
from services.retrospectives import RetrospectiveForm, Thanked
from storage.record_schema import findings, post_mortems
from tests.services.quiet import maya_is_here
from tests.services.story import ARTHUR, BEN, CHANNEL, CLARA, GWEN, MAYA, OLIVIA, Story
from tests.services.test_closings import BADLY, SECRET, WELL, close, everything_is_done, reopen

SAID = Answer("The workshops", "Fewer forms <please>")
WRITTEN = TypedPostMortem("Nobody asked who decides.", "the workshop", "ask who decides\ncall")


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    maya_is_here(story, account)
    return account


@pytest.fixture
def completed(story: Story, account: str) -> str:
    everything_is_done(story)
    close(story, account, WELL)
    return account


@pytest.fixture
def abandoned(story: Story, account: str) -> str:
    story.tick(OLIVIA, "call")
    close(story, account)
    return account


def answers(story: Story, account: str, said: Answer = SAID, actor: Actor = MAYA) -> Any:
    return story.services.retrospectives.answer(actor, account, said, story.key())


def writes(story: Story, account: str, typed: TypedPostMortem = WRITTEN, by: Actor = OLIVIA) -> Any:
    return story.services.post_mortems.write(by, account, typed, story.key())


def test_the_customers_words_are_kept_and_the_owner_reads_them_F1_R9(
    story: Story, completed: str
) -> None:
    form = story.services.retrospectives.form(MAYA, CHANNEL, completed)
    assert form == RetrospectiveForm(completed, Answer())
    assert answers(story, completed) == Thanked(OLIVIA.user)
    kept = {(row.kind, row.source, row.text, row.by) for row in story.rows(findings)}
    assert kept == {
        ("keep", "retrospective", SAID.keep, MAYA.user),
        ("change", "retrospective", SAID.change, MAYA.user),
    }
    assert {(row.playbook, row.version) for row in story.rows(findings)} == {("story", 3)}
    [news] = story.messages("retrospective_news")
    assert (news["keep"], news["change"], news["again"]) == (SAID.keep, SAID.change, False)


def test_each_person_once_and_may_think_again_F1(story: Story, completed: str) -> None:
    answers(story, completed)
    assert isinstance(answers(story, completed), Unchanged)
    better = Answer("", "Fewer meetings")
    assert answers(story, completed, better) == Thanked(OLIVIA.user)
    assert [(row.kind, row.text) for row in story.rows(findings)] == [("change", "Fewer meetings")]
    form = story.services.retrospectives.form(MAYA, CHANNEL, completed)
    assert form == RetrospectiveForm(completed, better)
    assert [one["again"] for one in story.messages("retrospective_news")] == [False, True]
    assert [one.data["change"] for one in story.activity("retrospective.answered")] == [
        SAID.change,
        "Fewer meetings",
    ]  # both are on record


def test_an_answer_without_words_is_none_F1(story: Story, completed: str) -> None:
    assert isinstance(answers(story, completed, Answer(" ", "")), Invalid)
    once = story.services.retrospectives.answer(MAYA, completed, SAID, "once")
    assert isinstance(once, Thanked)
    again = story.services.retrospectives.answer(MAYA, completed, Answer("x"), "once")
    assert again == Repeated()


@pytest.mark.parametrize(
    ("actor", "why"),
    [(OLIVIA, "not_your_side"), (BEN, "stranger"), (GWEN, "stranger")],
    ids=["ours", "another's", "guest"],
)
def test_only_the_customer_answers_F1(story: Story, completed: str, actor: Actor, why: str) -> None:
    refused = NotAllowed(why)  # type: ignore[arg-type]
    assert story.services.retrospectives.form(actor, CHANNEL, completed) == refused
    assert answers(story, completed, actor=actor) == refused
    assert story.rows(findings) == []


def test_nobody_looks_back_at_what_goes_on(story: Story, account: str) -> None:
    assert answers(story, account) == NotAllowed("forged")
    assert writes(story, account) == NotAllowed("forged")
    assert story.services.post_mortems.form(OLIVIA, account) == NotAllowed("forged")


def test_a_post_mortem_opens_by_itself_with_the_timeline_filled_in_F1(
    story: Story, abandoned: str
) -> None:
    [asked] = story.messages("post_mortem_wanted")
    assert asked["because"] == "abandoned"
    form = story.services.post_mortems.form(ARTHUR, abandoned)
    assert isinstance(form, PostMortemForm)
    assert form.because is Because.ABANDONED
    told = [entry.kind for _, entry in form.told]
    assert (told[0], told[-1]) == ("account.started", "account.closed")
    assert form.written == TypedPostMortem()


def test_what_is_written_is_kept_told_to_the_team_and_can_be_written_anew_F1_R9(
    story: Story, abandoned: str
) -> None:
    assert isinstance(writes(story, abandoned, TypedPostMortem(" ")), Invalid)
    assert writes(story, abandoned) == Written()
    [row] = story.rows(post_mortems)
    assert (row.summary, row.written_by) == (WRITTEN.summary, OLIVIA.user)
    assert sorted((row.kind, row.text) for row in story.rows(findings)) == [
        ("change", "ask who decides"),
        ("change", "call"),
        ("keep", "the workshop"),
    ]
    [told] = story.messages("post_mortem_written")
    assert (told["playbook"], told["change"]) == ("story 3", ["ask who decides", "call"])
    form = story.services.post_mortems.form(OLIVIA, abandoned)
    assert isinstance(form, PostMortemForm)
    assert form.written.summary == WRITTEN.summary
    assert set(form.written.change.splitlines()) == {"ask who decides", "call"}
    writes(story, abandoned, TypedPostMortem("Otherwise", "", "call"), ARTHUR)
    assert [row.text for row in story.rows(findings)] == ["call"]
    once = story.services.post_mortems.write(OLIVIA, abandoned, WRITTEN, "once")
    assert once == Written()
    assert story.services.post_mortems.write(OLIVIA, abandoned, WRITTEN, "once") == Repeated()
    for row in story.outbox():
        if row.kind in ("channel_message", "stakeholder_message"):
            assert WRITTEN.summary not in str(row.body)
            assert SECRET not in str(row.body)


@pytest.mark.parametrize("actor", [MAYA, BEN, GWEN], ids=["customer", "another's", "guest"])
def test_a_post_mortem_is_among_ourselves_F1_R10(
    story: Story, abandoned: str, actor: Actor
) -> None:
    assert isinstance(story.services.post_mortems.form(actor, abandoned), NotAllowed)
    assert isinstance(writes(story, abandoned, by=actor), NotAllowed)
    assert isinstance(story.services.findings.seen_by(actor, abandoned), NotAllowed)
    assert story.rows(findings) == []


def test_findings_of_both_sides_stand_by_version_with_the_customer_R9(
    story: Story, completed: str
) -> None:
    answers(story, completed)
    other = story.with_channel("C0OTHER", name="Brightwater")
    close(story, other, BADLY)
    writes(story, other)
    seen = story.services.findings.seen_by(CLARA, completed)
    assert not isinstance(seen, NotAllowed)
    [version] = seen
    assert (version.playbook, version.version, version.customers) == ("story", 3, 2)
    assert {(one.customer, one.source) for one in version.change} == {
        ("Hazel & Finch", Source.RETROSPECTIVE),
        ("Brightwater", Source.POST_MORTEM),
    }
    assert all(one.kind is Kind.KEEP for one in version.keep)
    assert story.services.findings.of_playbooks(None) == seen
    assert story.services.findings.of_playbooks("story") == seen
    assert story.services.findings.of_playbooks("guided") == ()
    reopen(story, other)
    assert story.services.findings.of_playbooks("story") == seen  # what was learnt stays
