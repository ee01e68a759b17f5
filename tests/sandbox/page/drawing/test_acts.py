"""What the page tells of elements that are used, in a real browser."""

from typing import Any

import pytest

from tests.sandbox.blockkit.samples import button, feedback, icon_button, option, options, plain
from tests.sandbox.page.drawing.conftest import Desk

Json = dict[str, Any]


def actions(*elements: Json) -> Json:
    return {"type": "actions", "block_id": "b", "elements": list(elements)}


def asking(kind: str, **parts: Any) -> Json:
    """An input that tells its app at once."""
    element = {"type": kind, "action_id": "a", **parts}
    return {
        "type": "input",
        "block_id": "b",
        "dispatch_action": True,
        "label": plain("Name"),
        "element": element,
    }


NAMED = [option(0, text=plain("Red")), option(1, text=plain("Blue"))]


def test_a_button_is_told_with_its_value(desk: Desk) -> None:
    desk.show(actions(button(text=plain("Tick"), value="m1")))
    desk.named("button", "Tick").click()
    assert desk.acts == [
        {
            "view": "V1",
            "kind": "button",
            "block_id": "b",
            "action_id": "a",
            "value": "m1",
            "confirm": None,
        }
    ]


def test_a_button_without_a_value_is_told_without_one(desk: Desk) -> None:
    desk.show(actions(button(text=plain("Tick"), accessibility_label="Tick it")))
    desk.named("button", "Tick it").focus()
    desk.press("Enter", "Space")
    assert desk.values == [None, None]


def test_a_question_comes_with_the_button_it_is_asked_for(desk: Desk) -> None:
    confirm = {"title": plain("Sure?"), "text": plain("Really?"), "confirm": plain("Do it")}
    element = button(text=plain("Go"), confirm=confirm, url="https://trellis.example")
    desk.show(actions(element))
    desk.named("button", "Go").click()
    (act,) = desk.acts
    assert act["confirm"] == {
        "title": "Sure?",
        "text": "Really?",
        "confirm": "Do it",
        "deny": "Cancel",
        "style": "",
    }


def test_a_button_that_leads_somewhere_is_a_link_and_told(desk: Desk) -> None:
    desk.show(actions(button(text=plain("Open"), url="https://trellis.example/x")))
    desk.tab.context.route("https://trellis.example/**", lambda route: route.fulfill(body="There"))
    with desk.tab.expect_popup() as opened:
        desk.named("link", "Open").click()
    assert opened.value.url == "https://trellis.example/x"
    assert desk.values == [None]


def test_what_is_under_way_is_not_told_again(desk: Desk) -> None:
    desk.show(actions(button(text=plain("Tick"))))
    desk.tab.evaluate("document.querySelector('[data-kind]').setAttribute('aria-disabled', 'true')")
    desk.named("button", "Tick").click(force=True)
    assert desk.acts == []


def test_feedback_and_icon_buttons_are_told(desk: Desk) -> None:
    both = feedback()
    both["elements"][0] |= {
        "positive_button": {"text": plain("Good"), "value": "up"},
        "negative_button": {"text": plain("Bad"), "value": "down"},
    }
    both["elements"].append(icon_button(text=plain("Remove"), value="v"))
    desk.show(both)
    desk.named("button", "Good").click()
    desk.named("button", "Bad").click()
    desk.named("button", "Remove").click()
    assert [(act["kind"], act["value"]) for act in desk.acts] == [
        ("feedback_buttons", "up"),
        ("feedback_buttons", "down"),
        ("icon_button", "v"),
    ]


def test_an_overflow_menu_is_used_by_mouse(desk: Desk) -> None:
    desk.show(actions({"type": "overflow", "action_id": "a", "options": NAMED}))
    dots = desk.named("button", "More actions")
    dots.click()
    assert dots.get_attribute("aria-expanded") == "true"
    desk.named("menuitem", "Blue").click()
    assert desk.values == ["1"]
    assert not desk.tab.get_by_role("menu").is_visible()
    dots.click()
    desk.tab.mouse.click(5, 500)
    assert not desk.tab.get_by_role("menu").is_visible()


