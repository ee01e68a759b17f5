"""The stakeholder map: read, opened, changed; and whoever is not of our people (A5)."""

from typing import Any

import pytest

from blocks import actions, stakeholder_map
from blocks.values import OneAccount, OnePerson
from services.actor import Actor
from services.talk import Said
from storage.schema import stakeholders
from tests.blocks.forms.filling import filled
from tests.blocks.oracles import clickables
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.quiet import maya_is_here
from tests.services.story import BEN, CHANNEL, FINCH, GWEN, HOST, MAYA, OLIVIA, Story, member

ON_ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
UNA = Actor("UUNA", FINCH, HOST)


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    maya_is_here(story, account)
    story.services.channels.joined(HOST, CHANNEL, UNA.user, FINCH, story.key())
    story.services.workspaces.learn(HOST, [member(UNA, "Una Ray", "una@elsewhere.example")])
    story.services.talk.said(UNA, Said(CHANNEL, "1.1", "Hello."), story.key())
    return account


def opened(slack: Deliveries, api: WebApi, account: str) -> Json:
    api.calls.clear()
    slack.click(OLIVIA, actions.PEOPLE, OneAccount(account=account).dump(), channel="D0OLIVIA")
    return api.view | {"id": "V0MAP"}


def chosen(slack: Deliveries, api: WebApi, shown: Json, action: str, label: str) -> Json:
    """The form that a choice in a menu of the map opens, in the map's place."""
    menu = next(
        one for one in clickables(shown["blocks"]) if one["action_id"].startswith(f"{action}:")
    )
    option = next(one for one in menu["options"] if one["text"]["text"] == label)
    element = {"type": "static_select", "selected_option": option, "block_id": "b"}
    view = {"id": "V0MAP", "app_installed_team_id": HOST} | shown
    slack._act(OLIVIA, element, menu["action_id"], None, view)
    return api.views("views.update")[-1]


def texts(shown: Json) -> str:
    return "\n".join(str(block.get("text", {}).get("text")) for block in shown["blocks"])


@ON_ONE_DATABASE
def test_the_command_answers_with_the_map_as_a_table_A5(slack: Deliveries, account: str) -> None:
    answered = slack.command(OLIVIA, "stakeholders", CHANNEL)
    [gaps] = [line for line in answered.text.splitlines() if "nobody is named as" in line]
    assert " or " in gaps
    assert " and " not in gaps
    [table] = [block for block in answered.body["blocks"] if block["type"] == "table"]
    rows = [[cell["text"] for cell in row] for row in table["rows"]]
    assert rows[0] == ["Part", "Who", "Stands", "Last seen"]
    assert ["Champion", "Maya Finch", "–", "🟡 came Mon 2 Mar, nothing done yet"] in rows
    assert ["Technical owner", "Tom Hazel", "–", "⚪ never came"] in rows
    assert ["Executive sponsor", "▫️ nobody: a gap", "–", "–"] in rows
    assert ["Not named", "Una Ray", "–", "🟢 active Mon 2 Mar"] in rows
    assert "Maya Finch" in answered.text


@ON_ONE_DATABASE
def test_the_command_with_a_name_that_nobody_bears_says_so(slack: Deliveries, account: str) -> None:
    assert "no customer called" in slack.command(OLIVIA, "stakeholders Nobody").text


@ON_ONE_DATABASE
def test_somebody_on_the_map_is_changed_in_its_place_and_the_map_comes_back_A5(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    shown = opened(slack, api, account)
    form = chosen(slack, api, shown, actions.PERSON_PICK, "Tom Hazel")
    sent = slack.submit(
        OLIVIA,
        filled(form, title="IT", attitude="doubtful", roles=["technical_owner", "contact"]),
    )
    assert sent.view["callback_id"] == stakeholder_map.CALLBACK
    assert "⚪ Tom Hazel · IT · 🤨 doubtful · never came" in texts(sent.view)
    [tom] = [one for one in story.rows(stakeholders) if one.name == "Tom Hazel"]
    assert tom.roles == ["technical_owner", "contact"]


@ON_ONE_DATABASE
def test_somebody_who_came_unnamed_is_matched_by_hand_A5(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    form = chosen(slack, api, opened(slack, api, account), actions.COMER_PICK, "Una Ray")
    tom = next(one.id for one in story.rows(stakeholders) if one.name == "Tom Hazel")
    sent = slack.submit(OLIVIA, filled(form, same_as=tom))
    assert "🟢 Tom Hazel" in texts(sent.view)
    assert "not named" not in texts(sent.view)


@ON_ONE_DATABASE
def test_what_cannot_be_kept_is_told_at_its_field_A5(
    slack: Deliveries, api: WebApi, account: str
) -> None:
    about = OneAccount(account=account).dump()
    slack.click(OLIVIA, actions.PERSON_ADD, about, channel="D0OLIVIA")
    wrong = slack.submit(OLIVIA, filled(api.view, name="T", email="tom@hazelfinch.example"))
    assert wrong.body["errors"] == {"email": "Tom Hazel has this address: change them instead."}


@ON_ONE_DATABASE
def test_a_choice_outside_the_map_and_a_part_that_we_do_not_have_are_forged(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    slack.choose(OLIVIA, f"{actions.PERSON_PICK}:0", "known:x", channel=CHANNEL)
    assert "does not belong" in api.refusal
    api.calls.clear()
    about = OneAccount(account=account).dump()
    slack.click(OLIVIA, actions.PERSON_ADD, about, channel="D0OLIVIA")
    view = filled(api.view, name="Anna", roles=["champion"])
    view["state"]["values"]["roles"]["roles"]["selected_options"][0]["value"] = "king"
    assert slack.submit(OLIVIA, view).view["callback_id"] == "refusal"
    assert len(story.rows(stakeholders)) == 2


@ON_ONE_DATABASE
@pytest.mark.parametrize("actor", [MAYA, BEN, GWEN], ids=["customer", "another's", "guest"])
def test_nobody_else_opens_the_map_or_a_form_A5_R10(
    story: Story, slack: Deliveries, api: WebApi, account: str, actor: Actor
) -> None:
    values: dict[str, Any] = {
        actions.PEOPLE: OneAccount(account=account),
        actions.PERSON_ADD: OneAccount(account=account),
        actions.NAME_COMER: OnePerson(account=account, user=UNA.user),
    }
    for action, value in values.items():
        api.calls.clear()
        slack.click(actor, action, value.dump(), channel="D0X")
        assert api.refusal
