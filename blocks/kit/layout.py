"""The blocks a message, a modal or a Home is made of."""

from collections.abc import Sequence
from typing import Any

from blocks.kit.elements import Element
from blocks.kit.limits import (
    ACTIONS_ELEMENTS,
    BLOCK_ID,
    CONTEXT_ELEMENTS,
    FIELD_TEXT,
    HEADER_TEXT,
    IMAGE_ALT_TEXT,
    IMAGE_TITLE,
    INPUT_HINT,
    INPUT_LABEL,
    SECTION_FIELDS,
    TEXT,
    BlockError,
    outside,
)
from blocks.kit.text import Text, checked_url, mrkdwn, plain

Block = dict[str, Any]

MENUS = frozenset({"static_select", "external_select", "users_select", "conversations_select"})
MULTI_MENUS = frozenset({"multi_static_select", "multi_users_select"})
CHOICES = frozenset({"datepicker", "timepicker", "checkboxes", "radio_buttons"})
FIELDS = frozenset({"plain_text_input", "email_text_input", "number_input"})
IN_ACTIONS = MENUS | CHOICES | {"button", "overflow"}
IN_SECTION = IN_ACTIONS | MULTI_MENUS | {"image"}
IN_INPUT = MENUS | MULTI_MENUS | CHOICES | FIELDS
IN_CONTEXT = frozenset({"mrkdwn", "plain_text", "image"})


def section(
    text: str | Text | None = None,
    *,
    fields: Sequence[str | Text] | None = None,
    accessory: Element | None = None,
    block_id: str | None = None,
) -> Block:
    """Text, fields in two columns, or both; a string is mrkdwn."""
    block: Block = {"type": "section"}
    if text is not None:
        if isinstance(text, str):
            if not 0 < len(text) <= TEXT:
                raise outside(f"section {block_id or ''} text", text, TEXT)
            text = {"type": "mrkdwn", "text": text}
        block["text"] = text
    elif fields is None:
        raise BlockError(f"section {block_id or ''}: neither text nor fields")
    if fields is not None:
        if not 0 < len(fields) <= SECTION_FIELDS:
            raise outside(f"section {block_id or ''} fields", fields, SECTION_FIELDS)
        block["fields"] = [field_text(field) for field in fields]
    if accessory is not None:
        if accessory["type"] not in IN_SECTION:
            raise misplaced("section", accessory)
        block["accessory"] = accessory
    return with_id(block, block_id)


def field_text(text: str | Text) -> Text:
    field = {"type": "mrkdwn", "text": text} if isinstance(text, str) else text
    if not 0 < len(field["text"]) <= FIELD_TEXT:
        raise outside("section field", field["text"], FIELD_TEXT)
    return field


def header(text: str, *, block_id: str | None = None) -> Block:
    if not 0 < len(text) <= HEADER_TEXT:
        raise outside("header text", text, HEADER_TEXT)
    return with_id({"type": "header", "text": plain(text)}, block_id)


def divider(*, block_id: str | None = None) -> Block:
    return with_id({"type": "divider"}, block_id)


def context(
    elements: str | Sequence[str | Text | Element], *, block_id: str | None = None
) -> Block:
    """Small grey text and images; a string is mrkdwn, and one alone needs no list."""
    given = [elements] if isinstance(elements, str) else elements
    if not 0 < len(given) <= CONTEXT_ELEMENTS:
        raise outside("context elements", given, CONTEXT_ELEMENTS)
    shown = [mrkdwn(one) if isinstance(one, str) else one for one in given]
    for one in shown:
        if one["type"] not in IN_CONTEXT:
            raise misplaced("context", one)
    return with_id({"type": "context", "elements": shown}, block_id)


def actions(elements: Sequence[Element], *, block_id: str | None = None) -> Block:
    """A row of buttons and menus, whose action_ids differ."""
    if not 0 < len(elements) <= ACTIONS_ELEMENTS:
        raise outside(f"actions {block_id or ''} elements", elements, ACTIONS_ELEMENTS)
    action_ids = set()
    for element in elements:
        if element["type"] not in IN_ACTIONS:
            raise misplaced("actions", element)
        action_ids.add(element["action_id"])
    if len(action_ids) < len(elements):
        raise BlockError(
            f"actions {block_id or ''}: two elements have the same action_id:"
            f" {[element['action_id'] for element in elements]}"
        )
    return with_id({"type": "actions", "elements": list(elements)}, block_id)


def input_block(
    label: str,
    element: Element,
    *,
    hint: str | None = None,
    optional: bool = False,
    block_id: str | None = None,
    dispatch_action: bool = False,
) -> Block:
    """A field of a form with its label. `dispatch_action`: we hear of each change."""
    if not 0 < len(label) <= INPUT_LABEL:
        raise outside(f"input {block_id or ''} label", label, INPUT_LABEL)
    if element["type"] not in IN_INPUT:
        raise misplaced("input", element)
    block: Block = {"type": "input", "label": plain(label), "element": element}
    if hint is not None:
        block["hint"] = plain(hint, INPUT_HINT)
    if optional:
        block["optional"] = True
    if dispatch_action:
        block["dispatch_action"] = True
    return with_id(block, block_id)


def image(
    image_url: str, alt_text: str, *, title: str | None = None, block_id: str | None = None
) -> Block:
    block = image_element(image_url, alt_text)
    if title is not None:
        block["title"] = plain(title, IMAGE_TITLE)
    return with_id(block, block_id)


def image_element(image_url: str, alt_text: str) -> Element:
    """A small image beside a section or in a context."""
    if not 0 < len(alt_text) <= IMAGE_ALT_TEXT:
        raise outside("image alt_text", alt_text, IMAGE_ALT_TEXT)
    if not image_url.startswith(("https://", "http://")):
        raise BlockError(f"image url: not an address on the web: {image_url!r}")
    return {"type": "image", "image_url": checked_url("image", image_url), "alt_text": alt_text}


def with_id(block: Block, block_id: str | None) -> Block:
    if block_id is not None:
        if not 0 < len(block_id) <= BLOCK_ID:
            raise outside(f"{block['type']} block_id", block_id, BLOCK_ID)
        block["block_id"] = block_id
    return block


def misplaced(where: str, element: Element) -> BlockError:
    return BlockError(f"{where}: takes no {element['type']}: {element!r}")
