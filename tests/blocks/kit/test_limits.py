"""The kit at its limits, one past them, and with parts that do not belong together."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from blocks import kit
from blocks.kit import Block, BlockError, Element
from sandbox.blockkit import validate_blocks, validate_message, validate_view


def button(**parts: Any) -> Element:
    return kit.button(**{"text": "x", "action_id": "a", **parts})


def options(count: int) -> list[Element]:
    return [kit.option("x", str(number)) for number in range(count)]


def confirming(**parts: Any) -> Element:
    return button(confirm=kit.confirm(**{"title": "x", "text": "x", **parts}))


def posted(build: Callable[[int], Block]) -> Callable[[int], list[str]]:
    return lambda size: validate_message(list(kit.message([build(size)], "x")["blocks"]))


def acting(build: Callable[[int], Element]) -> Callable[[int], list[str]]:
    return posted(lambda size: kit.actions([build(size)]))


def asking(build: Callable[[int], Element]) -> Callable[[int], list[str]]:
    return lambda size: validate_view(
        kit.modal("c", "x", [kit.input_block("x", build(size))], submit="x")
    )


def _names(count: int) -> list[str]:
    return [str(number) for number in range(count)]


def url_of(size: int) -> str:
    return "https://trellis.example/".ljust(size, "x")


Json = dict[str, Any]

LIMITS: dict[str, tuple[int, Callable[[int], list[str]]]] = {
    "section text": (3000, posted(lambda n: kit.section("x" * n))),
    "section fields": (10, posted(lambda n: kit.section(fields=["x"] * n))),
    "section field": (2000, posted(lambda n: kit.section(fields=["x" * n]))),
    "block_id": (255, posted(lambda n: kit.section("x", block_id="b" * n))),
    "header": (150, posted(lambda n: kit.header("x" * n))),
    "context elements": (10, posted(lambda n: kit.context(["x"] * n))),
    "context text": (3000, posted(lambda n: kit.context("x" * n))),
    "actions elements": (
        25,
        posted(lambda n: kit.actions([button(action_id=str(i)) for i in range(n)])),
    ),
    "action_id": (255, acting(lambda n: button(action_id="a" * n))),
    "action_id of a menu": (255, acting(lambda n: kit.users_select("a" * n))),
    "button text": (75, acting(lambda n: button(text="x" * n))),
    "button value": (2000, acting(lambda n: button(value="x" * n))),
    "button url": (3000, acting(lambda n: button(url=url_of(n)))),
    "button label": (75, acting(lambda n: button(accessibility_label="x" * n))),
    "confirm title": (100, acting(lambda n: confirming(title="x" * n))),
    "confirm text": (300, acting(lambda n: confirming(text="x" * n))),
    "confirm yes": (30, acting(lambda n: confirming(confirm="x" * n))),
    "confirm no": (30, acting(lambda n: confirming(deny="x" * n))),
    "option text": (75, acting(lambda n: kit.overflow("a", [kit.option("x" * n, "v")]))),
    "option value": (150, acting(lambda n: kit.overflow("a", [kit.option("x", "v" * n)]))),
    "option description": (
        75,
        acting(lambda n: kit.checkboxes("a", [kit.option("x", "v", description="x" * n)])),
    ),
    "option url": (
        3000,
        acting(lambda n: kit.overflow("a", [kit.option("x", "v", url=url_of(n))])),
    ),
    "group label": (
        75,
        acting(
            lambda n: kit.static_select("a", option_groups=[kit.option_group("x" * n, options(1))])
        ),
    ),
    "group options": (
        100,
        acting(lambda n: kit.static_select("a", option_groups=[kit.option_group("x", options(n))])),
    ),
    "select options": (100, acting(lambda n: kit.static_select("a", options(n)))),
    "select groups": (
        100,
        acting(
            lambda n: kit.static_select("a", option_groups=[kit.option_group("x", options(1))] * n)
        ),
    ),
    "select placeholder": (
        150,
        acting(lambda n: kit.external_select("a", placeholder="x" * n)),
    ),
    "multi select options": (100, asking(lambda n: kit.multi_static_select("a", options(n)))),
    "overflow options": (5, acting(lambda n: kit.overflow("a", options(n)))),
    "checkboxes": (10, acting(lambda n: kit.checkboxes("a", options(n)))),
    "radio buttons": (10, acting(lambda n: kit.radio_buttons("a", options(n)))),
    "input label": (
        2000,
        posted(lambda n: kit.input_block("x" * n, kit.plain_text_input("a"))),
    ),
    "input hint": (
        2000,
        posted(lambda n: kit.input_block("x", kit.plain_text_input("a"), hint="x" * n)),
    ),
    "text input's length": (3000, asking(lambda n: kit.plain_text_input("a", max_length=n))),
    "text input's value": (
        3000,
        asking(lambda n: kit.plain_text_input("a", initial_value="x" * n)),
    ),
    "image url": (3000, posted(lambda n: kit.image(url_of(n), "x"))),
    "image alt text": (2000, posted(lambda n: kit.image("https://trellis.example", "x" * n))),
    "image title": (
        2000,
        posted(lambda n: kit.image("https://trellis.example", "x", title="x" * n)),
    ),
    "table rows": (100, posted(lambda n: kit.table([["x"]] * n))),
    "table columns": (20, posted(lambda n: kit.table([["x"] * n]))),
    "chart title": (50, posted(lambda n: kit.bar_chart("x" * n, ["a"], {"s": [1]}))),
    "chart categories": (20, posted(lambda n: kit.bar_chart("x", _names(n), {"s": [1] * n}))),
    "chart series": (
        12,
        posted(lambda n: kit.bar_chart("x", ["a"], {key: [1] for key in _names(n)})),
    ),
    "chart label": (20, posted(lambda n: kit.bar_chart("x", ["x" * n], {"s": [1]}))),
    "chart axis": (50, posted(lambda n: kit.bar_chart("x", ["a"], {"s": [1]}, y_label="x" * n))),
    "table settings": (20, posted(lambda n: kit.table([["x"]], align=["left"] * n))),
    "message blocks": (
        50,
        lambda n: validate_message(list(kit.message([kit.divider()] * n, "x")["blocks"])),
    ),
    "view blocks": (100, lambda n: validate_view(kit.home([kit.divider()] * n))),
    "view title": (24, lambda n: validate_view(kit.modal("c", "x" * n, [kit.divider()]))),
    "view submit": (
        24,
        lambda n: validate_view(kit.modal("c", "x", [kit.divider()], submit="x" * n)),
    ),
    "view close": (
        24,
        lambda n: validate_view(kit.modal("c", "x", [kit.divider()], close="x" * n)),
    ),
    "view callback_id": (255, lambda n: validate_view(kit.modal("c" * n, "x", [kit.divider()]))),
    "view external_id": (
        255,
        lambda n: validate_view(kit.modal("c", "x", [kit.divider()], external_id="e" * n)),
    ),
    "view private_metadata": (
        3000,
        lambda n: validate_view(kit.home([kit.divider()], private_metadata="x" * n)),
    ),
}


@pytest.mark.parametrize("name", LIMITS)
def test_what_reaches_a_limit_is_built_and_slack_takes_it(name: str) -> None:
    limit, problems = LIMITS[name]
    assert problems(limit) == []


@pytest.mark.parametrize("name", LIMITS)
def test_what_passes_a_limit_is_refused_with_its_size(name: str) -> None:
    limit, problems = LIMITS[name]
    with pytest.raises(BlockError, match=str(limit + 1)) as refused:
        problems(limit + 1)
    assert str(limit) in str(refused.value)


MAY_BE_EMPTY = {"text input's value", "table settings", "view private_metadata"}


@pytest.mark.parametrize("name", [name for name in LIMITS if "url" not in name])
def test_nothing_at_all_is_refused_unless_slack_takes_it(name: str) -> None:
    _, problems = LIMITS[name]
    if name in MAY_BE_EMPTY:
        assert problems(0) == []
    else:
        with pytest.raises(BlockError):
            problems(0)


def test_a_refusal_names_the_block_the_limit_and_the_text() -> None:
    with pytest.raises(BlockError) as refused:
        kit.button("Mark as done and tell everybody in the channel about it, " * 2, "tick")
    assert str(refused.value) == (
        "button tick text: 114 characters, allowed are 1 to 75: "
        "'Mark as done and tell everybody in the channel about it, Mark as done and tell …"
    )


CHOSEN = kit.option("One", "1")
OTHER = kit.option("Two", "2")
LINKED = kit.option("Site", "3", url="https://trellis.example")
FIELD = kit.plain_text_input("a", focus_on_load=True)
CHART = kit.bar_chart("x", ["a"], {"s": [1]})

WRONG: dict[str, tuple[Callable[[], Any], str]] = {
    "a section says something": (kit.section, "neither text nor fields"),
    "an input is no accessory": (lambda: kit.section("x", accessory=FIELD), "takes no plain_text"),
    "an input is no action": (lambda: kit.actions([FIELD]), "takes no plain_text_input"),
    "a button is no input": (lambda: kit.input_block("x", button()), "takes no button"),
    "a button is no context": (lambda: kit.context([button()]), "takes no button"),
    "action_ids differ": (lambda: kit.actions([button(), button()]), "same action_id"),
    "options differ": (lambda: kit.radio_buttons("a", [CHOSEN, CHOSEN]), "same value"),
    "only overflow options link": (lambda: kit.static_select("a", [LINKED]), "overflow"),
    "options or groups": (lambda: kit.static_select("a"), "either options or option_groups"),
    "not both": (
        lambda: kit.static_select("a", [CHOSEN], option_groups=[kit.option_group("x", [OTHER])]),
        "either options or option_groups",
    ),
    "the chosen is offered": (
        lambda: kit.static_select("a", [CHOSEN], initial_option=OTHER),
        "not offered",
    ),
    "the chosen is offered in a group": (
        lambda: kit.static_select(
            "a", option_groups=[kit.option_group("x", [CHOSEN])], initial_option=OTHER
        ),
        "not offered",
    ),
    "the ticked are offered": (
        lambda: kit.checkboxes("a", [CHOSEN], initial_options=[CHOSEN, OTHER]),
        "not offered",
    ),
    "the ticked are some": (
        lambda: kit.checkboxes("a", [CHOSEN], initial_options=[]),
        "leave it out",
    ),
    "at least one may be picked": (
        lambda: kit.multi_users_select("a", max_selected_items=0),
        "1 and more",
    ),
    "lengths are in order": (
        lambda: kit.plain_text_input("a", min_length=5, max_length=4),
        "min_length 5",
    ),
    "a value fits its lengths": (
        lambda: kit.plain_text_input("a", initial_value="x", min_length=2),
        "initial_value",
    ),
    "numbers are numbers": (lambda: kit.number_input("a", min_value="few"), "not all numbers"),
    "numbers are in order": (
        lambda: kit.number_input("a", min_value="5", max_value="4"),
        "smallest, initial, largest",
    ),
    "a url is an address": (lambda: button(url="javascript:alert(1)"), "not an address"),
    "a url has no blanks": (lambda: button(url="https://a.example/ b"), "not an address"),
    "a url leads somewhere": (lambda: button(url="https://"), "not an address"),
    "an image is on the web": (lambda: kit.image("mailto:a@b.example", "x"), "on the web"),
    "a table is rectangular": (lambda: kit.table([["a"], ["b", "c"]]), "different lengths"),
    "a cell says something": (lambda: kit.table([[""]]), "table cell"),
    "rich text has parts": (lambda: kit.rich_text([]), "no elements"),
    "a paragraph has parts": (lambda: kit.rich_text_section([]), "no parts"),
    "a list has items": (lambda: kit.rich_text_list([]), "no items"),
    "words are words": (lambda: kit.words(""), "rich text words"),
    "a message has a text": (lambda: kit.message([kit.divider()], " "), "no text"),
    "a text ends somewhere": (
        lambda: kit.message([kit.divider()], "x" * 40_001),
        "40001 characters",
    ),
    "block_ids differ": (
        lambda: kit.message([kit.divider(block_id="b")] * 2, "x"),
        r"used twice: \['b'\]",
    ),
    "block_ids differ in views": (
        lambda: kit.home([kit.divider(block_id="b")] * 2),
        r"used twice: \['b'\]",
    ),
    "one table in a message": (lambda: kit.message([kit.table([["x"]])] * 2, "x"), "one table"),
    "no table in views": (lambda: kit.home([kit.table([["x"]])]), "tables and charts are for"),
    "no chart in views": (lambda: kit.home([CHART]), "tables and charts are for"),
    "two charts in a message": (lambda: kit.message([CHART] * 3, "x"), "more than 2 charts"),
    "a value for each category": (
        lambda: kit.bar_chart("x", ["a", "b"], {"s": [1]}),
        "1 values, 2 wanted",
    ),
    "categories differ": (
        lambda: kit.bar_chart("x", ["a", "a"], {"s": [1, 2]}),
        "two categories",
    ),
    "a form has a submit": (lambda: kit.modal("c", "x", [kit.input_block("x", FIELD)]), "submit"),
    "one focus": (
        lambda: kit.modal("c", "x", [kit.input_block("x", FIELD)] * 2, submit="x"),
        "2 elements have focus_on_load",
    ),
    "a view has 250 kB": (
        lambda: kit.home([kit.section("x" * 2900)] * 90),
        "bytes, allowed are 250000",
    ),
}


@pytest.mark.parametrize("rule", WRONG)
def test_parts_that_do_not_belong_together_are_refused(rule: str) -> None:
    build, words = WRONG[rule]
    with pytest.raises(BlockError, match=words):
        build()


def test_a_message_holds_13200_characters_in_sum() -> None:
    blocks = [
        *[kit.section("x" * 3000)] * 4,
        kit.section("x" * 1000, fields=["x" * 50], accessory=button(text="x" * 20)),
        kit.section("x" * 20, accessory=confirming(title="123", text="1", confirm="1", deny="1")),
        kit.actions([button(text="x" * 30), kit.users_select("b", placeholder="x" * 13)]),
    ]
    filling = 13_200 - (12_000 + 1070 + 20 + 7 + 43)
    assert kit.message([*blocks, kit.context("x" * filling)], "x")["text"] == "x"
    with pytest.raises(BlockError, match="13201 characters"):
        kit.message([*blocks, kit.context("x" * (filling + 1))], "x")


EVERY_ELEMENT = [
    kit.button(
        "Done",
        "tick",
        value="m1",
        style="primary",
        url="https://trellis.example",
        confirm=kit.confirm("Sure?", kit.mrkdwn("*Really*"), "Yes", "No", style="danger"),
        accessibility_label="Mark as done",
    ),
    kit.static_select("s", [CHOSEN, OTHER], placeholder="Pick", initial_option=OTHER),
    kit.external_select("e", min_query_length=0, initial_option=CHOSEN),
    kit.users_select("u", initial_user="U1", focus_on_load=True),
    kit.conversations_select("c", include=("public", "private"), exclude_bot_users=True),
    kit.conversations_select("d", default_to_current_conversation=True, placeholder="Where"),
    kit.datepicker("p", initial_date=date(2026, 2, 28)),
    kit.checkboxes("k", (CHOSEN, OTHER), initial_options=(OTHER,)),
    kit.radio_buttons("r", [CHOSEN, OTHER], initial_option=CHOSEN),
    kit.overflow("o", [CHOSEN, LINKED], confirm=kit.confirm("Sure?", "Really")),
]
EVERY_FIELD = [
    kit.plain_text_input(
        "t",
        multiline=True,
        min_length=1,
        initial_value="x",
        trigger_actions_on=["on_enter_pressed"],
    ),
    kit.email_text_input("m", initial_value="maya@hazelfinch.example"),
    kit.number_input("n", is_decimal_allowed=True, min_value="0", initial_value="1.5"),
    kit.multi_static_select("ms", [CHOSEN, OTHER], initial_options=[CHOSEN], max_selected_items=1),
    kit.multi_users_select("mu", initial_users=["U1"], max_selected_items=3),
]


PARTS = [
    kit.rich_text_section(
        ["plain ", kit.words("bold", bold=True, code=True), kit.rich_text_user("U1")]
    ),
    kit.rich_text_list(
        [kit.rich_text_section([kit.rich_text_link("https://trellis.example", "here")])],
        style="ordered",
    ),
]


def test_slack_takes_every_element_with_everything() -> None:
    message = kit.message(
        [
            kit.header("x"),
            kit.actions(EVERY_ELEMENT, block_id="a"),
            kit.section("x", fields=["y", kit.plain("z")], accessory=EVERY_FIELD[4]),
            kit.context(["x", kit.image_element("https://trellis.example/i.png", "a picture")]),
            kit.divider(),
            kit.table([["Milestone", "Due"], ["Login", kit.rich_text(PARTS)]], align=["left"]),
        ],
        "x",
    )
    assert validate_message(list(message["blocks"])) == []


def test_slack_takes_every_field_with_everything() -> None:
    blocks = [
        kit.input_block(
            "x", element, hint="y", optional=True, dispatch_action=True, block_id=str(i)
        )
        for i, element in enumerate(EVERY_FIELD + EVERY_ELEMENT[1:9])
    ]
    modal = kit.modal(
        "c",
        "x",
        blocks,
        submit="Go",
        close="No",
        private_metadata="m",
        clear_on_close=True,
        notify_on_close=False,
        external_id="e",
    )
    assert validate_view(modal) == []
    assert validate_blocks(modal["blocks"], "home") == []
