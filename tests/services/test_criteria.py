"""What success means: proposed by us, changed, withdrawn (A3)."""

from dataclasses import replace
from typing import Any

import pytest

from onboarding.criteria import RecordKey
from onboarding.refusals import CriterionGone, MarksFirstValue, Refused
from onboarding.success import MOST_CRITERIA, State, Typed
from services.criteria import CriterionForm, Kept
from services.outcomes import Invalid, NotAllowed, Repeated
from storage import surfaces
from storage.database import Database
from storage.surfaces import Surface
from storage.transaction import begin, look
from tests.clock import SettableClock
from tests.services.criteria import (
    RETURNS,
    SHIPPED,
    asking_story,
    confirm,
    holds,
    propose,
    standing,
)
from tests.services.story import ARTHUR, CHANNEL, HOST, MAYA, OLIVIA, Story


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return asking_story(database, clock)


def test_a_criterion_is_proposed_in_the_channel_for_the_customer_to_confirm(story: Story) -> None:
    account = story.with_channel()
    one = propose(story, account)
    [found] = standing(story, account)
    assert (found.id, found.state, found.first_value) == (one, State.PROPOSED, True)
    assert (found.baseline, found.target, found.unit) == (40, 95, "%")
    assert holds(story, account) == {RecordKey.CRITERIA_PROPOSED}
    [record] = story.activity("criterion.proposed")
    assert (record.actor, record.data["terms"]["target"]) == (OLIVIA.user, 95)
    [told] = story.messages("criterion_proposed")
    assert (told["baseline"], told["target"], told["changed"]) == ("40 %", "95 %", False)
    with look(story.database, HOST) as tx:
        surface = surfaces.of_account(tx, account, surfaces.CRITERIA)
    assert surface is not None
    assert [row.body for row in story.outbox(kind="surface") if row.body["surface"] == surface.id]


def test_what_is_proposed_before_there_is_a_channel_is_shown_once_there_is_one(
    story: Story,
) -> None:
    account = story.start()
    propose(story, account)
    assert story.messages("criterion_proposed") == []
    with look(story.database, HOST) as tx:
        assert surfaces.of_account(tx, account, surfaces.CRITERIA) is None
    story.make_channel(account)
    with look(story.database, HOST) as tx:
        shown = surfaces.of_account(tx, account, surfaces.CRITERIA)
    assert shown is not None
    work = story.services.surfaces.work(HOST, shown.id)
    assert work is not None
    assert (work.ts, len(getattr(work.view, "lines", ()))) == (None, 1)


def test_only_the_plan_is_pinned_whatever_is_posted_anew(story: Story) -> None:
    account = story.with_channel()
    propose(story, account)
    surface = the_surface(story, account)
    row = next(r for r in story.outbox(kind="surface") if r.body["surface"] == surface.id)
    steps = len(story.outbox(kind="step"))
    story.services.surfaces.rendered(
        HOST, surface.id, surface.version, row_id=row.id, ts="200.1", reposted=True
    )
    assert the_surface(story, account).ts == "200.1"
    assert story.activity("surface.reposted") == []
    assert len(story.outbox(kind="step")) == steps


def test_in_a_new_channel_the_criteria_are_posted_anew_below_the_plan(story: Story) -> None:
    account = story.with_channel()
    propose(story, account)
    surface = the_surface(story, account)
    row = next(r for r in story.outbox(kind="surface") if r.body["surface"] == surface.id)
    story.services.surfaces.rendered(
        HOST, surface.id, surface.version, row_id=row.id, ts="200.1", reposted=True
    )
    with begin(story.database, HOST) as tx:
        surfaces.take_down(tx, account)
    assert the_surface(story, account).ts is None
    propose(story, account, RETURNS)  # nothing can be shown while there is no plan
    waiting = [r for r in story.outbox(kind="surface") if r.body["surface"] == surface.id]
    assert len(waiting) == 1


def the_surface(story: Story, account: str) -> Surface:
    with look(story.database, HOST) as tx:
        found = surfaces.of_account(tx, account, surfaces.CRITERIA)
    assert found is not None
    return found


def test_what_was_typed_wrong_is_told_and_nothing_is_kept(story: Story) -> None:
    account = story.with_channel()
    outcome = story.services.criteria.propose(
        OLIVIA, account, replace(SHIPPED, target="more"), story.key()
    )
    assert isinstance(outcome, Invalid)
    assert outcome.problems.keys() == {"target"}
    assert standing(story, account) == ()


