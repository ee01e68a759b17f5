"""The `markdown` block: CommonMark with tables, read by markdown-it and drawn by us."""

import html
import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup, escape

from sandbox.page.drawing.emoji import with_emoji
from sandbox.page.drawing.links import bare_address, link
from sandbox.page.drawing.lookup import Lookup
from sandbox.page.drawing.reading import scrubbed
from sandbox.page.drawing.references import draw_reference

_LIVE = re.compile(r"<([@#!][^<>\n]+)>|(https?://[^\s<>|`]+)")
_TAGS = {
    "paragraph": "p",
    "blockquote": "blockquote",
    "bullet_list": "ul",
    "list_item": "li",
    "table": "table",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
    "strong": "strong",
    "em": "em",
    "s": "s",
}
_TASK = re.compile(r"\[([ xX])\] +")
_ALIGNED = {"text-align:right": ' class="to-right"', "text-align:center": ' class="to-center"'}
_DEEPEST = 20


def draw_markdown(text: str, lookup: Lookup) -> Markup:
    """HTML in it stays text. Headings stand below those of the page."""
    tree = SyntaxTreeNode(_reader().parse(scrubbed(text)))
    return Markup('<div class="markdown">{}</div>').format(_inside(tree, lookup))


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST})
    reader.enable(["table", "strikethrough"])
    # Text stays as it was written, so that what is escaped in it is not taken for a reference.
    return reader.disable(["entity", "html_block", "html_inline"]).disable("text_join")


def _inside(node: SyntaxTreeNode, lookup: Lookup) -> Markup:
    return Markup().join(_node(child, lookup) for child in node.children)


def _node(node: SyntaxTreeNode, lookup: Lookup) -> Markup:
    match node.type:
        case "text":
            return _text(node.content, lookup)
        case "text_special":
            return escape(node.content)
        case "inline":
            return _inside(node, lookup)
        case "softbreak" | "hardbreak":
            return Markup("<br>")
        case "hr":
            return Markup("<hr>")
        case "code_inline":
            return Markup("<code>{}</code>").format(node.content)
        case "fence" | "code_block":
            return Markup("<pre><code>{}</code></pre>").format(node.content.removesuffix("\n"))
    return _element(node, lookup)


def _element(node: SyntaxTreeNode, lookup: Lookup) -> Markup:
    inside = _inside(node, lookup)
    match node.type:
        case "heading":
            return Markup("<h{0}>{1}</h{0}>").format(min(int(node.tag[1]) + 2, 6), inside)
        case "paragraph" if node.hidden:
            return inside
        case "ordered_list":
            return Markup('<ol start="{}">{}</ol>').format(node.attrGet("start") or 1, inside)
        case "th" | "td":
            aligned = Markup(_ALIGNED.get(str(node.attrGet("style")), ""))  # noqa: S704 (ours)
            return Markup("<{0}{1}>{2}</{0}>").format(node.tag, aligned, inside)
        case "link":
            return link(str(node.attrGet("href")), inside)
        case "image":
            # Slack shows a link in its place.
            return link(str(node.attrGet("src")), inside or escape(node.content))
    tag = _TAGS[node.type]
    return Markup("<{0}>{1}</{0}>").format(tag, inside)


def _text(text: str, lookup: Lookup) -> Markup:
    """References and addresses that are merely written are live here as in mrkdwn."""
    drawn = Markup()
    end = 0
    for found in _LIVE.finditer(text):
        if found[1]:
            piece, reached = draw_reference(found[1], lookup), found.end()
        else:
            address = bare_address(found[2])
            piece, reached = link(address, escape(address)), found.start() + len(address)
        if piece is not None:
            drawn += _plain(text[end : found.start()]) + piece
            end = reached
    return drawn + _plain(text[end:])


def _plain(text: str) -> Markup:
    return with_emoji(html.unescape(text))
