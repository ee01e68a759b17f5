"""A1: promises are kept, or not, and somebody says so."""

from typing import Any

import pytest

from onboarding.asked_for import BriefField
from onboarding.promises import PromisesView
from onboarding.refusals import Unchanged
from services.actor import Actor
from services.outcomes import Invalid, NotAllowed, Repeated
from services.promises import Ended
from storage import account_states
from storage.database import Database
from storage.record_schema import promises
from storage.transaction import look
from tests.clock import SettableClock
from tests.services.briefs import SCALES, asking_story, commits, tells
from tests.services.story import ARTHUR, BEN, GWEN, HOST, MAYA, OLIVIA, Story


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return asking_story(database, clock)


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    tells(story, account, commits(SCALES))
    return account


def promise(story: Story) -> str:
    return str(story.rows(promises)[0].id)


def test_one_is_kept_and_listed_so_A1(story: Story, account: str) -> None:
    end = story.services.promises.end
    outcome = end(ARTHUR, account, promise(story), "k", kept=True, remark=" Shipped. ")
    assert isinstance(outcome, Ended)
    [shown] = outcome.view.promises
    assert (shown.kept, shown.remark, shown.late) == (True, "Shipped.", False)
    assert outcome.view == story.services.promises.view(OLIVIA, account)
    [record] = story.activity("promise.kept")
    assert record.data["remark"] == "Shipped."
    again = end(OLIVIA, account, promise(story), "k", kept=False, remark="No.")
    assert isinstance(again, Repeated)
    again = end(OLIVIA, account, promise(story), "k2", kept=False, remark="No.")
    assert isinstance(again, Unchanged)
    with look(story.database, HOST) as tx:
        state = account_states.one(tx, story.services.reviewing.office.frozen, account)
    assert state is not None
    assert state.promises == ()
    assert BriefField.COMMITMENTS not in state.brief_missing


def test_one_that_is_not_kept_wants_a_reason_A1(story: Story, account: str) -> None:
    end = story.services.promises.end
    refused = end(ARTHUR, account, promise(story), "k", kept=False, remark=" ")
    assert isinstance(refused, Invalid)
    assert isinstance(
        end(ARTHUR, account, promise(story), "k", kept=False, remark="Too dear."), Ended
    )
    assert [row.kept for row in story.rows(promises)] == [False]


def test_whoever_keeps_it_is_reminded_once_its_day_is_past_A1(
    story: Story, account: str, clock: SettableClock
) -> None:
    with look(story.database, HOST) as tx:
        state: Any = account_states.one(tx, story.services.reviewing.office.frozen, account)
    assert [(one.owner, one.due_on) for one in state.promises] == [(ARTHUR.user, SCALES.due_on)]
    clock.move(days=28)  # the Monday after it
    story.services.reviewing.tick()
    late = story.services.promises.view(OLIVIA, account)
    assert isinstance(late, PromisesView)
    assert [one.late for one in late.promises] == [True]
    [told] = story.messages("promises_due")
    assert [one["text"] for one in told["promises"]] == [SCALES.text]


@pytest.mark.parametrize("actor", [MAYA, BEN, GWEN], ids=["customer", "another's", "guest"])
def test_nobody_else_sees_or_ends_a_promise(story: Story, account: str, actor: Actor) -> None:
    assert isinstance(story.services.promises.view(actor, account), NotAllowed)
    end = story.services.promises.end
    outcome = end(actor, account, promise(story), "k", kept=True, remark="")
    assert isinstance(outcome, NotAllowed)
    assert [row.kept for row in story.rows(promises)] == [None]


def test_a_promise_of_another_customer_is_none_of_this_one(story: Story, account: str) -> None:
    other = story.with_channel("C0OTHER", name="Brightwater")
    end = story.services.promises.end
    assert end(ARTHUR, other, promise(story), "k", kept=True, remark="") == NotAllowed("forged")
