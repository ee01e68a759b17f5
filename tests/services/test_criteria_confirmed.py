"""What success means is the customer's word: it confirms, wishes otherwise, takes it back (A3)."""

from dataclasses import replace

import pytest

from onboarding.criteria import RecordKey
from onboarding.refusals import CriteriaChanged, NotOnRecord, Refused, Unchanged
from onboarding.success import State
from onboarding.ticking import Reopened, Ticked
from services.criteria import CriterionForm
from services.criteria_words import Said
from services.outcomes import Invalid, NotAllowed
from storage import record_schema
from storage.database import Database
from tests.clock import SettableClock
from tests.services.criteria import (
    RETURNS,
    SHIPPED,
    asking_story,
    confirm,
    holds,
    is_done,
    plan,
    propose,
    seen,
    standing,
)
from tests.services.story import ARTHUR, BEN, CHANNEL, MAYA, OLIVIA, TOM, Story


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return asking_story(database, clock)


def test_only_our_people_propose_and_only_the_customer_confirms(story: Story) -> None:
    account = story.with_channel()
    propose(story, account)
    for actor in (MAYA, BEN):
        refused = story.services.criteria.propose(actor, account, SHIPPED, story.key())
        assert isinstance(refused, NotAllowed)
        assert isinstance(story.services.criteria.list(actor, account), NotAllowed)
    for actor in (OLIVIA, BEN):
        assert isinstance(confirm(story, actor, account), NotAllowed)
    assert standing(story, account)[0].state is State.PROPOSED


def test_the_first_word_counts_and_is_on_record(story: Story, clock: SettableClock) -> None:
    account = story.with_channel()
    one, other = propose(story, account), propose(story, account, RETURNS)
    shown = seen(story, account)
    assert confirm(story, MAYA, account, shown) == Said()
    clock.move(minutes=5)
    assert confirm(story, TOM, account, shown) == Unchanged()
    assert {c.confirmed_by for c in standing(story, account)} == {MAYA.user}
    [record] = story.activity("criteria.confirmed")
    assert (record.actor, record.data["criteria"]) == (MAYA.user, [one, other])
    assert RecordKey.CRITERIA_CONFIRMED in holds(story, account)
    [told] = story.messages("criteria_confirmed")
    assert told["metrics"] == ["Orders out the same day", "Parcels that come back"]


def test_nobody_confirms_what_they_did_not_see(story: Story) -> None:
    account = story.with_channel()
    one = propose(story, account)
    shown = seen(story, account)
    story.services.criteria.change(
        OLIVIA, account, one, replace(SHIPPED, target="99 %"), story.key()
    )
    assert confirm(story, MAYA, account, shown) == Refused(CriteriaChanged())
    assert confirm(story, MAYA, account) == Said()


def test_the_customers_wish_reaches_the_owner_and_a_change_settles_it(story: Story) -> None:
    account = story.with_channel()
    one = propose(story, account)
    words = story.services.criteria_words
    assert words.wish(MAYA, CHANNEL, account, one, " 90 is enough. ", story.key()) == Said()
    [told] = story.messages("criterion_wished")
    assert (told["who"], told["text"], told["criterion"]) == (MAYA.user, "90 is enough.", one)
    assert story.messages("criterion_wish")
    [line] = getattr(story.services.criteria.list(OLIVIA, account), "lines")  # noqa: B009
    assert [wish.text for wish in line.wishes] == ["90 is enough."]
    found = story.services.criteria.form(OLIVIA, account, one)
    assert isinstance(found, CriterionForm)
    assert found.line is not None
    assert [wish.text for wish in found.line.wishes] == ["90 is enough."]
    story.services.criteria.change(
        OLIVIA, account, one, replace(SHIPPED, target="90 %"), story.key()
    )
    [wish] = story.rows(record_schema.criterion_wishes)
    assert wish.settled_by == OLIVIA.user


def test_a_wish_can_be_answered_in_the_channel_and_the_criterion_stays(story: Story) -> None:
    account = story.with_channel()
    one = propose(story, account)
    words = story.services.criteria_words
    answer = "We can measure this from May on."
    assert words.answer(OLIVIA, account, one, answer, story.key()) == Unchanged()
    words.wish(MAYA, CHANNEL, account, one, "Too high", story.key())
    assert isinstance(words.answer(MAYA, account, one, answer, story.key()), NotAllowed)
    assert words.answer(ARTHUR, account, one, answer, story.key()) == Said()
    [told] = story.messages("criterion_answered")
    assert (told["to"], told["by"], told["text"]) == (MAYA.user, ARTHUR.user, answer)
    [wish] = story.rows(record_schema.criterion_wishes)
    assert wish.settled_by == ARTHUR.user
    assert len(story.activity("criterion.answered")) == 1


@pytest.mark.parametrize("text", ["", "  ", "x" * 501])
def test_a_wish_without_words_or_with_too_many_is_told_so(story: Story, text: str) -> None:
    account = story.with_channel()
    one = propose(story, account)
    outcome = story.services.criteria_words.wish(MAYA, CHANNEL, account, one, text, story.key())
    assert isinstance(outcome, Invalid)


def test_confirming_the_last_criterion_ticks_the_milestone_in_the_same_name(story: Story) -> None:
    account = story.with_channel()
    propose(story, account)
    story.tick(OLIVIA, "call")
    confirm(story, MAYA, account)
    assert is_done(story, account)
    [done] = [row for row in story.activity("milestone.done") if row.data["milestone"] == "goal"]
    assert (done.actor, done.data["because"]) == (MAYA.user, "criteria_confirmed")


def test_what_is_confirmed_before_the_plan_allows_it_is_ticked_as_soon_as_it_does(
    story: Story,
) -> None:
    account = story.with_channel()
    propose(story, account)
    confirm(story, TOM, account)
    assert not is_done(story, account)
    story.tick(OLIVIA, "call")
    assert is_done(story, account)
    assert plan(story, account).milestone("goal").done_by == TOM.user


def test_the_milestone_waits_for_criteria_and_ticking_it_confirms_them(story: Story) -> None:
    account = story.with_channel()
    story.tick(OLIVIA, "call")
    refused = story.tick(MAYA, "goal")
    assert isinstance(refused, Refused)
    assert isinstance(refused.reason, NotOnRecord)
    propose(story, account)
    assert isinstance(story.tick(MAYA, "goal"), Ticked)
    [found] = standing(story, account)
    assert (found.state, found.confirmed_by) == (State.CONFIRMED, MAYA.user)
    assert RecordKey.CRITERIA_CONFIRMED in holds(story, account)
    assert len(story.activity("milestone.done")) == 2


def test_undoing_the_milestone_takes_the_word_back(story: Story) -> None:
    account = story.with_channel()
    propose(story, account)
    story.tick(OLIVIA, "call")
    confirm(story, MAYA, account)
    assert isinstance(story.tick(TOM, "goal", done=False), Reopened)
    assert standing(story, account)[0].state is State.PROPOSED
    assert not is_done(story, account)
    [record] = story.activity("criteria.unconfirmed")
    assert record.actor == TOM.user
    assert isinstance(story.tick(MAYA, "goal"), Ticked)
