"""What stands in what: the blocks within blocks, and the elements within a block."""

from collections.abc import Iterator, Sequence
from typing import Any

Json = dict[str, Any]
Path = tuple[str | int, ...]
"""Where something stands: the keys and indexes that lead to it."""

INNER_BLOCKS = {"container": "child_blocks", "carousel": "elements", "plan": "tasks"}
ELEMENTS = {
    "actions": "elements",
    "context": "elements",
    "context_actions": "elements",
    "card": "actions",
}
ELEMENT = {"section": "accessory", "input": "element"}


def every_block(blocks: Sequence[Json], *above: str | int) -> Iterator[tuple[Path, Json]]:
    """Each block with its place, and after it those that stand in it."""
    for index, block in enumerate(blocks):
        yield (*above, index), block
        key = INNER_BLOCKS.get(block["type"])
        if key is not None:
            yield from every_block(block.get(key) or (), *above, index, key)


def elements_in(block: Json) -> Iterator[tuple[Path, Json]]:
    """The elements that stand in a block itself, with their places in it."""
    kind = block["type"]
    if kind in ELEMENTS:
        key = ELEMENTS[kind]
        for index, element in enumerate(block.get(key) or ()):
            yield (key, index), element
    elif kind in ELEMENT:
        key = ELEMENT[kind]
        if block.get(key):
            yield (key,), block[key]
    elif kind == "data_table":
        for row, cells in enumerate(block["rows"]):
            for column, cell in enumerate(cells):
                if cell["type"] == "action":
                    yield ("rows", row, column, "element"), cell["element"]


def pointer(path: Path) -> str:
    """The JSON pointer to a place."""
    return "".join(f"/{step}" for step in path)
