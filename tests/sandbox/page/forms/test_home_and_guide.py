"""An app's Home, and the guide."""

from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.client import Installation, PersonDriver, SandboxDriver
from sandbox.guide import GuideStep
from tests.sandbox.page.forms.conftest import Part
from tests.sandbox.showing import buttons


def home(*blocks: Any) -> Any:
    return {"type": "home", "blocks": list(blocks)}


def test_a_home_shows_what_was_published_for_this_person_only(
    part: Part,
    client: WebClient,
    installed: Installation,
    olivia: PersonDriver,
    driver: SandboxDriver,
) -> None:
    client.views_publish(user_id=olivia.id, view=home(*buttons("start")))
    shown = part("home", olivia, app=installed.app_id).one(data_surface="home")
    assert shown["data-app"] == installed.app_id
    assert shown.one(data_action="start").text == "start"
    clara = part("home", driver.person("clara"), app=installed.app_id)
    assert "Trial has published nothing here for you yet." in clara.text


def test_a_home_is_not_for_people_of_another_company(
    part: Part, installed: Installation, driver: SandboxDriver
) -> None:
    shown = part("home", driver.person("maya"), app=installed.app_id)
    assert "for people who work there" in shown.text
    assert shown.one(data_surface="home")["data-opens"] == "no"


def test_the_messages_tab_leads_to_the_direct_messages_with_the_app(
    part: Part, client: WebClient, installed: Installation, olivia: PersonDriver
) -> None:
    tabs = part("home", olivia, app=installed.app_id).one("nav")
    assert tabs.one("button").text == "Messages"
    direct = client.conversations_open(users=[olivia.id])["channel"]["id"]
    tabs = part("home", olivia, app=installed.app_id).one("nav")
    assert tabs.all("a")[1]["href"] == f"/as/{olivia.id}/channel/{direct}"


@pytest.fixture
def steps(driver: SandboxDriver, olivia: PersonDriver) -> list[GuideStep]:
    maya = driver.person("maya")
    told = [
        GuideStep("Welcome", "This is *your* <b>Slack</b> :wave:"),
        GuideStep("Look around", "See #general", olivia.id, "general"),
        GuideStep("Accept", "Be Maya", maya.id, "inbox"),
    ]
    driver.set_guide(told)
    return told


def test_without_steps_there_is_no_guide(part: Part, olivia: PersonDriver) -> None:
    assert part("guide", olivia).children == []


@pytest.mark.usefixtures("steps")
def test_a_step_is_told_with_its_number_and_the_way_to_it(
    part: Part, olivia: PersonDriver, driver: SandboxDriver
) -> None:
    first = part("guide", olivia)
    assert first.one("h2").text == "1 of 3: Welcome"
    assert first.one("strong").text == "your"
    assert first.all("a") == []
    assert "disabled" in first.one(data_guide="earlier")
    there = part("guide", olivia, step=1).one("a")
    assert there.text == "Go to #general"
    general = olivia.channel("general").id
    assert there["href"] == f"/as/{olivia.id}/channel/{general}"
    last = part("guide", olivia, step=2)
    maya = driver.person("maya")
    assert (last.one("a").text, last.one("a")["href"]) == ("Be Maya Finch", f"/as/{maya.id}/inbox")
    assert last.one(id="guide-later").text == "Done"
    assert part("guide", maya, step=2).one("a").text == "Go to the inbox"


@pytest.mark.usefixtures("steps")
def test_a_hidden_guide_can_be_brought_back(part: Part, olivia: PersonDriver) -> None:
    hidden = part("guide", olivia, step=1, hidden="yes")
    assert hidden.one("button").text == "Show the guide"
    assert hidden.all("h2") == []


@pytest.mark.usefixtures("steps")
def test_a_step_beyond_the_last_one_is_the_last_one(part: Part, olivia: PersonDriver) -> None:
    assert part("guide", olivia, step=99).one("h2").text == "3 of 3: Accept"


@pytest.mark.usefixtures("installed")
def test_global_shortcuts_are_offered_to_people_of_the_apps_workspace(
    part: Part, olivia: PersonDriver, driver: SandboxDriver
) -> None:
    menu = part("shortcuts", olivia).one(role="menu")
    assert [item["data-shortcut"] for item in menu.all(role="menuitem")] == ["start"]
    assert part("shortcuts", driver.person("maya")).all("button") == []
