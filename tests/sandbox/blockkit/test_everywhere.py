"""Figures that hold in many places hold in each of them; and those beside Slack's own list."""

from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.blockkit import validate_view
from tests.sandbox.blockkit import samples as s
from tests.sandbox.blockkit.changing import Path, changed, pointer, problems
from tests.sandbox.blockkit.samples import EVERY_BLOCK, EVERY_ELEMENT, Json

PRESSED = {"button", "workflow_button", "overflow"}
OFFERING = ("static_select", "multi_static_select", "checkboxes", "radio_buttons", "overflow")
PROMPTING = [
    kind
    for kind in EVERY_ELEMENT
    if kind
    not in {*PRESSED, "image", "checkboxes", "radio_buttons", "datetimepicker", "file_input"}
]


def placed(kind: str, **parts: Any) -> tuple[Json, Path]:
    """An element in a block where it may stand, and the way to it."""
    element = EVERY_ELEMENT[kind] | parts
    if kind in PRESSED:
        return s.actions(element), ("elements", 0)
    if kind == "image":
        return s.section(accessory=element), ("accessory",)
    return s.input_block(element), ("element",)


def strings() -> Iterator[tuple[str, Json, Path, int]]:
    """Name, block, the way to a string in it, and how long that may be."""
    for kind, block in EVERY_BLOCK.items():
        yield f"{kind}.block_id", block, ("block_id",), 255
    for kind in (kind for kind in EVERY_ELEMENT if kind != "image"):
        block, way = placed(kind)
        yield f"{kind}.action_id", block, (*way, "action_id"), 255
    for kind in PROMPTING:
        block, way = placed(kind, placeholder=s.plain())
        yield f"{kind}.placeholder", block, (*way, "placeholder", "text"), 150
    for kind in OFFERING:
        offered = [*EVERY_ELEMENT[kind]["options"], s.option(7, description=s.plain())]
        block, way = placed(kind, options=offered)
        last = (*way, "options", len(offered) - 1)
        yield f"{kind}.option.text", block, (*last, "text", "text"), 75
        yield f"{kind}.option.value", block, (*last, "value"), 150
        yield f"{kind}.option.description", block, (*last, "description", "text"), 75
    block, way = placed("workflow_button", accessibility_label="x")
    yield "workflow_button.text", block, (*way, "text", "text"), 75
    yield "workflow_button.accessibility_label", block, (*way, "accessibility_label"), 75
    icon = {"type": "context_actions", "elements": [s.icon_button()]}
    yield "icon_button.text", icon, ("elements", 0, "text", "text"), 3000
    yield "icon_button.action_id", icon, ("elements", 0, "action_id"), 255
    yield "icon_button.value", icon, ("elements", 0, "value"), 2000
    yield "icon_button.accessibility_label", icon, ("elements", 0, "accessibility_label"), 75
    yield "feedback_buttons.action_id", s.feedback(), ("elements", 0, "action_id"), 255
    yield "image.title", s.image(title=s.plain()), ("title", "text"), 2000
    yield "image element.alt_text", s.section(accessory=s.image()), ("accessory", "alt_text"), 2000
    context = {"type": "context", "elements": [s.plain(), s.mrkdwn()]}
    yield "context.plain_text", context, ("elements", 0, "text"), 3000
    yield "context.mrkdwn", context, ("elements", 1, "text"), 3000
    lines = s.lines(y_label="x")
    yield "data_visualization.y_label", lines, ("chart", "axis_config", "y_label"), 50


STRINGS = {name: (block, way, most) for name, block, way, most in strings()}


@pytest.mark.parametrize("name", STRINGS)
def test_a_string_reaches_its_length_and_does_not_pass_it(name: str) -> None:
    block, way, most = STRINGS[name]
    assert problems(changed(block, way, "x" * most)) == []
    assert problems(changed(block, way, "x" * (most + 1))) == [
        f"[ERROR] must be less than {most + 1} characters [json-pointer:{pointer(way)}]"
    ]


@pytest.mark.parametrize("name", STRINGS)
def test_a_string_that_is_there_is_not_empty(name: str) -> None:
    block, way, _ = STRINGS[name]
    assert problems(changed(block, way, "")) == [
        f"[ERROR] must be more than 0 characters [json-pointer:{pointer(way)}]"
    ]


def chosen(kind: str, **parts: Any) -> Json:
    return placed(kind, **parts)[0]


