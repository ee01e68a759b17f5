"""Words as blocks: a section for each paragraph, within the room a message has."""

from collections.abc import Sequence

from blocks import kit
from blocks.kit import Block, Message
from blocks.kit.limits import TEXT

_ROOM = 12_000  # characters of all paragraphs, which leaves Slack's 13,200 some air for buttons


def message_of(words: str, below: Sequence[Block] = ()) -> Message:
    """A message that says these words, with what belongs below them (buttons)."""
    return kit.message([*_sections(words), *below], kit.clip(words, _ROOM))


def _sections(words: str) -> list[Block]:
    blocks, room = [], _ROOM
    for paragraph in words.split("\n\n"):
        if room < 1:
            break
        text = kit.clip(paragraph, min(TEXT, room))
        room -= len(text)
        blocks.append(kit.section(text))
    return blocks
