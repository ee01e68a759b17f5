"""Slack's own markup, as HTML: `*bold*`, `_italic_`, `~strike~`, code, quotes, references."""

import re
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup, escape

from sandbox.page.drawing.emoji import with_emoji
from sandbox.page.drawing.links import bare_address, link
from sandbox.page.drawing.lookup import Lookup
from sandbox.page.drawing.reading import scrubbed
from sandbox.page.drawing.references import draw_reference, unescaped

_BLOCK_OF_CODE = re.compile(r"\n?```\n?(.+?)\n?```\n?", re.DOTALL)
_REST_QUOTED = re.compile(r"(?:^|\n)(?:&gt;|>){3}(.*)", re.DOTALL)
_QUOTE = re.compile(r"(?:&gt;|>) ?(.*)")
_REFERENCE = r"<[^<>\n]+>"
_CODE = r"`[^`\n]+`"
_BARE = r"https?://[^\s<>|`]+"
_TOKEN = re.compile(rf"(?P<reference>{_REFERENCE})|(?P<code>{_CODE})|(?P<bare>{_BARE})|[*_~]")
_SPAN = re.compile(rf"{_REFERENCE}|{_CODE}|[*_~]")
_STYLES = {"*": "strong", "_": "em", "~": "s"}


def draw_mrkdwn(text: str, lookup: Lookup, *, verbatim: bool = False) -> Markup:
    """`verbatim`: addresses that are merely written are no links."""
    return _Mrkdwn(lookup, verbatim).drawn(scrubbed(text))


class _Mrkdwn:
    def __init__(self, lookup: Lookup, verbatim: bool) -> None:
        self._lookup = lookup
        self._verbatim = verbatim

    def drawn(self, text: str) -> Markup:
        """Blocks of code first: nothing in them is markup but references."""
        parts = _BLOCK_OF_CODE.split(text)
        return Markup().join(
            Markup("<pre><code>{}</code></pre>").format(self._code(part))
            if index % 2
            else self._quotes(part)
            for index, part in enumerate(parts)
        )

    def _quotes(self, text: str) -> Markup:
        rest = _REST_QUOTED.search(text)
        drawn = self._quoted_lines(text[: rest.start()] if rest else text)
        return drawn + self._quote(rest[1].lstrip(" ").split("\n")) if rest else drawn

    def _quoted_lines(self, text: str) -> Markup:
        if not text:
            return Markup()
        drawn = Markup()
        for quoted, lines in groupby(text.split("\n"), lambda line: bool(_QUOTE.match(line))):
            if quoted:
                drawn += self._quote([_QUOTE.sub(r"\1", line, count=1) for line in lines])
            else:
                drawn += Markup("<br>").join(self._line(line) for line in lines)
        return drawn

    def _quote(self, lines: list[str]) -> Markup:
        inside = Markup("<br>").join(self._line(line) for line in lines)
        return Markup("<blockquote>{}</blockquote>").format(inside)

    def _line(self, text: str, within: str = "") -> Markup:
        """One line, or what stands between two marks in it. `within`: the marks around it."""
        drawn = Markup()
        start = at = 0
        closers = {mark: _closers(text, mark) for mark in _STYLES if mark not in within}
        while found := _TOKEN.search(text, at):
            at = found.end()
            piece = self._piece(found)
            if piece is None and found[0] in closers and _opens(text, found.start()):
                close = next((end for end in closers[found[0]] if end > found.end()), None)
                if close is not None:
                    inside = self._line(text[found.end() : close], within + found[0])
                    piece = Markup("<{0}>{1}</{0}>").format(_STYLES[found[0]], inside)
                    at = close + 1
            if piece is not None:
                drawn += _plain(text[start : found.start()]) + piece
                start = at
        return drawn + _plain(text[start:])

    def _piece(self, found: "re.Match[str]") -> Markup | None:
        """A reference, code or an address; None for what is none of these."""
        if found["reference"]:
            return draw_reference(found["reference"][1:-1], self._lookup)
        if found["code"]:
            return Markup("<code>{}</code>").format(self._code(found["code"][1:-1]))
        if found["bare"] and not self._verbatim:
            return _bare(unescaped(found["bare"]))
        return None

    def _code(self, text: str) -> Markup:
        drawn = Markup()
        end = 0
        for found in re.finditer(_REFERENCE, text):
            piece = draw_reference(found[0][1:-1], self._lookup)
            if piece is not None:
                drawn += escape(unescaped(text[end : found.start()])) + piece
                end = found.end()
        return drawn + escape(unescaped(text[end:]))


def _opens(text: str, at: int) -> bool:
    """Whether the mark stands at the beginning of a word, and not twice."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not before.isalnum() and before != text[at] and after not in ("", " ", text[at])


def _closers(text: str, mark: str) -> Iterator[int]:
    """Where the mark stands at the end of a word, outside code and references."""
    for found in _SPAN.finditer(text):
        at = found.start()
        ends_a_word = at > 0 and not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum()
        if found[0] == mark and ends_a_word:
            yield at


def _bare(written: str) -> Markup:
    """An address as it stands in a sentence, whose marks do not belong to it."""
    address = bare_address(written)
    return link(address, escape(address)) + escape(written[len(address) :])


def _plain(text: str) -> Markup:
    return with_emoji(unescaped(text))
