"""Clicks and choices in a browser, in messages, modals and on the Home."""

import threading
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sandbox.client import PersonDriver, SandboxDriver
from sandbox.server import Sandbox
from tests.sandbox.conftest import RunningApp
from tests.sandbox.page.forms.showing import Channel, address, open_channel
from tests.sandbox.showing import button, buttons, plain

CONFIRM = {
    "title": plain("Really?"),
    "text": plain("It cannot be undone."),
    "confirm": plain("Do it"),
    "deny": plain("Rather not"),
}


@pytest.fixture
def work(
    app: RunningApp, olivia: PersonDriver, sandbox: Sandbox, driver: SandboxDriver, tab: Page
) -> Channel:
    return open_channel(app, olivia, tab, sandbox, driver)


@pytest.fixture
def heard(app: RunningApp) -> list[Any]:
    """The actions the app heard of, each acknowledged."""
    actions: list[Any] = []

    @app.bolt.action({"type": "block_actions", "action_id": "it"})
    def listen(ack: Any, body: Any) -> None:
        ack()
        actions.append(body)

    return actions


def test_a_click_in_a_message_reaches_the_app_with_its_value(
    work: Channel, heard: list[Any], olivia: PersonDriver
) -> None:
    work.shows([{"type": "actions", "elements": [button("it", "seven")]}])
    work.tab.get_by_role("button", name="it", exact=True).click()
    work.until(lambda: heard)
    assert heard[0]["user"]["id"] == olivia.id
    assert heard[0]["actions"][0]["value"] == "seven"


def test_what_is_to_be_confirmed_is_asked_first(work: Channel, heard: list[Any]) -> None:
    asks = button("it") | {"confirm": CONFIRM | {"style": "danger"}}
    work.shows([{"type": "actions", "elements": [asks]}])
    clicked = work.tab.get_by_role("button", name="it", exact=True)
    clicked.click()
    question = work.tab.get_by_role("alertdialog", name="Really?")
    expect(question).to_contain_text("It cannot be undone.")
    question.get_by_role("button", name="Rather not").click()
    expect(question).to_have_count(0)
    expect(clicked).to_be_focused()
    clicked.click()
    work.tab.keyboard.press("Escape")
    expect(question).to_have_count(0)
    assert heard == []
    clicked.click()
    question.get_by_role("button", name="Do it").click()
    work.until(lambda: len(heard) == 1)


def test_a_click_under_way_is_shown_and_sent_once(work: Channel, app: RunningApp) -> None:
    may_go_on = threading.Event()
    heard: list[Any] = []

    @app.bolt.action("it")
    def slow(ack: Any, body: Any) -> None:
        heard.append(body)
        may_go_on.wait(2)
        ack()

    work.shows([{"type": "actions", "elements": [button("it")]}])
    clicked = work.tab.get_by_role("button", name="it", exact=True)
    clicked.click()
    expect(clicked).to_have_attribute("aria-busy", "true")
    expect(clicked).to_be_focused()
    clicked.press("Enter")
    may_go_on.set()
    expect(clicked).not_to_have_attribute("aria-busy", "true")
    assert len(heard) == 1


def test_that_the_app_failed_is_told_where_one_clicked(work: Channel, app: RunningApp) -> None:
    answers = iter([False, True])

    @app.bolt.action("it")
    def fail(ack: Any) -> None:
        if not next(answers):
            raise RuntimeError("the app is broken")
        ack()

    work.shows([{"type": "actions", "elements": [button("it")]}])
    clicked = work.tab.get_by_role("button", name="it", exact=True)
    clicked.click()
    message = work.tab.locator('[data-surface="message"]').last
    expect(message.get_by_role("alert")).to_have_text("⚠ Sorry, that didn’t work. Try again?")
    clicked.click()
    expect(message.get_by_role("alert")).to_have_count(0)


def test_a_link_button_opens_its_page_and_is_still_heard(
    work: Channel, heard: list[Any], sandbox: Sandbox
) -> None:
    leads = button("it") | {"url": f"{sandbox.base_url}/static/icon.svg"}
    work.shows([{"type": "actions", "elements": [leads]}])
    with work.tab.expect_popup() as opened:
        work.tab.locator('[data-action="it"]').click()
    assert opened.value.url.endswith("/static/icon.svg")
    work.until(lambda: len(heard) == 1)