def test_a_form_sent_twice_proposes_once(story: Story) -> None:
    account, key = story.with_channel(), story.key()
    assert isinstance(story.services.criteria.propose(OLIVIA, account, SHIPPED, key), Kept)
    assert isinstance(story.services.criteria.propose(OLIVIA, account, SHIPPED, key), Repeated)
    assert len(standing(story, account)) == 1


def test_more_than_a_handful_is_refused(story: Story) -> None:
    account = story.with_channel()
    for _ in range(MOST_CRITERIA):
        propose(story, account)
    again = story.services.criteria.propose(OLIVIA, account, SHIPPED, story.key())
    assert isinstance(again, Invalid)
    assert isinstance(story.services.criteria.form(OLIVIA, account, None), Invalid)


def test_changing_a_confirmed_one_makes_it_unconfirmed_with_before_and_after_on_record(
    story: Story,
) -> None:
    account = story.with_channel()
    one = propose(story, account)
    confirm(story, MAYA, account)
    changed = story.services.criteria.change(
        ARTHUR, account, one, replace(SHIPPED, target="90 %", first_value=True), story.key()
    )
    assert isinstance(changed, Kept)
    [found] = standing(story, account)
    assert (found.state, found.target, found.confirmed_by) == (State.PROPOSED, 90, None)
    [record] = story.activity("criterion.changed")
    assert (record.data["before"]["target"], record.data["after"]["target"]) == (95, 90)
    assert (record.actor, record.data["was_confirmed_by"]) == (ARTHUR.user, MAYA.user)
    assert holds(story, account) == {RecordKey.CRITERIA_PROPOSED}
    assert [told["changed"] for told in story.messages("criterion_proposed")] == [False, True]


def test_a_change_that_changes_nothing_takes_nobody_at_their_word_anew(story: Story) -> None:
    account = story.with_channel()
    one = propose(story, account)
    confirm(story, MAYA, account)
    same = story.services.criteria.change(OLIVIA, account, one, SHIPPED, key := story.key())
    assert isinstance(same, Invalid)  # and whoever meant to change something still has the form
    assert same.problems.keys() == {"statement"}
    assert standing(story, account)[0].state is State.CONFIRMED
    less = replace(SHIPPED, target="90 %")
    assert isinstance(story.services.criteria.change(OLIVIA, account, one, less, key), Kept)
    assert story.services.criteria.change(OLIVIA, account, one, less, key) == Repeated()


def test_withdrawing_closes_the_gate_again_and_keeps_the_mark_on_those_that_stand(
    story: Story,
) -> None:
    account = story.with_channel()
    one, other = propose(story, account), propose(story, account, RETURNS)

    def withdraw(criterion: str) -> Any:
        return story.services.criteria.withdraw(OLIVIA, account, criterion, story.key())

    assert withdraw(one) == Refused(MarksFirstValue())
    assert isinstance(withdraw(other), Kept)
    assert withdraw(other) == Refused(CriterionGone())
    assert isinstance(withdraw(one), Kept)
    assert holds(story, account) == set()
    assert len(story.messages("criterion_withdrawn")) == 2
    found = story.services.criteria.form(OLIVIA, account, one)
    assert found == Refused(CriterionGone())


def test_the_form_begins_with_what_is_agreed(story: Story) -> None:
    account = story.with_channel()
    fresh = story.services.criteria.form(OLIVIA, account, None)
    assert isinstance(fresh, CriterionForm)
    assert (fresh.terms, fresh.is_only) == (None, True)
    one = propose(story, account)
    known = story.services.criteria.form(OLIVIA, account, one)
    assert isinstance(known, CriterionForm)
    assert known.terms is not None
    assert (known.terms.metric, known.is_only) == ("Orders out the same day", True)
    assert isinstance(story.services.criteria.form(OLIVIA, account, "0" * 32), NotAllowed)


def test_criteria_of_another_customer_are_out_of_reach(story: Story) -> None:
    account = story.with_channel()
    other = story.with_channel("C0OTHER", name="Brightwater")
    one = propose(story, other)
    words, criteria = story.services.criteria_words, story.services.criteria
    assert isinstance(words.wish(MAYA, CHANNEL, account, one, "x", story.key()), NotAllowed)
    assert isinstance(words.wish(MAYA, CHANNEL, other, one, "x", story.key()), NotAllowed)
    reported = words.report(MAYA, CHANNEL, account, one, "1", "", story.key())
    assert isinstance(reported, NotAllowed)
    typed: Typed = replace(SHIPPED, target="1 %")
    assert isinstance(criteria.change(OLIVIA, account, one, typed, story.key()), NotAllowed)
