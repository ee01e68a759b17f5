"""Keeping what was said, for our own people."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from onboarding.notes import NoteForm, NoteKind, NoteLine, NotesView, OpenQuestion, Said
from onboarding.refusals import Unchanged
from services.actor import Actor
from services.notes import Kept
from services.outcomes import Invalid, NotAllowed, Repeated
from storage.record_schema import notes, promises
from tests.services.story import ARTHUR, BEN, CHANNEL, GWEN, MAYA, OLIVIA, Story

SAID = Said(CHANNEL, "1772442000.000100", MAYA.user, datetime(2026, 3, 2, 9, tzinfo=UTC))
WORDS = "Nobody but Tom knows the old system."
RISK = NoteForm(NoteKind.RISK, WORDS, None, None)
PROMISE = NoteForm(NoteKind.PROMISE, "An export to SAP", OLIVIA.user, date(2026, 4, 1))


@pytest.fixture
def account(story: Story) -> str:
    return story.with_channel()


def take(
    story: Story, account: str, form: NoteForm = RISK, actor: Actor = OLIVIA, said: Said = SAID
) -> object:
    return story.services.notes.take(actor, account, said, form, story.key())


def listed(story: Story, account: str) -> tuple[NoteLine, ...]:
    view = story.services.notes.listed(OLIVIA, account)
    assert isinstance(view, NotesView)
    return view.lines


def test_a_message_is_kept_with_who_said_it_when_and_where(story: Story, account: str) -> None:
    assert take(story, account) == Kept("Hazel & Finch", NoteKind.RISK, anew=True)
    [row] = story.rows(notes)
    assert (row.kind, row.text, row.by) == ("risk", WORDS, OLIVIA.user)
    assert (row.said_by, row.said_at, row.channel_id, row.ts) == (
        MAYA.user,
        SAID.at,
        CHANNEL,
        SAID.ts,
    )
    [line] = story.activity("note.taken")
    assert (line.account_id, line.data["note_kind"]) == (account, "risk")


def test_a_message_is_kept_once_as_each_kind(story: Story, account: str) -> None:
    take(story, account)
    again = take(story, account, replace(RISK, text="Otherwise put"), ARTHUR)
    assert again == Kept("Hazel & Finch", NoteKind.RISK, anew=False)
    take(story, account, replace(RISK, kind=NoteKind.DECISION))
    assert sorted(row.kind for row in story.rows(notes)) == ["decision", "risk"]
    assert len(story.activity("note.taken")) == 2
    same = "submit:once"
    story.services.notes.take(OLIVIA, account, SAID, PROMISE, same)
    assert story.services.notes.take(OLIVIA, account, SAID, PROMISE, same) == Repeated()


def test_a_promise_has_an_owner_of_ours_and_a_day(story: Story, account: str) -> None:
    missing = take(story, account, replace(PROMISE, owner=None, due_on=None))
    assert isinstance(missing, Invalid)
    assert missing.problems.keys() == {"owner", "due_on"}
    theirs = take(story, account, replace(PROMISE, owner=MAYA.user))
    assert isinstance(theirs, Invalid)
    assert theirs.problems.keys() == {"owner"}
    last_year = take(story, account, replace(PROMISE, due_on=date(2026, 3, 1)))
    assert isinstance(last_year, Invalid)  # a day before it was said
    assert last_year.problems.keys() == {"due_on"}
    take(story, account, PROMISE)
    [row] = story.rows(promises)
    assert (row.text, row.owner, row.due_on, row.source) == (
        "An export to SAP",
        OLIVIA.user,
        date(2026, 4, 1),
        "note",
    )
    assert (row.channel_id, row.ts) == (SAID.channel, SAID.ts)
    [line] = listed(story, account)
    assert (line.channel, line.ts) == (SAID.channel, SAID.ts)
    [made] = story.activity("promise.made")
    assert (made.data["said_by"], made.data["ts"]) == (MAYA.user, SAID.ts)


@pytest.mark.parametrize("text", ["  ", "x" * 3_001])
def test_words_that_cannot_be_kept_are_told_at_their_field(
    story: Story, account: str, text: str
) -> None:
    outcome = take(story, account, replace(RISK, text=text))
    assert isinstance(outcome, Invalid)
    assert outcome.problems.keys() == {"text"}
    assert story.rows(notes) == []


def test_questions_and_risks_are_listed_first_until_they_are_settled(
    story: Story, account: str
) -> None:
    take(story, account)
    story.clock.move(minutes=5)
    take(story, account, replace(RISK, kind=NoteKind.DECISION))
    take(story, account, PROMISE)
    assert [line.kind.value for line in listed(story, account)] == ["risk", "promise", "decision"]
    [risk, promise, decision] = listed(story, account)
    assert story.services.notes.settle(ARTHUR, account, risk.id, story.key()) is None
    assert story.services.notes.settle(ARTHUR, account, risk.id, story.key()) == Unchanged()
    for other in (promise.id, decision.id, "0" * 32):
        assert story.services.notes.settle(ARTHUR, account, other, story.key()) == Unchanged()
    settled = listed(story, account)[-1]
    assert (settled.kind, settled.settled_by) == (NoteKind.RISK, ARTHUR.user)
    assert len(story.activity("note.settled")) == 1


def test_a_question_keeps_its_answer_and_who_gave_it(story: Story, account: str) -> None:
    take(story, account, replace(RISK, kind=NoteKind.QUESTION, text="Who decides?"))
    [question] = listed(story, account)
    settle = story.services.notes.settle
    too_long = settle(OLIVIA, account, question.id, story.key(), "x" * 3_001)
    assert isinstance(too_long, Invalid)
    assert too_long.problems.keys() == {"answer"}
    assert settle(OLIVIA, account, question.id, story.key(), " Hugo. ") is None
    assert settle(ARTHUR, account, question.id, story.key(), "Tom.") == Unchanged()
    [kept] = listed(story, account)
    assert (kept.answer, kept.settled_by, kept.is_open) == ("Hugo.", OLIVIA.user, False)
    [settled] = story.activity("note.settled")
    assert (settled.data["text"], settled.data["answer"]) == ("Who decides?", "Hugo.")


def test_a_question_nobody_asks_any_more_is_settled_without_an_answer(
    story: Story, account: str
) -> None:
    take(story, account, replace(RISK, kind=NoteKind.QUESTION))
    [question] = listed(story, account)
    assert story.services.notes.settle(OLIVIA, account, question.id, story.key(), " ") is None
    [row] = story.rows(notes)
    assert row.answer is None


def test_only_a_question_that_is_open_is_there_to_be_answered(story: Story, account: str) -> None:
    take(story, account)
    take(story, account, replace(RISK, kind=NoteKind.QUESTION, text="Who decides?"))
    asked = {line.kind: line.id for line in listed(story, account)}
    question = asked[NoteKind.QUESTION]
    ask = story.services.notes.question
    assert ask(OLIVIA, account, question) == OpenQuestion(account, question, "Who decides?")
    assert ask(OLIVIA, account, asked[NoteKind.RISK]) == Unchanged()
    assert ask(MAYA, account, question) == NotAllowed("not_your_side")
    story.services.notes.settle(OLIVIA, account, question, story.key(), "Hugo.")
    assert ask(OLIVIA, account, question) == Unchanged()


def test_nothing_of_it_is_sent_anywhere(story: Story, account: str) -> None:
    before = [row.key for row in story.outbox() if row.kind != "learn"]
    take(story, account)
    take(story, account, PROMISE)
    assert [row.key for row in story.outbox() if row.kind != "learn"] == before


@pytest.mark.parametrize(
    ("actor", "why"),
    [(MAYA, "not_your_side"), (BEN, "stranger"), (GWEN, "stranger")],
    ids=["the customer", "another company", "a guest"],
)
def test_only_our_own_people_keep_read_and_settle_R10(
    story: Story, account: str, actor: Actor, why: str
) -> None:
    take(story, account)
    [risk] = listed(story, account)
    refused = NotAllowed(why)  # type: ignore[arg-type]
    assert story.services.notes.form(actor, CHANNEL) == refused
    assert take(story, account, actor=actor) == refused
    assert story.services.notes.listed(actor, account) == refused
    assert story.services.notes.settle(actor, account, risk.id, story.key()) == refused
    assert len(story.rows(notes)) == 1


def test_a_note_of_one_customer_is_not_settled_from_another(story: Story, account: str) -> None:
    other = story.with_channel("C0OTHER", name="Brightwater")
    take(story, account)
    [risk] = listed(story, account)
    assert story.services.notes.settle(OLIVIA, other, risk.id, story.key()) == Unchanged()
    assert take(story, other) == NotAllowed("forged")  # the message stands in Finch's channel
