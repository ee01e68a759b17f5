"""The owner is told who left, says what happened, and who takes over is invited."""

import pytest

from blocks import actions
from blocks.forms import departure
from blocks.team_messages import render
from blocks.values import OpenDeparture
from onboarding.departures import Answer, Departure, Known
from onboarding.messages.team import StakeholderLeft
from playbooks.words import shipped_words
from sandbox.blockkit import validate_view
from services.actor import Actor
from storage.schema import stakeholders
from tests.blocks.forms.filling import filled
from tests.blocks.oracles import clickables, labels
from tests.handlers.slack_stub import Deliveries, WebApi
from tests.services.quiet import maya_is_here
from tests.services.story import BEN, CHANNEL, GWEN, HOST, MAYA, OLIVIA, STRANGER, Story

DM = "D0OLIVIA"


@pytest.fixture
def button(story: Story) -> str:
    """Maya left; the value of the button below what Olivia was told."""
    account = story.with_channel()
    maya_is_here(story, account)
    story.services.channels.left(HOST, CHANNEL, MAYA.user, story.key())
    story.services.reviewing.tick()
    [told] = story.messages("stakeholder_left")
    message = render(StakeholderLeft.model_validate(told), shipped_words())
    assert labels(message["blocks"]) == ["Say what happened", "People", "Remind me later"]
    value: str = clickables(message["blocks"])[0]["value"]
    return value


def test_the_owner_says_what_happened_and_who_takes_over_A5(
    story: Story, slack: Deliveries, api: WebApi, button: str
) -> None:
    slack.click(OLIVIA, actions.DEPARTURE, button, channel=DM)
    assert "*Maya Finch* (Champion)" in api.view["blocks"][0]["text"]["text"]
    empty = slack.submit(OLIVIA, filled(api.view))
    assert empty.body["errors"].keys() == {"name"}
    form = filled(api.view, name=" Anna  Reed ", email="Anna@hazelfinch.example")
    assert slack.submit(OLIVIA, form).body is None
    [anna] = [one for one in story.rows(stakeholders) if one.name == "Anna Reed"]
    assert (anna.email, anna.roles) == ("anna@hazelfinch.example", ["champion"])


def test_somebody_known_is_chosen_from_the_menu_A5(
    story: Story, slack: Deliveries, api: WebApi, button: str
) -> None:
    [tom] = [one.id for one in story.rows(stakeholders) if one.name == "Tom Hazel"]
    slack.click(OLIVIA, actions.DEPARTURE, button, channel=DM)
    slack.submit(OLIVIA, filled(api.view, successor=tom))
    assert story.activity("stakeholder.departed")[0].data["successor"] == tom


def test_a_late_press_is_told_that_it_is_settled_A5(
    story: Story, slack: Deliveries, api: WebApi, button: str
) -> None:
    slack.click(OLIVIA, actions.DEPARTURE, button, channel=DM)
    slack.submit(OLIVIA, filled(api.view, what=Departure.STAYS.value))
    api.calls.clear()
    slack.click(OLIVIA, actions.DEPARTURE, button, channel=DM)
    assert "This is settled" in api.refusal


@pytest.mark.parametrize("what", ["", "promoted"])
def test_a_choice_that_we_never_offered_is_refused_A5(
    story: Story, slack: Deliveries, api: WebApi, button: str, what: str
) -> None:
    slack.click(OLIVIA, actions.DEPARTURE, button, channel=DM)
    form = filled(api.view)
    chosen = {"type": "radio_buttons", "selected_option": {"value": what}}
    form["state"]["values"]["what"]["what"] = chosen
    assert slack.submit(OLIVIA, form).view["callback_id"] == "refusal"
    assert story.activity("stakeholder.departed") == []


def test_the_button_names_whom_it_is_about_A5(story: Story, button: str) -> None:
    [maya] = [one for one in story.rows(stakeholders) if one.name == "Maya Finch"]
    assert OpenDeparture.model_validate_json(button).stakeholder == maya.id


@pytest.mark.parametrize(
    "actor", [MAYA, BEN, GWEN, STRANGER], ids=["customer", "another's", "guest", "stranger"]
)
def test_nobody_else_opens_or_sends_the_form_A5(
    story: Story, slack: Deliveries, api: WebApi, button: str, actor: Actor
) -> None:
    slack.click(OLIVIA, actions.DEPARTURE, button, channel=DM)
    view = filled(api.view, what=Departure.NOT_NEEDED.value)
    api.calls.clear()
    slack.click(actor, actions.DEPARTURE, button, channel=DM)
    assert api.refusal
    assert slack.submit(actor, view).view["callback_id"] == "refusal"
    assert story.activity("stakeholder.departed") == []


def test_values_that_we_never_wrote_end_as_forged_A5(
    story: Story, slack: Deliveries, api: WebApi, button: str
) -> None:
    slack.click(OLIVIA, actions.DEPARTURE, button, channel=DM)
    view = filled(api.view, what=Departure.NOT_NEEDED.value)
    others = OpenDeparture(account="0" * 32, stakeholder="1").dump()
    for forged in (None, "", "{}", button[:-1] + ',"side":"team"}', others):
        api.calls.clear()
        slack.click(OLIVIA, actions.DEPARTURE, forged, channel=DM)
        assert "does not belong to the plan" in api.refusal
        sent = slack.submit(OLIVIA, view | {"private_metadata": forged})
        assert sent.view["callback_id"] == "refusal"
    assert story.activity("stakeholder.departed") == []


def test_a_form_that_is_sent_again_does_nothing_more_A5(
    story: Story, slack: Deliveries, api: WebApi, button: str
) -> None:
    slack.click(OLIVIA, actions.DEPARTURE, button, channel=DM)
    view = filled(api.view, name="Anna Reed", email="anna@hazelfinch.example")
    for _ in range(2):
        assert slack.submit(OLIVIA, view).body is None
    assert slack.again().status == 200
    assert len([one for one in story.rows(stakeholders) if one.name == "Anna Reed"]) == 1


def test_the_form_holds_the_longest_names_and_a_hundred_people_A5() -> None:
    others = [Known(f"s{number}", "&" * 200, None) for number in range(120)]
    about = OpenDeparture(account="a1", stakeholder="s0")
    view = departure.render(about, "<" * 300, "&" * 300, ("Champion",) * 6, others)
    assert validate_view(view) == []
    alone = departure.render(about, "H", "Maya", (), [])
    assert validate_view(alone) == []
    assert departure.read(filled(alone)) == Answer(Departure.REPLACED)
