"""A channel two companies share, and its page as somebody sees it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, Page
from slack_sdk import WebClient

from sandbox.client import Installation, SandboxDriver
from sandbox.driving import PLAIN
from sandbox.manifests import QUICK_START, read_manifest
from sandbox.person_driver import PersonDriver
from sandbox.server import Sandbox
from tests.sandbox.page.tree import Node, parsed

NAME = "hazel-finch"


@dataclass
class Scene:
    """Olivia of the host and Maya of the customer share a channel, with an app of Olivia's."""

    sandbox: Sandbox
    driver: SandboxDriver
    app: WebClient
    installation: Installation
    olivia: PersonDriver
    maya: PersonDriver
    channel: str
    http: httpx.Client

    def part(self, name: str, person: PersonDriver, **query: Any) -> Node:
        """A part of the page as this person gets it."""
        answer = self.http.get(f"/page/part/{name}", params={"person": person.id} | query)
        assert answer.status_code == 200, answer.text
        return parsed(answer.text)

    def shown(self, person: PersonDriver, channel: str = "", **query: Any) -> Node:
        return self.part("channel", person, channel=channel or self.channel, **query)

    def message(self, person: PersonDriver, ts: str) -> Node:
        """A message in the channel as this person sees it."""
        return self.shown(person).one("li", id=f"m-{ts}")

    def address(self, person: PersonDriver, place: str = "") -> str:
        """Of the page; without a place the shared channel."""
        return f"{self.sandbox.base_url}/as/{person.id}/{place or f'channel/{self.channel}'}"

    def visit(self, tab: Page, person: PersonDriver, place: str = "") -> None:
        """Open the page and wait until it listens."""
        with tab.expect_response("**/page/events"):
            tab.goto(self.address(person, place))


@pytest.fixture
def scene(sandbox: Sandbox, driver: SandboxDriver) -> Iterator[Scene]:
    manifest = read_manifest(QUICK_START)
    manifest["oauth_config"]["scopes"]["bot"].append("chat:write.customize")
    installation = driver.install(manifest)
    app = WebClient(token=installation.bot_token, base_url=sandbox.api_url, retry_handlers=[])
    olivia, maya = driver.person("olivia"), driver.person("maya")
    channel = olivia.create_channel(NAME).id
    olivia.invite(channel, installation.bot_user_id)
    invited = app.conversations_inviteShared(channel=channel, emails=[maya.email])
    maya.accept(invited["invite_id"])
    with httpx.Client(base_url=sandbox.base_url, verify=PLAIN) as http:
        yield Scene(sandbox, driver, app, installation, olivia, maya, channel, http)


def message(tab: Page, text: str) -> Locator:
    """The messages of the channel that have this text."""
    return tab.locator("#main .message", has_text=text)


def composer(tab: Page) -> Locator:
    """The field one writes in, of the channel."""
    return tab.locator("#main .composer textarea")