EITHER = "on_enter_pressed"
LISTS: dict[str, tuple[Json, Path, Any, int, int]] = {
    "section.fields": (s.section(), ("fields",), s.mrkdwn(), 1, 10),
    "context.elements": (EVERY_BLOCK["context"], ("elements",), s.mrkdwn(), 1, 10),
    "actions.elements": (s.actions(), ("elements",), {"type": "users_select"}, 1, 25),
    "context_actions.elements": (
        {"type": "context_actions"},
        ("elements",),
        {key: value for key, value in s.icon_button().items() if key != "action_id"},
        1,
        5,
    ),
    "card.actions": (s.card(), ("actions",), {"type": "button", "text": s.plain()}, 1, 3),
    "container.child_blocks": (s.container(), ("child_blocks",), s.section(), 1, 10),
    "table.rows": (s.table(), ("rows",), [s.cell()], 1, 100),
    "table.columns": (s.table(), ("rows", 0), s.cell(), 1, 20),
    "table.column_settings": (s.table(), ("column_settings",), {"align": "right"}, 0, 20),
    "static_select.options": (
        chosen("multi_static_select"),
        ("element", "options"),
        s.option(),
        1,
        100,
    ),
    "conversations_select.filter.include": (
        chosen("conversations_select"),
        ("element", "filter", "include"),
        "im",
        1,
        4,
    ),
    "plain_text_input.dispatch_action_config": (
        chosen("plain_text_input", dispatch_action_config={}),
        ("element", "dispatch_action_config", "trigger_actions_on"),
        EITHER,
        1,
        2,
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_as_long_as_it_may_be_and_no_longer(name: str) -> None:
    block, way, item, least, most = LISTS[name]
    for within in (least, most):
        assert problems(changed(block, way, [item] * within)) == []
    assert problems(changed(block, way, [item] * (most + 1))) == [
        f"[ERROR] no more than {most} items allowed [json-pointer:{pointer(way)}]"
    ]
    if least:
        assert problems(changed(block, way, [])) == [
            f"[ERROR] no fewer than {least} items allowed [json-pointer:{pointer(way)}]"
        ]


SEVERAL = ("multi_static_select", "multi_external_select", "checkboxes")


@pytest.mark.parametrize("kind", SEVERAL)
def test_what_is_chosen_at_first_is_something_or_left_out(kind: str) -> None:
    assert problems(chosen(kind, initial_options=[s.option(1)])) == []
    assert problems(chosen(kind, initial_options=[])) == [
        "[ERROR] no fewer than 1 items allowed [json-pointer:/blocks/0/element/initial_options]"
    ]


def test_a_static_select_offers_groups_only_if_there_is_one() -> None:
    group = {"label": s.plain(), "options": s.options(1)}
    select = {"type": "static_select", "option_groups": [group]}
    assert problems(s.input_block(select)) == []
    assert problems(s.input_block(select | {"option_groups": []})) == [
        "[ERROR] no fewer than 1 items allowed [json-pointer:/blocks/0/element/option_groups]"
    ]


def rich(**of_list: Any) -> Json:
    item = {"type": "rich_text_section", "elements": []}
    listed = {"type": "rich_text_list", "style": "bullet", "elements": [item]} | of_list
    quoted: list[Json] = [
        {"type": kind, "elements": []} for kind in ("rich_text_preformatted", "rich_text_quote")
    ]
    return {"type": "rich_text", "elements": [listed, *quoted]}


WAVE: Json = {"type": "emoji", "name": "wave"}
EMOJI = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [WAVE]}]}
NUMBERS: dict[str, tuple[Json, Path, int | None, int | None]] = {
    "external_select.min_query_length": (
        chosen("external_select"),
        ("element", "min_query_length"),
        0,
        None,
    ),
    "multi_external_select.min_query_length": (
        chosen("multi_external_select"),
        ("element", "min_query_length"),
        0,
        None,
    ),
    "max_selected_items": (
        chosen("multi_users_select"),
        ("element", "max_selected_items"),
        1,
        None,
    ),
    "plain_text_input.min_length": (s.input_block(), ("element", "min_length"), 0, 3000),
    "plain_text_input.max_length": (s.input_block(), ("element", "max_length"), 1, 3000),
    "rich_text_input.min_lines": (chosen("rich_text_input"), ("element", "min_lines"), 1, None),
    "rich_text_input.max_lines": (chosen("rich_text_input"), ("element", "max_lines"), 1, None),
    "datetimepicker.initial_date_time": (
        chosen("datetimepicker"),
        ("element", "initial_date_time"),
        1_000_000_000,
        9_999_999_999,
    ),
    "rich_text_list.indent": (rich(), ("elements", 0, "indent"), 0, 8),
    "rich_text_list.offset": (rich(), ("elements", 0, "offset"), 0, None),
    "rich_text_list.border": (rich(), ("elements", 0, "border"), 0, 1),
    "rich_text_preformatted.border": (rich(), ("elements", 1, "border"), 0, 1),
    "rich_text_quote.border": (rich(), ("elements", 2, "border"), 0, 1),
    "emoji.skin_tone": (EMOJI, ("elements", 0, "elements", 0, "skin_tone"), 1, 6),
    "data_table.row_header_column_index": (
        s.data_table(columns=20),
        ("row_header_column_index",),
        0,
        None,
    ),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_is_within_its_bounds(name: str) -> None:
    block, way, least, most = NUMBERS[name]
    for bound, beyond, words in (
        (least, -1, "greater than"),
        (most, 1, "less than"),
    ):
        if bound is not None:
            assert problems(changed(block, way, bound)) == []
            assert problems(changed(block, way, bound + beyond)) == [
                f"[ERROR] must be {words} {bound + beyond} [json-pointer:{pointer(way)}]"
            ]


def test_an_ordinary_text_field_takes_three_thousand_characters() -> None:
    assert problems(s.input_block(s.text_input(min_length=3000))) == []


@pytest.mark.parametrize("name", ["external_id", "callback_id", "private_metadata"])
def test_the_texts_of_a_view_may_be_empty_and_are_not_too_long(name: str) -> None:
    most = 3000 if name == "private_metadata" else 255
    for length, taken in ((0, True), (most, True), (most + 1, False)):
        for view in (s.home(**{name: "x" * length}), s.modal(**{name: "x" * length})):
            assert (validate_view(view) == []) == taken


@pytest.mark.parametrize("view", [s.modal(), s.home()], ids=["modal", "home"])
def test_a_view_shows_something(view: Json) -> None:
    assert validate_view(view | {"blocks": []}) == [
        "[ERROR] no fewer than 1 items allowed [json-pointer:/view/blocks]"
    ]
