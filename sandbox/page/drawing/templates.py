"""The templates of drawings: everything in them is escaped, and a name nobody gave is an error."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES = Path(__file__).parents[1] / "templates" / "drawing"


@cache
def environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def rendered(template: str, **shown: Any) -> Markup:
    """A template by its path below `templates/drawing/`, filled in."""
    return Markup(environment().get_template(template).render(**shown).strip())  # noqa: S704
