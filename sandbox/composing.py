"""The content of a message or a view as an app sends it: read, checked against Slack's limits."""

import json
from dataclasses import dataclass
from typing import Any

from sandbox.blockkit import validate_message, validate_view
from sandbox.blockkit.nesting import ELEMENTS, INNER_BLOCKS
from sandbox.errors import SlackError
from sandbox.ids import Ids
from sandbox.journal import Journal

Json = dict[str, Any]

TEXT_LENGTH = 40_000
BLOCKS_TEXT_LENGTH = 13_200
METADATA_LENGTH = 8_000
ATTACHMENTS = 100
VIEW_BYTES = 250_000
INTERACTIVE = ("actions", "context_actions", "card")
"""Blocks whose elements have action ids."""


@dataclass(frozen=True, slots=True)
class Content:
    text: str
    blocks: list[Json] | None
    attachments: list[Json] | None
    metadata: Json | None


def read_content(
    args: Json, *, method: str, journal: Journal, ids: Ids, too_long: str = "msg_too_long"
) -> Content:
    """Read text, blocks, attachments and metadata out of a call's arguments.

    Raises no_text, invalid_blocks_format, invalid_blocks (with messages), `too_long`,
    too_many_attachments, invalid_metadata_format, invalid_metadata_schema, metadata_too_large.
    """
    text = str(args.get("markdown_text") or args.get("text") or "")
    blocks = _blocks(args.get("blocks"))
    attachments = _list(args.get("attachments"), "invalid_attachments")
    if not text and not blocks and not attachments:
        raise SlackError("no_text")
    if len(attachments or ()) > ATTACHMENTS:
        raise SlackError("too_many_attachments")
    if blocks:
        check_message_blocks(blocks, too_long)
        blocks = with_ids(blocks, ids)
    if (blocks or attachments) and not text:
        journal.violation("no_text_fallback", method, "blocks without text for notifications")
    return Content(text[:TEXT_LENGTH], blocks, attachments, _metadata(args.get("metadata")))


def check_message_blocks(blocks: list[Json], too_long: str) -> None:
    """Raises invalid_blocks with Slack's messages, or `too_long`."""
    problems = validate_message(blocks)
    if problems:
        raise SlackError(
            "invalid_blocks", errors=problems, response_metadata={"messages": problems}
        )
    if sum(text_lengths(blocks)) > BLOCKS_TEXT_LENGTH:
        raise SlackError(too_long)


def text_lengths(node: Any) -> list[int]:
    """The lengths of all texts people read in these blocks."""
    lengths: list[int] = []
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, list):
            waiting.extend(current)
        elif isinstance(current, dict):
            text = current.get("text")
            if isinstance(text, str):
                lengths.append(len(text))
            waiting.extend(v for v in current.values() if isinstance(v, dict | list))
    return lengths


def _blocks(given: Any) -> list[Json] | None:
    blocks = _list(given, "invalid_blocks_format")
    if blocks and not all(isinstance(block, dict) for block in blocks):
        raise SlackError("invalid_blocks_format")
    return blocks or None


def _list(given: Any, error: str) -> list[Any] | None:
    given = parsed(given, error)
    if given is not None and not isinstance(given, list):
        raise SlackError(error)
    return given


def parsed(given: Any, error: str) -> Any:
    """JSON comes as text in forms and as itself in JSON bodies; empty text is nothing."""
    if not isinstance(given, str):
        return given
    if not given:
        return None
    try:
        return json.loads(given)
    except json.JSONDecodeError:
        raise SlackError(error) from None


def _metadata(given: Any) -> Json | None:
    metadata = parsed(given, "invalid_metadata_format")
    if metadata is None or metadata == {}:
        return None
    if not isinstance(metadata, dict):
        raise SlackError("invalid_metadata_format")
    event_type, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(event_type, str) or not event_type or not isinstance(payload, dict):
        raise SlackError("invalid_metadata_schema")
    if len(json.dumps(payload)) > METADATA_LENGTH:
        raise SlackError("metadata_too_large")
    return metadata


def with_ids(blocks: list[Json], ids: Ids) -> list[Json]:
    """Slack names every block and every element the app has not named."""
    return [_named(block, ids) for block in blocks]


def _named(block: Json, ids: Ids) -> Json:
    if "block_id" not in block:
        block = block | {"block_id": ids.mint("b")}
    for slot in ("accessory", "element"):
        element = block.get(slot)
        if isinstance(element, dict) and _unnamed(element):
            block = block | {slot: element | {"action_id": ids.mint("a")}}
    kind = block["type"]
    if kind in INTERACTIVE and any(map(_unnamed, block.get(ELEMENTS[kind]) or ())):
        named = [
            element | {"action_id": ids.mint("a")} if _unnamed(element) else element
            for element in block[ELEMENTS[kind]]
        ]
        block = block | {ELEMENTS[kind]: named}
    inner = INNER_BLOCKS.get(kind)
    if inner is not None and block.get(inner):
        block = block | {inner: with_ids(block[inner], ids)}
    return block


def _unnamed(element: Json) -> bool:
    return element.get("type") != "image" and "action_id" not in element


def read_view(given: Any, ids: Ids, *, kind: str) -> Json:
    """Read a view. `kind`: modal or home. Raises view_too_large, invalid_arguments."""
    view = parsed(given, "invalid_arguments")
    if not isinstance(view, dict):
        raise SlackError("invalid_arguments", response_metadata={"messages": ["invalid `view`"]})
    if len(json.dumps(view)) > VIEW_BYTES:
        raise SlackError("view_too_large")
    problems = validate_view(view)
    if not problems and view["type"] != kind:
        problems = [f"[ERROR] must be of type {kind} [json-pointer:/view/type]"]
    if problems:
        raise SlackError("invalid_arguments", response_metadata={"messages": problems})
    return view | {"blocks": with_ids(view["blocks"], ids)}