def options(*values: str) -> list[Any]:
    return [{"text": plain(value.title()), "value": value} for value in values]


def choose(tab: Page, name: str) -> None:
    """Choose in the only menu what is called so."""
    menu = tab.locator('[data-action="it"]')
    menu.get_by_role("combobox").click()
    menu.get_by_role("option", name=name).first.click()


MENUS: dict[str, tuple[Any, str, str]] = {
    "static_select": ({"options": options("tea", "soup")}, "Soup", "selected_option"),
    "users_select": ({}, "Clara Moss", "selected_user"),
    "channels_select": ({}, "general", "selected_channel"),
    "conversations_select": ({}, "general", "selected_conversation"),
    "external_select": ({"min_query_length": 0}, "Soup", "selected_option"),
    "multi_static_select": ({"options": options("tea", "soup")}, "Soup", "selected_options"),
    "multi_users_select": ({}, "Clara Moss", "selected_users"),
    "multi_channels_select": ({}, "general", "selected_channels"),
    "multi_conversations_select": ({}, "general", "selected_conversations"),
    "multi_external_select": ({"min_query_length": 0}, "Soup", "selected_options"),
}


@pytest.mark.provokes("payload")  # samples of Slack's payloads have only some of the menus
@pytest.mark.parametrize("kind", MENUS)
def test_each_menu_tells_the_app_what_was_chosen(
    work: Channel, app: RunningApp, heard: list[Any], driver: SandboxDriver, kind: str
) -> None:
    @app.bolt.options("it")
    def offer(ack: Any) -> None:
        ack(options=options("tea", "soup"))

    element, name, key = MENUS[kind]
    menu = element | {"type": kind, "action_id": "it", "placeholder": plain("Choose")}
    work.shows([{"type": "section", "text": plain("What?"), "accessory": menu}])
    choose(work.tab, name)
    if kind.startswith("multi_"):
        work.tab.keyboard.press("Tab")
    work.until(lambda: heard)
    given = heard[-1]["actions"][0][key]
    chosen = given[0] if kind.startswith("multi_") else given
    known = {
        "Soup": "soup",
        "Clara Moss": driver.person("clara").id,
        "general": driver.person("olivia").channel("general").id,
    }
    assert (chosen["value"] if name == "Soup" else chosen) == known[name]


@pytest.mark.provokes("payload")
def test_a_choice_that_is_not_confirmed_is_taken_back(work: Channel, heard: list[Any]) -> None:
    menu = {
        "type": "static_select",
        "action_id": "it",
        "options": options("tea", "soup"),
        "initial_option": options("tea")[0],
        "confirm": CONFIRM,
    }
    work.shows([{"type": "section", "text": plain("What?"), "accessory": menu}])
    choose(work.tab, "Soup")
    work.tab.get_by_role("alertdialog").get_by_role("button", name="Rather not").click()
    shown = work.tab.locator('[data-action="it"]').get_by_role("combobox")
    expect(shown).to_have_value("Tea")
    choose(work.tab, "Soup")
    work.tab.get_by_role("alertdialog").get_by_role("button", name="Do it").click()
    work.until(lambda: len(heard) == 1)
    expect(shown).to_have_value("Soup")


def test_an_overflow_menu_tells_what_was_chosen(work: Channel, heard: list[Any]) -> None:
    menu = {"type": "overflow", "action_id": "it", "options": options("edit", "delete")}
    work.shows([{"type": "section", "text": plain("A task"), "accessory": menu}])
    work.tab.locator('[data-action="it"]').get_by_role("button").first.click()
    work.tab.get_by_role("menuitem", name="Delete").click()
    work.until(lambda: heard)
    assert heard[0]["actions"][0]["selected_option"]["value"] == "delete"


