"""Later training is moved to what comes after the onboarding, and holds nothing open (R8)."""

from typing import Any

import pytest

from onboarding.plan import BlockerKind
from onboarding.refusals import DoneAlready, HandedOn, NotForLater, Refused, Unchanged
from onboarding.settling import Settled
from onboarding.ticking import Ticked
from services.later import LaterList
from services.outcomes import NotAllowed, Repeated
from services.surfaces import SurfaceWork
from storage import surfaces
from storage.database import Database
from storage.surfaces import CHECKLIST
from storage.transaction import look
from tests.clock import SettableClock
from tests.services.go_live import all_but_live, check, story_with_list
from tests.services.story import ARTHUR, BEN, CHANNEL, GWEN, HOST, MAYA, OLIVIA, Story


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return story_with_list(database, clock)


def move(story: Story, actor: Any, account: str, milestone: str, *, later: bool = True) -> Any:
    return story.services.later.move(actor, account, milestone, later=later, key=story.key())


def listed(story: Story, account: str) -> LaterList:
    found = story.services.later.shown(OLIVIA, account)
    assert isinstance(found, LaterList)
    return found


def test_later_training_holds_no_onboarding_open_R8(story: Story) -> None:
    account = story.with_channel()
    story.tick(OLIVIA, "call")
    story.services.agreement.agree(MAYA, CHANNEL, story.key())
    story.tick(MAYA, "goal")
    story.tick(MAYA, "login")
    story.tick(OLIVIA, "settings")
    moved = move(story, ARTHUR, account, "trained")
    assert isinstance(moved, Settled)
    assert [stage.key for stage in moved.stages_completed] == ["training"]
    check(story, OLIVIA, account, "support")
    check(story, MAYA, account, "data")
    assert isinstance(story.tick(MAYA, "live"), Ticked)
    finished = story.tick(MAYA, "value")
    assert isinstance(finished, Ticked)
    assert finished.finished
    [line] = listed(story, account).moved
    assert (line.key, line.by) == ("trained", ARTHUR.user)


def test_it_is_on_record_announced_and_shown_in_the_checklist_R8_C1(story: Story) -> None:
    account = story.with_channel()
    move(story, OLIVIA, account, "trained")
    [record] = story.activity("milestone.handed_on")
    assert (record.actor, record.data) == (OLIVIA.user, {"milestone": "trained"})
    [told] = story.messages("moved_later")
    assert (told["milestone"], told["later"], told["by"]) == (
        "Milestone trained",
        True,
        OLIVIA.user,
    )
    with look(story.database, HOST) as tx:
        surface = surfaces.of_account(tx, account, CHECKLIST)
    assert surface is not None
    assert [row for row in story.outbox(kind="surface") if row.body["surface"] == surface.id]
    view = story.services.checklist.view(HOST, account, "training:1")
    [item] = view.page.items
    assert (item.later, item.late, item.can_tick) == (True, False, False)
    assert isinstance(story.services.surfaces.work(HOST, surface.id), SurfaceWork)
    offered = story.services.milestones.open_ones(OLIVIA, CHANNEL)
    assert "trained" not in {one.key for one in getattr(offered, "items", ())}


def test_what_was_moved_is_refused_until_it_is_taken_back_R8(story: Story) -> None:
    account = story.with_channel()
    move(story, OLIVIA, account, "goal")
    story.tick(OLIVIA, "call")
    refused = story.tick(MAYA, "goal")
    assert isinstance(refused, Refused)
    assert isinstance(refused.reason, HandedOn)
    assert isinstance(move(story, OLIVIA, account, "goal"), Unchanged)
    assert isinstance(move(story, OLIVIA, account, "goal", later=False), Settled)
    assert isinstance(move(story, OLIVIA, account, "goal", later=False), Unchanged)
    assert isinstance(story.tick(MAYA, "goal"), Ticked)
    assert [told["later"] for told in story.messages("moved_later")] == [True, False]
    assert len(story.activity("milestone.taken_back")) == 1
    assert listed(story, account).moved == ()


@pytest.mark.parametrize(
    ("milestone", "reason"), [("value", NotForLater), ("live", NotForLater), ("call", DoneAlready)]
)
def test_first_value_gates_and_what_is_done_stay_R8(
    story: Story, milestone: str, reason: type
) -> None:
    account = story.with_channel()
    story.tick(OLIVIA, "call")
    refused = move(story, OLIVIA, account, milestone)
    assert isinstance(refused, Refused)
    assert isinstance(refused.reason, reason)
    assert milestone not in dict(listed(story, account).movable)


def test_a_blocker_of_what_was_moved_holds_nothing_up_R8(story: Story) -> None:
    account = story.with_channel()
    all_but_live(story)
    story.tick(MAYA, "trained", done=False)
    story.services.blockers.raise_(
        MAYA, CHANNEL, "trained", BlockerKind.ACCESS, "No room", None, story.key()
    )
    move(story, OLIVIA, account, "trained")
    check(story, OLIVIA, account, "support")
    check(story, MAYA, account, "data")
    assert isinstance(story.tick(MAYA, "live"), Ticked)


def test_only_our_people_move_and_a_form_sent_twice_counts_once_R8(story: Story) -> None:
    account, key = story.with_channel(), story.key()
    for actor in (MAYA, BEN, GWEN):
        assert isinstance(move(story, actor, account, "trained"), NotAllowed)
        assert isinstance(story.services.later.shown(actor, account), NotAllowed)
    first = story.services.later.move(OLIVIA, account, "trained", later=True, key=key)
    again = story.services.later.move(OLIVIA, account, "trained", later=True, key=key)
    assert isinstance(first, Settled)
    assert again == Repeated()
