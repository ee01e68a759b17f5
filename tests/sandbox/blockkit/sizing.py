"""Payloads made to a size, and what Slack holds against them."""

from collections.abc import Callable

from sandbox.blockkit import validate_message, validate_view
from tests.sandbox.blockkit.samples import Json

Sized = Callable[[int], list[str]]
"""What Slack holds against a payload in which the limited thing has this size."""

Figure = tuple[int, str, Sized]
"""A limit, where passing it is told, and the smallest payload in which it is reached and passed."""


def posted(build: Callable[[int], Json]) -> Sized:
    return lambda size: validate_message([build(size)])


def lettered(build: Callable[[str], Json]) -> Sized:
    return lambda size: validate_message([build("x" * size)])


def opened(build: Callable[[int], Json]) -> Sized:
    return lambda size: validate_view(build(size))


def url_of(size: int) -> str:
    return "https://trellis.example/".ljust(size, "x")