@pytest.mark.provokes("payload")
def test_checkboxes_ticked_quickly_one_after_the_other_are_all_told(
    work: Channel, heard: list[Any]
) -> None:
    boxes = {"type": "checkboxes", "action_id": "it", "options": options("one", "two", "three")}
    work.shows([{"type": "actions", "elements": [boxes]}])
    for name in ("One", "Two", "Three"):
        work.tab.get_by_role("checkbox", name=name).check()

    def all_told() -> bool:
        chosen = heard[-1]["actions"][0]["selected_options"] if heard else []
        return [one["value"] for one in chosen] == ["one", "two", "three"]

    work.until(all_told)


def test_what_the_app_suggests_for_what_is_typed_can_be_chosen_in_a_modal(
    work: Channel, app: RunningApp
) -> None:
    asked: list[str] = []
    sent: list[Any] = []

    @app.bolt.action("open")
    def open_it(ack: Any, body: Any, client: Any) -> None:
        ack()
        who = {"type": "external_select", "action_id": "who", "min_query_length": 2}
        block = {"type": "input", "block_id": "who", "label": plain("Who?"), "element": who}
        view = {"type": "modal", "title": plain("Ask"), "callback_id": "ask", "blocks": [block]}
        client.views_open(trigger_id=body["trigger_id"], view=view | {"submit": plain("Ask")})

    @app.bolt.options("who")
    def suggest(ack: Any, payload: Any) -> None:
        asked.append(payload["value"])
        ack(options=options(f"{payload['value']}-one", f"{payload['value']}-two"))

    @app.bolt.view("ask")
    def ask(ack: Any, view: Any) -> None:
        sent.append(view["state"]["values"]["who"]["who"]["selected_option"]["value"])
        ack()

    work.shows(buttons("open"))
    work.tab.get_by_role("button", name="open").click()
    dialog = work.tab.get_by_role("dialog", name="Ask")
    dialog.get_by_label("Who?").first.click()
    work.tab.keyboard.type("cla")
    dialog.get_by_role("option", name="Cla-Two").click()
    dialog.get_by_role("button", name="Ask", exact=True).click()
    expect(dialog).to_have_count(0)
    assert asked[-1] == "cla"
    assert sent == ["cla-two"]


def test_a_click_on_the_home_reaches_the_app_which_publishes_anew(
    app: RunningApp, olivia: PersonDriver, sandbox: Sandbox, tab: Page
) -> None:
    opened: list[str] = []

    @app.bolt.event("app_home_opened")
    def publish(event: Any, client: Any) -> None:
        opened.append(event["user"])
        view = {"type": "home", "blocks": buttons("it")}
        client.views_publish(user_id=event["user"], view=view)

    @app.bolt.action("it")
    def again(ack: Any, body: Any, client: Any) -> None:
        ack()
        said = {"type": "section", "text": plain(f"Thank you, {body['user']['name']}.")}
        client.views_publish(user_id=body["user"]["id"], view={"type": "home", "blocks": [said]})

    tab.goto(address(sandbox, olivia, f"home/{app.installation.app_id}"))
    tab.get_by_role("button", name="it", exact=True).click()
    expect(tab.locator("#main").get_by_text("Thank you, olivia.")).to_be_visible()
    assert opened == [olivia.id]


def test_the_messages_tab_of_an_app_leads_to_its_direct_messages(
    app: RunningApp, olivia: PersonDriver, sandbox: Sandbox, tab: Page
) -> None:
    tab.goto(address(sandbox, olivia, f"home/{app.installation.app_id}"))
    tab.get_by_role("button", name="Messages").click()
    expect(tab.get_by_role("heading", name="Trial")).to_be_visible()
    app.client.chat_postMessage(channel=olivia.id, text="Good morning!")
    expect(tab.locator("#main").get_by_text("Good morning!")).to_be_visible()


def test_a_home_that_was_not_published_appears_when_it_is(
    app: RunningApp, olivia: PersonDriver, sandbox: Sandbox, tab: Page
) -> None:
    tab.goto(address(sandbox, olivia, f"home/{app.installation.app_id}"))
    expect(tab.get_by_text("Trial has published nothing here for you yet.")).to_be_visible()
    app.client.views_publish(user_id=olivia.id, view={"type": "home", "blocks": buttons("it")})
    expect(tab.get_by_role("button", name="it", exact=True)).to_be_visible()
