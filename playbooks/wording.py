"""What pydantic found wrong, in plain words and on its line."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from onboarding.playbook_rules import Fault, UnsoundPlaybookError
from playbooks.reading import Document, Field, Problem, dotted

_WORDS: Mapping[str, str] = {
    "missing": "is missing",
    "extra_forbidden": "is not a field that a playbook has here",
    "string_type": "must be text; put it in quotes",
    "string_too_short": "must not be empty",
    "string_too_long": "is {length} characters long; at most {max_length} fit",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "tuple_type": "must be a list",
    "too_short": "must not be empty",
    "model_type": "must be a mapping of fields",
    "enum": "'{input}' is not one of {expected}",
    "literal_error": "'{input}' is not one of {expected}",
}
_URL = "must be a web address that begins with https:// and has no spaces"
_SLUG = "may have lower case letters, digits and single hyphens only"


def problems(error: ValidationError, document: Document) -> tuple[Problem, ...]:
    """Every problem, by line; a field that fits none of several kinds is one problem."""
    found: dict[Field, list[ErrorDetails]] = {}
    faults: list[Fault] = []
    for detail in error.errors(include_url=False):
        unsound = detail.get("ctx", {}).get("error")
        if isinstance(unsound, UnsoundPlaybookError):
            faults.extend(unsound.faults)
        else:
            found.setdefault(_way(detail, document), []).append(detail)
    worded = (Fault(way, _message(way, details)) for way, details in found.items())
    return tuple(
        sorted(
            (_placed(fault, document) for fault in (*worded, *faults)),
            key=lambda problem: problem.line or 0,
        )
    )


def _placed(fault: Fault, document: Document) -> Problem:
    line = document.lines[document.known_part(fault.field)]
    return Problem(line, dotted(fault.field), fault.message)


def _way(detail: ErrorDetails, document: Document) -> Field:
    """The way to the field in the file: without the names pydantic adds for kinds."""
    way: Field = ()
    for part in detail["loc"]:
        if (*way, part) in document.lines:
            way = (*way, part)
    return (*way, detail["loc"][-1]) if detail["type"] == "missing" else way


def _message(way: Field, details: list[ErrorDetails]) -> str:
    first = details[0]
    kind = first["type"]
    if kind == "string_pattern_mismatch":
        return _URL if way[-1] == "url" else _SLUG
    if kind == "literal_error" and first.get("ctx") == {"expected": "True"}:
        return "can only be true; leave it out otherwise"
    if kind == "value_error":
        return str(first["ctx"]["error"])
    words = _WORDS.get(kind)
    if words is None:
        return first["msg"]
    context: dict[str, Any] = {"input": first["input"], **first.get("ctx", {})}
    context["expected"] = ", ".join(_expected(details))
    if kind == "string_too_long":
        context["length"] = len(first["input"])
    return words.format_map(context)


def _expected(details: list[ErrorDetails]) -> Iterator[str]:
    for detail in details:
        words = str(detail.get("ctx", {}).get("expected", ""))
        yield from words.replace(" or ", ", ").replace("'", "").split(", ")
