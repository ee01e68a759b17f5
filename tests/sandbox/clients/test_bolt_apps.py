"""Bolt apps that are not ours, in the shapes of Slack's guides, run in the four common ways."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from sandbox.client import Installation, PersonDriver, SandboxDriver
from sandbox.reports import MessageSeen
from sandbox.server import Sandbox
from tests.contract.keeping import keeping_to_contract
from tests.sandbox.clients import hosts
from tests.sandbox.clients.hosts import Host


@dataclass(frozen=True)
class Place:
    """A sandbox with the app running against it."""

    driver: SandboxDriver
    app: Installation

    def new_channel(self) -> str:
        """A channel of Olivia's with the app in it, and the app's own welcome said."""
        olivia = self.driver.person("olivia")
        channel = olivia.create_channel(f"work-{len(olivia.channels())}").id
        olivia.invite(channel, self.app.bot_user_id)
        self.hears(olivia, channel, f"Welcome, <@{self.app.bot_user_id}>!")
        return channel

    def hears(self, person: PersonDriver, channel: str, text: str) -> MessageSeen:
        """Wait for the app to say this."""

        def said() -> MessageSeen | None:
            return next((m for m in person.messages(channel) if m.text == text), None)

        found = self.driver.until(said, describe=f"{text!r} is said")
        assert found is not None
        assert found.from_app
        return found


HOSTS = [hosts.socket_mode, hosts.async_socket_mode, hosts.http, hosts.async_http]


@pytest.fixture(scope="module", params=HOSTS)
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    host: Host = request.param
    with (
        Sandbox.running(limits="off") as sandbox,
        keeping_to_contract(sandbox),
        sandbox.driver() as driver,
        host(sandbox, driver) as installed,
    ):
        yield Place(driver, installed)


@pytest.fixture
def olivia(place: Place) -> PersonDriver:
    return place.driver.person("olivia")


def test_a_message_is_answered_and_the_button_of_the_answer_works(
    place: Place, olivia: PersonDriver
) -> None:
    channel = place.new_channel()
    olivia.say(channel, "hello there")
    answer = place.hears(olivia, channel, f"Hey there <@{olivia.id}>!")
    assert olivia.click(channel, answer.ts, "button_click").acked
    place.hears(olivia, channel, f"<@{olivia.id}> clicked the button")


def test_a_mention_is_answered_in_its_thread(place: Place, olivia: PersonDriver) -> None:
    channel = place.new_channel()
    ts = olivia.say(channel, f"<@{place.app.bot_user_id}> are you there?")
    place.driver.until(lambda: olivia.thread(channel, ts))
    assert [m.text for m in olivia.thread(channel, ts)] == [f"What is it, <@{olivia.id}>?"]


def test_somebody_who_joins_is_welcomed(place: Place, olivia: PersonDriver) -> None:
    channel = place.new_channel()
    clara = place.driver.person("clara")
    clara.join(channel)
    place.hears(olivia, channel, f"Welcome, <@{clara.id}>!")


def test_a_command_is_answered_for_ones_own_eyes(place: Place, olivia: PersonDriver) -> None:
    channel = place.new_channel()
    assert olivia.command("/hello", "world", channel).acked
    answer = place.hears(olivia, channel, "Hello, world!")
    assert answer.ephemeral


def test_a_global_shortcut_opens_a_form_which_complains_and_then_is_taken(
    place: Place, olivia: PersonDriver
) -> None:
    assert olivia.shortcut("open_form").acked
    opened = place.driver.until(olivia.modal)
    assert opened is not None
    assert (opened.title, opened.submit) == ("A task", "Save")
    assert olivia.fill_and_submit({"title": "Do"}) == {"what": "A little longer, please"}
    assert olivia.modal() is not None
    assert olivia.fill_and_submit({"title": "Do it well"}) is None
    assert olivia.modal() is None
    told = "Do it well: nobody (nothing more)"
    place.driver.until(lambda: told in [m.text for m in olivia.dm_messages()])


def test_a_message_shortcut_opens_a_form_about_that_message(
    place: Place, olivia: PersonDriver
) -> None:
    channel = place.new_channel()
    ts = olivia.say(channel, "The tap drips")
    assert olivia.shortcut("take_note", channel=channel, ts=ts).acked
    opened = place.driver.until(olivia.modal)
    assert opened is not None
    assert opened.private_metadata == "The tap drips"
    olivia.close_modal()


def test_an_external_select_offers_what_fits_to_what_is_typed(
    place: Place, olivia: PersonDriver
) -> None:
    olivia.shortcut("open_form")
    place.driver.until(olivia.modal)
    offered = olivia.suggestions("assignee", "cl")
    assert [option["value"] for option in offered] == ["clara"]
    olivia.fill_and_submit({"title": "Mend the tap", "assignee": offered[0]})
    told = "Mend the tap: Clara (nothing more)"
    place.driver.until(lambda: told in [m.text for m in olivia.dm_messages()])
