"""Modals in a browser: opened by an app, filled in, refused, stacked, closed."""

from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from sandbox.client import PersonDriver, SandboxDriver
from sandbox.server import Sandbox
from tests.sandbox.conftest import RunningApp
from tests.sandbox.page.forms.showing import SECTION, Channel, address, open_channel
from tests.sandbox.showing import buttons, field, modal, on_click_open, plain, posted

TEXT = {"type": "plain_text_input", "action_id": "text"}


def top(tab: Page) -> Locator:
    return tab.locator("dialog.modal[open]").last


def labelled(dialog: Locator, name: str) -> Locator:
    return dialog.get_by_label(name)


@pytest.fixture
def work(
    app: RunningApp, olivia: PersonDriver, sandbox: Sandbox, driver: SandboxDriver, tab: Page
) -> Channel:
    return open_channel(app, olivia, tab, sandbox, driver)


def test_a_click_opens_a_modal_with_the_focus_in_its_first_field(
    work: Channel, app: RunningApp
) -> None:
    on_click_open(app, modal("stuck", title=plain("Get help")))
    work.shows(buttons("open"))
    work.tab.get_by_role("button", name="open").click()
    dialog = work.tab.get_by_role("dialog", name="Get help")
    expect(dialog).to_be_visible()
    expect(labelled(dialog, "what")).to_be_focused()


def test_a_modal_is_filled_in_and_sent_by_keyboard_and_the_focus_comes_back(
    work: Channel, app: RunningApp
) -> None:
    sent: list[Any] = []
    on_click_open(app, modal("stuck"))

    @app.bolt.view("stuck")
    def stuck(ack: Any, view: Any) -> None:
        sent.append(view["state"]["values"]["what"]["text"]["value"])
        ack()

    work.shows(buttons("open"))
    opener = work.tab.get_by_role("button", name="open")
    opener.focus()
    work.tab.keyboard.press("Enter")
    expect(labelled(top(work.tab), "what")).to_be_focused()
    work.tab.keyboard.type("No access")
    work.tab.keyboard.press("Enter")
    expect(work.tab.locator("dialog.modal")).to_have_count(0)
    expect(opener).to_be_focused()
    assert sent == ["No access"]


def test_the_focus_does_not_leave_a_modal(work: Channel, app: RunningApp) -> None:
    on_click_open(app, modal("stuck"))
    work.shows(buttons("open"))
    work.tab.get_by_role("button", name="open").click()
    expect(top(work.tab)).to_be_visible()
    for _ in range(12):
        work.tab.keyboard.press("Tab")
        outside = "() => !document.activeElement.closest('dialog.modal, body:focus')"
        assert not work.tab.evaluate(f"({outside})() && document.activeElement !== document.body")


def test_what_is_wrong_stands_at_its_field_which_has_the_focus(
    work: Channel, app: RunningApp
) -> None:
    first = field("first", TEXT | {"action_id": "first"})
    second = field("second", TEXT | {"action_id": "second"})
    on_click_open(app, modal("form", first, second))

    @app.bolt.view("form")
    def form(ack: Any) -> None:
        ack(response_action="errors", errors={"second": "A little longer, please"})

    work.shows(buttons("open"))
    work.tab.get_by_role("button", name="open").click()
    dialog = top(work.tab)
    labelled(dialog, "first").fill("fine")
    dialog.get_by_role("button", name="Save").click()
    required = dialog.locator('[data-block="second"]')
    expect(required).to_contain_text("Please complete this required field.")
    expect(labelled(dialog, "second")).to_be_focused()
    labelled(dialog, "second").fill("hm")
    work.tab.keyboard.press("Enter")
    expect(required).to_contain_text("A little longer, please")
    expect(labelled(dialog, "second")).to_be_focused()
    expect(labelled(dialog, "second")).to_have_attribute("aria-invalid", "true")
    expect(labelled(dialog, "first")).to_have_value("fine")


