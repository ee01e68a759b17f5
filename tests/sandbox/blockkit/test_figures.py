"""Every figure of Slack's limits: what reaches it is taken, what passes it is not."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.blockkit.block_figures import OF_BLOCKS
from tests.sandbox.blockkit.element_figures import OF_ELEMENTS

FIGURES = {**OF_ELEMENTS, **OF_BLOCKS}


def test_every_figure_of_slacks_has_its_case_and_no_case_is_without_one(shared: Path) -> None:
    limits = json.loads((shared / "slack" / "block-kit-limits.json").read_text(encoding="utf-8"))
    assert {figure: limit for figure, (limit, _, _) in FIGURES.items()} == leaves(limits)


def leaves(limits: dict[str, Any], path: str = "") -> dict[str, int]:
    figures: dict[str, int] = {}
    for name, value in limits.items():
        if isinstance(value, dict):
            figures |= leaves(value, f"{path}{name}.")
        else:
            figures[path + name] = value
    return figures


@pytest.mark.parametrize("figure", FIGURES)
def test_what_reaches_a_figure_is_taken_and_what_passes_it_is_refused(figure: str) -> None:
    limit, pointer, problems = FIGURES[figure]
    within, beyond, words = sizes(figure.rpartition(".")[2], limit)
    assert problems(within) == []
    assert f"[ERROR] {words} [json-pointer:{pointer}]" in problems(beyond)


def sizes(kind: str, limit: int) -> tuple[int, int, str]:
    """A size within the figure, the first beyond it, and what Slack says then."""
    match kind:
        case "max_length" | "item_max_length":
            return limit, limit + 1, f"must be less than {limit + 1} characters"
        case "min_length":
            return limit, limit - 1, f"must be more than {limit - 1} characters"
        case "max_items":
            return limit, limit + 1, f"no more than {limit} items allowed"
        case "min_items":
            return limit, limit - 1, f"no fewer than {limit} items allowed"
        case "max":
            return limit, limit + 1, f"must be less than {limit + 1}"
        case "min":
            return limit, limit - 1, f"must be greater than {limit - 1}"
        case "exclusive_min":
            return limit + 1, limit, f"must be greater than {limit}"
    raise AssertionError(f"a kind of figure this test does not know: {kind}")
