"""Menus in a real browser: by mouse and by keyboard, with search, options asked of the app."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.sandbox.blockkit.samples import input_block, option, plain
from tests.sandbox.page.drawing.conftest import Desk

Json = dict[str, Any]
COLOURS = [
    option(0, text=plain("Red")),
    option(1, text=plain("Dark blue"), description=plain("As the sea")),
    option(2, text=plain("Light blue")),
]
GROUPS = [
    {"label": plain("Warm"), "options": COLOURS[:1]},
    {"label": plain("Cold"), "options": COLOURS[1:]},
]


def field(kind: str, **parts: Any) -> Json:
    block = {name: parts.pop(name) for name in ("optional", "dispatch_action") if name in parts}
    element = {"type": kind, "action_id": "a", **parts}
    return input_block(element, block_id="b", label=plain("Colour"), **block)


def act(kind: str, **parts: Any) -> Json:
    element = {"type": kind, "action_id": "a", **parts}
    return {"type": "actions", "block_id": "b", "elements": [element]}


def offered(desk: Desk) -> list[str]:
    return desk.tab.get_by_role("option").all_inner_texts()


def test_one_is_chosen_by_mouse(desk: Desk) -> None:
    desk.show(act("static_select", options=COLOURS, placeholder=plain("A colour")))
    menu = desk.named("combobox", "A colour")
    assert menu.get_attribute("aria-expanded") == "false"
    menu.click()
    assert menu.get_attribute("aria-expanded") == "true"
    assert offered(desk) == ["Red", "Dark blue\nAs the sea", "Light blue"]
    desk.named("option", "Light blue").click()
    assert menu.input_value() == "Light blue"
    assert not desk.tab.get_by_role("listbox").is_visible()
    assert desk.values == ["2"]
    assert desk.fields == {"b/a": "2"}


def test_one_is_searched_and_chosen_by_keyboard(desk: Desk) -> None:
    desk.show(field("static_select", options=COLOURS))
    desk.press("Tab")
    desk.tab.keyboard.type("BLUE")
    assert len(offered(desk)) == 2
    desk.press("ArrowDown")
    menu = desk.named("combobox", "Colour")
    at = desk.tab.locator(f'[id="{menu.get_attribute("aria-activedescendant")}"]')
    assert at.inner_text() == "Light blue"
    desk.press("Enter")
    assert desk.fields == {"b/a": "2"}
    desk.press("ArrowDown")
    assert desk.tab.get_by_role("option", selected=True).all_inner_texts() == ["Light blue"]
    desk.press("ArrowUp", "Enter")
    assert desk.fields == {"b/a": "1"}
    assert desk.acts == []


def test_nothing_changes_without_a_choice(desk: Desk) -> None:
    desk.show(act("static_select", options=COLOURS, initial_option=COLOURS[0]))
    menu = desk.named("combobox", "Choose an option")
    menu.click()
    desk.tab.keyboard.type("zzz")
    assert offered(desk) == ["No matches"]
    desk.press("Enter", "Escape")
    assert menu.input_value() == "Red"
    menu.fill("")
    desk.press("Tab")
    assert menu.input_value() == "Red"
    assert desk.fields == {"b/a": "0"}
    assert desk.acts == []


def test_what_may_be_empty_can_be_emptied(desk: Desk) -> None:
    desk.show(field("static_select", options=COLOURS, initial_option=COLOURS[0], optional=True))
    desk.named("combobox", "Colour (optional)").fill("")
    desk.press("Tab")
    assert desk.fields == {"b/a": None}


def test_a_choice_is_put_back(desk: Desk) -> None:
    desk.show(act("static_select", options=COLOURS, initial_option=COLOURS[0]))
    menu = desk.named("combobox", "Choose an option")
    menu.click()
    desk.named("option", "Light blue").click()
    desk.tab.evaluate("last.undo()")
    assert menu.input_value() == "Red"
    assert desk.fields == {"b/a": "0"}
    assert len(desk.acts) == 1


def test_options_stand_in_their_groups(desk: Desk) -> None:
    desk.show(field("static_select", option_groups=GROUPS))
    desk.named("combobox", "Colour").click()
    cold = desk.tab.get_by_role("listbox").get_by_role("group", name="Cold")
    assert cold.get_by_role("option").count() == 2
    desk.tab.keyboard.type("red")
    assert desk.tab.get_by_role("listbox").get_by_role("group").count() == 1


def test_several_are_chosen_and_told_when_the_menu_is_left(desk: Desk) -> None:
    block = field(
        "multi_static_select", options=COLOURS, max_selected_items=2, dispatch_action=True
    )
    desk.show(block)
    desk.named("combobox", "Colour").click()
    for name in ("Red", "Light blue", "Dark blue As the sea"):
        desk.named("option", name).click()
    assert desk.tab.get_by_role("option", selected=True).count() == 2
    assert desk.acts == []
    desk.press("Escape")
    assert desk.values == [["0", "2"]]
    desk.named("button", "Remove Red").click()
    assert desk.values[1:] == [["2"]]
    desk.press("Backspace")
    assert desk.values[2:] == [[]]
    assert desk.fields == {"b/a": []}


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("users_select", "Maya Finch", "UMAYA"),
        ("conversations_select", "#hazel-finch", "CSHARED"),
        ("channels_select", "#general", "CGENERAL"),
        ("multi_users_select", "Theo Lang", ["UTHEO"]),
        ("multi_conversations_select", "Maya Finch", ["DMAYA"]),
        ("multi_channels_select", "#general", ["CGENERAL"]),
    ],
)
def test_people_and_conversations_are_offered(desk: Desk, kind: str, name: str, value: Any) -> None:
    desk.show(field(kind))
    desk.named("combobox", "Colour").click()
    desk.named("option", name).click()
    assert desk.fields == {"b/a": value}


def test_the_app_is_asked_once_enough_is_typed(desk: Desk) -> None:
    desk.show(act("external_select", min_query_length=2))
    menu = desk.named("combobox", "Choose an option")
    menu.click()
    assert offered(desk) == ["Type 2 characters to search"]
    menu.press_sequentially("ber")
    desk.named("option", "Bergen").click()
    berlin = {"text": plain("Bergen"), "value": "bergen"}
    assert desk.values == [berlin]
    assert desk.fields == {"b/a": berlin}
    assert menu.input_value() == "Bergen"
    asked = desk.tab.evaluate("asked")
    assert asked[-1] == {"block_id": "b", "action_id": "a", "query": "ber"}


def test_the_app_may_offer_something_from_the_start(desk: Desk) -> None:
    desk.show(field("multi_external_select", min_query_length=0))
    desk.named("combobox", "Colour").click()
    desk.named("option", "Berlin").click()
    desk.named("option", "Bern").click()
    desk.named("option", "Berlin").click()
    assert desk.fields == {"b/a": [{"text": plain("Bern"), "value": "bern"}]}


def test_options_that_cannot_be_had_are_told_in_the_menu(desk: Desk) -> None:
    desk.show(field("external_select"))
    desk.named("combobox", "Colour").press_sequentially("fail")
    told = desk.tab.get_by_role("option")
    expect(told).to_have_text("The options could not be loaded.")
    desk.press("Enter")
    assert desk.fields == {"b/a": None}
