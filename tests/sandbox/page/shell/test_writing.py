"""Writing in a browser: sending, completion, drafts, files, over a message of one's own."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

from tests.browser import opened_tab
from tests.sandbox.clients.quick_start import listen
from tests.sandbox.page.shell.conftest import Scene, composer, message


def test_what_is_typed_is_sent_with_enter_and_comes_to_a_second_tab(
    scene: Scene, tab: Page, browser: Browser
) -> None:
    scene.visit(tab, scene.olivia)
    with opened_tab(browser) as other:
        scene.visit(other, scene.maya)
        composer(tab).fill("one")
        composer(tab).press("Shift+Enter")
        composer(tab).press_sequentially("two *bold*")
        composer(tab).press("Enter")
        expect(composer(tab)).to_have_value("")
        expect(message(other, "bold").locator("strong").last).to_have_text("bold")
        expect(message(other, "one")).to_contain_text("Olivia Hart")
        expect(message(other, "one").locator(".external")).to_have_text("Trellis")
    assert scene.maya.messages(scene.channel)[-1].text == "one\ntwo *bold*"


def test_a_command_is_completed_and_run_by_keyboard_alone(scene: Scene, tab: Page) -> None:
    scene.visit(tab, scene.olivia)
    composer(tab).focus()
    tab.keyboard.type("/he")
    option = tab.get_by_role("option")
    expect(option).to_contain_text("/hello")
    expect(option).to_contain_text("[name]")
    expect(composer(tab)).to_have_attribute("aria-activedescendant", re.compile("choices"))
    tab.keyboard.press("Tab")
    expect(composer(tab)).to_have_value("/hello ")
    tab.keyboard.type("world")
    tab.keyboard.press("Enter")
    expect(tab.locator("#main .composer-note")).to_contain_text("/hello failed")
    expect(composer(tab)).to_have_value("/hello world")
    (sent,) = scene.driver.deliveries("slash_commands")
    assert (sent.payload["command"], sent.payload["text"]) == ("/hello", "world")


def test_an_app_answers_a_command_for_the_eyes_of_who_typed_it(scene: Scene, tab: Page) -> None:
    with quick_start(scene):
        scene.visit(tab, scene.olivia)
        composer(tab).press_sequentially("/hello world")
        composer(tab).press("Enter")
        expect(message(tab, "Hello, world!")).to_contain_text("Only visible to you")
        expect(composer(tab)).to_have_value("")
        expect(tab.locator("#main .composer-note")).to_be_hidden()


@contextmanager
def quick_start(scene: Scene) -> Iterator[None]:
    """The app of Slack's quick start; hung up on at the end, as it would wait for 3 s."""
    bolt = App(client=scene.app, process_before_response=True)
    listen(bolt)
    handler = SocketModeHandler(bolt, scene.installation.app_token, ping_interval=1)
    assert handler.client is not None
    handler.client.web_client.base_url = scene.sandbox.api_url
    handler.client.connect()
    scene.driver.until(lambda: scene.driver.connections() == 1)
    yield
    handler.client.auto_reconnect_enabled = False
    scene.driver.cut_socket("abrupt")
    threading.Thread(target=handler.close).start()


def test_no_command_is_offered_to_people_of_another_company(scene: Scene, tab: Page) -> None:
    scene.visit(tab, scene.maya)
    composer(tab).press_sequentially("/hello")
    composer(tab).press("Enter")
    expect(tab.locator("#main .composer-note")).to_contain_text("not a valid command")
    assert scene.driver.deliveries("slash_commands") == []


def test_people_channels_and_emoji_are_completed(scene: Scene, tab: Page) -> None:
    scene.visit(tab, scene.olivia)
    field = composer(tab)
    field.press_sequentially("@may")
    expect(tab.get_by_role("option")).to_contain_text("Hazel & Finch")
    field.press("Enter")
    field.press_sequentially("see #hazel")
    expect(tab.get_by_role("option")).to_contain_text("hazel-finch")
    field.press("Enter")
    field.press_sequentially(":tad")
    expect(tab.get_by_role("option").first).to_contain_text("tada")
    field.press("Enter")
    expect(field).to_have_value("@Maya Finch see #hazel-finch :tada: ")
    field.press("Enter")
    expect(message(tab, "@Maya Finch see #hazel-finch")).to_be_visible()
    said = scene.maya.messages(scene.channel)[-1].text
    assert said == f"<@{scene.maya.id}> see <#{scene.channel}> :tada:"


