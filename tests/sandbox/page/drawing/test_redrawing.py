"""What somebody is doing in fields outlives a redrawing by `static/morph.js`."""

from typing import Any

import pytest

from sandbox.page.drawing import draw_blocks
from tests.sandbox.blockkit.samples import cell, data_table, input_block, option, plain
from tests.sandbox.page.drawing.conftest import STATIC, Desk
from tests.sandbox.page.drawing.town import Town

Json = dict[str, Any]
COLOURS = [option(number, text=plain(name)) for number, name in enumerate(["Red", "Green", "Blue"])]

pytestmark = pytest.mark.skipif(
    not (STATIC / "morph.js").exists(), reason="the page does not redraw yet: no static/morph.js"
)


def field(block_id: str, kind: str, **parts: Any) -> Json:
    element = {"type": kind, "action_id": "a", **parts}
    return input_block(element, block_id=block_id, label=plain(block_id))


FIELDS = [
    field("many", "multi_static_select", options=COLOURS, initial_options=COLOURS[:1]),
    field("asked", "external_select", min_query_length=0),
    field("one", "static_select", options=COLOURS, initial_option=COLOURS[0]),
    field("notes", "rich_text_input"),
    field("ticks", "checkboxes", options=COLOURS),
    field("text", "plain_text_input"),
    field("files", "file_input"),
    field("day", "datepicker"),
]


def redraw(desk: Desk, *blocks: Json, **errors: str) -> None:
    html = draw_blocks(list(blocks), Town(), surface="modal", errors=errors, key="V1")
    desk.tab.evaluate(
        """async (html) => {
          const { morph } = await import("/static/morph.js");
          morph(document.querySelector("[data-surface]"), html);
        }""",
        html,
    )


def test_what_was_put_in_stays(desk: Desk) -> None:
    desk.show(*FIELDS)
    desk.named("combobox", "many").click()
    desk.named("option", "Blue").click()
    desk.press("Escape")
    desk.named("button", "Remove Red").click()
    desk.named("combobox", "asked").click()
    desk.named("option", "Bern").click()
    desk.named("combobox", "one").click()
    desk.named("option", "Green").click()
    desk.named("textbox", "notes").click()
    desk.tab.keyboard.type("hello")
    desk.named("checkbox", "Red").check()
    desk.named("textbox", "text").fill("typed")
    desk.tab.get_by_label("day").fill("2026-03-02")
    file: Any = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"}
    desk.tab.get_by_label("files", exact=True).set_input_files(file)
    desk.named("button", "Remove a.txt").wait_for()
    before = desk.fields
    assert None not in before.values()
    redraw(desk, *FIELDS, one="Not that one", notes="Too short")
    assert desk.fields == before
    assert desk.named("button", "Remove Blue").count() == 1
    assert desk.named("button", "Remove Red").count() == 0
    assert desk.named("button", "Remove a.txt").count() == 1
    assert desk.named("combobox", "asked").input_value() == "Bern"
    assert desk.named("combobox", "one").input_value() == "Green"
    for role, name in (("combobox", "one"), ("textbox", "notes")):
        assert desk.named(role, name).get_attribute("aria-invalid") == "true"


def test_a_menu_stays_open_where_one_is_in_it(desk: Desk) -> None:
    dots = {"type": "overflow", "action_id": "a", "options": COLOURS}
    actions = {"type": "actions", "block_id": "b", "elements": [dots]}
    desk.show(*FIELDS[2:3], actions)
    desk.named("combobox", "one").click()
    desk.press("ArrowDown")
    redraw(desk, *FIELDS[2:3], actions)
    assert desk.tab.get_by_role("option").count() == 3
    desk.press("Enter")
    assert desk.fields == {"one/a": "1"}
    desk.named("button", "More actions").click()
    redraw(desk, *FIELDS[2:3], actions)
    desk.press("ArrowDown", "Enter")
    assert desk.values == ["1"]


def test_a_long_table_stays_at_its_page(desk: Desk) -> None:
    table = data_table() | {"page_size": 1, "rows": [[cell(word)] for word in ("Head", "1", "2")]}
    desk.show(table)
    desk.named("button", "Next").click()
    redraw(desk, table)
    assert desk.tab.get_by_role("status").inner_text() == "2 of 2"
