"""The page before an internal sync (X1)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from blocks import pre_read
from onboarding.notes import NoteForm, NoteKind, Said
from onboarding.plan import BlockerKind
from onboarding.pre_read import PreRead
from services.accounts import Choices
from services.outcomes import NotAllowed
from tests.blocks.oracles import assert_slack_takes
from tests.services.quiet import maya_is_here
from tests.services.story import ARTHUR, CHANNEL, GWEN, MAYA, OLIVIA, Story

SAID = Said(CHANNEL, "1772442000.000100", MAYA.user, datetime(2026, 3, 2, 9, tzinfo=UTC))


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    maya_is_here(story, account)
    return account


def page(story: Story, **given: str | None) -> PreRead:
    asked = {"channel": CHANNEL, "name": None} | given
    found = story.services.pre_reads.read(ARTHUR, channel=str(asked["channel"]), name=asked["name"])
    assert isinstance(found, PreRead), found
    return found


def test_one_page_says_where_it_stands_what_moved_and_what_is_open_X1(
    story: Story, account: str
) -> None:
    story.tick(OLIVIA, "call")
    story.services.blockers.raise_(
        MAYA, CHANNEL, "goal", BlockerKind.ACCESS, "No <admin> is left.", None, story.key()
    )
    for kind, text in ((NoteKind.RISK, "Tom leaves in May"), (NoteKind.PROMISE, "A SAP export")):
        form = NoteForm(kind, text, OLIVIA.user, date(2026, 4, 1))
        story.services.notes.take(OLIVIA, account, SAID, form, story.key())
    view = page(story)
    said = pre_read.page(view)
    assert_slack_takes(said)
    assert view.customer == "Hazel & Finch"
    for words in ("Every order leaves the house", "No &lt;admin&gt; is left.", "Tom leaves in May"):
        assert words in said["text"]
    assert "A SAP export" in said["text"]
    assert {entry.kind for _, entry in view.changes} >= {"milestone.done", "blocker.raised"}
    assert [one.who for one in view.quiet if one.since is None] == ["Tom Hazel"]


def test_what_is_older_than_a_week_is_no_news_and_who_is_quiet_is_named_X1(
    story: Story, account: str
) -> None:
    story.tick(OLIVIA, "call")
    story.clock.move(days=14)
    view = page(story, channel="CGENERAL", name="hazel")
    assert view.changes == ()
    assert "nothing moved" in pre_read.page(view)["text"]
    assert MAYA.user in [one.who for one in view.quiet]
    assert view.whom is not None
    assert f"Call {view.whom}" in pre_read.page(view)["text"].replace("<@", "").replace(">", "")


def test_without_a_name_those_that_need_somebody_are_told_in_short_X1(
    story: Story, account: str
) -> None:
    nobody = story.services.pre_reads.read(OLIVIA, channel="CGENERAL", name=None)
    assert isinstance(nobody, tuple)
    assert pre_read.pages(*nobody)["text"] == pre_read.NOBODY
    story.tick(OLIVIA, "call")
    story.clock.move(days=14)
    needing = story.services.pre_reads.read(OLIVIA, channel="CGENERAL", name=None)
    assert isinstance(needing, tuple)
    assert [view.account for view in needing[0]] == [account]
    said = pre_read.pages(*needing)
    assert_slack_takes(said)
    assert "Hazel &amp; Finch" in said["text"]
    others = story.services.pre_reads.read(ARTHUR, channel="CGENERAL", name=None)
    assert others == ([], 0)  # he owns none


def test_an_unknown_name_or_one_without_a_channel_is_asked_back_X1(story: Story) -> None:
    story.start()
    unknown = story.services.pre_reads.read(OLIVIA, channel="C1", name="Acme")
    assert isinstance(unknown, Choices)
    assert unknown.asked == "Acme"
    not_yet = story.services.pre_reads.read(OLIVIA, channel="C1", name="Hazel")
    assert isinstance(not_yet, Choices)
    assert not_yet.asked is None


def test_only_our_own_people_read_it_X1(story: Story, account: str) -> None:
    for actor in (MAYA, GWEN):
        refused = story.services.pre_reads.read(actor, channel=CHANNEL, name=None)
        assert refused == NotAllowed("external")


@pytest.mark.parametrize("script", ["x", "漢", "🎉", "&", "ا"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_fullest_page_fits_a_message_X1(story: Story, account: str, script: str) -> None:
    story.tick(OLIVIA, "call")
    story.services.notes.take(
        OLIVIA,
        account,
        SAID,
        NoteForm(NoteKind.RISK, script * 3_000, None, None),
        story.key(),
    )
    view = page(story)
    full = replace(
        view,
        customer=script * 255,
        outcome=script * 3_000,
        late=view.next * 20,
        open=view.open * 50,
        quiet=view.quiet * 50,
        changes=view.changes * 20,
    )
    assert_slack_takes(pre_read.page(full))
    assert_slack_takes(pre_read.pages([full] * 5, 400))
