"""A person in a channel of the page, and what an app shows them there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from sandbox.client import PersonDriver, SandboxDriver
from sandbox.server import Sandbox
from tests.sandbox.conftest import RunningApp
from tests.sandbox.showing import plain, posted

SECTION = {"type": "section", "text": plain("All is well.")}


@dataclass(frozen=True)
class Channel:
    """The channel `id`, open in a tab."""

    id: str
    app: RunningApp
    tab: Page
    driver: SandboxDriver

    def shows(self, blocks: list[Any]) -> str:
        """The app posts this; its ts."""
        return posted(self.app, self.id, blocks)

    def until(self, condition: Callable[[], Any]) -> None:
        self.driver.until(condition)


def open_channel(
    app: RunningApp, person: PersonDriver, tab: Page, sandbox: Sandbox, driver: SandboxDriver
) -> Channel:
    """A channel with the person and the app in it, open on the page as that person."""
    channel: str = app.client.conversations_create(name="work")["channel"]["id"]
    app.client.conversations_invite(channel=channel, users=[person.id])
    tab.goto(address(sandbox, person, f"channel/{channel}"))
    return Channel(channel, app, tab, driver)


def address(sandbox: Sandbox, person: PersonDriver, place: str) -> str:
    return f"{sandbox.base_url}/as/{person.id}/{place}"
