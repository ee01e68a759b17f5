"""The inspector's templates, and the clock's."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


def draw(template: str, **context: Any) -> str:
    """The HTML of one of `templates/inspector`; everything in it is escaped."""
    return _environment().get_template(f"inspector/{template}").render(context)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("sandbox.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
