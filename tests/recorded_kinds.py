"""Every kind of line that our code puts on record, and the facts it gives, read from the source."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from onboarding.review.touch import Fate
from services.invitations import News

ROOT = Path(__file__).parents[1]
_NOT_FACTS = {"actor", "account"}
_FAMILIES = {
    "channel.": ("archived", "deleted", "bot_removed", "unshared", "unarchived", "bot_returned"),
    "invitation.": get_args(News),
    "promise.": ("made", "changed", "withdrawn"),
    "touch.": tuple(fate.value for fate in (Fate.SENT, Fate.DROPPED)),
}
"""Kinds that are put together when they are recorded: what their beginning goes on with."""


def recorded() -> dict[str, set[str] | None]:
    """Each kind with the names of its facts; None where the source does not tell them."""
    found: dict[str, set[str] | None] = {}
    for folder in ("services", "bot", "storage"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for kind, facts in _recorded_in(ast.parse(path.read_text("utf-8"))):
                known = found.get(kind, set())
                found[kind] = None if facts is None or known is None else known | facts
    return found


def _recorded_in(tree: ast.AST) -> Iterator[tuple[str, set[str] | None]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == "_told":
            for inner in ast.walk(node):  # the changes of a review: pairs of kind and facts
                if not isinstance(inner, ast.Tuple) or not inner.elts:
                    continue
                if isinstance(inner.elts[0], ast.Constant):
                    yield str(inner.elts[0].value), None
        if isinstance(node, ast.Call) and _name(node.func) in ("record", "_record", "Record"):
            facts = {word.arg for word in node.keywords if word.arg}
            opaque = any(word.arg is None for word in node.keywords) or _name(node.func) != "record"
            for kind in _kinds(node):
                yield kind, None if opaque else facts - _NOT_FACTS


def _kinds(call: ast.Call) -> Iterator[str]:
    for argument in call.args:
        if isinstance(argument, ast.Constant) and "." in str(argument.value):
            yield str(argument.value)
        elif isinstance(argument, ast.IfExp):  # this kind or that one
            both = (argument.body, argument.orelse)
            yield from (str(one.value) for one in both if isinstance(one, ast.Constant))
        elif isinstance(argument, ast.JoinedStr):
            start = argument.values[0]
            assert isinstance(start, ast.Constant), ast.unparse(call)
            family = str(start.value)
            assert family in _FAMILIES, f"a new family of kinds: say here what it holds: {family}"
            yield from (f"{family}{rest}" for rest in _FAMILIES[family])


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