def test_escape_puts_suggestions_away_and_keeps_what_was_typed(scene: Scene, tab: Page) -> None:
    scene.visit(tab, scene.olivia)
    field = composer(tab)
    field.press_sequentially("@ma")
    expect(tab.get_by_role("option").first).to_be_visible()
    field.press("Escape")
    expect(tab.get_by_role("option")).to_have_count(0)
    expect(field).to_have_value("@ma")


def test_a_draft_is_kept_for_its_channel_and_its_person(scene: Scene, tab: Page) -> None:
    scene.visit(tab, scene.olivia)
    composer(tab).press_sequentially("half a")
    tab.locator("#sidebar").get_by_role("link", name="general").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("general")
    expect(composer(tab)).to_have_value("")
    tab.locator("#rail").get_by_role("link", name="Maya Finch").click()
    tab.locator("#rail").get_by_role("link", name="Olivia Hart").click()
    tab.locator("#sidebar").get_by_role("link", name="hazel-finch").click()
    expect(composer(tab)).to_have_value("half a")


def test_a_thread_is_opened_answered_and_closed_by_keyboard(scene: Scene, tab: Page) -> None:
    root = scene.maya.say(scene.channel, "Question")
    scene.visit(tab, scene.olivia)
    message(tab, "Question").focus()
    tab.keyboard.press("t")
    field = tab.locator("#thread textarea")
    expect(field).to_be_focused()
    tab.keyboard.type("Answer")
    tab.keyboard.press("Enter")
    expect(tab.locator("#thread .message")).to_have_count(2)
    expect(message(tab, "Question").locator(".replies")).to_contain_text("1 reply")
    assert [one.text for one in scene.maya.thread(scene.channel, root)] == ["Answer"]
    tab.get_by_label("Also send to #hazel-finch").check()
    field.fill("For everybody")
    field.press("Enter")
    expect(message(tab, "For everybody")).to_contain_text("Replied to a thread: Question")
    expect(tab.get_by_label("Also send to #hazel-finch")).not_to_be_checked()
    field.press("Escape")
    expect(tab.locator("#thread")).to_be_hidden()
    expect(message(tab, "Question").first).to_be_focused()


def test_ones_own_message_is_edited_and_deleted(scene: Scene, tab: Page) -> None:
    scene.olivia.say(scene.channel, f"Ask <@{scene.maya.id}> tody")
    scene.visit(tab, scene.olivia)
    message(tab, "tody").focus()
    tab.keyboard.press("e")
    field = tab.get_by_label("Edit the message")
    expect(field).to_have_value("Ask @Maya Finch tody")
    field.fill("Ask @Maya Finch today")
    field.press("Enter")
    expect(message(tab, "today")).to_contain_text("(edited)")
    expect(message(tab, "today")).to_be_focused()
    assert scene.olivia.messages(scene.channel)[-1].text == f"Ask <@{scene.maya.id}> today"
    tab.keyboard.press("Delete")
    tab.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(message(tab, "today")).to_have_count(0)


def test_writing_over_a_message_can_be_given_up(scene: Scene, tab: Page) -> None:
    scene.olivia.say(scene.channel, "as it was")
    scene.visit(tab, scene.olivia)
    message(tab, "as it was").focus()
    tab.keyboard.press("e")
    tab.get_by_label("Edit the message").fill("otherwise")
    scene.maya.say(scene.channel, "something else happens")
    expect(message(tab, "something else")).to_be_visible()
    expect(tab.get_by_label("Edit the message")).to_have_value("otherwise")
    tab.keyboard.press("Escape")
    expect(message(tab, "as it was")).to_be_focused()


def test_messages_keep_their_order_however_fast_they_are_typed(scene: Scene, tab: Page) -> None:
    scene.visit(tab, scene.olivia)
    composer(tab).focus()
    for number in range(5):
        tab.keyboard.type(f"{number}")
        tab.keyboard.press("Enter")
    expect(tab.locator("#main .message .body", has_text="4")).to_be_visible()
    assert [one.text for one in scene.maya.messages(scene.channel)[-5:]] == list("01234")


@pytest.mark.provokes("payload")  # the reference shows no message with files
def test_a_file_is_added_shown_and_sent(scene: Scene, tab: Page) -> None:
    scene.visit(tab, scene.maya)
    with tab.expect_file_chooser() as choosing:
        tab.get_by_role("button", name="Add files").first.click()
    choosing.value.set_files({"name": "plan.txt", "mimeType": "text/plain", "buffer": b"a plan"})
    expect(tab.locator(".carried")).to_contain_text("plan.txt")
    composer(tab).press("Enter")
    expect(tab.locator(".carried")).to_be_hidden()
    with tab.expect_download() as downloading:
        tab.locator("a.file", has_text="plan.txt").click()
    assert downloading.value.path().read_bytes() == b"a plan"
