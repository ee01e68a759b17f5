"""Buttons, the question before an action, and what all interactive elements share."""

from typing import Any, Literal

from blocks.kit.limits import (
    ACCESSIBILITY_LABEL,
    ACTION_ID,
    BUTTON_TEXT,
    BUTTON_VALUE,
    CONFIRM_BUTTON,
    CONFIRM_TEXT,
    CONFIRM_TITLE,
    PLACEHOLDER,
    outside,
)
from blocks.kit.text import Text, checked_url, plain

Element = dict[str, Any]
"""An interactive element, an image, or a part of one (confirm, option)."""

Style = Literal["primary", "danger"]


def button(
    text: str,
    action_id: str,
    *,
    value: str | None = None,
    style: Style | None = None,
    url: str | None = None,
    confirm: Element | None = None,
    accessibility_label: str | None = None,
) -> Element:
    if not 0 < len(text) <= BUTTON_TEXT:
        raise outside(f"button {action_id} text", text, BUTTON_TEXT)
    if not 0 < len(action_id) <= ACTION_ID:
        raise outside(f"button {text!r} action_id", action_id, ACTION_ID)
    element: Element = {
        "type": "button",
        "text": {"type": "plain_text", "text": text, "emoji": True},
        "action_id": action_id,
    }
    if value is not None:
        if not 0 < len(value) <= BUTTON_VALUE:
            raise outside(f"button {action_id} value", value, BUTTON_VALUE)
        element["value"] = value
    if style is not None:
        element["style"] = style
    if url is not None:
        element["url"] = checked_url(f"button {action_id}", url)
    if confirm is not None:
        element["confirm"] = confirm
    if accessibility_label is not None:
        if not 0 < len(accessibility_label) <= ACCESSIBILITY_LABEL:
            raise outside(f"button {action_id} label", accessibility_label, ACCESSIBILITY_LABEL)
        element["accessibility_label"] = accessibility_label
    return element


def confirm(
    title: str,
    text: str | Text,
    confirm: str = "Yes",
    deny: str = "Cancel",
    *,
    style: Style | None = None,
) -> Element:
    """The question asked before an element acts. Its text is plain unless given as mrkdwn."""
    asked = plain(text) if isinstance(text, str) else text
    if len(asked["text"]) > CONFIRM_TEXT:
        raise outside("confirm text", asked["text"], CONFIRM_TEXT)
    question: Element = {
        "title": plain(title, CONFIRM_TITLE),
        "text": asked,
        "confirm": plain(confirm, CONFIRM_BUTTON),
        "deny": plain(deny, CONFIRM_BUTTON),
    }
    return question if style is None else question | {"style": style}


def interactive(
    kind: str, action_id: str, *, placeholder: str | None = None, **rest: Any
) -> Element:
    """An element of this type, without what was not given."""
    if not 0 < len(action_id) <= ACTION_ID:
        raise outside(f"{kind} action_id", action_id, ACTION_ID)
    element: Element = {"type": kind, "action_id": action_id}
    if placeholder is not None:
        element["placeholder"] = plain(placeholder, PLACEHOLDER)
    for name, value in rest.items():
        if value is not None:
            element[name] = list(value) if isinstance(value, tuple) else value
    return element
