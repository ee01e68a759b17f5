"""Blocks and elements on their surface: which are drawn, and with what around them."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from markupsafe import Markup, escape

from sandbox.forms import Values
from sandbox.page.drawing.charts import Chart, chart_of
from sandbox.page.drawing.controls import KINDS, Control, as_json, naming_of, root_of, state_of
from sandbox.page.drawing.emoji import with_emoji
from sandbox.page.drawing.links import link, safe_address, safe_picture
from sandbox.page.drawing.lookup import Lookup, SharedFile
from sandbox.page.drawing.markdown import draw_markdown
from sandbox.page.drawing.menus import Menu, menu_of
from sandbox.page.drawing.mrkdwn import draw_mrkdwn
from sandbox.page.drawing.reading import Part, figure, integer, number, raw
from sandbox.page.drawing.rich_text import draw_rich_text
from sandbox.page.drawing.tables import Cell, cells_of
from sandbox.page.drawing.templates import TEMPLATES, rendered

Surface = Literal["message", "modal", "home"]

DRAWN_BLOCKS = frozenset(path.stem for path in (TEMPLATES / "blocks").glob("*.html"))
"""Each has a template of its name."""

DRAWN_ELEMENTS = frozenset(KINDS)

_DEEPEST = 3
"""So far blocks may stand in blocks; Slack allows one level."""


class Drawing:
    """What templates draw with. `key` sets the ids of these controls apart from others."""

    def __init__(
        self,
        lookup: Lookup,
        surface: Surface,
        values: Values | None,
        errors: Mapping[str, str],
        key: str,
    ) -> None:
        self.lookup = lookup
        self.surface = surface
        self._values = values or {}
        self._errors = errors
        self._key = key
        self._depth = 0

    def block(self, block: Part) -> Markup:
        kind = str(block.type)
        if kind not in DRAWN_BLOCKS or self._depth > _DEEPEST:
            return self.not_drawn(block)
        inside = rendered(f"blocks/{kind}.html", draw=self, block=block)
        return Markup('<div class="block block-{}" data-block="{}">{}</div>').format(
            kind, block.block_id, inside
        )

    def blocks(self, blocks: Part) -> Markup:
        """Blocks that stand in a block."""
        self._depth += 1
        drawn = Markup().join(self.block(block) for block in blocks)
        self._depth -= 1
        return drawn

    def not_drawn(self, part: Part) -> Markup:
        kind = str(part.type) or "something without a type"
        return Markup('<div class="block not-drawn" data-block="{}">Not drawn: {}</div>').format(
            part.block_id, kind
        )

    def text(self, text: Part) -> Markup:
        """A text object of either kind."""
        if text.type == "mrkdwn":
            return draw_mrkdwn(str(text.text), self.lookup, verbatim=raw(text.verbatim) is True)
        if raw(text.emoji) is False:
            return Markup("<br>").join(escape(line) for line in str(text.text).split("\n"))
        return with_emoji(str(text.text))

    def words(self, text: Part) -> str:
        """A text object as it is said where no markup can stand."""
        return self.text(text).replace("<br>", " ").striptags()

    def rich_text(self, block: Part) -> Markup:
        return draw_rich_text(block, self.lookup)

    def markdown(self, text: Part) -> Markup:
        return draw_markdown(str(text), self.lookup)

    def link(self, address: Part, shown: Any) -> Markup:
        return link(str(address), escape(shown))

    def picture(self, image: Part) -> str | None:
        """Where the picture of an image block or element is."""
        if image.image_url:
            return safe_picture(str(image.image_url))
        file = self.file(image.slack_file.id) if image.slack_file.id else None
        return file.url if file else safe_picture(str(image.slack_file.url))

    def address(self, address: Part) -> str | None:
        """Where a click may lead."""
        return safe_address(str(address))

    def safe_picture(self, address: Part) -> str | None:
        return safe_picture(str(address))

    def file(self, file_id: Part) -> SharedFile | None:
        return self.lookup.file(str(file_id))

    def figure(self, value: Part) -> str:
        found = number(value)
        return "" if found is None else figure(found)

    def integer(self, value: Part) -> int | None:
        return integer(value)

    def json(self, value: Part) -> str:
        return as_json(value)

    def json_list(self, value: Part) -> str:
        held = raw(value)
        return json.dumps(held if isinstance(held, list) else [])

    def cells(self, block: Part) -> Sequence[Sequence[Cell]]:
        return cells_of(block)

    def chart(self, block: Part) -> Chart | None:
        return chart_of(block.chart)

    def id(self, *names: Any) -> str:
        """The id of something on the page: the same names give the same, others another."""
        return ".".join(_in_an_id(str(name)) for name in (self._key, *names))

    def error(self, block: Part) -> str:
        return self._errors.get(str(block.block_id), "")

    def element(self, element: Part, block: Part, place: str | int = "") -> Markup:
        """An element in its block; `place` tells those without an action_id apart."""
        kind = str(element.type)
        if kind not in KINDS:
            return Markup('<span class="not-drawn">Not drawn: {}</span>').format(
                kind or "something without a type"
            )
        if self._is_hidden(element):
            return Markup()
        control = self._control(element, block, str(place))
        return rendered(f"elements/{KINDS[kind].template}.html", draw=self, at=control)

    def control_id(self, block: Part, element: Part, place: str = "") -> str:
        named = (element.action_id,) if element.action_id else ("", place)
        return self.id(block.block_id, *named)

    def is_grouped(self, element: Part) -> bool:
        kind = KINDS.get(str(element.type))
        return kind is None or kind.grouped

    def chosen_values(self, at: Control) -> list[str]:
        """The values of what is ticked."""
        return [str(one.value) for one in ([at.state] if at.state.value else at.state)]

    def menu(self, at: Control) -> Menu:
        return menu_of(at, self.lookup, self.words)

    def zone(self) -> str:
        return self.lookup.zone.key

    def _is_hidden(self, element: Part) -> bool:
        """Some buttons are for some people only."""
        shown_to = [str(one) for one in element.visible_to_user_ids]
        return bool(shown_to) and self.lookup.viewer not in shown_to

    def _control(self, element: Part, block: Part, place: str) -> Control:
        in_input = block.type == "input"
        error = self.error(block) if in_input else ""
        described = [
            *([self.id(block.block_id, "hint")] if in_input and block.hint else []),
            *([self.id(block.block_id, "error")] if error else []),
            *([self.id(block.block_id, "said")] if block.type == "section" else []),
        ]
        kind = KINDS[str(element.type)]
        words = self.words(element.placeholder) or kind.words
        return Control(
            element=element,
            block=block,
            id=self.control_id(block, element, place),
            state=state_of(element, block, self._values, self.lookup.zone),
            placeholder=words,
            naming=naming_of(
                labelled=self.id(block.block_id, "label") if in_input else "",
                words=words,
                described=described,
                invalid=bool(error),
                # A group of checkboxes has no such attribute.
                required=in_input and not block.optional and element.type != "checkboxes",
            ),
            root=root_of(element, block, self._confirmation(element.confirm)),
            invalid=bool(error),
            can_act=bool(element.action_id),
        )

    def _confirmation(self, confirm: Part) -> str:
        """What is asked before it is done, as JSON of plain words; "" when nothing is."""
        if not confirm:
            return ""
        asked = {name: self.words(getattr(confirm, name)) for name in ("title", "text")}
        asked["confirm"] = self.words(confirm.confirm) or "Yes"
        asked["deny"] = self.words(confirm.deny) or "Cancel"
        asked["style"] = str(confirm.style)
        return json.dumps(asked)


def _in_an_id(name: str) -> str:
    return re.sub(r"[^\w-]", lambda found: f"~{ord(found[0]):x}", name)
