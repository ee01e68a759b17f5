"""`/onboard plan`: the page, and its buttons."""

from typing import Any

import pytest

from blocks import values
from blocks.values import TouchChoice
from services.actor import Actor
from storage.review_schema import touches
from tests.blocks.oracles import clickables
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.quiet import maya_is_here
from tests.services.story import BEN, CHANNEL, HOST, MAYA, OLIVIA, Story


@pytest.fixture
def page(story: Story, slack: Deliveries, api: WebApi) -> Json:
    """The page of a customer, opened in its channel."""
    account = story.with_channel()
    maya_is_here(story, account)
    assert slack.command(OLIVIA, "plan", CHANNEL).body is None
    return api.view | {"id": "V1", "app_installed_team_id": HOST}


def offered(page: Json, label: str) -> list[dict[str, Any]]:
    return [one for one in clickables(page["blocks"]) if one["text"]["text"] == label]


def carried(button: dict[str, Any]) -> str:
    return values.parse(button["value"], TouchChoice).touch


def press(slack: Deliveries, actor: Actor, page: Json, button: dict[str, Any]) -> int:
    return slack.click(actor, button["action_id"], button["value"], view=page).status


def drawn(api: WebApi) -> Json:
    """The page as it was drawn last."""
    return api.views("views.update")[-1]


def test_the_page_shows_the_plan_and_what_will_be_sent_C9(page: Json) -> None:
    assert page["callback_id"] == "plan_ahead"
    assert "*Hazel &amp; Finch*" in page["blocks"][0]["text"]["text"]
    assert offered(page, "Skip")
    assert offered(page, "Send now")


def test_skip_takes_it_off_the_page_C9(
    story: Story, slack: Deliveries, api: WebApi, page: Json
) -> None:
    skip = offered(page, "Skip")[0]
    assert press(slack, OLIVIA, page, skip) == 200
    assert slack.again().status == 200  # Slack brings it twice
    assert carried(skip) not in {carried(one) for one in offered(drawn(api), "Skip")}
    assert [(row.key, row.fate) for row in story.rows(touches)] == [(carried(skip), "skipped")]


def test_send_now_sends_it_and_a_stale_page_says_that_it_is_gone_C9(
    story: Story, slack: Deliveries, api: WebApi, page: Json
) -> None:
    now = offered(page, "Send now")[0]
    before = len(story.outbox())
    assert press(slack, OLIVIA, page, now) == 200
    assert press(slack, OLIVIA, page, now) == 200  # the page as it was
    assert "no longer on its way" in str(drawn(api)["blocks"][0])
    assert len(story.outbox()) == before + 1


@pytest.mark.parametrize("actor", [MAYA, BEN], ids=["the customer", "another company's"])
def test_nobody_else_sees_or_steers_what_comes(
    story: Story, slack: Deliveries, api: WebApi, page: Json, actor: Actor
) -> None:
    press(slack, actor, page, offered(page, "Skip")[0])
    assert drawn(api)["callback_id"] == "refusal"
    assert story.rows(touches) == []


def test_a_guest_cannot_open_the_page(story: Story, slack: Deliveries, api: WebApi) -> None:
    story.with_channel()
    refused = slack.command(Actor("UGWEN", HOST, HOST), "plan", CHANNEL)
    assert "for the team" in refused.text
    assert api.calls == []
