"""Block by block: what one sees of each."""

from typing import Any

import pytest

from sandbox.blockkit.blocks import ON
from sandbox.page.drawing import DRAWN_BLOCKS, draw_blocks
from tests.sandbox.blockkit import samples
from tests.sandbox.blockkit.samples import EVERY_BLOCK, button, mrkdwn, plain, rich_text
from tests.sandbox.page.drawing.town import Town, drawn
from tests.sandbox.page.tree import Node

Json = dict[str, Any]


def block(kind: str, **parts: Any) -> Node:
    """What is drawn of a block, one of which says where it is."""
    return drawn(EVERY_BLOCK[kind] | {"block_id": "b"} | parts).one(class_=f"block-{kind}")


def test_every_block_slack_knows_is_drawn() -> None:
    assert {kind for known in ON.values() for kind in known} == DRAWN_BLOCKS


@pytest.mark.parametrize("kind", sorted(EVERY_BLOCK))
def test_a_block_says_which_it_is_and_what_is_in_it(kind: str) -> None:
    shown = block(kind)
    assert shown["data-block"] == "b"
    assert "Not drawn" not in shown.text
    assert shown.all()


def test_what_is_not_drawn_is_named() -> None:
    shown = drawn({"type": "call", "block_id": "b"}).one(class_="not-drawn")
    assert shown["data-block"] == "b"
    assert shown.text == "Not drawn: call"
    assert drawn({}).text == "Not drawn: something without a type"


def test_what_stands_around_says_on_which_surface() -> None:
    html = draw_blocks([], Town(), surface="home")
    assert html == '<div class="blocks on-home"></div>'


def test_a_section_has_text_fields_and_something_beside() -> None:
    shown = block(
        "section", text=mrkdwn("*Hi*"), fields=[mrkdwn("a"), plain("*b*")], accessory=button()
    )
    assert [one.text for one in shown.all(class_="mrkdwn")] == ["Hi", "a", "*b*"]
    assert shown.one(class_="accessory").one("button").text == "x"


def test_a_header_is_a_heading() -> None:
    assert block("header", text=plain("Week 1 :tada:")).one("h3").text == "Week 1 🎉"


@pytest.mark.parametrize(("emoji", "words"), [(None, "🎉"), (True, "🎉"), (False, ":tada:")])
def test_plain_text_has_emoji_unless_it_says_no(emoji: bool | None, words: str) -> None:
    text = plain(":tada:") | ({} if emoji is None else {"emoji": emoji})
    assert block("header", text=text).text == words


@pytest.mark.parametrize(
    ("parts", "source"),
    [
        ({"image_url": "https://t.example/i.png"}, "https://t.example/i.png"),
        ({"image_url": None, "slack_file": {"id": "FPLAN"}}, "/files/FPLAN/plan.pdf"),
        ({"image_url": None, "slack_file": {"url": "https://t.example/f"}}, "https://t.example/f"),
    ],
)
def test_an_image_is_shown_from_the_web_or_from_a_file(parts: Json, source: str) -> None:
    shown = block("image", title=plain("A map"), alt_text="The way", **parts)
    assert shown.one("figcaption").text == "A map"
    picture = shown.one("img")
    assert (picture["src"], picture["alt"]) == (source, "The way")


@pytest.mark.parametrize(
    "parts",
    [{"image_url": "javascript:alert(1)"}, {"image_url": None, "slack_file": {"id": "FNONE"}}],
)
def test_a_picture_that_cannot_be_had_is_told_in_words(parts: Json) -> None:
    assert block("image", alt_text="The way", **parts).text == "The way (not shown)"


def test_a_context_has_words_and_pictures() -> None:
    shown = block("context", elements=[samples.image(), mrkdwn("_so_"), {"type": "hologram"}])
    assert len(shown.all("img")) == 1
    assert shown.one("em").text == "so"
    assert "Not drawn: hologram" in shown.text


def test_an_input_has_its_label_hint_and_error() -> None:
    input_block = samples.input_block(label=plain("Name"), hint=plain("A hint"), block_id="b")
    tree = drawn(input_block, surface="modal", errors={"b": "Too *short*"})
    label, control = tree.one("label"), tree.one("input")
    assert label["for"] == control["id"]
    assert label.text == "Name"
    assert control["aria-required"] == "true"
    assert control["aria-invalid"] == "true"
    described = [tree.one(id=one).text for one in control["aria-describedby"].split()]
    assert described == ["A hint", "Too *short*"]


def test_an_input_says_when_it_may_stay_empty() -> None:
    tree = drawn(samples.input_block(label=plain("Name"), optional=True))
    assert tree.one("label").text == "Name (optional)"
    assert "aria-required" not in tree.one("input")
    assert "aria-invalid" not in tree.one("input")


def test_a_field_is_collected_or_told() -> None:
    def kind_of(**parts: Any) -> Node:
        return drawn(samples.input_block(**parts)).one(data_kind="plain_text_input")

    assert "data-field" in kind_of()
    assert "data-field" not in kind_of(dispatch_action=True)
    assert kind_of(dispatch_action=True)["data-dispatch"] == "on_enter_pressed"


def test_a_video_is_a_link_with_its_picture() -> None:
    shown = block(
        "video", title_url="https://t.example/w", author_name="Olivia", provider_name="Trellis"
    )
    assert [one["href"] for one in shown.all("a")] == [
        "https://t.example/w",
        "https://trellis.example/v",
    ]
    assert shown.one(class_="video-from").text == "Olivia · Trellis"


