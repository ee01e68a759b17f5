"""Rich text and tables: what mrkdwn cannot say."""

from collections.abc import Sequence
from typing import Literal

from blocks.kit.elements import Element
from blocks.kit.layout import Block, with_id
from blocks.kit.limits import TABLE_COLUMNS, TABLE_ROWS, TEXT, BlockError, outside
from blocks.kit.text import checked_id, checked_url


def rich_text(elements: Sequence[Element], *, block_id: str | None = None) -> Block:
    """A block of `rich_text_section`s and `rich_text_list`s."""
    if not elements:
        raise BlockError("rich_text: no elements")
    return with_id({"type": "rich_text", "elements": list(elements)}, block_id)


def rich_text_section(parts: Sequence[str | Element]) -> Element:
    """A paragraph; a string is plain words, shown as they are."""
    if not parts:
        raise BlockError("rich_text_section: no parts")
    return {
        "type": "rich_text_section",
        "elements": [words(part) if isinstance(part, str) else part for part in parts],
    }


def rich_text_list(
    items: Sequence[Element], *, style: Literal["bullet", "ordered"] = "bullet"
) -> Element:
    """A list of `rich_text_section`s."""
    if not items:
        raise BlockError("rich_text_list: no items")
    return {"type": "rich_text_list", "style": style, "elements": list(items)}


def words(
    text: str, *, bold: bool = False, italic: bool = False, strike: bool = False, code: bool = False
) -> Element:
    """Words inside a rich text, shown as they are: never escape them."""
    if not text:
        raise outside("rich text words", text, TEXT)
    given = {"bold": bold, "italic": italic, "strike": strike, "code": code}
    style = {name: True for name, wanted in given.items() if wanted}
    part: Element = {"type": "text", "text": text}
    return part | {"style": style} if style else part


def rich_text_link(url: str, text: str) -> Element:
    return {"type": "link", "url": checked_url("rich text link", url), "text": text}


def rich_text_user(user_id: str) -> Element:
    return {"type": "user", "user_id": checked_id("rich text user", user_id)}


Align = Literal["left", "center", "right"]


def table(
    rows: Sequence[Sequence[str | Element]],
    *,
    align: Sequence[Align] | None = None,
    block_id: str | None = None,
) -> Block:
    """Rows of cells, the first row being the heading. Messages only, one in each.

    A string is a cell of plain words; other cells are `rich_text` blocks. `align` goes by
    column; columns without one are left-aligned.
    """
    if not 0 < len(rows) <= TABLE_ROWS:
        raise outside("table rows", rows, TABLE_ROWS)
    block: Block = {"type": "table", "rows": [table_row(row) for row in rows]}
    if len({len(row) for row in rows}) > 1:
        raise BlockError(f"table: rows of different lengths: {[len(row) for row in rows]}")
    if align is not None:
        if len(align) > TABLE_COLUMNS:
            raise outside("table align", align, TABLE_COLUMNS)
        block["column_settings"] = [{"align": one} for one in align]
    return with_id(block, block_id)


def table_row(cells: Sequence[str | Element]) -> list[Element]:
    if not 0 < len(cells) <= TABLE_COLUMNS:
        raise outside("table row", cells, TABLE_COLUMNS)
    return [raw_text(cell) if isinstance(cell, str) else cell for cell in cells]


def raw_text(text: str) -> Element:
    if not text:
        raise outside("table cell", text, TEXT)
    return {"type": "raw_text", "text": text}
