"""The go-live checklist: each side checks its own lines, and live comes when it is closed (A6)."""

from typing import Any

import pytest

from onboarding.criteria import RecordKey
from onboarding.refusals import ListBuiltUpon, NotOnRecord, Refused, Unchanged
from onboarding.ticking import Reopened, Ticked
from services.go_live import LineSet, Shown
from services.outcomes import NotAllowed, Repeated
from services.surfaces import GoLiveWork
from storage.database import Database
from storage.record_schema import go_live_items
from storage.schema import plans
from tests.clock import SettableClock
from tests.services.go_live import all_but_live, check, story_with_list, the_card
from tests.services.story import (
    ARTHUR,
    BEN,
    CHANNEL,
    GWEN,
    HOST,
    MAYA,
    OLIVIA,
    Story,
    open_story,
)


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return story_with_list(database, clock)


def holds(story: Story) -> set[str]:
    return {key for row in story.rows(plans) for key in row.standing.get("holds", {})}


def asked(story: Story, surface: str) -> list[Any]:
    return [row for row in story.outbox(kind="surface") if row.body["surface"] == surface]


def test_each_side_checks_its_own_lines_and_then_they_may_go_live_A6(story: Story) -> None:
    account = story.with_channel()
    all_but_live(story)
    refused = story.tick(MAYA, "live")
    assert isinstance(refused, Refused)
    assert isinstance(refused.reason, NotOnRecord)

    assert check(story, OLIVIA, account, "data") == NotAllowed("not_your_side")
    assert check(story, MAYA, account, "support") == NotAllowed("not_your_side")
    assert check(story, ARTHUR, account, "support") == LineSet(closed=False)
    assert isinstance(story.tick(MAYA, "live"), Refused)
    assert check(story, MAYA, account, "data") == LineSet(closed=True)
    assert holds(story) == {RecordKey.GO_LIVE_LIST_CLOSED}

    kept = {row.key: row.done_by for row in story.rows(go_live_items)}
    assert kept == {"support": ARTHUR.user, "data": MAYA.user}
    told = [(row.actor, row.data["line"]) for row in story.activity("go_live.checked")]
    assert told == [(ARTHUR.user, "support"), (MAYA.user, "data")]
    assert isinstance(story.tick(MAYA, "live"), Ticked)


def test_the_last_line_ticks_nothing_but_tells_the_owner_A6(story: Story) -> None:
    account = story.with_channel()
    all_but_live(story)
    check(story, OLIVIA, account, "support")
    check(story, OLIVIA, account, "cake")
    assert story.messages("go_live_list_closed") == []
    before = len(story.activity("milestone.done"))
    check(story, MAYA, account, "data")
    [told] = story.messages("go_live_list_closed")
    assert (told["by"], told["waiting"]) == (MAYA.user, ["Milestone live"])
    assert len(story.activity("milestone.done")) == before


def test_who_owns_it_and_checks_the_last_line_is_told_nothing_A6(story: Story) -> None:
    account = story.with_channel()
    check(story, MAYA, account, "data")
    assert check(story, OLIVIA, account, "support") == LineSet(closed=True)
    assert story.messages("go_live_list_closed") == []


def test_a_line_can_be_opened_again_and_the_gate_closes_A6(story: Story) -> None:
    account = story.with_channel()
    all_but_live(story)
    check(story, OLIVIA, account, "support")
    check(story, MAYA, account, "data")
    assert check(story, MAYA, account, "data", done=False) == LineSet(closed=False)
    assert holds(story) == set()
    assert len(story.activity("go_live.reopened")) == 1
    assert isinstance(story.tick(MAYA, "live"), Refused)


def test_a_line_stays_checked_while_what_needed_it_is_done_A6(story: Story) -> None:
    account = story.with_channel()
    all_but_live(story)
    check(story, OLIVIA, account, "support")
    check(story, OLIVIA, account, "cake")
    check(story, MAYA, account, "data")
    story.tick(MAYA, "live")
    refused = check(story, MAYA, account, "data", done=False)
    assert isinstance(refused, Refused)
    assert isinstance(refused.reason, ListBuiltUpon)
    assert check(story, OLIVIA, account, "cake", done=False) == LineSet(closed=True)  # optional
    assert isinstance(story.tick(MAYA, "live", done=False), Reopened)
    assert check(story, MAYA, account, "data", done=False) == LineSet(closed=False)


def test_a_click_sets_the_state_it_wants_and_counts_once_A6(story: Story) -> None:
    account, key = story.with_channel(), story.key()
    assert check(story, MAYA, account, "data", key=key) == LineSet(closed=False)
    assert check(story, MAYA, account, "data", key=key) == Repeated()
    assert check(story, MAYA, account, "data") == Unchanged()
    assert check(story, MAYA, account, "cake") == NotAllowed("not_your_side")
    assert check(story, OLIVIA, account, "cake", done=False) == Unchanged()
    assert len(story.activity("go_live.checked")) == 1


def test_who_has_no_part_in_it_and_lines_that_we_never_wrote_are_refused_A6(story: Story) -> None:
    account = story.with_channel()
    other = story.with_channel("C0OTHER", name="Brightwater")
    for actor in (BEN, GWEN):
        assert isinstance(check(story, actor, account, "data"), NotAllowed)
    assert check(story, MAYA, account, "nothing") == NotAllowed("forged")
    assert check(story, MAYA, other, "data") == NotAllowed("forged")
    assert story.rows(go_live_items) == []


def test_the_list_is_posted_when_training_is_done_and_redrawn_with_each_line_A6(
    story: Story,
) -> None:
    account = story.with_channel()
    check(story, MAYA, account, "data")
    assert the_card(story, account) is None  # not yet, though checked
    all_but_live(story)
    shown = the_card(story, account)
    assert shown is not None
    assert len(asked(story, shown.id)) == 1
    work = story.services.surfaces.work(HOST, shown.id)
    assert isinstance(work, GoLiveWork)
    assert (work.ts, work.channel_id, len(work.view.lines)) == (None, CHANNEL, 3)
    story.services.surfaces.rendered(HOST, shown.id, work.version, row_id=0, ts="200.1")
    check(story, OLIVIA, account, "support")
    assert len(asked(story, shown.id)) == 2


def test_our_people_have_it_posted_before_its_time_A6(story: Story) -> None:
    account = story.with_channel()
    for _ in range(2):
        found = story.services.go_live.open(ARTHUR, account)
        assert isinstance(found, Shown)
        assert (len(found.card.lines), found.channel) == (3, CHANNEL)
    shown = the_card(story, account)
    assert shown is not None
    assert len(asked(story, shown.id)) == 1
    assert len(story.activity("go_live.shown")) == 1
    assert story.services.go_live.open(MAYA, account) == NotAllowed("not_your_side")
    assert isinstance(story.services.go_live.open(GWEN, account), NotAllowed)


def test_it_waits_for_the_plan_below_which_it_stands_A6(story: Story) -> None:
    account = story.start()
    story.services.go_live.open(OLIVIA, account)
    shown = the_card(story, account)
    assert shown is not None
    assert asked(story, shown.id) == []
    story.make_channel(account)
    assert len(asked(story, shown.id)) == 1


def test_a_playbook_without_lines_asks_for_nothing_A6(
    database: Database, clock: SettableClock
) -> None:
    story = open_story(database, clock)
    account = story.with_channel()
    all_but_live(story)
    found = story.services.go_live.open(OLIVIA, account)
    assert isinstance(found, Shown)
    assert found.card.lines == ()
    assert the_card(story, account) is None
    assert isinstance(story.tick(MAYA, "live"), Ticked)
