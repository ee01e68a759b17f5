"""Alerts, cards, containers, and the plans and tasks of agents."""

from collections.abc import Mapping
from typing import Any

from sandbox.blockkit.checks import (
    FINE,
    Check,
    Problems,
    any_of,
    array,
    at_most_one_of,
    boolean,
    by_type,
    enum,
    string,
    typed,
    wrong,
)
from sandbox.blockkit.elements import button, image
from sandbox.blockkit.objects import plain, text, url
from sandbox.blockkit.rich_text import rich_text

_named: Mapping[str, Check] = {"block_id": string(255)}

alert = typed(
    "alert",
    {"text": text(200)},
    {**_named, "level": enum("default", "info", "warning", "error", "success")},
)

ICONS = (  # noqa: SIM905 - a list would take a line for each
    "archive book bookmark bot bug calendar call caret-left caret-right check clipboard code "
    "comment compass copy cube download edit email eye-closed eye-open file flag folder gear globe "
    "heart help image info key lightbulb link map mobile new-window pin plus refine refresh rocket "
    "save screen share sparkle star star-filled tag thumbs-down thumbs-up trash upload user warning"
).split()
"""Those Slack draws itself."""

slack_icon = typed("icon", {"name": enum(*ICONS)}, {})

card = typed(
    "card",
    {},
    {
        **_named,
        "hero_image": image,
        "icon": image,
        "slack_icon": slack_icon,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "subtext": text(200),
        "actions": array(button, 3, 1),
    },
    any_of("hero_image", "title", "actions", "body"),
    at_most_one_of("icon", "slack_icon"),
)

carousel = typed("carousel", {"elements": array(card, 10, 1)}, _named)


def header_divider_needs_a_fixed_container(block: Any) -> Problems:
    if block.get("is_collapsible") and block.get("has_header_divider"):
        return wrong("has_header_divider cannot be set when is_collapsible is true")
    return FINE


def container(children: Mapping[str, Check]) -> Check:
    """A container of these blocks."""
    return typed(
        "container",
        {"child_blocks": array(by_type(children), 10, 1)},
        {
            **_named,
            "title": plain(150),
            "rich_text_title": rich_text,
            "subtitle": text(150),
            "icon": image,
            "width": enum("narrow", "standard", "wide", "full"),
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        any_of("title", "rich_text_title"),
        header_divider_needs_a_fixed_container,
    )


url_source = typed("url", {"url": url(), "text": string()}, {})

task_card = typed(
    "task_card",
    {
        "task_id": string(),
        "title": string(),
        "status": enum("pending", "in_progress", "complete", "error"),
    },
    {**_named, "details": rich_text, "output": rich_text, "sources": array(url_source)},
)

plan = typed("plan", {"title": string()}, {**_named, "tasks": array(task_card)})
