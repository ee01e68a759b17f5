"""The button "What helps" below the plan (C6, C7)."""

import pytest

from blocks import actions
from blocks.checklist import checklist
from blocks.values import OneAccount
from services.actor import Actor
from tests.blocks.oracles import labels
from tests.handlers.slack_stub import Deliveries, WebApi
from tests.services.quiet import maya_is_here
from tests.services.story import CHANNEL, HOST, MAYA, OLIVIA, Story


@pytest.mark.parametrize(
    ("actor", "first"),
    [(MAYA, "Chosen for those who set it up."), (OLIVIA, "*Milestone trained*, by")],
    ids=["the champion", "one of ours"],
)
def test_it_is_below_the_plan_and_shows_what_fits_whoever_presses_it_C7(
    story: Story, slack: Deliveries, api: WebApi, actor: Actor, first: str
) -> None:
    account = story.with_channel()
    maya_is_here(story, account)
    shown = checklist(story.services.checklist.view(HOST, account))
    assert "What helps" in labels(shown["blocks"])
    value = OneAccount(account=account).dump()
    slack.click(actor, actions.MATERIAL, value, channel=CHANNEL)
    assert api.view["callback_id"] == "material"
    block = api.view["blocks"][0]
    said = block["text"]["text"] if "text" in block else block["elements"][0]["text"]
    assert said.startswith(first)
