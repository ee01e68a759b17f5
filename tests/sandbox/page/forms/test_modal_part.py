"""The stack of modals as HTML."""

from typing import Any

import pytest

from sandbox.client import PersonDriver
from tests.sandbox.conftest import RunningApp
from tests.sandbox.page.forms.conftest import Part
from tests.sandbox.showing import buttons, field, modal, on_click_open, plain, posted


@pytest.fixture
def opened(app: RunningApp, olivia: PersonDriver) -> Any:
    """Opens a modal on Olivia's screen."""
    channel: str = app.client.conversations_create(name="work")["channel"]["id"]
    app.client.conversations_invite(channel=channel, users=[olivia.id])

    def opening(view: Any) -> None:
        on_click_open(app, view)
        olivia.click(channel, posted(app, channel, buttons("open")), "open")

    return opening


def test_nobody_sees_a_modal_that_was_not_opened_for_them(
    part: Part, opened: Any, olivia: PersonDriver, driver: Any
) -> None:
    opened(modal("stuck"))
    assert part("modal", driver.person("clara")).all("dialog") == []
    assert part("modal", olivia).one("dialog").one("h2").text == "stuck"


def test_a_modal_has_its_title_its_fields_and_the_apps_words_on_its_buttons(
    part: Part, opened: Any, olivia: PersonDriver
) -> None:
    opened(modal("stuck", title=plain("Get help"), close=plain("Not now")))
    dialog = part("modal", olivia).one("dialog")
    assert dialog["data-surface"] == "modal"
    assert dialog.one(id=dialog["aria-labelledby"]).text == "Get help"
    assert dialog.one("button", type="submit").text == "Save"
    assert dialog.one("button", class_="button", data_close="one").text == "Not now"
    assert dialog.all(data_action="text")


def test_a_modal_without_submit_can_only_be_closed(
    part: Part, opened: Any, olivia: PersonDriver
) -> None:
    view = modal("told", {"type": "section", "text": plain("All is well.")})
    del view["submit"]
    opened(view)
    dialog = part("modal", olivia).one("dialog")
    assert dialog.all("button", type="submit") == []
    assert dialog.one("button", class_="button", data_close="one").text == "Close"
    assert "All is well." in dialog.text


def test_what_was_typed_and_what_is_wrong_with_it_stand_at_the_field(
    part: Part, opened: Any, olivia: PersonDriver
) -> None:
    opened(modal("stuck", field("mail", {"type": "email_text_input", "action_id": "mail"})))
    olivia.submit({"mail": "maya"})
    block = part("modal", olivia).one(data_block="mail")
    assert block.one("input")["value"] == "maya"
    assert "Please enter a valid email address." in block.text


def test_a_pushed_modal_lies_over_the_one_below(
    app: RunningApp, part: Part, opened: Any, olivia: PersonDriver
) -> None:
    opened(modal("one"))

    @app.bolt.view("one")
    def one(ack: Any) -> None:
        ack(response_action="push", view=modal("two"))

    olivia.fill_and_submit({"text": "on"})
    below, top = part("modal", olivia).all("dialog")
    assert [below.one("h2").text, top.one("h2").text] == ["one", "two"]
    assert below.all(aria_label="Close")
    assert top.all(aria_label="Back to “one”")
    assert top.all(aria_label="Close all")


def test_the_words_of_an_app_become_no_markup(
    part: Part, opened: Any, olivia: PersonDriver
) -> None:
    opened(modal("x", title=plain("<b>Hi</b>"), submit=plain("<i>Go</i>")))
    dialog = part("modal", olivia).one("dialog")
    assert dialog.one("h2").text == "<b>Hi</b>"
    assert dialog.one("button", type="submit").text == "<i>Go</i>"
