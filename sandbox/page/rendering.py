"""The page's templates, and what every part of it needs: who looks, and kind refusals."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sandbox.errors import Refusal, SlackError
from sandbox.slack import Slack
from sandbox.world import Person

TEMPLATES = Path(__file__).parent / "templates"
NOT_KEPT = {"cache-control": "no-store"}

Draw = Callable[[Slack, Person, QueryParams], str]


@cache
def environment() -> Environment:
    """Everything is escaped; a name nobody gave is an error."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def rendered(template: str, **shown: Any) -> Markup:
    """A template by its path below `templates/`, filled in."""
    return Markup(environment().get_template(template).render(**shown))  # noqa: S704 (autoescaped)


def viewer(slack: Slack, person_id: str) -> Person:
    """Somebody one can be. Raises Refusal."""
    person = slack.world.people.get(person_id)
    if person is None or person.is_bot:
        raise Refusal(f"There is nobody with the id {person_id!r} here.")
    return person


def part(slack: Slack, draw: Draw) -> Callable[[Request], Any]:
    """An endpoint that answers with what `draw` makes of the person and the query."""

    async def answer(request: Request) -> Response:
        query = request.query_params
        try:
            html = draw(slack, viewer(slack, query.get("person", "")), query)
        except Refusal as refusal:
            return refused(str(refusal))
        except SlackError as error:
            return refused(f"Slack refuses: {error.code}")
        return HTMLResponse(html, headers=NOT_KEPT)

    return answer


def refused(words: str) -> Response:
    """What `part()` of static/control.js reads out of an answer that is none."""
    html = Markup('<p class="refused">{}</p>').format(words)
    return HTMLResponse(html, status_code=404, headers=NOT_KEPT)
