"""Clicks on the go-live checklist, and the list as our people ask for it (A6)."""

import pytest

from blocks import actions
from blocks.values import GoLiveTick, OneAccount
from services.actor import Actor
from storage.database import Database
from storage.record_schema import go_live_items
from storage.schema import activity
from tests.clock import SettableClock
from tests.handlers.slack_stub import Deliveries, WebApi
from tests.services.go_live import all_but_live, check, story_with_list
from tests.services.story import BEN, CHANNEL, GWEN, MAYA, OLIVIA, STRANGER, Story

DATA = f"{actions.GO_LIVE_LINE}:data"


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return story_with_list(database, clock)


def data(account: str, *, done: bool = True) -> str:
    return GoLiveTick(account=account, line="data", done=done).dump()


def about(account: str) -> str:
    return OneAccount(account=account).dump()


def kept(story: Story) -> tuple[int, int]:
    return len(story.rows(go_live_items)), len(story.rows(activity))


def test_a_click_checks_a_line_and_another_opens_it_again_A6(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    slack.click(MAYA, DATA, data(account), channel=CHANNEL)
    assert [row.key for row in story.rows(go_live_items)] == ["data"]
    before = kept(story)
    assert slack.again().status == 200
    assert kept(story) == before
    slack.click(MAYA, DATA, data(account, done=False), channel=CHANNEL)
    assert story.rows(go_live_items) == []
    assert api.calls == []  # the message is redrawn by delivery


def test_a_line_of_the_other_side_is_refused_in_words_A6(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    slack.click(OLIVIA, DATA, data(account), channel=CHANNEL)
    assert "for the other side to do" in api.refusal
    assert story.rows(go_live_items) == []


def test_a_line_that_was_built_upon_says_what_to_undo_first_A6(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    all_but_live(story)
    check(story, OLIVIA, account, "support")
    check(story, MAYA, account, "data")
    story.tick(MAYA, "live")
    slack.click(MAYA, DATA, data(account, done=False), channel=CHANNEL)
    assert "First undo" in api.refusal
    assert "Milestone live" in api.refusal


@pytest.mark.parametrize("actor", [STRANGER, BEN, GWEN], ids=["stranger", "another's", "guest"])
@pytest.mark.parametrize("action", [DATA, actions.GO_LIVE])
def test_whoever_has_no_part_in_it_is_told_and_changes_nothing_A6(
    story: Story, slack: Deliveries, api: WebApi, action: str, actor: Actor
) -> None:
    account = story.with_channel()
    before = kept(story)
    value = data(account) if action == DATA else about(account)
    slack.click(actor, action, value, channel=CHANNEL)
    assert api.refusal
    assert kept(story) == before


@pytest.mark.parametrize("action", [DATA, actions.GO_LIVE])
def test_a_value_that_we_never_wrote_ends_as_forged_A6(
    story: Story, slack: Deliveries, api: WebApi, action: str
) -> None:
    account = story.with_channel()
    good = data(account) if action == DATA else about(account)
    before = kept(story)
    for forged in (None, "", "{}", "[1]", good[:-1] + ',"side":"team"}', good.replace(":", "=")):
        api.calls.clear()
        assert slack.click(MAYA, action, forged, channel=CHANNEL).status == 200
        assert "does not belong to the plan" in api.refusal
    assert kept(story) == before


def test_our_people_open_the_list_from_how_it_stands_A6(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    slack.click(OLIVIA, actions.GO_LIVE, about(account), channel="D0OLIVIA")
    assert api.view["title"]["text"] == "Go-live checklist"
    assert "Data checked" in str(api.view)
    api.calls.clear()
    slack.click(OLIVIA, actions.GO_LIVE, about(account), view={"id": "V1", "hash": "h"})
    assert [method for method, _ in api.calls] == ["views.push"]


def test_the_list_for_our_people_is_not_shown_to_the_customer_A6(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    before = kept(story)
    slack.click(MAYA, actions.GO_LIVE, about(account), channel=CHANNEL)
    assert "for the other side" in api.refusal
    assert kept(story) == before
