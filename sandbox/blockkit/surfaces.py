"""Messages, modals and Homes as a whole."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from sandbox.blockkit.blocks import ON, Surface
from sandbox.blockkit.checks import (
    FINE,
    Check,
    Problem,
    Problems,
    array,
    at,
    boolean,
    by_type,
    string,
    typed,
    wrong,
)
from sandbox.blockkit.nesting import ELEMENTS, Path, elements_in, every_block, pointer
from sandbox.blockkit.objects import plain

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000
MARKDOWN_CHARACTERS = 12_000
MOST_IN_A_MESSAGE = {"table": 1, "data_visualization": 2}

Placed = Sequence[tuple[Path, dict[str, Any]]]
"""Blocks with their places, those within others among them."""

_blocks_on: Mapping[Surface, Check] = {
    "message": array(by_type(ON["message"]), MESSAGE_BLOCKS),
    "modal": array(by_type(ON["modal"]), VIEW_BLOCKS, 1),
    "home": array(by_type(ON["home"]), VIEW_BLOCKS, 1),
}


def validate_message(blocks: Any) -> list[str]:
    """What Slack would hold against a message's blocks; empty if it would take them."""
    return validate_blocks(blocks, "message")


def validate_blocks(blocks: Any, surface: Surface) -> list[str]:
    """What Slack would hold against these blocks on this surface, each as in its
    `response_metadata.messages`: `[ERROR] no more than 50 items allowed [json-pointer:/blocks]`."""
    return spelled_out(at("blocks", block_problems(blocks, surface)))


def validate_view(view: Any) -> list[str]:
    """What Slack would hold against a modal or a Home; pointers begin at `/view`."""
    if not isinstance(view, dict):
        return spelled_out(at("view", wrong("must provide an object")))
    return spelled_out(at("view", view_problems(view)))


def spelled_out(problems: Problems) -> list[str]:
    return [f"[ERROR] {what} [json-pointer:{pointer}]" for pointer, what in problems]


def block_problems(blocks: Any, surface: Surface) -> Problems:
    """Problems of single blocks, or else those of the blocks together."""
    if problems := _blocks_on[surface](blocks):
        return problems
    placed = list(every_block(blocks))
    together = [*repeated_ids(placed)]
    if surface == "message":
        together += too_many_of_a_kind(blocks, placed)
    if surface != "modal":
        together += file_inputs(placed)
    if surface != "message":
        together += repeated_focus(placed)
    return together


def repeated_ids(placed: Placed) -> Iterator[Problem]:
    """A block_id is used once on a surface, an action_id once in a block."""
    seen: set[str] = set()
    for place, block in placed:
        block_id = block.get("block_id")
        if block_id is not None:
            if block_id in seen:
                yield f"{pointer(place)}/block_id", f"block_id {block_id} already exists"
            seen.add(block_id)
        key = ELEMENTS.get(block["type"])
        if key is not None:
            yield from at(pointer((*place, key))[1:], repeated_action_ids(block.get(key) or []))


def repeated_action_ids(elements: list[dict[str, Any]]) -> Problems:
    given = [element["action_id"] for element in elements if "action_id" in element]
    if len(set(given)) == len(given):
        return FINE
    twice = next(one for one in given if given.count(one) > 1)
    return wrong(f"action_id {twice} already exists")


def too_many_of_a_kind(blocks: list[dict[str, Any]], placed: Placed) -> Iterator[Problem]:
    kinds = [block["type"] for _, block in placed]
    for kind, most in MOST_IN_A_MESSAGE.items():
        if kinds.count(kind) > most:
            yield "", f"no more than {most} {kind} blocks allowed"
    if "markdown" in kinds:
        total = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
        if total > MARKDOWN_CHARACTERS:
            yield "", f"markdown must be less than {MARKDOWN_CHARACTERS + 1} characters in sum"


def file_inputs(placed: Placed) -> Iterator[Problem]:
    """Files are asked for in modals only."""
    for place, block in placed:
        if block["type"] == "input" and block["element"]["type"] == "file_input":
            yield f"{pointer(place)}/element/type", "unsupported type: file_input"


def repeated_focus(placed: Placed) -> Iterator[Problem]:
    focused = sum(
        element.get("focus_on_load") is True
        for _, block in placed
        for _, element in elements_in(block)
    )
    if focused > 1:
        yield "", "only one element can have focus_on_load set to true"


_of_any_view: Mapping[str, Check] = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}


def _unchecked(_: Any) -> Problems:
    """The blocks are looked at apart, because their problems need their surface."""
    return FINE


VIEWS: Mapping[Literal["modal", "home"], Check] = {
    "modal": typed(
        "modal",
        {"title": plain(24), "blocks": array(_unchecked)},
        {
            **_of_any_view,
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
        },
    ),
    "home": typed("home", {"blocks": array(_unchecked)}, _of_any_view),
}


def view_problems(view: dict[str, Any]) -> Problems:
    kind = view.get("type")
    if kind not in ("modal", "home"):
        return at("type", wrong(f"unsupported type: {kind}"))
    problems = [*VIEWS[kind](view)]
    if isinstance(view.get("blocks"), list):
        problems += at("blocks", block_problems(view["blocks"], kind))
    if problems:
        return problems
    if kind == "modal" and "submit" not in view and asks_for_something(view["blocks"]):
        return wrong("missing required field: submit")
    if len(json.dumps(view)) > VIEW_BYTES:
        return wrong(f"must be less than {VIEW_BYTES + 1} bytes")
    return FINE


def asks_for_something(blocks: list[dict[str, Any]]) -> bool:
    return any(block["type"] == "input" for _, block in every_block(blocks))
