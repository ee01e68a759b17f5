"""Tables: which cells are headings, and how columns are aligned."""

from collections.abc import Sequence
from typing import NamedTuple

from sandbox.page.drawing.reading import Part, integer, raw

_ALIGNED = {"right": "to-right", "center": "to-center"}


class Cell(NamedTuple):
    """`scope`: what a heading is for, "col" or "row"; "" for any other cell."""

    content: Part
    scope: str
    look: str


def cells_of(block: Part) -> Sequence[Sequence[Cell]]:
    """The rows of a `table` or a `data_table`. The first one names the columns."""
    looks = [_look(column) for column in block.column_settings]
    named = integer(block.row_header_column_index) if block.type == "data_table" else None
    heading = len(block.rows) > 1
    return [
        [
            Cell(cell, _scope(row, column, heading, named), _of(looks, column, cell))
            for column, cell in enumerate(cells)
        ]
        for row, cells in enumerate(block.rows)
    ]


def _scope(row: int, column: int, heading: bool, named: int | None) -> str:
    if heading and row == 0:
        return "col"
    return "row" if column == named else ""


def _of(looks: Sequence[str], column: int, cell: Part) -> str:
    if column < len(looks):
        return looks[column]
    return "to-right" if cell.type == "raw_number" else ""


def _look(column: Part) -> str:
    aligned = _ALIGNED.get(str(column.align), "")
    return aligned if raw(column.is_wrapped) is True else f"{aligned} on-one-line".strip()
