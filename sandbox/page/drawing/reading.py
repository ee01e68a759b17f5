"""Reading what an app sent, whatever it is: a part that is missing or misshapen is empty."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup, escape

_LARGEST = 10**15


class Part:
    """A piece of JSON. Its attributes are the keys of an object, so that templates read it as
    Slack's documentation spells it; iterating goes through an array, `str` gives its text."""

    __slots__ = ("_json",)

    def __init__(self, json: Any) -> None:
        self._json = json

    def __getattr__(self, name: str) -> "Part":
        if name.startswith("__"):
            raise AttributeError(name)
        return Part(self._json.get(name) if isinstance(self._json, dict) else None)

    def __iter__(self) -> Iterator["Part"]:
        return iter([Part(one) for one in self._json] if isinstance(self._json, list) else [])

    def __len__(self) -> int:
        return len(self._json) if isinstance(self._json, list) else 0

    def __bool__(self) -> bool:
        return bool(self._json)

    def __str__(self) -> str:
        if isinstance(self._json, str):
            return scrubbed(self._json)
        return str(self._json) if number(self) is not None else ""

    def __html__(self) -> Markup:
        return escape(str(self))

    def __eq__(self, other: object) -> bool:
        return str(self) == other if isinstance(other, str) else NotImplemented

    def __hash__(self) -> int:
        return hash(str(self))


def scrubbed(text: str) -> str:
    """Text that can be sent: JSON may hold halves of characters."""
    return text.encode("utf-8", "replace").decode("utf-8")


def raw(part: Part) -> Any:
    """The JSON itself."""
    return part._json


def number(part: Part) -> float | None:
    """The number a part is, or None; what cannot be shown (infinite, not a number) is none."""
    json = part._json
    if isinstance(json, bool) or not isinstance(json, int | float):
        return None
    return float(json) if abs(json) <= _LARGEST else None


def integer(part: Part) -> int | None:
    found = number(part)
    return None if found is None else int(found)


def figure(value: float) -> str:
    """A number as people write it: 1,200 or 0.5."""
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".") if abs(value) >= 1 else f"{value:.3g}"