@pytest.mark.parametrize(
    ("external_id", "words"), [("FPLAN", "The plan"), ("f", "A file kept elsewhere: f")]
)
def test_a_file_is_named(external_id: str, words: str) -> None:
    assert block("file", external_id=external_id).text == words


@pytest.mark.parametrize(
    ("level", "name"),
    [
        ("default", "Note"),
        ("info", "Note"),
        ("warning", "Warning"),
        ("error", "Error"),
        ("success", "Done"),
        ("loud", "Note"),
    ],
)
def test_an_alert_says_how_grave_it_is(level: str, name: str) -> None:
    shown = block("alert", level=level).one(role="note")
    assert shown["aria-label"] == name
    assert f"alert-{level if level != 'loud' else 'default'}" in shown["class"]


def test_a_card_has_all_its_parts() -> None:
    shown = block(
        "card",
        hero_image=samples.image(),
        icon=samples.image(),
        title=mrkdwn("*Card*"),
        subtitle=plain("Under"),
        body=mrkdwn("Body"),
        subtext=plain("Small"),
        actions=[button()],
    )
    assert shown.text == "Card Under Body Small x"
    assert len(shown.all("img")) == 2


def test_a_carousel_is_scrolled_by_keyboard() -> None:
    cards = [samples.card() | {"block_id": one} for one in "cd"]
    shown = block("carousel", elements=cards).one(role="group")
    assert shown["tabindex"] == "0"
    assert [one["data-block"] for one in shown.all(class_="block-card")] == ["c", "d"]


def test_a_container_holds_blocks_and_may_be_closed() -> None:
    inside = [samples.section(block_id="i")]
    fixed = block("container", child_blocks=inside, width="wide", has_header_divider=True)
    assert fixed.one(class_="container-wide").one(data_block="i").text == "x"
    assert fixed.one(class_="divided").text == "x"
    folded = block("container", child_blocks=inside, is_collapsible=True, default_collapsed=True)
    assert "open" not in folded.one("details")
    opened = block("container", child_blocks=inside, is_collapsible=True, subtitle=mrkdwn("_s_"))
    assert "open" in opened.one("details")
    assert opened.one("summary").text == "x s"


def test_a_container_may_have_a_formatted_title() -> None:
    shown = block("container", title=None, rich_text_title=rich_text("Titled"))
    assert shown.one(class_="container-title").text == "Titled"


@pytest.mark.parametrize(
    ("status", "name"),
    [
        ("pending", "To do"),
        ("in_progress", "In progress"),
        ("complete", "Done"),
        ("error", "Failed"),
        ("stalled", "To do"),
    ],
)
def test_a_task_says_how_it_stands(status: str, name: str) -> None:
    shown = block("task_card", status=status)
    assert shown.one(role="img")["aria-label"] == name


def test_a_plan_lists_its_tasks_with_what_came_of_them() -> None:
    task = samples.task_card(
        title="Read",
        output=rich_text("Found"),
        details=rich_text("How"),
        sources=[{"type": "url", "url": "https://t.example", "text": "There"}],
    )
    shown = block("plan", title="The plan", tasks=[task, task])
    assert shown.one(class_="plan-title").text == "The plan"
    first = shown.all(class_="block-task_card")[0]
    assert first.one(class_="task-title").text == "Read"
    assert "How" in first.text
    assert "Found" in first.text
    assert first.one(class_="sources").one("a")["href"] == "https://t.example"


ROWS = [
    [samples.cell("Name"), samples.cell("Hours")],
    [rich_text("Maya"), {"type": "raw_number", "value": 1200.5}],
    [samples.cell("Theo"), {"type": "raw_number", "value": 3, "text": "three"}],
]


def test_a_table_names_its_columns_and_aligns_them() -> None:
    settings = [{"is_wrapped": True}, {"align": "center"}]
    shown = block("table", rows=ROWS, column_settings=settings)
    assert [(one.text, one["scope"]) for one in shown.all("th")] == [
        ("Name", "col"),
        ("Hours", "col"),
    ]
    cells = shown.one("tbody").all("td")
    assert [cell.text for cell in cells] == ["Maya", "1,200.5", "Theo", "three"]
    assert cells[1]["class"] == "to-center on-one-line"


def test_a_data_table_has_a_caption_headings_of_rows_and_buttons() -> None:
    action = {"type": "action", "element": button(action_id="go")}
    rows = [[*ROWS[0], samples.cell("Do")], [*ROWS[1], action], [*ROWS[2], {"type": "hologram"}]]
    shown = block("data_table", rows=rows, caption="People", row_header_column_index=0)
    assert shown.one("caption").text == "People"
    assert [one.text for one in shown.all("th", scope="row")] == ["Maya", "Theo"]
    assert shown.one(data_action="go").tag == "button"
    assert "Not drawn: hologram" in shown.text
    assert shown.all(class_="pager") == []


def test_a_long_data_table_has_pages() -> None:
    shown = block("data_table", rows=ROWS, page_size=1)
    assert shown.one("table")["data-page-size"] == "1"
    assert [one.text for one in shown.one(class_="pager").all("button")] == ["Previous", "Next"]


def test_the_same_key_gives_the_same_ids_and_another_others() -> None:
    def ids(key: str) -> list[str]:
        html = draw_blocks(
            [*EVERY_BLOCK.values()], Town(), surface="modal", key=key, errors={"": "x"}
        )
        return [part.split('"')[0] for part in html.split(' id="')[1:]]

    assert ids("1772.1") == ids("1772.1")
    assert not {*ids("1772.1")} & {*ids("1772.2")}
    assert not [one for one in ids("with space") if " " in one]
