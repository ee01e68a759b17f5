"""The timeline in its modal: opened, filtered, turned (X1)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from blocks import actions
from blocks.forms import timeline
from blocks.values import OneAccount, TimelinePage
from onboarding.timeline import KINDS, PAGE, Entry, Names, TimelineView, Topic
from services.actor import Actor
from tests.blocks.oracles import assert_slack_takes_view, clickables, labels
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.story import ARTHUR, BEN, CHANNEL, HOST, MAYA, OLIVIA, Story


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    for _ in range(PAGE):
        story.tick(OLIVIA, "call")
        story.tick(OLIVIA, "call", done=False)
    return account


def opened(slack: Deliveries, api: WebApi, account: str, actor: Actor = OLIVIA) -> Json:
    value = OneAccount(account=account).dump()
    assert slack.click(actor, actions.TIMELINE, value, channel=CHANNEL).status == 200
    return api.views()[-1] | {"id": "V1", "app_installed_team_id": HOST}


def drawn(api: WebApi) -> Json:
    return api.views("views.update")[-1]


def text(view: Json) -> str:
    return str(view["blocks"])


def found(view: Json, label: str) -> dict[str, Any]:
    [one] = [b for b in clickables(view["blocks"]) if b.get("text", {}).get("text") == label]
    return one


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_owner_has_the_whole_record_sent_from_it_and_others_do_not_X1(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    view = opened(slack, api, account) | {"type": "modal"}
    export = found(view, "Export")
    slack.click(OLIVIA, export["action_id"], export["value"], view=view)
    [said] = api.views("views.push")
    assert "on its way to you" in text(said)
    [row] = story.outbox(kind="export")
    assert (row.lane, row.account_id) == (f"dm:{OLIVIA.user}", account)
    [line] = story.activity("record.exported")
    assert line.actor == OLIVIA.user
    assert "Export" not in labels(opened(slack, api, account, ARTHUR)["blocks"])
    slack.click(ARTHUR, export["action_id"], export["value"], view=view)
    assert len(story.outbox(kind="export")) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_opens_from_how_a_customer_stands_and_turns_X1(
    slack: Deliveries, api: WebApi, account: str
) -> None:
    answer = slack.command(OLIVIA, "status", CHANNEL)
    assert "Timeline" in str(answer.body["blocks"])
    view = opened(slack, api, account)
    assert f"<@{OLIVIA.user}> ticked" in text(view) or "UOLIVIA ticked" in text(view)
    older = found(view, "Older →")
    slack.click(OLIVIA, older["action_id"], older["value"], view=view)
    newer = found(drawn(api), "← Newer")
    slack.click(OLIVIA, newer["action_id"], newer["value"], view=drawn(api) | view)
    assert drawn(api)["blocks"] == view["blocks"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_shows_the_lines_of_one_topic_and_a_topic_that_we_never_offered_is_forged_X1(
    slack: Deliveries, api: WebApi, account: str
) -> None:
    view = opened(slack, api, account)
    menu = next(one for one in clickables(view["blocks"]) if one["type"] == "static_select")
    chosen = next(one["value"] for one in menu["options"] if Topic.BLOCKERS in one["value"])
    slack.choose(OLIVIA, actions.TIMELINE_TOPIC, chosen, view=view)
    assert "Nothing of this kind is on record" in text(drawn(api))
    api.calls.clear()
    slack.choose(OLIVIA, actions.TIMELINE_TOPIC, '{"account":"a","topic":"moon"}', view=view)
    assert "does not belong to the plan" in api.refusal


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("actor", [MAYA, BEN], ids=["the customer", "another company's"])
def test_nobody_else_reads_it_X1(
    slack: Deliveries, api: WebApi, account: str, actor: Actor
) -> None:
    assert opened(slack, api, account, actor)["callback_id"] == "refusal"
    value = TimelinePage(account=account, topic="all").dump()
    shown = {"id": "V1", "type": "modal", "app_installed_team_id": HOST}
    slack.click(actor, actions.TIMELINE_PAGE, value, view=shown)
    assert drawn(api)["callback_id"] == "refusal"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("value", [None, "{}", '{"account":"a","topic":"moon"}'])
def test_a_page_that_we_never_offered_ends_as_forged_X1(
    slack: Deliveries, api: WebApi, account: str, value: str | None
) -> None:
    shown = {"id": "V1", "type": "modal", "app_installed_team_id": HOST}
    slack.click(OLIVIA, actions.TIMELINE_PAGE, value, view=shown)
    assert "does not belong to the plan" in api.refusal


@pytest.mark.parametrize("script", ["x", "漢", "🎉", "&<>", "ا"])
def test_the_longest_page_fits_a_modal_X1(script: str) -> None:
    """Each line on a day of its own, every fact as long as it may be."""
    long = script * 3_000
    data = dict.fromkeys(
        ["milestone", "what", "stakeholder", "reason", "words", "subject", "error", "name", "now"],
        long,
    )
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    kinds = sorted(KINDS)
    views = [
        TimelineView(
            account="a" * 32,
            customer=script * 255,
            topic=Topic.ALL,
            zone="Pacific/Auckland",
            today=date(2027, 3, 2),
            entries=tuple(
                Entry(n, start - timedelta(days=n), "U0OLIVIA", "C0FINCH", kind, data)
                for n, kind in enumerate(kinds[first : first + PAGE])
            ),
            names=Names({}, {}, {}),
            older=1,
            newer=2,
        )
        for first in range(0, len(kinds), PAGE)
    ]
    for view in views:
        assert_slack_takes_view(timeline.render(view))
    assert_slack_takes_view(timeline.render(replace(views[0], entries=(), older=None, newer=None)))
