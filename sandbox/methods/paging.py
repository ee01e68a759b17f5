"""Lists page by page, with a cursor that leads to the next one."""

import base64
import binascii
from collections.abc import Callable, Iterable
from typing import TypeVar

from sandbox.errors import SlackError

Item = TypeVar("Item")
Follows = Callable[[str, str], bool]
"""Whether the first key comes after the second."""


def page(
    items: Iterable[Item],
    key: Callable[[Item], str],
    *,
    cursor: str,
    limit: int,
    follows: Follows | None = None,
) -> tuple[list[Item], str]:
    """The items from the cursor on, and the cursor of the next page ("" at the end).

    When the item with which the next page was to begin is gone meanwhile, it begins with the one
    after it: in a list sorted by key, which `follows` compares, surely; in others that is the one
    that took its place. Raises invalid_cursor for one that no list gave.
    """
    everything = list(items)
    start = _start([key(item) for item in everything], cursor, follows) if cursor else 0
    end = start + limit
    following = _encoded(end, key(everything[end])) if end < len(everything) else ""
    return everything[start:end], following


def _start(keys: list[str], cursor: str, follows: Follows | None) -> int:
    place, wanted = _decoded(cursor)
    if place < len(keys) and keys[place] == wanted:
        return place
    if wanted in keys:
        return keys.index(wanted)
    if follows is None:
        return place
    return next((n for n, other in enumerate(keys) if follows(other, wanted)), len(keys))


def _encoded(place: int, wanted: str) -> str:
    return base64.b64encode(f"next:{place}:{wanted}".encode()).decode()


def _decoded(cursor: str) -> tuple[int, str]:
    try:
        content = base64.b64decode(cursor, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise SlackError("invalid_cursor") from None
    name, _, rest = content.partition(":")
    place, _, wanted = rest.partition(":")
    if name != "next" or not place.isdecimal():
        raise SlackError("invalid_cursor")
    return int(place), wanted
