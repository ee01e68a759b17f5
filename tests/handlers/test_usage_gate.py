"""G5: whoever ends it too early is offered the report that is waited for, and so is the owner."""

import pytest

from blocks import actions
from blocks.forms import usage
from blocks.team_messages import render
from blocks.values import MilestoneTick
from onboarding.messages.usage import UnderUsed, UsageWanted
from playbooks.words import Words
from storage.database import Database
from tests.blocks.forms.filling import filled
from tests.blocks.oracles import assert_slack_takes, clickables
from tests.clock import SettableClock
from tests.handlers.slack_stub import Deliveries, WebApi
from tests.services.story import CHANNEL, CLARA, MAYA, Story
from tests.services.uses import a_live_customer, story_of_use


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return story_of_use(database, clock)


def test_a_handover_that_comes_too_early_leads_to_the_report_and_then_it_is_done_G5(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = a_live_customer(story)
    tick = MilestoneTick(account=account, milestone="handover", done=True).dump()
    slack.click(CLARA, f"{actions.TICK}:handover", tick, channel=CHANNEL)
    shown = api.view | {"id": "V1", "hash": "1.a"}
    assert "it is in use: by enough people, and all that was set up" in str(shown["blocks"])
    [report] = clickables(shown["blocks"])
    assert report["text"]["text"] == "Report usage"
    slack.click(CLARA, report["action_id"], report["value"], view=shown)
    [form] = api.views("views.push")
    assert form["callback_id"] == usage.CALLBACK
    slack.submit(CLARA, filled(form, active="11", expected="12"))
    api.calls.clear()
    slack.click(CLARA, f"{actions.TICK}:handover", tick, channel=CHANNEL)
    assert len(story.activity("milestone.done")) == 8
    slack.click(MAYA, report["action_id"], report["value"], channel=CHANNEL)
    assert api.refusal


def test_what_the_owner_is_told_opens_the_form_and_can_be_put_off_G1_G5(words: Words) -> None:
    about = {"account": "a" * 32, "touch": "t", "customer": "&" * 500, "channel": "C1"}
    wanted = UsageWanted.model_validate(about | {"days_live": 1, "last_on": None})
    lesson = {"title": "&" * 120, "url": f"https://x.example/?{'&' * 900}", "format": "Article"}
    told = {"active": 0, "expected": 1_000_000, "few": True, "unused": ("字" * 120,) * 100}
    least = UnderUsed.model_validate(about | told | {"lessons": (lesson,) * 3})
    for message in (wanted, least):
        shown = render(message, words)
        assert_slack_takes(shown)
        buttons = [one["text"]["text"] for one in clickables(shown["blocks"])]
        assert buttons == ["Report usage", "Remind me later"]
    assert "has been live for 1 working day." in render(wanted, words)["text"]
    assert "92 more" in render(least, words)["text"]
