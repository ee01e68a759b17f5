"""What somebody types, as Slack's client sends it: mrkdwn, and the same as rich text."""

import re
from collections.abc import Iterator
from typing import Any

from sandbox.ids import Ids

Json = dict[str, Any]

_PIECE = re.compile(
    r"<@(?P<user>[A-Z0-9]+)>"
    r"|<#(?P<channel>[A-Z0-9]+)(?:\|[^<>]*)?>"
    r"|<!(?P<range>here|channel|everyone)>"
    r"|<!subteam\^(?P<usergroup>[A-Z0-9]+)(?:\|[^<>]*)?>"
    r"|<(?P<link>(?:https?://|mailto:)[^<>|]+)(?:\|(?P<label>[^<>]+))?>"
    r"|(?P<bare>https?://[^\s<>]*[^\s<>.,;:!?'\")\]*_~`])"
    r"|```(?P<pre>.+?)```"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?<!\w)\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?!\w)"
    r"|(?<!\w)_(?P<italic>[^\s_](?:[^_\n]*[^\s_])?)_(?!\w)"
    r"|(?<!\w)~(?P<strike>[^\s~](?:[^~\n]*[^\s~])?)~(?!\w)"
    r"|(?<![\w:]):(?P<emoji>[a-z0-9_+'-]+):(?![\w:])",
    re.DOTALL,
)
_STYLES = ("code", "bold", "italic", "strike")


def as_mrkdwn(typed: str) -> str:
    """Escaped, but for the mentions and links the client itself makes; bare addresses are links."""
    pieces, end = [], 0
    for found in _PIECE.finditer(typed):
        pieces.append(_escaped(typed[end : found.start()]))
        if found["bare"]:
            pieces.append(f"<{_escaped(found['bare'])}>")
        elif found.group().startswith("<"):
            pieces.append(found.group())
        else:
            pieces.append(_nested(found))
        end = found.end()
    return "".join([*pieces, _escaped(typed[end:])])


def as_rich_text(typed: str, ids: Ids) -> Json:
    """The block beside the text."""
    elements: list[Json] = []
    for part in _parts(typed):
        if part["type"] == "rich_text_preformatted":
            elements.append(part)
            continue
        if not elements or elements[-1]["type"] != "rich_text_section":
            elements.append({"type": "rich_text_section", "elements": []})
        elements[-1]["elements"].append(part)
    empty = {"type": "rich_text_section", "elements": []}
    return {"type": "rich_text", "block_id": ids.mint("b"), "elements": elements or [empty]}


def _nested(found: re.Match[str]) -> str:
    """A piece with marks around it; inside of code nothing else is meant."""
    name = str(found.lastgroup)
    if name in ("bold", "italic", "strike"):
        mark = found.group()[0]
        return f"{mark}{as_mrkdwn(found[name])}{mark}"
    return _escaped(found.group())


def _parts(typed: str, style: Json | None = None) -> Iterator[Json]:
    end = 0
    for found in _PIECE.finditer(typed):
        yield from _words(typed[end : found.start()], style)
        yield from _part(found, style)
        end = found.end()
    yield from _words(typed[end:], style)


def _words(text: str, style: Json | None) -> Iterator[Json]:
    if text:
        yield {"type": "text", "text": text} | ({"style": style} if style else {})


def _part(found: re.Match[str], style: Json | None) -> Iterator[Json]:
    name = "link" if found["link"] else str(found.lastgroup)
    inside = found[name]
    styled: Json = {"style": style} if style else {}
    match name:
        case "user" | "channel" | "usergroup":
            yield {"type": name, f"{name}_id": inside} | styled
        case "range":
            yield {"type": "broadcast", "range": inside}
        case "link":
            label = {"text": found["label"]} if found["label"] else {}
            yield {"type": "link", "url": inside} | label | styled
        case "bare":
            yield {"type": "link", "url": inside} | styled
        case "emoji":
            yield {"type": "emoji", "name": inside} | styled
        case "pre":
            yield {
                "type": "rich_text_preformatted",
                "elements": [{"type": "text", "text": inside.strip("\n")}],
            }
        case "code":
            yield {"type": "text", "text": inside, "style": (style or {}) | {"code": True}}
        case _:
            yield from _parts(inside, (style or {}) | {name: True})


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
