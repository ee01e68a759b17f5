"""Messages, modals and the Home: the whole of what Slack is sent, checked as a whole."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, TypedDict

from blocks.kit.charts import KIND as CHART
from blocks.kit.elements import Element
from blocks.kit.layout import Block
from blocks.kit.limits import (
    CALLBACK_ID,
    EXTERNAL_ID,
    FALLBACK_TEXT,
    MESSAGE_BLOCKS,
    MESSAGE_CHARACTERS,
    MESSAGE_CHARTS,
    PRIVATE_METADATA,
    VIEW_BLOCKS,
    VIEW_BUTTON,
    VIEW_BYTES,
    VIEW_TITLE,
    BlockError,
    outside,
)
from blocks.kit.text import plain


class Message(TypedDict):
    """What `chat.postMessage` and `chat.update` take."""

    blocks: list[Block]
    text: str


View = dict[str, Any]


def message(blocks: Sequence[Block], text: str) -> Message:
    """A message of 1 to 50 blocks. `text` says the same to notifications and screen readers."""
    if not text.strip():
        raise BlockError("message: no text for notifications and screen readers")
    if len(text) > FALLBACK_TEXT:
        raise outside("message text", text, FALLBACK_TEXT)
    if not 0 < len(blocks) <= MESSAGE_BLOCKS:
        raise outside("message blocks", blocks, MESSAGE_BLOCKS)
    check_block_ids("message", blocks)
    if [block["type"] for block in blocks].count("table") > 1:
        raise BlockError("message: more than one table")
    if [block["type"] for block in blocks].count(CHART) > MESSAGE_CHARTS:
        raise BlockError(f"message: more than {MESSAGE_CHARTS} charts")
    total = sum(map(characters, blocks))
    if total > MESSAGE_CHARACTERS:
        raise BlockError(
            f"message: {total} characters in all blocks, allowed are {MESSAGE_CHARACTERS}: {text!r}"
        )
    return {"blocks": list(blocks), "text": text}


def modal(
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str | None = None,
    close: str | None = None,
    private_metadata: str | None = None,
    clear_on_close: bool | None = None,
    notify_on_close: bool | None = None,
    external_id: str | None = None,
) -> View:
    """A form or a page over the channel; one with inputs needs `submit`."""
    where = f"modal {callback_id}"
    view: View = {"type": "modal", "title": plain(title, VIEW_TITLE)}
    if submit is not None:
        view["submit"] = plain(submit, VIEW_BUTTON)
    elif any(block["type"] == "input" for block in blocks):
        raise BlockError(f"{where}: has inputs but no submit")
    if close is not None:
        view["close"] = plain(close, VIEW_BUTTON)
    if external_id is not None and not 0 < len(external_id) <= EXTERNAL_ID:
        raise outside(f"{where} external_id", external_id, EXTERNAL_ID)
    for name, value in (
        ("clear_on_close", clear_on_close),
        ("notify_on_close", notify_on_close),
        ("external_id", external_id),
    ):
        if value is not None:
            view[name] = value
    return finished(where, view, blocks, callback_id, private_metadata)


def home(
    blocks: Sequence[Block],
    *,
    callback_id: str | None = None,
    private_metadata: str | None = None,
) -> View:
    """The app's Home tab of one person."""
    return finished("home", {"type": "home"}, blocks, callback_id, private_metadata)


def finished(
    where: str,
    view: View,
    blocks: Sequence[Block],
    callback_id: str | None,
    private_metadata: str | None,
) -> View:
    if not 0 < len(blocks) <= VIEW_BLOCKS:
        raise outside(f"{where} blocks", blocks, VIEW_BLOCKS)
    if any(block["type"] in ("table", CHART) for block in blocks):
        raise BlockError(f"{where}: tables and charts are for messages")
    check_block_ids(where, blocks)
    check_focus(where, blocks)
    view["blocks"] = list(blocks)
    if callback_id is not None:
        if not 0 < len(callback_id) <= CALLBACK_ID:
            raise outside(f"{where} callback_id", callback_id, CALLBACK_ID)
        view["callback_id"] = callback_id
    if private_metadata is not None:
        if len(private_metadata) > PRIVATE_METADATA:
            raise outside(f"{where} private_metadata", private_metadata, PRIVATE_METADATA, 0)
        view["private_metadata"] = private_metadata
    size = len(json.dumps(view))
    if size > VIEW_BYTES:
        raise BlockError(f"{where}: {size} bytes, allowed are {VIEW_BYTES}")
    return view


def check_block_ids(where: str, blocks: Sequence[Block]) -> None:
    given = [block["block_id"] for block in blocks if "block_id" in block]
    if len(set(given)) < len(given):
        twice = sorted({block_id for block_id in given if given.count(block_id) > 1})
        raise BlockError(f"{where}: block_ids used twice: {twice}")


def check_focus(where: str, blocks: Sequence[Block]) -> None:
    focused = 0
    for block in blocks:
        parts = [*block.get("elements", ()), block.get("element"), block.get("accessory")]
        focused += sum(part.get("focus_on_load") is True for part in parts if part)
    if focused > 1:
        raise BlockError(f"{where}: {focused} elements have focus_on_load, allowed is 1")


def characters(block: Block) -> int:
    """How many characters of text a block holds.

    Messages are rendered on every click: what long ones consist of goes the short way.
    """
    kind = block["type"]
    if kind == "actions":
        return sum(map(characters_of_element, block["elements"]))
    if kind == "section" and "text" in block and "fields" not in block:
        accessory = block.get("accessory")
        beside = 0 if accessory is None else characters_of_element(accessory)
        return len(block["text"]["text"]) + beside
    return characters_within(block)


def characters_of_element(element: Element) -> int:
    if element["type"] == "button" and "confirm" not in element:
        return len(element["text"]["text"])
    return characters_within(element)


def characters_within(part: dict[str, Any] | list[Any]) -> int:
    """The lengths of all texts, however deep they lie."""
    total = 0
    inner: Iterable[Any] = part
    if isinstance(part, dict):
        text = part.get("text")
        total = len(text) if isinstance(text, str) else 0
        inner = part.values()
    return total + sum(characters_within(one) for one in inner if isinstance(one, dict | list))