def test_a_pushed_modal_lies_over_the_one_below_and_goes_first(
    work: Channel, app: RunningApp, olivia: PersonDriver
) -> None:
    on_click_open(app, modal("one"))

    @app.bolt.view("one")
    def one(ack: Any) -> None:
        ack(response_action="push", view=modal("two"))

    work.shows(buttons("open"))
    work.tab.get_by_role("button", name="open").click()
    labelled(top(work.tab), "what").fill("kept")
    work.tab.keyboard.press("Enter")
    expect(top(work.tab).get_by_role("heading", name="two")).to_be_visible()
    expect(work.tab.locator("dialog.modal[open]")).to_have_count(2)
    work.tab.keyboard.press("Escape")
    expect(work.tab.locator("dialog.modal[open]")).to_have_count(1)
    expect(labelled(top(work.tab), "what")).to_have_value("kept")
    top(work.tab).get_by_role("button", name="Close").click()
    expect(work.tab.locator("dialog.modal")).to_have_count(0)
    assert olivia.modal() is None


def test_escape_pressed_twice_in_a_row_closes_two(
    work: Channel, app: RunningApp, olivia: PersonDriver
) -> None:
    on_click_open(app, modal("one"))

    @app.bolt.view("one")
    def one(ack: Any) -> None:
        ack(response_action="push", view=modal("two"))

    work.shows(buttons("open"))
    work.tab.get_by_role("button", name="open").click()
    labelled(top(work.tab), "what").fill("on")
    work.tab.keyboard.press("Enter")
    expect(work.tab.locator("dialog.modal[open]")).to_have_count(2)
    work.tab.keyboard.press("Escape")
    work.tab.keyboard.press("Escape")
    expect(work.tab.locator("dialog.modal")).to_have_count(0)
    assert olivia.modal() is None


def test_a_modal_that_cannot_be_closed_stays_and_says_so(work: Channel, app: RunningApp) -> None:
    on_click_open(app, modal("form"))
    work.shows(buttons("open"))
    work.tab.get_by_role("button", name="open").click()
    labelled(top(work.tab), "what").fill("precious")
    work.tab.route("**/close_modal", lambda route: route.fulfill(status=500, body="{}"))
    work.tab.keyboard.press("Escape")
    expect(top(work.tab)).to_contain_text("⚠ We had some trouble connecting. Try again?")
    expect(labelled(top(work.tab), "what")).to_have_value("precious")
    work.tab.unroute("**/close_modal")
    top(work.tab).get_by_role("button", name="Cancel").click()
    expect(work.tab.locator("dialog.modal")).to_have_count(0)


def test_all_of_them_are_closed_at_once_and_the_app_hears_of_it(
    work: Channel, app: RunningApp
) -> None:
    heard: list[bool] = []
    on_click_open(app, modal("one"))

    @app.bolt.view("one")
    def one(ack: Any) -> None:
        ack(response_action="push", view=modal("two", notify_on_close=True))

    @app.bolt.view_closed("two")
    def closed(ack: Any, body: Any) -> None:
        ack()
        heard.append(body["is_cleared"])

    work.shows(buttons("open"))
    work.tab.get_by_role("button", name="open").click()
    labelled(top(work.tab), "what").fill("on")
    work.tab.keyboard.press("Enter")
    work.tab.get_by_role("button", name="Close all").click()
    expect(work.tab.locator("dialog.modal")).to_have_count(0)
    work.until(lambda: heard == [True])


def test_an_update_keeps_what_was_typed_meanwhile(work: Channel, app: RunningApp) -> None:
    opened: list[str] = []

    @app.bolt.action("open")
    def open_it(ack: Any, body: Any, client: Any) -> None:
        ack()
        answer = client.views_open(trigger_id=body["trigger_id"], view=modal("form"))
        opened.append(answer["view"]["id"])

    work.shows(buttons("open"))
    work.tab.get_by_role("button", name="open").click()
    typed = labelled(top(work.tab), "what")
    typed.fill("half a sen")
    note = {"type": "section", "block_id": "note", "text": plain("Somebody else looks too.")}
    more = modal("form", note, field("what", TEXT))
    app.client.views_update(view_id=opened[0], view=more)
    expect(top(work.tab)).to_contain_text("Somebody else looks too.")
    expect(typed).to_have_value("half a sen")
    expect(typed).to_be_focused()
    work.tab.keyboard.type("tence")
    expect(typed).to_have_value("half a sentence")


