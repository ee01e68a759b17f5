"""Emoji: Slack's names for them, and how they are drawn."""

import re
from collections.abc import Mapping
from pathlib import Path

from markupsafe import Markup, escape

_TABLE = Path(__file__).with_name("emoji.txt")
_WRITTEN = re.compile(r":([\w+'-]{1,100}):(?::skin-tone-([2-6]):)?")
_FLAG = re.compile(r"flag-([a-z])([a-z])")
_REGIONAL_A = 0x1F1E6
_PALEST = 0x1F3FB
"""The first of five skin tones; Slack counts them from 2."""
_AS_EMOJI = "\ufe0f"


def _read() -> dict[str, str]:
    lines = (line.split() for line in _TABLE.read_text(encoding="utf-8").splitlines())
    return {name: shown for shown, *names in lines for name in names}


EMOJI: Mapping[str, str] = _read()
"""The common names, as Slack has them without colons, and their characters. Flags are computed."""


def emoji_character(name: str, skin_tone: int | None = None) -> str | None:
    """The character a name stands for; None for one that is not known here.

    `skin_tone`: 2 to 6; other numbers change nothing.
    """
    flag = _FLAG.fullmatch(name)
    if flag:
        return "".join(chr(_REGIONAL_A + ord(letter) - ord("a")) for letter in flag.groups())
    shown = EMOJI.get(name)
    if shown is None or skin_tone is None or not 2 <= skin_tone <= 6:
        return shown
    return shown[0] + chr(_PALEST + skin_tone - 2) + shown[1:].removeprefix(_AS_EMOJI)


def draw_emoji(name: str, skin_tone: int | None = None) -> Markup:
    """An emoji with its name for those who do not see it; `:name:` when it is not known."""
    shown = emoji_character(name, skin_tone)
    if shown is None:
        return Markup(":{}:").format(name)
    tone = Markup(' data-tone="{}"').format(skin_tone) if skin_tone else ""
    said = name.replace("_", " ").replace("-", " ").strip() or name
    return Markup(
        '<span class="emoji" role="img" aria-label="{}" title=":{}:" data-emoji="{}"{}>{}</span>'
    ).format(said, name, name, tone, shown)


def with_emoji(text: str) -> Markup:
    """Text with the names of emoji drawn; all else is escaped, new lines are kept."""
    drawn = Markup()
    shown = at = 0
    while found := _WRITTEN.search(text, at):
        at = found.end() - 1  # the last colon may begin another name
        if emoji_character(found[1]) is not None:
            tone = int(found[2]) if found[2] else None
            drawn += _lines(text[shown : found.start()]) + draw_emoji(found[1], tone)
            shown = at = found.end()
    return drawn + _lines(text[shown:])


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.split("\n"))
