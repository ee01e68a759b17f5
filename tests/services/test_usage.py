"""How it is used opens a gate, brings the owner what helps, and is read everywhere (G1, G5)."""

from typing import Any

import pytest

from blocks import pre_read, status
from onboarding.closing import Ending, OldUsage, TypedClosing
from onboarding.criteria import RecordKey
from onboarding.pre_read import PreRead
from onboarding.refusals import NotOnRecord, Refused
from onboarding.ticking import Ticked
from onboarding.views import StatusView
from services.closings import Closed, StillOpen
from services.gate_passes import LetPass
from storage import account_states, usage
from storage.database import Database
from storage.schema import plans
from storage.transaction import look
from tests.blocks.oracles import assert_slack_takes
from tests.clock import SettableClock
from tests.services.go_live import all_but_live
from tests.services.story import CHANNEL, CLARA, HOST, OLIVIA, Story
from tests.services.uses import a_live_customer, reports, story_of_use


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return story_of_use(database, clock)


@pytest.fixture
def account(story: Story) -> str:
    return a_live_customer(story)


def holds(story: Story) -> bool:
    [row] = story.rows(plans)
    return RecordKey.USED in row.standing.get("holds", {})


def test_the_end_waits_for_a_report_with_nothing_to_complain_of_G5(
    story: Story, account: str
) -> None:
    refused = story.tick(CLARA, "handover")
    assert isinstance(refused, Refused)
    assert isinstance(refused.reason, NotOnRecord)
    for active, unused in (("5", ()), ("12", ("settings",))):
        reports(story, account, active, *unused)
        assert not holds(story)
        assert isinstance(story.tick(CLARA, "handover"), Refused)
    reports(story, account, "6")
    assert holds(story)
    assert isinstance(story.tick(CLARA, "handover"), Ticked)


def test_whoever_closes_weeks_later_is_asked_how_it_is_used_today_R5_G1(
    story: Story, account: str
) -> None:
    reports(story, account, "9")
    assert isinstance(story.tick(CLARA, "handover"), Ticked)
    well = TypedClosing(ending=Ending.COMPLETED)
    story.clock.move(days=16)  # the playbook lets a report be six working days old
    outcome = story.services.closings.close(OLIVIA, account, well, story.key())
    assert isinstance(outcome, StillOpen)
    [old] = outcome.form.about.open
    assert isinstance(old, OldUsage)
    assert old.days > 6
    reports(story, account, "9")
    outcome = story.services.closings.close(OLIVIA, account, well, story.key())
    assert isinstance(outcome, Closed)


def test_a_later_report_that_falls_short_closes_the_gate_again_G5(
    story: Story, account: str
) -> None:
    reports(story, account, "9")
    reports(story, account, "2")
    assert not holds(story)
    assert isinstance(story.tick(CLARA, "handover"), Refused)


def test_what_is_reported_before_go_live_opens_nothing_G5(story: Story) -> None:
    account = story.with_channel()
    all_but_live(story)
    reports(story, account, "12")
    assert not holds(story)


def test_the_owner_may_go_on_without_it_with_a_reason_and_then_it_is_not_taken_for_well_G1(
    story: Story, account: str, clock: SettableClock
) -> None:
    passes = story.services.gate_passes
    [gate] = passes.in_the_way(OLIVIA, CHANNEL, "handover", account).gates  # type: ignore[union-attr]
    passed = passes.let_pass(OLIVIA, account, gate.key, "They count by hand", story.key())
    assert isinstance(passed, LetPass)
    assert isinstance(story.tick(CLARA, "handover"), Ticked)
    clock.move(days=14)
    found = story.services.pre_reads.read(OLIVIA, channel="CGENERAL", name=None)
    assert isinstance(found, tuple)
    [view] = found[0]
    assert [one.kind for one in view.reasons] == ["usage_unknown"]
    assert "nobody has reported how it is used" in pre_read.pages(*found)["text"]


def test_the_owner_is_asked_and_told_what_helps_where_something_is_unused_G5(
    story: Story, account: str, clock: SettableClock
) -> None:
    for _ in range(7):
        clock.move(days=1)
        story.services.reviewing.tick()
    [asked] = story.messages("usage_wanted")
    assert (asked["days_live"], asked["last_on"]) == (3, None)
    reports(story, account, "3", "settings")
    story.services.reviewing.tick()
    [told] = story.messages("under_used")
    assert told["unused"] == ["Milestone settings"]
    assert (told["active"], told["expected"], told["few"]) == (3, 12, True)
    assert [lesson["title"] for lesson in told["lessons"]] == ["Live", "Steps"]
    story.services.reviewing.tick()
    reports(story, account, "3", "settings")
    story.services.reviewing.tick()
    assert len(story.messages("under_used")) == 1
    lanes = {
        row.lane
        for row in story.outbox()
        if row.body.get("message", {}).get("kind") in ("usage_wanted", "under_used")
    }
    assert lanes == {f"dm:{OLIVIA.user}"}


def test_the_last_report_is_read_in_the_status_and_before_a_sync_G5(
    story: Story, account: str
) -> None:
    reports(story, account, "9")
    reports(story, account, "3", "settings")
    shown = story.services.accounts.status(OLIVIA, channel=CHANNEL, name=None)
    assert isinstance(shown, StatusView)
    page = story.services.pre_reads.read(OLIVIA, channel=CHANNEL, name=None)
    assert isinstance(page, PreRead)
    for message in (status.status(shown), pre_read.page(page)):
        assert_slack_takes(message)
        assert "*3 of 12* people active in seven days" in message["text"]
        assert "Set up, and unused: “Milestone settings”" in message["text"]
    assert "Few work with it: 3 of 12 in seven days." in pre_read.page(page)["text"]


def test_the_last_report_of_each_of_many_is_read_at_once_G5(story: Story, account: str) -> None:
    other = story.with_channel("GOTHER", name="Brightwater")
    reports(story, account, "9")
    reports(story, account, "3")
    reports(story, other, "1")
    with look(story.database, HOST) as tx:
        found = usage.newest_of_all(tx, [account, other, "nobody"])
        state: Any = account_states.one(tx, story.services.reviewing.office.frozen, account)
        assert usage.newest(tx, "nobody") is None
    assert {key: one.active_people for key, one in found.items()} == {account: 3, other: 1}
    assert state.usage == found[account]
