"""What the page collects from fields, in a real browser: the shape `sandbox/forms.py` wants."""

from typing import Any

import pytest

from sandbox.forms import MULTIPLE, SINGLE, filled, initial_values, options_of
from sandbox.page.drawing import DRAWN_ELEMENTS
from tests.sandbox.blockkit.samples import EVERY_ELEMENT, input_block, option, options, plain
from tests.sandbox.page.drawing.conftest import Desk

Json = dict[str, Any]


def field(kind: str, **parts: Any) -> Json:
    return input_block({"type": kind, "action_id": "a", **parts}, block_id="b", label=plain("Name"))


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def section(*parts: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(parts)}


def text(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


TWO = options(2)
OPTION = {"text": plain("Berlin"), "value": "berlin"}
FORMATTED = rich(
    section(
        text("Hello "),
        text("dear", bold=True, italic=True),
        text(" "),
        {"type": "user", "user_id": "UMAYA"},
        text("\n"),
        {"type": "link", "url": "https://trellis.example/", "text": "here"},
        {"type": "emoji", "name": "wave", "skin_tone": 3},
        text("x < y", code=True),
    ),
    {
        "type": "rich_text_list",
        "style": "bullet",
        "indent": 0,
        "elements": [section(text("one")), section(text("two", strike=True))],
    },
    {
        "type": "rich_text_list",
        "style": "ordered",
        "indent": 1,
        "elements": [section(text("deep"))],
    },
    {"type": "rich_text_quote", "elements": [text("said\ntwice")]},
    {"type": "rich_text_preformatted", "elements": [text("a\n  b")]},
    section(text("End")),
)

INITIAL: list[tuple[str, Json, Any]] = [
    ("plain_text_input", {"initial_value": "Hi"}, "Hi"),
    ("plain_text_input", {"initial_value": "\n two\nlines ", "multiline": True}, "\n two\nlines "),
    ("plain_text_input", {}, None),
    ("email_text_input", {"initial_value": "maya@hazelfinch.example"}, "maya@hazelfinch.example"),
    ("url_text_input", {"initial_value": "https://trellis.example"}, "https://trellis.example"),
    ("number_input", {"initial_value": "4.50", "is_decimal_allowed": True}, "4.50"),
    ("rich_text_input", {"initial_value": FORMATTED}, FORMATTED),
    ("rich_text_input", {}, None),
    ("datepicker", {"initial_date": "2026-03-02"}, "2026-03-02"),
    ("timepicker", {"initial_time": "09:30"}, "09:30"),
    ("datetimepicker", {"initial_date_time": 1_772_442_000}, 1_772_442_000),
    ("datetimepicker", {}, None),
    ("checkboxes", {"options": TWO, "initial_options": TWO[1:]}, ["1"]),
    ("checkboxes", {"options": TWO}, []),
    ("radio_buttons", {"options": TWO, "initial_option": TWO[1]}, "1"),
    ("radio_buttons", {"options": TWO}, None),
    ("static_select", {"options": TWO, "initial_option": TWO[1]}, "1"),
    ("static_select", {"options": TWO}, None),
    (
        "static_select",
        {"option_groups": [{"label": plain("G"), "options": TWO}], "initial_option": TWO[0]},
        "0",
    ),
    ("external_select", {"initial_option": OPTION}, OPTION),
    ("users_select", {"initial_user": "UMAYA"}, "UMAYA"),
    ("users_select", {"initial_user": "USTRANGER"}, "USTRANGER"),
    ("conversations_select", {"initial_conversation": "DMAYA"}, "DMAYA"),
    ("channels_select", {"initial_channel": "CGENERAL"}, "CGENERAL"),
    ("multi_static_select", {"options": TWO, "initial_options": TWO}, ["0", "1"]),
    ("multi_external_select", {"initial_options": [OPTION]}, [OPTION]),
    ("multi_users_select", {"initial_users": ["UMAYA", "UTHEO"]}, ["UMAYA", "UTHEO"]),
    ("multi_conversations_select", {"initial_conversations": ["CSHARED"]}, ["CSHARED"]),
    ("multi_channels_select", {"initial_channels": []}, []),
    ("file_input", {}, []),
]


def test_fields_hold_what_the_app_put_into_them(desk: Desk) -> None:
    blocks = [
        field(kind, **parts) | {"block_id": str(number)}
        for number, (kind, parts, _) in enumerate(INITIAL)
    ]
    desk.show(*blocks)
    held = desk.fields
    assert held == {f"{number}/a": value for number, (_, _, value) in enumerate(INITIAL)}
    # And that is what the sandbox takes for unchanged.
    initial = initial_values(blocks)
    for block in blocks:
        element, name = block["element"], block["block_id"]
        state = filled(element, held[f"{name}/a"], options_of(element))
        assert state == initial[name]["a"], element


def test_there_is_a_value_for_every_kind_of_field() -> None:
    assert {kind for kind, *_ in INITIAL} == SINGLE.keys() | MULTIPLE.keys()
    assert SINGLE.keys() | MULTIPLE.keys() < DRAWN_ELEMENTS


def test_a_field_holds_what_somebody_put_into_it_before(desk: Desk) -> None:
    block = field("plain_text_input", initial_value="ours")
    desk.show(block, values={"b": {"a": {"type": "plain_text_input", "value": "theirs"}}})
    assert desk.fields == {"b/a": "theirs"}


def test_only_fields_have_values(desk: Desk) -> None:
    buttons = [EVERY_ELEMENT["button"], EVERY_ELEMENT["overflow"] | {"action_id": "o"}]
    desk.show({"type": "actions", "elements": buttons})
    assert desk.fields == {}


@pytest.mark.parametrize(
    ("kind", "parts", "typed", "value"),
    [
        ("plain_text_input", {}, "Hello", "Hello"),
        ("plain_text_input", {"max_length": 3}, "Hello", "Hel"),
        ("email_text_input", {}, "m@h.example", "m@h.example"),
        ("url_text_input", {}, "https://h.example", "https://h.example"),
        ("number_input", {"is_decimal_allowed": False}, "twelve", "twelve"),
    ],
)
def test_what_is_typed_is_collected(
    desk: Desk, kind: str, parts: Json, typed: str, value: str
) -> None:
    desk.show(field(kind, **parts))
    desk.named("textbox", "Name").press_sequentially(typed)
    assert desk.fields == {"b/a": value}
    assert desk.acts == []


def test_dates_and_times_are_picked_in_the_viewers_zone(desk: Desk) -> None:
    desk.show(
        field("datepicker") | {"block_id": "day"},
        field("timepicker") | {"block_id": "time"},
        field("datetimepicker") | {"block_id": "both"},
        field("datetimepicker") | {"block_id": "summer"},
    )
    for place, shown in {
        "day": "2026-12-24",
        "time": "17:05",
        "both": "2026-03-02T10:00",
        "summer": "2026-07-01T10:00",
    }.items():
        desk.tab.locator(f"[data-block={place}] input").fill(shown)
    assert desk.fields == {
        "day/a": "2026-12-24",
        "time/a": "17:05",
        "both/a": 1_772_442_000,
        "summer/a": 1_782_892_800,
    }


def test_checkboxes_and_radio_buttons_are_used_by_keyboard(desk: Desk) -> None:
    named = [option(0, text=plain("Red")), option(1, text=plain("Blue"))]
    desk.show(
        field("checkboxes", options=named) | {"block_id": "many", "label": plain("Colours")},
        field("radio_buttons", options=named) | {"block_id": "one", "label": plain("Best")},
    )
    assert desk.named("group", "Colours").get_by_role("checkbox").count() == 2
    assert desk.named("radiogroup", "Best").get_by_role("radio").count() == 2
    desk.press("Tab", "Space", "Tab", "Space", "Tab", "Space", "ArrowDown")
    assert desk.fields == {"many/a": ["0", "1"], "one/a": "1"}


def test_files_are_added_and_taken_away(desk: Desk) -> None:
    desk.show(field("file_input", max_files=2, filetypes=["txt", "pdf"]))
    chooser = desk.tab.get_by_label("Name")
    assert chooser.get_attribute("accept") == ".txt,.pdf"
    files: list[Any] = [
        {"name": f"{name}.txt", "mimeType": "text/plain", "buffer": b"x"} for name in "abc"
    ]
    chooser.set_input_files(files)
    desk.named("button", "Remove b.txt").wait_for()
    assert desk.fields["b/a"] == [
        {"name": "a.txt", "id": "Fa.txt"},
        {"name": "b.txt", "id": "Fb.txt"},
    ]
    assert desk.tab.get_by_role("alert").inner_text() == "At most 2 can be added."
    desk.named("button", "Remove a.txt").click()
    assert desk.fields["b/a"] == [{"name": "b.txt", "id": "Fb.txt"}]


def test_an_error_stands_at_its_field(desk: Desk) -> None:
    desk.show(field("plain_text_input") | {"hint": plain("A hint")}, b="Too short")
    box = desk.named("textbox", "Name")
    assert box.get_attribute("aria-invalid") == "true"
    described = (box.get_attribute("aria-describedby") or "").split()
    words = [desk.tab.locator(f'[id="{one}"]').inner_text() for one in described]
    assert words == ["A hint", "Too short"]
