"""Trying a template on samples before anybody reads what it says."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from jinja2 import TemplateError, TemplateSyntaxError
from pydantic import BaseModel

Sample = TypeVar("Sample", bound=BaseModel)

FAULTS = (TemplateError, TypeError, ValueError, AttributeError, LookupError)
"""How a template fails whose author misunderstood what it is given."""


def first_problem(samples: Iterable[Sample], say: Callable[[Sample], str]) -> str | None:
    """The first sample that cannot be said is enough to know what is wrong; None if all can."""
    for sample in samples:
        try:
            said = say(sample)
        except TemplateSyntaxError as problem:
            return f"line {problem.lineno} of the template: {problem.message}"
        except FAULTS as problem:
            return f"{problem} (for {sample!r})"
        if not said:
            return f"says nothing (for {sample!r})"
    return None
