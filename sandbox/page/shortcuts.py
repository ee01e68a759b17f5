"""The shortcuts that apps offer a person everywhere."""

from starlette.datastructures import QueryParams
from starlette.routing import Route

from sandbox import seen
from sandbox.page.rendering import part, rendered
from sandbox.slack import Slack
from sandbox.world import Person


def routes(slack: Slack) -> list[Route]:
    """`GET /page/part/shortcuts`: a button and its menu; nothing when nothing is offered."""
    return [Route("/page/part/shortcuts", part(slack, _shortcuts))]


def _shortcuts(slack: Slack, person: Person, _: QueryParams) -> str:
    return rendered("forms/shortcuts.html", offered=seen.shortcuts(slack, person)["global"])
