"""What Slack asks of blocks besides sizes."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.blockkit import validate_blocks, validate_message, validate_view
from tests.sandbox.blockkit import samples as s
from tests.sandbox.blockkit.samples import EVERY_BLOCK, EVERY_ELEMENT, Json


def test_a_problem_reads_as_slack_writes_it() -> None:
    blocks = [s.section(), s.section(text=s.mrkdwn("x" * 3001))]
    assert validate_message(blocks) == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]"
    ]


def test_a_message_takes_fifty_blocks() -> None:
    assert validate_message([s.section()] * 50) == []
    assert validate_message([s.section()] * 51) == [
        "[ERROR] no more than 50 items allowed [json-pointer:/blocks]"
    ]


def test_all_problems_are_told_at_once() -> None:
    view = s.modal({"type": "header"}, s.section(colour="red"), title=s.mrkdwn())
    assert validate_view(view) == [
        "[ERROR] unsupported type: mrkdwn [json-pointer:/view/title/type]",
        "[ERROR] missing required field: text [json-pointer:/view/blocks/0]",
        "[ERROR] invalid additional property: colour [json-pointer:/view/blocks/1]",
    ]


IN_MODALS_ONLY = {"alert"}
IN_MESSAGES_ONLY = {
    "context_actions",
    "data_table",
    "data_visualization",
    "file",
    "markdown",
    "plan",
    "table",
    "task_card",
}


@pytest.mark.parametrize("kind", EVERY_BLOCK)
def test_a_block_is_known_on_its_surfaces_and_on_no_other(kind: str) -> None:
    blocks = [EVERY_BLOCK[kind]]
    known = {
        "message": kind not in IN_MODALS_ONLY,
        "modal": kind not in IN_MESSAGES_ONLY,
        "home": kind not in IN_MESSAGES_ONLY | IN_MODALS_ONLY,
    }
    for surface in ("message", "modal", "home"):
        problems = validate_blocks(blocks, surface)
        refused = [f"[ERROR] unsupported type: {kind} [json-pointer:/blocks/0/type]"]
        assert problems == ([] if known[surface] else refused)


PRESSED = {"button", "workflow_button", "overflow"}
CHOSEN = {kind for kind in EVERY_ELEMENT if "select" in kind and "multi" not in kind} | {
    "checkboxes",
    "radio_buttons",
    "datepicker",
    "timepicker",
}
SEVERAL = {kind for kind in EVERY_ELEMENT if "multi_" in kind}
WRITTEN = {kind for kind in EVERY_ELEMENT if kind.endswith("_input")}


@pytest.mark.parametrize("kind", EVERY_ELEMENT)
def test_an_element_stands_in_its_blocks_and_in_no_other(kind: str) -> None:
    element = EVERY_ELEMENT[kind]
    places = {
        "actions": ([s.actions(element)], PRESSED | CHOSEN | {"datetimepicker"}),
        "section": ([s.section(accessory=element)], PRESSED | CHOSEN | SEVERAL | {"image"}),
        "input": ([s.input_block(element)], CHOSEN | SEVERAL | WRITTEN | {"datetimepicker"}),
        "context": ([{"type": "context", "elements": [element]}], {"image"}),
    }
    for blocks, allowed in places.values():
        assert (validate_blocks(blocks, "modal") == []) == (kind in allowed)


WRONG: dict[str, tuple[Any, str]] = {
    "blocks are a list": ({"type": "divider"}, "must provide an array [json-pointer:/blocks]"),
    "a block is an object": (["divider"], "must provide an object [json-pointer:/blocks/0]"),
    "a block has a type": ([{}], "missing required field: type [json-pointer:/blocks/0]"),
    "a type is known": ([{"type": "marquee"}], "unsupported type: marquee"),
    "null is no value": ([s.section(block_id=None)], "must provide a string"),
    "a section says something": (
        [{"type": "section"}],
        "must define either text or fields [json-pointer:/blocks/0]",
    ),
    "a header is plain": (
        [{"type": "header", "text": s.mrkdwn()}],
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    "mrkdwn knows no emoji flag": (
        [s.section(text=s.mrkdwn() | {"emoji": True})],
        "invalid additional property: emoji",
    ),
    "a text is a text object": ([s.section(text="x")], "must provide an object"),
    "a style is known": ([s.actions(s.button(style="blue"))], "must be a valid enum value"),
    "a url has a scheme": ([s.actions(s.button(url="trellis.example"))], "invalid format"),
    "an image is on the web": ([s.image(image_url="mailto:a@b.example")], "invalid format"),
    "an image has one source": (
        [s.image(slack_file={"id": "F1"})],
        "must define exactly one of image_url, slack_file",
    ),
    "an image is described": (
        [{"type": "image", "image_url": "https://trellis.example/i.png"}],
        "missing required field: alt_text",
    ),
    "a select has options or groups": (
        [s.actions({"type": "static_select", "action_id": "a"})],
        "must define exactly one of options, option_groups",
    ),
    "a select has not both": (
        [s.actions(s.select(option_groups=[{"label": s.plain(), "options": s.options(1)}]))],
        "must define exactly one of options, option_groups",
    ),
    "what is chosen is offered": (
        [s.actions(s.select(initial_option=s.option(7)))],
        "not found in options [json-pointer:/blocks/0/elements/0/initial_option]",
    ),
    "all that is ticked is offered": (
        [s.actions(s.menu("checkboxes", 2) | {"initial_options": [s.option(0), s.option(9)]})],
        "[json-pointer:/blocks/0/elements/0/initial_options/1]",
    ),
    "a menu's options are plain": (
        [s.actions(s.select(options=[s.option(text=s.mrkdwn())]))],
        "unsupported type: mrkdwn",
    ),
    "a menu's options have no url": (
        [s.actions(s.select(options=[s.option(url="https://trellis.example")]))],
        "invalid additional property: url",
    ),
    "a date is a date": (
        [s.actions({"type": "datepicker", "initial_date": "28.2.2026"})],
        "invalid format",
    ),
    "the shortest is no longer than the longest": (
        [s.input_block(s.text_input(min_length=5, max_length=4))],
        "must be less than or equal to max_length",
    ),
    "a number says whether it has decimals": (
        [s.input_block({"type": "number_input"})],
        "missing required field: is_decimal_allowed",
    ),
    "a flag is true or false": ([s.input_block(optional="yes")], "must provide a boolean"),
    "a filter filters": (
        [s.actions({"type": "conversations_select", "filter": {}})],
        "must define either include",
    ),
    "files are for modals": (
        [s.input_block({"type": "file_input"})],
        "unsupported type: file_input [json-pointer:/blocks/0/element/type]",
    ),
    "a block_id is used once": (
        [s.section(block_id="b"), s.section(), s.section(block_id="b")],
        "block_id b already exists [json-pointer:/blocks/2/block_id]",
    ),
    "an action_id is used once in a block": (
        [s.actions(s.button(action_id="b"), s.button(), s.button())],
        "action_id a already exists [json-pointer:/blocks/0/elements]",
    ),
    "a message has one table": ([s.table(), s.table()], "no more than 1 table blocks allowed"),
    "a message has two charts": (
        [s.lines(), s.pie(), s.pie()],
        "no more than 2 data_visualization blocks allowed",
    ),
    "markdown counts in sum": (
        [{"type": "markdown", "text": "x" * 6001}] * 2,
        "markdown must be less than 12001 characters in sum",
    ),
    "a table has a hundred rows": ([s.table(rows=101)], "no more than 100 items allowed"),
    "a table has twenty columns": ([s.table(columns=21)], "no more than 20 items allowed"),
    "a data table is rectangular": (
        [s.data_table() | {"rows": [[s.cell()], [s.cell(), s.cell()]]}],
        "rows must have the same length",
    ),
    "a data table's heading is plain": (
        [s.data_table() | {"rows": [[s.rich_text()], [s.cell()]]}],
        "unsupported type: rich_text",
    ),
    "a row is headed by a column": (
        [s.data_table(row_header_column_index=1)],
        "must be the index of a column",
    ),
    "series have names of their own": (
        [s.lines(series=2, name="same")],
        "series names must be unique",
    ),
    "points stand on the axis": (
        [s.lines(categories=["another"])],
        "labels must match the axis categories",
    ),
    "a card shows something": ([{"type": "card"}], "must define either hero_image"),
    "a container has a title": (
        [{"type": "container", "child_blocks": [s.section()]}],
        "must define either title or rich_text_title",
    ),
    "a folding container has no divider": (
        [s.container(is_collapsible=True, has_header_divider=True)],
        "has_header_divider cannot be set",
    ),
    "an icon of Slack's is one Slack has": (
        [s.card(slack_icon={"type": "icon", "name": "unicorn"})],
        "must be a valid enum value [json-pointer:/blocks/0/slack_icon/name]",
    ),
    "a card has one icon": (
        [s.card(slack_icon={"type": "icon", "name": "rocket"}, icon=s.image())],
        "must define no more than one of icon, slack_icon [json-pointer:/blocks/0]",
    ),
    "a task's state is known": ([s.task_card(status="maybe")], "must be a valid enum value"),
    "a list in rich text has a style": (
        [{"type": "rich_text", "elements": [{"type": "rich_text_list", "elements": []}]}],
        "missing required field: style",
    ),
}


@pytest.mark.parametrize("rule", WRONG)
def test_messages_that_break_a_rule_are_refused(rule: str) -> None:
    blocks, expected = WRONG[rule]
    (problem,) = validate_message(blocks)
    assert expected in problem


WRONG_VIEWS: dict[str, tuple[Any, str]] = {
    "a view is an object": ([], "must provide an object [json-pointer:/view]"),
    "a view is a modal or a home": (
        {"type": "dialog", "blocks": []},
        "unsupported type: dialog [json-pointer:/view/type]",
    ),
    "a modal has a title": (
        {"type": "modal", "blocks": [s.section()]},
        "missing required field: title [json-pointer:/view]",
    ),
    "a view has blocks": ({"type": "home"}, "missing required field: blocks"),
    "a form has a submit": (
        {"type": "modal", "title": s.plain(), "blocks": [s.input_block()]},
        "missing required field: submit [json-pointer:/view]",
    ),
    "a home has no submit": (
        s.home(submit=s.plain()),
        "invalid additional property: submit [json-pointer:/view]",
    ),
    "one element has the focus": (
        s.modal(*[s.input_block(s.text_input(focus_on_load=True)) for _ in range(2)]),
        "only one element can have focus_on_load set to true [json-pointer:/view/blocks]",
    ),
    "a view has 250 kB": (
        s.modal(*[s.section(text=s.mrkdwn("x" * 2900)) for _ in range(90)]),
        "must be less than 250001 bytes [json-pointer:/view]",
    ),
    "a view knows nothing of state": (
        s.modal(state={}),
        "invalid additional property: state [json-pointer:/view]",
    ),
}


@pytest.mark.parametrize("rule", WRONG_VIEWS)
def test_views_that_break_a_rule_are_refused(rule: str) -> None:
    view, expected = WRONG_VIEWS[rule]
    (problem,) = validate_view(view)
    assert expected in problem


def test_a_modal_with_everything_is_taken() -> None:
    view = s.modal(
        s.input_block(s.text_input(focus_on_load=True), block_id="b", dispatch_action=True),
        s.input_block({"type": "file_input"}),
        s.alert(),
        close=s.plain(),
        private_metadata="",
        callback_id="c",
        external_id="e",
        clear_on_close=True,
        notify_on_close=False,
    )
    assert validate_view(view) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all parts of a JSON value."""
    if path:
        yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], (*path, key))


WHOLE = [*EVERY_BLOCK.values(), *map(s.input_block, EVERY_ELEMENT.values())]


@given(st.data(), st.sampled_from(WHOLE))
def test_nonsense_anywhere_is_answered_and_never_raises(data: st.DataObject, block: Json) -> None:
    view = copy.deepcopy(s.modal(block))
    *way, last = data.draw(st.sampled_from(list(places(view))))
    part = view
    for key in way:
        part = part[key]
    part[last] = data.draw(JSON)
    validate_view(view)
    validate_blocks(view.get("blocks"), "message")


def test_the_same_action_id_in_two_blocks_is_taken() -> None:
    assert validate_message([s.actions(s.button()), s.actions(s.button())]) == []


def test_a_link_without_words_and_a_parameter_without_a_value_are_taken() -> None:
    link = {"type": "link", "url": "https://trellis.example", "text": ""}
    words = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [link]}]}
    trigger = {
        "url": "https://slack.example/w",
        "customizable_input_parameters": [{"name": "who", "value": ""}],
    }
    start = EVERY_ELEMENT["workflow_button"] | {"workflow": {"trigger": trigger}}
    assert validate_message([words, s.actions(start)]) == []
