"""The vocabulary in which Block Kit's rules are written down.

A check takes a value and answers with what is wrong: nothing (an empty sequence) when Slack
would take it. Pointers are put together only where something is wrong, so that the many
payloads that are right cost little. What a check is made of is noted when it is made, so that the
documentation tells the limits that are really checked.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Problem = tuple[str, str]
"""Where (a JSON pointer relative to the value checked) and what, in Slack's words."""

Problems = Sequence[Problem]
Check = Callable[[Any], Problems]

FINE: Problems = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """What a check is made of. `limit` in words; `parts` by key, `[]` for the items of an array;
    `kinds` by `type`; `rules` look at the whole. `kind`: the one type it takes."""

    limit: str = ""
    kind: str = ""
    parts: Mapping[str, Check] = field(default_factory=dict)
    kinds: Mapping[str, Check] = field(default_factory=dict)
    rules: Sequence[Check] = ()


ITEMS = "[]"
_shapes: dict[Check, Shape] = {}


def shape_of(check: Check) -> Shape:
    """What a check is made of; of a plain function nothing is known."""
    return _shapes.get(check, Shape())


def told_as(words: str) -> Callable[[Check], Check]:
    """For a rule whose name does not say it all."""
    return lambda rule: _noted(rule, Shape(words))


def _noted(check: Check, shape: Shape) -> Check:
    _shapes[check] = shape
    return check


def at(key: str | int, problems: Problems) -> list[Problem]:
    """The problems of a part, seen from the whole."""
    return [(f"/{key}{pointer}", what) for pointer, what in problems]


def wrong(what: str) -> Problems:
    return (("", what),)


def string(most: int | None = None, least: int = 1, *, like: str | None = None) -> Check:
    """A string of `least` to `most` characters that matches `like` from its beginning."""
    pattern = None if like is None else re.compile(like)

    def check(value: Any) -> Problems:
        if type(value) is not str:
            return wrong("must provide a string")
        if most is not None and len(value) > most:
            return wrong(f"must be less than {most + 1} characters")
        if len(value) < least:
            return wrong(f"must be more than {least - 1} characters")
        if pattern is not None and pattern.match(value) is None:
            return wrong("invalid format")
        return FINE

    return _noted(check, Shape(_between(least, most, "character")))


def _between(least: float | None, most: float | None, what: str = "") -> str:
    """`1–25 items`, `≤ 75 characters`; to be there at all goes without saying."""
    counted = f" {what}s" if what else ""
    if most is None:
        return f"≥ {least:,}{counted}" if least is not None and least > 1 else ""
    if least in (None, 0) or (least == 1 and what == "character"):
        return f"≤ {most:,}{counted}"
    return f"{least:,}–{most:,}{counted}"


def number(
    least: float | None = None, most: float | None = None, *, above: float | None = None
) -> Check:
    def check(value: Any) -> Problems:
        if type(value) not in (int, float):
            return wrong("must provide a number")
        if (least is not None and value < least) or (above is not None and value <= above):
            return wrong(f"must be greater than {above if least is None else least - 1}")
        if most is not None and value > most:
            return wrong(f"must be less than {most + 1}")
        return FINE

    return _noted(check, Shape(_between(least, most) if above is None else f"> {above}"))


def integer(least: int | None = None, most: int | None = None) -> Check:
    within = number(least, most)

    def check(value: Any) -> Problems:
        return within(value) if type(value) is int else wrong("must provide an integer")

    return _noted(check, shape_of(within))


def boolean(value: Any) -> Problems:
    return FINE if type(value) is bool else wrong("must provide a boolean")


def enum(*values: str) -> Check:
    known = frozenset(values)

    def check(value: Any) -> Problems:
        if type(value) is str and value in known:
            return FINE
        return wrong("must be a valid enum value")

    return check


def array(item: Check, most: int | None = None, least: int = 0) -> Check:
    def check(value: Any) -> Problems:
        if type(value) is not list:
            return wrong("must provide an array")
        if most is not None and len(value) > most:
            return wrong(f"no more than {most} items allowed")
        if len(value) < least:
            return wrong(f"no fewer than {least} items allowed")
        problems: Problems = FINE
        for index, one in enumerate(value):
            if found := item(one):
                problems = [*problems, *at(index, found)]
        return problems

    return _noted(check, Shape(_between(least, most, "item"), parts={ITEMS: item}))


def obj(required: Mapping[str, Check], optional: Mapping[str, Check], *rules: Check) -> Check:
    """An object with these keys and no others. `rules` look at it whole, once its parts fit."""
    known = {**required, **optional}

    def check(value: Any) -> Problems:
        if type(value) is not dict:
            return wrong("must provide an object")
        problems: list[Problem] = []
        for key, part in value.items():
            of_part = known.get(key)
            if of_part is None:
                problems.append(("", f"invalid additional property: {key}"))
            elif found := of_part(part):
                problems += at(key, found)
        for key in required:
            if key not in value:
                problems.append(("", f"missing required field: {key}"))
        if not problems:
            for rule in rules:
                problems += rule(value)
        return problems

    kind = shape_of(known["type"]).kind if "type" in known else ""
    return _noted(check, Shape(kind=kind, parts=known, rules=rules))


def constant(expected: str) -> Check:
    def check(value: Any) -> Problems:
        return FINE if value == expected else wrong(f"unsupported type: {value}")

    return _noted(check, Shape(kind=expected))


def typed(
    kind: str, required: Mapping[str, Check], optional: Mapping[str, Check], *rules: Check
) -> Check:
    """An object that says of which type it is."""
    return obj({"type": constant(kind), **required}, optional, *rules)


def by_type(kinds: Mapping[str, Check]) -> Check:
    """One of several objects, told apart by their `type`."""

    def check(value: Any) -> Problems:
        if type(value) is not dict:
            return wrong("must provide an object")
        kind = value.get("type")
        if kind is None:
            return wrong("missing required field: type")
        of_kind = kinds.get(kind) if type(kind) is str else None
        if of_kind is None:
            return (("/type", f"unsupported type: {kind}"),)
        return of_kind(value)

    return _noted(check, Shape(kinds=kinds))


def one_of(*names: str) -> Check:
    """A rule: exactly one of these keys is there."""

    def check(value: Any) -> Problems:
        if sum(name in value for name in names) == 1:
            return FINE
        return wrong(f"must define exactly one of {', '.join(names)}")

    return _noted(check, Shape(f"exactly one of {', '.join(f'`{name}`' for name in names)}"))


def at_most_one_of(*names: str) -> Check:
    """A rule: these keys exclude each other."""

    def check(value: Any) -> Problems:
        if sum(name in value for name in names) <= 1:
            return FINE
        return wrong(f"must define no more than one of {', '.join(names)}")

    return _noted(check, Shape(f"at most one of {', '.join(f'`{name}`' for name in names)}"))


def any_of(*names: str) -> Check:
    """A rule: at least one of these keys is there."""

    def check(value: Any) -> Problems:
        if any(name in value for name in names):
            return FINE
        return wrong(f"must define either {' or '.join(names)}")

    return _noted(check, Shape(f"at least one of {', '.join(f'`{name}`' for name in names)}"))
