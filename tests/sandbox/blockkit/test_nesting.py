"""Blocks within blocks: what may stand in what, and rules that reach inside."""

import pytest

from sandbox.blockkit import Surface, validate_blocks, validate_message, validate_view
from tests.sandbox.blockkit import samples as s
from tests.sandbox.blockkit.samples import EVERY_BLOCK, Json

ON_ALL_SURFACES = {
    "actions",
    "context",
    "divider",
    "header",
    "image",
    "input",
    "rich_text",
    "section",
    "video",
}
IN_MESSAGES = ON_ALL_SURFACES | {"file", "table"}


def holding(*blocks: Json) -> Json:
    return s.container() | {"child_blocks": list(blocks)}


def carousel(*cards: Json) -> Json:
    return {"type": "carousel", "elements": list(cards)}


def plan(*tasks: Json) -> Json:
    return {"type": "plan", "title": "x", "tasks": list(tasks)}


@pytest.mark.parametrize("kind", EVERY_BLOCK)
@pytest.mark.parametrize(
    ("surface", "held"),
    [("message", IN_MESSAGES), ("modal", ON_ALL_SURFACES), ("home", ON_ALL_SURFACES)],
)
def test_a_container_holds_what_slack_lists_and_nothing_else(
    kind: str, surface: Surface, held: set[str]
) -> None:
    problems = validate_blocks([holding(EVERY_BLOCK[kind])], surface)
    place = "/blocks/0/child_blocks/0/type"
    refused = [f"[ERROR] unsupported type: {kind} [json-pointer:{place}]"]
    assert problems == ([] if kind in held else refused)


TWICE: dict[str, tuple[list[Json], str]] = {
    "in a container": (
        [s.section(block_id="b"), holding(s.section(), s.section(block_id="b"))],
        "/blocks/1/child_blocks/1/block_id",
    ),
    "in a carousel": (
        [carousel(s.card(block_id="b"), s.card(block_id="b"))],
        "/blocks/0/elements/1/block_id",
    ),
    "in a plan": (
        [s.section(block_id="b"), plan(s.task_card(block_id="b"))],
        "/blocks/1/tasks/0/block_id",
    ),
}


@pytest.mark.parametrize("where", TWICE)
def test_a_block_id_is_used_once_however_deep(where: str) -> None:
    blocks, pointer = TWICE[where]
    assert validate_message(blocks) == [
        f"[ERROR] block_id b already exists [json-pointer:{pointer}]"
    ]


def test_an_action_id_is_used_once_in_a_card_and_again_in_the_next() -> None:
    two = s.card(actions=[s.button(), s.button()])
    assert validate_message([carousel(s.card(), two)]) == [
        "[ERROR] action_id a already exists [json-pointer:/blocks/0/elements/1/actions]"
    ]
    one = s.card(actions=[s.button()])
    assert validate_message([carousel(one, one)]) == []


def test_an_action_id_is_used_once_in_a_row_of_actions_within_a_container() -> None:
    assert validate_message([holding(s.actions(s.button(), s.button()))]) == [
        "[ERROR] action_id a already exists [json-pointer:/blocks/0/child_blocks/0/elements]"
    ]


def test_the_same_button_may_stand_in_every_row_of_a_data_table() -> None:
    row = [s.cell(), {"type": "action", "element": s.button()}]
    heading = [s.cell(), s.cell()]
    assert validate_message([s.data_table() | {"rows": [heading, row, row]}]) == []


def test_files_are_for_modals_in_a_container_too() -> None:
    asking = holding(s.input_block({"type": "file_input"}))
    pointer = "/blocks/0/child_blocks/0/element/type"
    for surface in ("message", "home"):
        assert validate_blocks([asking], surface) == [
            f"[ERROR] unsupported type: file_input [json-pointer:{pointer}]"
        ]
    assert validate_blocks([asking], "modal") == []


def test_a_form_in_a_container_has_a_submit() -> None:
    view = s.modal(holding(s.input_block()))
    assert validate_view(view) == []
    del view["submit"]
    assert validate_view(view) == ["[ERROR] missing required field: submit [json-pointer:/view]"]


def test_one_element_has_the_focus_containers_counted() -> None:
    focused = s.input_block(s.text_input(focus_on_load=True))
    assert validate_view(s.modal(holding(focused))) == []
    for blocks in ([focused, holding(focused)], [holding(focused, focused)]):
        (problem,) = validate_view(s.modal(*blocks))
        assert "only one element can have focus_on_load set to true" in problem


@pytest.mark.parametrize(
    "block",
    [
        s.actions(s.select(focus_on_load=True)),
        s.section(accessory=s.select(focus_on_load=True)),
        s.input_block(s.select(focus_on_load=True)),
    ],
)
def test_the_focus_is_counted_wherever_an_element_may_stand(block: Json) -> None:
    assert validate_view(s.home(block)) == []
    assert len(validate_view(s.home(block, block))) == 1


def test_a_message_has_one_table_containers_counted() -> None:
    assert validate_message([holding(s.table())]) == []
    assert validate_message([s.table(), holding(s.table())]) == [
        "[ERROR] no more than 1 table blocks allowed [json-pointer:/blocks]"
    ]
