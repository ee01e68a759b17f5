"""First value: which criterion marks it, and the day it is reached (M1)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from onboarding.refusals import BuiltUpon, CriterionReached, Refused
from onboarding.success import State
from onboarding.ticking import Reopened, Ticked
from services.criteria import Kept
from services.outcomes import Invalid
from storage import accounts, record_schema
from storage.database import Database
from storage.transaction import begin
from tests.clock import SettableClock
from tests.services.criteria import RETURNS, asking_story, confirm, propose, standing
from tests.services.story import CHANNEL, HOST, MAYA, OLIVIA, Story


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return asking_story(database, clock)


def test_exactly_one_marks_first_value_whoever_marks_another(story: Story) -> None:
    account = story.with_channel()
    propose(story, account)
    confirm(story, MAYA, account)
    other = propose(story, account, replace(RETURNS, first_value=True))
    marks = {c.id: (c.first_value, c.state) for c in standing(story, account)}
    assert [mark for mark, _ in marks.values()] == [False, True]
    assert marks[other][0]
    assert {state for _, state in marks.values()} == {State.PROPOSED}


def test_first_value_is_reached_by_the_customers_tick_with_days_gross_and_net_M1(
    story: Story, clock: SettableClock
) -> None:
    account = story.with_channel()
    one = first_value(story, account)
    began = clock.now()
    with begin(story.database, HOST) as tx:
        signed_on = getattr(accounts.by_id(tx, account), "signed_on")  # noqa: B009
        tx.connection.execute(
            record_schema.metadata.tables["holds"]
            .insert()
            .values(
                workspace_id=HOST,
                account_id=account,
                id="h1",
                from_at=began,
                until_on=(began + timedelta(days=5)).date(),
                reason="The warehouse moves",
                by=OLIVIA.user,
            )
        )
    clock.move(days=20)
    story.services.criteria_words.report(MAYA, CHANNEL, account, one, "96 %", "", story.key())
    assert standing(story, account)[0].state is State.CONFIRMED
    assert isinstance(story.tick(MAYA, "value"), Ticked)
    [found] = standing(story, account)
    assert (found.state, found.reached_by) == (State.REACHED, MAYA.user)
    [record] = story.activity("first_value.reached")
    gross = (clock.now().date() - signed_on).days
    assert (record.data["gross_days"], record.data["net_days"]) == (gross, gross - 5)
    assert (record.data["criterion"], record.data["value"], record.data["target"]) == (one, 96, 95)
    refused = story.services.criteria.change(OLIVIA, account, one, RETURNS, story.key())
    assert refused == Refused(CriterionReached())


def test_undoing_first_value_reopens_the_criterion(story: Story) -> None:
    account = story.with_channel()
    first_value(story, account)
    story.tick(MAYA, "value")
    assert isinstance(story.tick(MAYA, "value", done=False), Reopened)
    assert standing(story, account)[0].state is State.CONFIRMED
    assert len(story.activity("first_value.reopened")) == 1
    refused = story.tick(MAYA, "call", done=False)
    assert isinstance(refused, Refused)
    assert not isinstance(refused.reason, BuiltUpon)  # it is ours


def test_the_mark_stays_with_first_value_once_it_is_reached(story: Story) -> None:
    account = story.with_channel()
    first_value(story, account)
    story.tick(MAYA, "value")
    moved = story.services.criteria.propose(
        OLIVIA, account, replace(RETURNS, first_value=True), story.key()
    )
    assert isinstance(moved, Invalid)
    assert moved.problems.keys() == {"first_value"}
    assert isinstance(story.services.criteria.propose(OLIVIA, account, RETURNS, story.key()), Kept)


def test_first_value_without_criteria_is_on_record_too(
    database: Database, clock: SettableClock
) -> None:
    story = asking_story(database, clock)
    account = story.with_channel()
    first_value(story, account)
    with begin(story.database, HOST) as tx:
        tx.connection.execute(
            record_schema.criteria.delete().where(record_schema.criteria.c.workspace_id == HOST)
        )
    story.tick(MAYA, "value")
    [record] = story.activity("first_value.reached")
    assert (record.account_id, record.data["criterion"]) == (account, None)


def first_value(story: Story, account: str) -> str:
    """Everything up to first value is done; the id of the criterion that marks it."""
    one = propose(story, account)
    story.tick(OLIVIA, "call")
    confirm(story, MAYA, account)
    story.services.agreement.agree(MAYA, CHANNEL, story.key())
    for actor, milestone in (
        (MAYA, "login"),
        (OLIVIA, "settings"),
        (MAYA, "trained"),
        (MAYA, "live"),
    ):
        assert isinstance(story.tick(actor, milestone), Ticked), milestone
    return one
