"""What Slack shows, drawn for a terminal: mrkdwn as styled text, blocks as lines of it."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from sandbox.reports import Modal

Json = dict[str, Any]
Names = Mapping[str, str]
"""What to show for the ids of people and channels."""

_MARKUP = re.compile(
    r"<@(?P<user>\w+)>"
    r"|<#(?P<channel>\w+)(?:\|[^>]*)?>"
    r"|<(?P<url>https?://[^|>]+)(?:\|(?P<label>[^>]+))?>"
    r"|(?<![\w*])\*(?P<bold>[^*\n]+)\*(?!\w)"
    r"|(?<!\w)_(?P<italic>[^_\n]+)_(?!\w)"
    r"|`(?P<code>[^`\n]+)`"
    r"|^(?:>|&gt;) ?(?P<quote>.*)$",
    re.MULTILINE,
)
_EMOJI = {":seedling:": "🌱"}


def draw(mrkdwn: str, names: Names) -> Text:
    """Mrkdwn as people read it: names for ids, emphasis for stars and underscores."""
    return _draw(mrkdwn, names, "")


def _draw(mrkdwn: str, names: Names, style: str) -> Text:
    drawn, end = Text(), 0
    for found in _MARKUP.finditer(mrkdwn):
        drawn.append(_plain(mrkdwn[end : found.start()]), style)
        drawn.append_text(_marked(found, names, style))
        end = found.end()
    drawn.append(_plain(mrkdwn[end:]), style)
    return drawn


def _marked(found: re.Match[str], names: Names, style: str) -> Text:
    kind, inner = str(found.lastgroup), str(found[str(found.lastgroup)])
    match kind:
        case "user":
            return Text(f"@{names.get(inner, inner)}", f"{style} cyan".strip())
        case "channel":
            return Text(f"#{names.get(inner, inner)}", f"{style} cyan".strip())
        case "url" | "label":
            return Text(_plain(found["label"] or found["url"]), f"{style} underline".strip())
        case "code":
            return Text(_plain(inner), f"{style} magenta".strip())
        case "quote":
            return Text("▎ ", "dim").append_text(_draw(inner, names, f"{style} italic".strip()))
    return _draw(inner, names, f"{style} {kind}".strip())


def _plain(text: str) -> str:
    for name, emoji in _EMOJI.items():
        text = text.replace(name, emoji)
    return html.unescape(text)


def lines(blocks: Sequence[Json]) -> list[str]:
    """Blocks as lines of mrkdwn, with the buttons in brackets behind what they belong to."""
    return [line for block in blocks for line in _lines(block)]


def _lines(block: Json) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield f"*{html.escape(block['text']['text'], quote=False)}*"
        case "section":
            first, *rest = block["text"]["text"].split("\n")
            button = _button(block["accessory"]) if block.get("accessory") else ""
            yield f"{first}   {button}".rstrip()
            yield from rest
        case "context":
            yield from (element["text"] for element in block["elements"])
        case "actions":
            yield "  ".join(_button(element) for element in block["elements"])
        case "divider":
            yield ""
        case "input":
            yield f"{block['label']['text']}: ……"


def _button(element: Json) -> str:
    label = element.get("text") or element.get("placeholder") or {"text": element["type"]}
    return f"`[ {label['text']} ]`"


def title_at(blocks: Sequence[Json], action_id: str) -> str:
    """The title of the milestone a button stands beside; "" for a button on its own."""
    for block in blocks:
        if (block.get("accessory") or {}).get("action_id") == action_id:
            titled = re.match(r"[✅⬜] \*(.+?)\*", block["text"]["text"])
            return titled[1] if titled else ""
    return ""


def field_labels(modal: Modal | None) -> dict[str, str]:
    """The labels of a form's fields, by block id."""
    blocks = modal.blocks if modal else ()
    return {b["block_id"]: b["label"]["text"] for b in blocks if b["type"] == "input"}
