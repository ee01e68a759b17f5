"""Rich text: sections, lists, quotes, code, and the words in them."""

import re
from collections.abc import Callable, Mapping
from itertools import groupby

from markupsafe import Markup, escape

from sandbox.page.drawing import references
from sandbox.page.drawing.emoji import draw_emoji
from sandbox.page.drawing.links import link, safe_picture
from sandbox.page.drawing.lookup import Lookup
from sandbox.page.drawing.reading import Part, integer

_STYLES = (
    ("code", "code"),
    ("strike", "s"),
    ("italic", "em"),
    ("bold", "strong"),
    ("underline", "u"),
    ("highlight", "mark"),
    ("client_highlight", "mark"),
)
_COLOR = re.compile(r"#[0-9a-fA-F]{3,8}")
_MARKS = ("disc", "circle", "square")
_NUMBERS = ("1", "a", "i")
_DEEPEST = 8


def draw_rich_text(block: Part, lookup: Lookup) -> Markup:
    drawn = Markup()
    for is_list, elements in groupby(block.elements, lambda one: one.type == "rich_text_list"):
        for element in elements:
            drawn += _list(element, lookup) if is_list else _element(element, lookup)
    return drawn


def _element(element: Part, lookup: Lookup) -> Markup:
    inside = _parts(element.elements, lookup)
    match str(element.type):
        case "rich_text_section":
            return Markup('<div class="rich-section">{}</div>').format(inside)
        case "rich_text_quote":
            return Markup("<blockquote>{}</blockquote>").format(inside)
        case "rich_text_preformatted":
            code = _parts(element.elements, lookup, in_code=True)
            return Markup("<pre><code>{}</code></pre>").format(code)
    return Markup('<div class="not-drawn">Not drawn: {}</div>').format(element.type)


def _list(element: Part, lookup: Lookup) -> Markup:
    """Slack's lists are flat: each level of one is a list of its own, with an indent."""
    items = Markup().join(
        Markup("<li>{}</li>").format(_parts(item.elements, lookup)) for item in element.elements
    )
    indent = min(max(integer(element.indent) or 0, 0), _DEEPEST)
    if element.style == "ordered":
        begin = (integer(element.offset) or 0) + 1
        return Markup('<ol class="indent-{}" type="{}" start="{}">{}</ol>').format(
            indent, _NUMBERS[indent % 3], begin, items
        )
    return Markup('<ul class="indent-{} {}">{}</ul>').format(indent, _MARKS[indent % 3], items)


def _parts(parts: Part, lookup: Lookup, *, in_code: bool = False) -> Markup:
    return Markup().join(_styled(part, _part(part, lookup, in_code)) for part in parts)


def _styled(part: Part, drawn: Markup) -> Markup:
    for name, tag in _STYLES:
        if getattr(part.style, name):
            drawn = Markup("<{0}>{1}</{0}>").format(tag, drawn)
    return drawn


def _part(part: Part, lookup: Lookup, in_code: bool) -> Markup:
    kind = str(part.type)
    if kind == "text":
        lines = [escape(line) for line in str(part.text).split("\n")]
        return (Markup("\n") if in_code else Markup("<br>")).join(lines)
    draw = _PARTS.get(kind)
    if draw is None:
        return Markup('<span class="not-drawn">Not drawn: {}</span>').format(kind)
    return draw(part, lookup)


def _link(part: Part, _: Lookup) -> Markup:
    shown = escape(str(part.text) or str(part.url))
    return shown if part.style.unlink else link(str(part.url), shown)


def _date(part: Part, lookup: Lookup) -> Markup:
    return references.draw_date(
        integer(part.timestamp),
        str(part.format),
        lookup,
        fallback=str(part.fallback) or str(part.timestamp),
        address=str(part.url),
    )


def _emoji(part: Part, _: Lookup) -> Markup:
    name, tone = str(part.name), integer(part.skin_tone)
    if (picture := safe_picture(str(part.url))) is None:
        return draw_emoji(name, tone)
    return Markup(
        '<img class="emoji" src="{}" alt=":{}:" data-emoji="{}" referrerpolicy="no-referrer">'
    ).format(picture, name, name)


def _color(part: Part, _: Lookup) -> Markup:
    """The colour's name, and a dab of it where it is one."""
    value = str(part.value)
    if not _COLOR.fullmatch(value):
        return escape(value)
    return Markup(
        '<span class="color" data-color="{}"><svg viewBox="0 0 10 10" aria-hidden="true">'
        '<rect width="10" height="10" fill="{}"/></svg>{}</span>'
    ).format(value, value, value)


_PARTS: Mapping[str, Callable[[Part, Lookup], Markup]] = {
    "link": _link,
    "user": lambda part, lookup: references.draw_person(str(part.user_id), lookup),
    "usergroup": lambda part, lookup: references.draw_usergroup(str(part.usergroup_id), lookup),
    "channel": lambda part, lookup: references.draw_channel(str(part.channel_id), lookup),
    "broadcast": lambda part, _: references.draw_broadcast(str(part.range)),
    "team": lambda part, _: Markup('<span class="mention">{}</span>').format(part.team_id),
    "emoji": _emoji,
    "color": _color,
    "date": _date,
}
