"""What Slack shows, as safe HTML: blocks, mrkdwn, plain messages.

Nothing of a message becomes markup of the page, and no address but web, mail and telephone is led
to. What is not drawn is named: "Not drawn: call".
"""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from sandbox.forms import Values
from sandbox.page.drawing.blocks import DRAWN_BLOCKS, DRAWN_ELEMENTS, Drawing, Surface
from sandbox.page.drawing.emoji import EMOJI, draw_emoji
from sandbox.page.drawing.lookup import Conversation, Lookup, SharedFile
from sandbox.page.drawing.mrkdwn import draw_mrkdwn
from sandbox.page.drawing.reading import Part

__all__ = [
    "DRAWN_BLOCKS",
    "DRAWN_ELEMENTS",
    "EMOJI",
    "Conversation",
    "Lookup",
    "SharedFile",
    "draw_blocks",
    "draw_emoji",
    "draw_mrkdwn",
    "draw_text_only",
]


def draw_blocks(
    blocks: list[dict[str, Any]],
    lookup: Lookup,
    *,
    surface: Surface,
    values: Values | None = None,
    errors: Mapping[str, str] | None = None,
    key: str = "",
) -> Markup:
    """Blocks as they stand in a message, a modal or a Home.

    `values`: what fields hold, as `forms.Values`; without it, what the app put into them.
    `errors`: what is wrong with an input, by block id. `key` sets the ids of these controls apart
    from others on the page (a message's ts, a view's id); the same key keeps the same ids.
    """
    drawing = Drawing(lookup, surface, values, errors or {}, key or surface)
    drawn = Markup().join(drawing.block(block) for block in Part(blocks))
    return Markup('<div class="blocks on-{}">{}</div>').format(surface, drawn)


def draw_text_only(text: str, lookup: Lookup) -> Markup:
    """A message without blocks."""
    drawn = draw_mrkdwn(text, lookup)
    return Markup('<div class="blocks on-message"><div class="mrkdwn">{}</div></div>').format(drawn)
