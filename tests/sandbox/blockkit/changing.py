"""Blocks with something else in one place, and what Slack holds against them then."""

import copy
from typing import Any

from sandbox.blockkit import Surface, validate_blocks
from tests.sandbox.blockkit.samples import Json

Path = tuple[str | int, ...]
"""The keys and indexes that lead to a part."""

IN_MODALS_ONLY = {"alert", "file_input"}


def problems(block: Json) -> list[str]:
    """On a surface that has such blocks."""
    element = block.get("element") or {}
    only_in_modals = IN_MODALS_ONLY & {block["type"], element.get("type")}
    surface: Surface = "modal" if only_in_modals else "message"
    return validate_blocks([block], surface)


def changed(block: Json, way: Path, value: Any) -> Json:
    """The block with this value at that place."""
    block = copy.deepcopy(block)
    part(block, way[:-1])[way[-1]] = value
    return block


def part(block: Json, way: Path) -> Any:
    found: Any = block
    for key in way:
        found = found[key]
    return found


def pointer(way: Path) -> str:
    return "/blocks/0" + "".join(f"/{key}" for key in way)