def test_an_overflow_menu_is_used_by_keyboard(desk: Desk) -> None:
    desk.show(actions({"type": "overflow", "action_id": "a", "options": NAMED}))
    desk.press("Tab", "Enter", "ArrowDown", "Enter")
    desk.press("ArrowUp", "Enter")
    desk.press("Enter", "Escape")
    assert desk.values == ["1", "1"]
    focused = desk.tab.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == "More actions"


def test_checkboxes_tell_all_that_is_ticked_and_are_put_back(desk: Desk) -> None:
    desk.show(actions({"type": "checkboxes", "action_id": "a", "options": NAMED}))
    desk.tab.get_by_label("Blue").click()
    desk.tab.get_by_label("Red").click()
    assert desk.values == [["1"], ["0", "1"]]
    desk.tab.evaluate("last.undo()")
    assert desk.fields == {"b/a": ["1"]}


def test_radio_buttons_tell_the_one_and_are_put_back(desk: Desk) -> None:
    element = {"type": "radio_buttons", "action_id": "a", "options": NAMED}
    desk.show(actions(element | {"initial_option": NAMED[0]}))
    desk.tab.get_by_label("Blue").click()
    assert desk.values == ["1"]
    desk.tab.evaluate("last.undo()")
    assert desk.fields == {"b/a": "0"}


@pytest.mark.parametrize(
    ("kind", "shown", "value"),
    [
        ("datepicker", "2026-12-24", "2026-12-24"),
        ("timepicker", "08:15", "08:15"),
        ("datetimepicker", "2026-03-02T10:00", 1_772_442_000),
    ],
)
def test_a_picker_tells_what_is_picked(desk: Desk, kind: str, shown: str, value: Any) -> None:
    desk.show(actions({"type": kind, "action_id": "a"}))
    desk.tab.locator("[data-kind] input").fill(shown)
    desk.named("button", "After").focus()
    assert desk.values == [value]


def test_a_year_that_is_being_typed_is_not_told(desk: Desk) -> None:
    desk.show(actions({"type": "datepicker", "action_id": "a"}))
    desk.tab.locator("input").focus()
    desk.tab.keyboard.type("03022026")
    desk.named("button", "After").focus()
    assert desk.values == ["2026-03-02"]


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (None, ["hi"]),
        (["on_enter_pressed"], ["hi"]),
        (["on_character_entered"], ["h", "hi"]),
        (["on_character_entered", "on_enter_pressed"], ["h", "hi", "hi"]),
    ],
)
def test_a_text_is_told_when_the_app_asked_for_it(
    desk: Desk, when: list[str] | None, told: list[str]
) -> None:
    config = {"dispatch_action_config": {"trigger_actions_on": when}} if when else {}
    desk.show(asking("plain_text_input", **config))
    desk.named("textbox", "Name").press_sequentially("hi")
    desk.press("Enter")
    assert desk.values == told


def test_enter_begins_a_line_in_a_long_text(desk: Desk) -> None:
    desk.show(asking("plain_text_input", multiline=True))
    desk.named("textbox", "Name").press_sequentially("a")
    desk.press("Enter", "b", "Control+Enter")
    assert desk.values == ["a\nb"]


def test_a_choice_in_an_input_is_told_only_where_the_app_asked(desk: Desk) -> None:
    silent = asking("radio_buttons", options=options(1)) | {"block_id": "c"}
    del silent["dispatch_action"]
    desk.show(asking("radio_buttons", options=options(1)), silent)
    for radio in desk.tab.get_by_role("radio").all():
        radio.check()
    assert [act["block_id"] for act in desk.acts] == ["b"]


def test_a_formatted_text_is_told_when_it_is_left(desk: Desk) -> None:
    desk.show(asking("rich_text_input"))
    desk.named("textbox", "Name").click()
    desk.tab.keyboard.type("Hi")
    desk.named("button", "After").click()
    desk.named("textbox", "Name").click()
    desk.named("button", "After").click()
    text = {"type": "text", "text": "Hi"}
    section = {"type": "rich_text_section", "elements": [text]}
    assert desk.values == [{"type": "rich_text", "elements": [section]}]
