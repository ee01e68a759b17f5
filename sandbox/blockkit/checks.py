"""The vocabulary in which Block Kit's rules are written down.

A check takes a value and answers with what is wrong: nothing (an empty sequence) when Slack
would take it. Pointers are put together only where something is wrong, so that the many
payloads that are right cost little.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Problem = tuple[str, str]
"""Where (a JSON pointer relative to the value checked) and what, in Slack's words."""

Problems = Sequence[Problem]
Check = Callable[[Any], Problems]

FINE: Problems = ()


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

    return check


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

    return check


def integer(least: int | None = None, most: int | None = None) -> Check:
    within = number(least, most)

    def check(value: Any) -> Problems:
        return within(value) if type(value) is int else wrong("must provide an integer")

    return check


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

    return check


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

    return check


def constant(expected: str) -> Check:
    def check(value: Any) -> Problems:
        return FINE if value == expected else wrong(f"unsupported type: {value}")

    return check


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

    return check


def one_of(*names: str) -> Check:
    """A rule: exactly one of these keys is there."""

    def check(value: Any) -> Problems:
        if sum(name in value for name in names) == 1:
            return FINE
        return wrong(f"must define exactly one of {', '.join(names)}")

    return check


def any_of(*names: str) -> Check:
    """A rule: at least one of these keys is there."""

    def check(value: Any) -> Problems:
        if any(name in value for name in names):
            return FINE
        return wrong(f"must define either {' or '.join(names)}")

    return check
