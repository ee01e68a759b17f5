"""The editor of formatted text, and what else scripts keep in step, in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.sandbox.blockkit.samples import cell, data_table, input_block, options, plain
from tests.sandbox.page.drawing.conftest import Desk

Json = dict[str, Any]


def section(*parts: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(parts)}


def text(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


class Editor:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.keyboard = desk.tab.keyboard
        element = {"type": "rich_text_input", "action_id": "a", "placeholder": plain("Write")}
        desk.show(input_block(element, block_id="b", label=plain("Notes")))
        self.box.click()

    @property
    def box(self) -> Locator:
        return self.desk.named("textbox", "Notes")

    @property
    def elements(self) -> list[Json]:
        value = self.desk.fields["b/a"]
        return [] if value is None else value["elements"]

    def button(self, name: str) -> None:
        self.desk.named("button", name).click()


@pytest.fixture
def editor(desk: Desk) -> Editor:
    return Editor(desk)


@pytest.mark.parametrize(
    ("button", "style"),
    [("Bold", "bold"), ("Italic", "italic"), ("Strikethrough", "strike"), ("Code", "code")],
)
def test_words_are_styled(editor: Editor, button: str, style: str) -> None:
    editor.keyboard.type("so good")
    editor.desk.press(*["Shift+ArrowLeft"] * 4)
    editor.button(button)
    assert editor.elements == [section(text("so "), text("good", **{style: True}))]


def test_lines_are_lines_of_one_section(editor: Editor) -> None:
    editor.keyboard.type("one")
    editor.desk.press("Enter", "Enter")
    editor.keyboard.type("two")
    assert editor.elements == [section(text("one\n\ntwo"))]


@pytest.mark.parametrize(
    ("button", "style"), [("Bulleted list", "bullet"), ("Numbered list", "ordered")]
)
def test_lists(editor: Editor, button: str, style: str) -> None:
    editor.button(button)
    editor.keyboard.type("one")
    editor.desk.press("Enter")
    editor.keyboard.type("two")
    assert editor.elements == [
        {
            "type": "rich_text_list",
            "style": style,
            "indent": 0,
            "elements": [section(text("one")), section(text("two"))],
        }
    ]


@pytest.mark.parametrize(
    ("button", "kind"),
    [("Quote", "rich_text_quote"), ("Block of code", "rich_text_preformatted")],
)
def test_quotes_and_blocks_of_code(editor: Editor, button: str, kind: str) -> None:
    editor.keyboard.type("so")
    editor.button(button)
    assert editor.elements == [{"type": kind, "elements": [text("so")]}]
    editor.button(button)
    assert editor.elements == [section(text("so"))]


def test_a_link_is_made_of_what_is_marked(editor: Editor) -> None:
    editor.keyboard.type("see here")
    editor.desk.press(*["Shift+ArrowLeft"] * 4)
    editor.button("Link")
    address = editor.desk.named("textbox", "Address of the link")
    address.fill("javascript:alert(1)")
    editor.button("Add link")
    assert address.get_attribute("aria-invalid") == "true"
    address.fill("https://t.example/x")
    editor.desk.press("Enter")
    assert not address.is_visible()
    link = {"type": "link", "url": "https://t.example/x", "text": "here"}
    assert editor.elements == [section(text("see "), link)]


def test_what_is_pasted_is_only_text(editor: Editor) -> None:
    editor.desk.tab.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "so <b>");
          data.setData("text/html", "<img src=x onerror=alert(1)><b>so</b>");
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    assert editor.elements == [section(text("so <b>"))]


def test_what_is_deleted_is_nothing(editor: Editor) -> None:
    editor.keyboard.type("so")
    editor.desk.press("Control+a", "Delete")
    assert editor.desk.fields == {"b/a": None}


def test_the_toolbar_is_one_stop_and_walked_with_arrows(editor: Editor) -> None:
    editor.desk.press("Shift+Tab")
    focused = "document.activeElement.getAttribute('aria-label')"
    assert editor.desk.tab.evaluate(focused) == "Bold"
    editor.desk.press("ArrowRight", "ArrowRight")
    assert editor.desk.tab.evaluate(focused) == "Strikethrough"
    editor.desk.press("ArrowLeft", "Enter")
    editor.desk.press("Tab")
    editor.keyboard.type("so")
    assert editor.elements == [section(text("so", italic=True))]


def test_a_long_table_is_read_page_by_page(desk: Desk) -> None:
    table = data_table(rows=1)
    table["rows"] += [[cell(str(number))] for number in range(5)]
    desk.show(table | {"page_size": 2})

    page = desk.tab.get_by_role("status")
    assert (visible(desk.tab), page.inner_text()) == (["0", "1"], "1 of 3")
    desk.named("button", "Next").click()
    desk.named("button", "Next").click()
    desk.named("button", "Next").click(force=True)
    assert (visible(desk.tab), page.inner_text()) == (["4"], "3 of 3")
    desk.named("button", "Previous").click()
    assert visible(desk.tab) == ["2", "3"]


def visible(tab: Page) -> list[str]:
    rows = tab.locator("tbody tr").all()
    return [row.inner_text().strip() for row in rows if row.is_visible()]


def test_what_is_chosen_outlives_a_redrawing(desk: Desk) -> None:
    """The page redraws with what the sandbox knows; what stands in the <select> is the person's."""
    element = {"type": "multi_static_select", "action_id": "a", "options": options(2)}
    desk.show(input_block(element, block_id="b"))
    desk.tab.get_by_role("combobox").click()
    desk.tab.get_by_role("option").first.click()
    desk.press("Escape")
    desk.tab.evaluate("document.querySelector('.tokens').replaceChildren()")
    assert desk.named("button", "Remove x").is_visible()
    assert desk.fields == {"b/a": ["0"]}
