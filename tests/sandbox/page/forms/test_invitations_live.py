"""An invitation on its way through both companies, in one browser."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from sandbox.client import SandboxDriver
from sandbox.guide import GuideStep
from sandbox.server import Sandbox
from tests.browser import opened_tab
from tests.sandbox.page.forms.showing import address


@pytest.fixture
def invite(client: WebClient, driver: SandboxDriver) -> str:
    """Maya is invited to #work by the app."""
    channel = client.conversations_create(name="work")["channel"]["id"]
    answer = client.conversations_inviteShared(
        channel=channel, emails=[driver.person("maya").email], external_limited=False
    )
    return str(answer["invite_id"])


@pytest.mark.usefixtures("invite")
@pytest.mark.parametrize(
    "look",
    [{}, {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}],
    ids=["wide", "phone"],
)
def test_an_invitation_is_accepted_and_approved_and_opens_the_channel(
    browser: Any, sandbox: Sandbox, driver: SandboxDriver, look: Any
) -> None:
    driver.team("Hazel & Finch").set(requires_approval=True)
    with opened_tab(browser, **look) as tab:
        tab.goto(address(sandbox, driver.person("maya"), "inbox"))
        email = tab.get_by_role("article")
        expect(email).to_contain_text("invites you to work together in #work")
        email.get_by_role("button", name="Accept invitation").press("Enter")
        expect(email).to_contain_text("an administrator has to approve")
        email.get_by_role("link", name="Be Hugo Brandt").click()
        expect(tab).to_have_url(re.compile(f"{driver.person('hugo').id}/approvals$"))
        tab.get_by_role("button", name="Approve").click()
        expect(tab.get_by_text("Nothing waits for your approval.")).to_be_visible()
        tab.goto(address(sandbox, driver.person("maya"), "inbox"))
        email.get_by_role("link", name="Open the channel").click()
        expect(tab.get_by_role("heading", name="work")).to_be_visible()


@pytest.mark.usefixtures("invite")
def test_what_is_too_late_is_said_in_the_email(
    sandbox: Sandbox, driver: SandboxDriver, tab: Page
) -> None:
    maya = driver.person("maya")
    tab.goto(address(sandbox, maya, "inbox"))
    accept = tab.get_by_role("button", name="Accept invitation")
    expect(accept).to_be_visible()
    as_it_was = tab.request.get(
        f"{sandbox.base_url}/page/part/inbox", params={"person": maya.id}
    ).text()
    tab.route("**/page/part/inbox*", lambda route: route.fulfill(body=as_it_was))
    maya.decline(maya.inbox()[0].id)
    accept.click()
    expect(tab.get_by_role("article")).to_contain_text("⚠ The invitation is declined, not sent.")


@pytest.mark.usefixtures("invite")
def test_ending_a_connection_is_asked_about_first(
    sandbox: Sandbox, driver: SandboxDriver, tab: Page
) -> None:
    maya, olivia = driver.person("maya"), driver.person("olivia")
    maya.accept(maya.inbox()[0].id)
    tab.goto(address(sandbox, olivia, "approvals"))
    tab.get_by_role("button", name="Disconnect #work from Hazel & Finch").click()
    question = tab.get_by_role("alertdialog")
    expect(question).to_contain_text("Hazel & Finch and everybody there lose the channel at once.")
    question.get_by_role("button", name="Cancel").click()
    assert "work" in [channel.name for channel in maya.channels()]
    tab.get_by_role("button", name="Disconnect #work from Hazel & Finch").click()
    question.get_by_role("button", name="Disconnect").click()
    expect(tab.get_by_text("Trellis shares no channel yet.")).to_be_visible()
    assert "work" not in [channel.name for channel in maya.channels()]


def test_the_guide_leads_from_step_to_step_and_is_remembered(
    sandbox: Sandbox, driver: SandboxDriver, tab: Page
) -> None:
    olivia, maya = driver.person("olivia"), driver.person("maya")
    driver.set_guide(
        [
            GuideStep("Look around", "You are *Olivia*.", olivia.id, "general"),
            GuideStep("Accept", "Somebody invited you.", maya.id, "inbox"),
        ]
    )
    tab.goto(address(sandbox, olivia, "browse"))
    guide = tab.get_by_role("region", name="1 of 2: Look around")
    guide.get_by_role("link", name="Go to #general").click()
    expect(tab.get_by_role("heading", name="general")).to_be_visible()
    guide.get_by_role("button", name="Next").click()
    tab.get_by_role("link", name="Be Maya Finch").click()
    expect(tab).to_have_url(address(sandbox, maya, "inbox"))
    tab.reload()
    expect(tab.get_by_role("heading", name="2 of 2: Accept")).to_be_visible()
    tab.get_by_role("button", name="Hide the guide").click()
    expect(tab.get_by_role("heading", name="2 of 2: Accept")).to_have_count(0)
    tab.get_by_role("button", name="Show the guide").press("Enter")
    tab.get_by_role("button", name="Back").press("Enter")
    expect(tab.get_by_role("heading", name="1 of 2: Look around")).to_be_visible()
