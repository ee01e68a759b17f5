"""The form that moves work to the time after the onboarding, and back (R8)."""

from datetime import date
from typing import Any

import pytest

from blocks import actions
from blocks.forms import later
from blocks.values import OneAccount
from sandbox.blockkit import validate_view
from services.actor import Actor
from services.later import LaterLine
from storage.schema import activity
from tests.blocks.forms.filling import filled
from tests.handlers.slack_stub import Deliveries, WebApi
from tests.services.story import BEN, GWEN, MAYA, OLIVIA, STRANGER, Story

TODAY = date(2026, 3, 12)


def opened(story: Story, slack: Deliveries, api: WebApi) -> Any:
    about = OneAccount(account=story.with_channel()).dump()
    slack.click(OLIVIA, actions.LATER_LIST, about, channel="D0OLIVIA")
    return api.view


def test_a_milestone_is_moved_to_later_and_taken_back_R8(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    view = opened(story, slack, api)
    slack.submit(OLIVIA, filled(view, move="later:trained"))
    assert [told["later"] for told in story.messages("moved_later")] == [True]
    slack.submit(OLIVIA, filled(view, move="later:trained"))  # pressed again
    assert len(story.messages("moved_later")) == 1
    api.calls.clear()
    slack.click(OLIVIA, actions.LATER_LIST, view["private_metadata"], channel="D0OLIVIA")
    assert "Milestone trained" in str(api.view["blocks"][1])
    slack.submit(OLIVIA, filled(api.view, move="back:trained") | {"id": "V0SECOND"})
    assert [told["later"] for told in story.messages("moved_later")] == [True, False]


@pytest.mark.parametrize(
    "actor", [MAYA, STRANGER, BEN, GWEN], ids=["customer", "stranger", "another's", "guest"]
)
def test_whoever_is_not_of_our_people_moves_nothing_R8(
    story: Story, slack: Deliveries, api: WebApi, actor: Actor
) -> None:
    view = filled(opened(story, slack, api), move="later:trained")
    before = len(story.rows(activity))
    assert slack.submit(actor, view).view["callback_id"] == "refusal"
    api.calls.clear()
    slack.click(actor, actions.LATER_LIST, view["private_metadata"], channel="D0X")
    assert api.refusal
    assert len(story.rows(activity)) == before


@pytest.mark.parametrize("chosen", ["trained", "now:trained", "later:nowhere", "later:value"])
def test_what_we_never_offered_is_refused_R8(
    story: Story, slack: Deliveries, api: WebApi, chosen: str
) -> None:
    view = filled(opened(story, slack, api), move="later:trained")
    state = view["state"]["values"]["move"]["move"]
    state["selected_option"] = {**state["selected_option"], "value": chosen}
    before = len(story.rows(activity))
    assert slack.submit(OLIVIA, view).view["callback_id"] == "refusal"
    assert len(story.rows(activity)) == before


@pytest.mark.parametrize("word", ["&" * 120, "字" * 120, "x"])
@pytest.mark.parametrize(("moved", "movable"), [(0, 0), (0, 100), (100, 0), (50, 50)])
def test_the_form_holds_a_hundred_milestones_of_any_script_R8(
    word: str, moved: int, movable: int
) -> None:
    lines = [LaterLine(f"m{n}", word, OLIVIA.user, TODAY) for n in range(moved)]
    choices = [(f"c{n}", word) for n in range(movable)]
    assert validate_view(later.render("a" * 32, lines, choices, TODAY)) == []