def test_an_app_that_does_not_answer_loses_nothing_that_was_typed(
    work: Channel, app: RunningApp
) -> None:
    answers = iter([False, True])
    on_click_open(app, modal("form"))

    @app.bolt.view("form")
    def form(ack: Any) -> None:
        if next(answers):
            ack()
        else:
            raise RuntimeError("the app is broken")

    work.shows(buttons("open"))
    work.tab.get_by_role("button", name="open").click()
    labelled(top(work.tab), "what").fill("precious")
    work.tab.keyboard.press("Enter")
    trouble = top(work.tab).get_by_text("We had some trouble connecting. Try again?")
    expect(trouble).to_be_visible()
    expect(labelled(top(work.tab), "what")).to_have_value("precious")
    top(work.tab).get_by_role("button", name="Save").click()
    expect(work.tab.locator("dialog.modal")).to_have_count(0)


def test_a_modal_opened_elsewhere_appears_here_too_and_goes_with_it(
    work: Channel, app: RunningApp, olivia: PersonDriver
) -> None:
    on_click_open(app, modal("form"))
    ts = posted(app, work.id, buttons("open"))
    olivia.click(work.id, ts, "open")
    expect(top(work.tab).get_by_role("heading", name="form")).to_be_visible()
    olivia.close_modal()
    expect(work.tab.locator("dialog.modal")).to_have_count(0)


def test_another_persons_modal_does_not_appear(
    work: Channel, app: RunningApp, driver: SandboxDriver, sandbox: Sandbox
) -> None:
    on_click_open(app, modal("form"))
    clara = driver.person("clara")
    app.client.conversations_invite(channel=work.id, users=[clara.id])
    ts = posted(app, work.id, buttons("open"))
    clara.click(work.id, ts, "open")
    work.shows([SECTION])
    expect(work.tab.locator("#main").get_by_text("All is well.")).to_be_visible()
    expect(work.tab.locator("dialog.modal")).to_have_count(0)
    work.tab.goto(address(sandbox, clara, f"channel/{work.id}"))
    expect(top(work.tab).get_by_role("heading", name="form")).to_be_visible()


def test_a_click_in_a_modal_carries_what_was_typed_and_updates_it(
    work: Channel, app: RunningApp
) -> None:
    heard: list[str] = []
    on_click_open(app, modal("form", field("what", TEXT), *buttons("another")))

    @app.bolt.action("another")
    def another(ack: Any, body: Any, client: Any) -> None:
        heard.append(body["view"]["state"]["values"]["what"]["text"]["value"])
        more = field("more", TEXT | {"action_id": "more"})
        view = modal("form", field("what", TEXT), more, *buttons("another"))
        client.views_update(view_id=body["view"]["id"], view=view)
        ack()

    work.shows(buttons("open"))
    work.tab.get_by_role("button", name="open").click()
    labelled(top(work.tab), "what").fill("one")
    top(work.tab).get_by_role("button", name="another").click()
    expect(labelled(top(work.tab), "more")).to_be_visible()
    expect(labelled(top(work.tab), "what")).to_have_value("one")
    assert heard == ["one"]


def test_many_lines_are_sent_with_control_and_enter(work: Channel, app: RunningApp) -> None:
    sent: list[str] = []
    on_click_open(app, modal("form", field("what", TEXT | {"multiline": True})))

    @app.bolt.view("form")
    def form(ack: Any, view: Any) -> None:
        sent.append(view["state"]["values"]["what"]["text"]["value"])
        ack()

    work.shows(buttons("open"))
    work.tab.get_by_role("button", name="open").click()
    expect(labelled(top(work.tab), "what")).to_be_focused()
    work.tab.keyboard.type("one")
    work.tab.keyboard.press("Enter")
    work.tab.keyboard.type("two")
    work.tab.keyboard.press("Control+Enter")
    expect(work.tab.locator("dialog.modal")).to_have_count(0)
    assert sent == ["one\ntwo"]


