"""The parts of docs/sandbox.md that are made from the code. To write them anew:

uv run python -m sandbox.documenting
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from sandbox.blockkit import differences
from sandbox.blockkit.blocks import ON, Surface
from sandbox.blockkit.checks import Check
from sandbox.blockkit.describing import ELEMENTS, OBJECTS, limits_of
from sandbox.blockkit.surfaces import (
    MARKDOWN_CHARACTERS,
    MESSAGE_BLOCKS,
    MOST_IN_A_MESSAGE,
    VIEW_BLOCKS,
    VIEW_BYTES,
    VIEWS,
)
from sandbox.composing import BLOCKS_TEXT_LENGTH, TEXT_LENGTH
from sandbox.limits import Tier
from sandbox.methods import TABLE, Method
from sandbox.page.drawing import DRAWN_BLOCKS, DRAWN_ELEMENTS

PAGE = Path(__file__).parents[1] / "docs" / "sandbox.md"
SURFACES: tuple[Surface, ...] = ("message", "modal", "home")
NONE = "–"


def main() -> None:
    PAGE.write_text(brought_up_to_date(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def brought_up_to_date(text: str) -> str:
    """The page with its generated parts made anew. Raises LookupError where it has no markers."""
    for name, make in PARTS.items():
        begin, end = f"<!-- {name}: begin (generated) -->", f"<!-- {name}: end -->"
        between = re.compile(f"(?<={re.escape(begin)}\n).*?(?={re.escape(end)})", re.DOTALL)
        if between.search(text) is None:
            raise LookupError(f"{PAGE.name} has no part between {begin} and {end}")
        part = f"\n{make()}\n"
        text = between.sub(lambda _, part=part: part, text)  # type: ignore[misc]
    return text


def block_table() -> str:
    """Block by block, element by element: where it may stand, what is checked, what differs."""
    return "\n".join(
        [
            *_surfaces(),
            "",
            "### Blocks",
            "",
            "Every block takes a `block_id` of at most 255 characters, used once on a surface.",
            "`[]` stands for each item of a list. A text that is there is not empty.",
            "",
            *_blocks(),
            "",
            "### Elements",
            "",
            "Every interactive element takes an `action_id` of at most 255 characters, used once",
            "in its block.",
            "",
            *_elements(),
            "",
            "### What they are made of",
            "",
            *_table(("object", "checked"), ((name, _checked(of)) for name, of in OBJECTS.items())),
        ]
    )


def _surfaces() -> list[str]:
    most = ", ".join(f"≤ {most} `{kind}`" for kind, most in MOST_IN_A_MESSAGE.items())
    message = (
        f"≤ {MESSAGE_BLOCKS} blocks",
        most,
        f"all `markdown` together ≤ {MARKDOWN_CHARACTERS:,} characters",
        f"all texts of blocks together ≤ {BLOCKS_TEXT_LENGTH:,} characters (measured at Slack)",
        f"`text` is cut at {TEXT_LENGTH:,} characters",
    )
    view = (f"1–{VIEW_BLOCKS} blocks", f"≤ {VIEW_BYTES:,} bytes of JSON", "`focus_on_load` once")
    modal = (*view, *limits_of(VIEWS["modal"]), "a `submit` where something is asked")
    home = (*view, *limits_of(VIEWS["home"]), "no `file_input`")
    checked = {"message": (*message, "no `file_input`"), "modal": modal, "Home": home}
    return _table(
        ("surface", "checked"), ((surface, "; ".join(of)) for surface, of in checked.items())
    )


def _blocks() -> list[str]:
    known = {kind: of for surface in SURFACES for kind, of in ON[surface].items()}
    rows = [
        (
            f"`{kind}`",
            *("yes" if kind in ON[surface] else NONE for surface in SURFACES),
            _checked(known[kind]),
            "drawn" if kind in DRAWN_BLOCKS else "not drawn",
            differences.BLOCKS.get(kind, NONE),
        )
        for kind in sorted(known)
    ]
    unknown = [
        (f"`{kind}`", *(NONE for _ in SURFACES), NONE, NONE, why)
        for kind, why in differences.NOT_OFFERED.items()
    ]
    heads = ("block", "message", "modal", "Home", "checked", "on the page", "what differs")
    return _table(heads, [*rows, *unknown])


def _elements() -> list[str]:
    places: dict[str, list[str]] = {}
    checks = {}
    for block, elements in ELEMENTS.items():
        for kind, of in elements.items():
            places.setdefault(kind, []).append(f"`{block}`")
            checks[kind] = of
    rows = (
        (
            f"`{kind}`",
            ", ".join(places[kind]),
            _checked(checks[kind]),
            "drawn" if kind in DRAWN_ELEMENTS else "not drawn",
            differences.ELEMENTS.get(kind, NONE),
        )
        for kind in sorted(places)
    )
    return _table(("element", "stands in", "checked", "on the page", "what differs"), rows)


TIERS = {
    Tier.ONE: "1 a minute",
    Tier.TWO: "20 a minute",
    Tier.THREE: "50 a minute",
    Tier.FOUR: "100 a minute",
    Tier.SPECIAL: "of its own",
}


def method_table() -> str:
    """Method by method: who may call it, how often, with what, and what differs."""
    heads = ("method", "tokens", "scopes (one of)", "limit", "required", "what differs")
    rows = (_method(TABLE[name]) for name in sorted(TABLE))
    return "\n".join(_table(heads, rows))


def _method(method: Method) -> Sequence[str]:
    limit = TIERS[method.tier]
    if method.posts:
        pace = "1 a second in a channel"
        limit = pace if method.tier is Tier.SPECIAL else f"{limit}, {pace}"
    return (
        f"`{method.name}`",
        ", ".join(method.called_by) or "none",
        _scopes(method),
        limit,
        _names(method.required),
        method.differs or NONE,
    )


def _scopes(method: Method) -> str:
    """Those of people's tokens apart, where they are others."""
    if method.user_scopes is None or method.user_scopes == method.scopes:
        return _names(method.scopes)
    if "bot" not in method.called_by:
        return _names(method.user_scopes)
    return f"{_names(method.scopes)}; user: {_names(method.user_scopes)}"


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or NONE


def _checked(check: Check) -> str:
    return "; ".join(limits_of(check)) or NONE


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return [f"| {' | '.join(cells)} |" for cells in lines]


PARTS: Mapping[str, Callable[[], str]] = {"methods": method_table, "blocks": block_table}
"""What stands between the markers of each name."""


if __name__ == "__main__":
    main()
