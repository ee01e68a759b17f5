"""Element by element: its place, its name for everybody, and what the page's script reads of it."""

from typing import Any

import pytest

from sandbox.blockkit.describing import ELEMENTS
from sandbox.page.drawing import DRAWN_ELEMENTS
from tests.sandbox.blockkit.samples import (
    EVERY_ELEMENT,
    actions,
    button,
    input_block,
    plain,
    section,
)
from tests.sandbox.page.drawing.town import drawn
from tests.sandbox.page.tree import Node

Json = dict[str, Any]
NAMELESS = sorted(EVERY_ELEMENT.keys() - {"image", "button", "workflow_button"})
"""Those that say nothing by themselves."""
MENUS = sorted(kind for kind in EVERY_ELEMENT if kind.endswith("_select"))


def element(kind: str, **parts: Any) -> Node:
    """An element in an actions block."""
    given = {"action_id": "a"} | EVERY_ELEMENT[kind] | parts
    return drawn(actions(given) | {"block_id": "b"}).one(data_kind=kind)


def controls(node: Node) -> list[Node]:
    """What one can get to with Tab."""
    return [
        one
        for tag in ("button", "input", "textarea", "a")
        for one in node.all(tag)
        if one.attributes.get("tabindex") != "-1"
    ]


def test_every_element_slack_knows_is_drawn() -> None:
    assert {kind for known in ELEMENTS.values() for kind in known} == DRAWN_ELEMENTS


@pytest.mark.parametrize("kind", sorted(EVERY_ELEMENT.keys() - {"image"}))
def test_an_element_says_which_it_is(kind: str) -> None:
    assert element(kind)["data-action"] == "a"
    assert "data-field" not in element(kind)


@pytest.mark.parametrize("kind", NAMELESS)
def test_a_control_has_a_name_outside_of_an_input_too(kind: str) -> None:
    within = drawn(section(accessory=EVERY_ELEMENT[kind] | {"action_id": "a"}, block_id="b"))
    named = [one for one in within.all() if "aria-label" in one or one.tag == "label"]
    assert named
    for control in controls(within):
        is_within_a_label = control in [one for label in within.all("label") for one in label.all()]
        assert control.text or is_within_a_label or control.attributes.get("aria-label") is not None


@pytest.mark.parametrize("kind", sorted(ELEMENTS["input"]))
def test_in_an_input_it_is_named_by_the_label(kind: str) -> None:
    block = input_block(EVERY_ELEMENT[kind] | {"action_id": "a"}, label=plain("Name"), block_id="b")
    tree = drawn(block, surface="modal", errors={"b": "Wrong"})
    (named,) = (one for one in tree.all() if "aria-labelledby" in one)
    assert tree.one(id=named["aria-labelledby"]).text == "Name"
    assert tree.one(id=named["aria-describedby"]).text == "Wrong"
    assert named["aria-invalid"] == "true"


@pytest.mark.parametrize(
    ("style", "look"),
    [
        (None, "button"),
        ("primary", "button primary"),
        ("danger", "button danger"),
        ("x onclick=", "button"),
    ],
)
def test_a_button_has_its_style(style: str | None, look: str) -> None:
    assert element("button", style=style)["class"] == look


def test_a_button_that_leads_somewhere_is_a_link() -> None:
    link = element("button", url="https://t.example")
    assert (link.tag, link["href"], link["data-url"]) == ("a", *["https://t.example"] * 2)


@pytest.mark.parametrize(
    "parts",
    [
        {"url": "javascript:alert(1)"},
        {"url": "https://t.example", "confirm": {"title": plain("Sure?")}},
    ],
)
def test_a_button_without_a_safe_or_an_immediate_way_is_none(parts: Json) -> None:
    assert element("button", **parts).tag == "button"


def test_a_button_without_an_action_id_cannot_be_pressed() -> None:
    lonely = button()
    del lonely["action_id"]
    assert "disabled" in drawn(actions(lonely)).one("button")
    assert "disabled" not in element("button", url=None)


def test_there_are_no_workflows() -> None:
    assert "disabled" in element("workflow_button")


@pytest.mark.parametrize(("people", "seen"), [(["UOLIVIA", "UMAYA"], 1), (["UMAYA"], 0), ([], 1)])
def test_a_button_may_be_for_some_people_only(people: list[str], seen: int) -> None:
    shown = drawn(actions(button(visible_to_user_ids=people)))
    assert len(shown.all("button")) == seen


def test_an_element_nobody_knows_is_named() -> None:
    assert drawn(actions({"type": "dial"})).text == "Not drawn: dial"


@pytest.mark.parametrize("kind", MENUS)
def test_a_menu_is_a_combobox_with_its_list(kind: str) -> None:
    menu = element(kind)
    box, listed = menu.one(role="combobox"), menu.one(role="listbox")
    assert box["aria-controls"] == listed["id"]
    assert ("data-multiple" in menu) is kind.startswith("multi_")
    assert ("data-external" in menu) is ("external" in kind)
    assert "hidden" in listed


def offered(kind: str, **parts: Any) -> list[str]:
    return [one.text for one in element(kind, **parts).one("select").all("option")]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, ["#general", "#hazel-finch", "Maya Finch"]),
        ({"include": ["public", "private"]}, ["#general", "#hazel-finch"]),
        ({"include": ["im"]}, ["Maya Finch"]),
        ({"exclude_external_shared_channels": True}, ["#general", "Maya Finch"]),
    ],
)
def test_a_menu_of_conversations_is_narrowed_by_its_filter(wanted: Json, names: list[str]) -> None:
    for kind in ("conversations_select", "multi_conversations_select"):
        assert offered(kind, filter=wanted) == names


def test_a_menu_of_channels_has_public_ones_only() -> None:
    assert offered("channels_select", initial_channel="CGENERAL") == ["#general"]


def test_a_text_may_have_a_greatest_length_and_words_in_its_place() -> None:
    written = {"max_length": 20, "placeholder": plain("Say :wave:"), "multiline": False}
    box = element("plain_text_input", **written).one("input")
    assert (box["maxlength"], box["placeholder"]) == ("20", "Say 👋")


@pytest.mark.parametrize(
    ("kind", "initial", "shown"),
    [
        ("datepicker", {"initial_date": "soon"}, ""),
        ("timepicker", {"initial_time": 9}, ""),
        ("datetimepicker", {"initial_date_time": 10**14}, ""),
        ("datetimepicker", {"initial_date_time": 1_772_442_000}, "2026-03-02T10:00"),
    ],
)
def test_a_picker_shows_a_moment_that_there_is(kind: str, initial: Json, shown: str) -> None:
    assert element(kind, **initial).one("input")["value"] == shown