def test_a_command_opens_a_modal(work: Channel, app: RunningApp) -> None:
    @app.bolt.command("/trial")
    def trial(ack: Any, command: Any, client: Any) -> None:
        ack()
        view = modal("asked", title=plain(command["text"]))
        client.views_open(trigger_id=command["trigger_id"], view=view)

    composer = work.tab.get_by_role("combobox", name="Message #work")
    composer.fill("/trial now")
    composer.press("Enter")
    expect(work.tab.get_by_role("dialog", name="now")).to_be_visible()
    work.tab.keyboard.press("Escape")
    expect(work.tab.get_by_role("dialog", name="now")).to_have_count(0)
    expect(composer).to_be_focused()


def test_a_global_shortcut_opens_a_modal_by_keyboard(work: Channel, app: RunningApp) -> None:
    @app.bolt.shortcut("start")
    def start(ack: Any, shortcut: Any, client: Any) -> None:
        ack()
        client.views_open(trigger_id=shortcut["trigger_id"], view=modal("started"))

    menu = work.tab.get_by_role("button", name="Shortcuts")
    menu.press("Enter")
    work.tab.get_by_role("menuitem", name="start").press("Enter")
    expect(labelled(top(work.tab), "what")).to_be_focused()
    work.tab.keyboard.press("Escape")
    expect(work.tab.locator("dialog.modal")).to_have_count(0)
    expect(menu).to_be_focused()


def test_a_message_shortcut_opens_a_modal_about_the_message(
    work: Channel, app: RunningApp, olivia: PersonDriver
) -> None:
    @app.bolt.shortcut("keep")
    def keep(ack: Any, shortcut: Any, client: Any) -> None:
        ack()
        view = modal("kept", title=plain(shortcut["message"]["text"]))
        client.views_open(trigger_id=shortcut["trigger_id"], view=view)

    olivia.say(work.id, "Remember the milk")
    work.tab.locator("#main").get_by_text("Remember the milk").hover()
    work.tab.get_by_role("button", name="More actions").click()
    work.tab.get_by_role("menuitem", name="keep").click()
    expect(work.tab.get_by_role("dialog", name="Remember the milk")).to_be_visible()


def test_escape_closes_a_menu_before_it_closes_the_modal(work: Channel, app: RunningApp) -> None:
    menu = {
        "type": "static_select",
        "action_id": "menu",
        "options": [{"text": plain("Tea"), "value": "tea"}],
    }
    on_click_open(app, modal("form", field("what", menu)))
    work.shows(buttons("open"))
    work.tab.get_by_role("button", name="open").click()
    top(work.tab).get_by_role("combobox").click()
    expect(top(work.tab).get_by_role("option", name="Tea")).to_be_visible()
    work.tab.keyboard.press("Escape")
    expect(top(work.tab).get_by_role("option", name="Tea")).to_have_count(0)
    expect(top(work.tab)).to_be_visible()
    work.tab.keyboard.press("Escape")
    expect(work.tab.locator("dialog.modal")).to_have_count(0)


@pytest.mark.provokes("payload")
def test_a_file_added_to_a_form_reaches_the_app(work: Channel, app: RunningApp) -> None:
    sent: list[Any] = []
    file_input = {"type": "file_input", "action_id": "files"}
    on_click_open(app, modal("form", field("files", file_input)))

    @app.bolt.view("form")
    def form(ack: Any, view: Any) -> None:
        ack()
        sent.extend(view["state"]["values"]["files"]["files"]["files"])

    work.shows(buttons("open"))
    work.tab.get_by_role("button", name="open").click()
    note: FilePayload = {"name": "note.txt", "mimeType": "text/plain", "buffer": b"Hello"}
    top(work.tab).locator("input[type=file]").set_input_files(note)
    expect(top(work.tab)).to_contain_text("note.txt")
    top(work.tab).get_by_role("button", name="Save").click()
    expect(work.tab.locator("dialog.modal")).to_have_count(0)
    (file,) = sent
    assert file["id"].startswith("F")
    assert file["name"] == "note.txt"
