"""The modals on a person's screen, the one on top last."""

from dataclasses import dataclass

from markupsafe import Markup
from starlette.datastructures import QueryParams
from starlette.routing import Route

from sandbox.page.drawing import draw_blocks
from sandbox.page.drawing.emoji import with_emoji
from sandbox.page.lookup import PersonLookup
from sandbox.page.rendering import part, rendered
from sandbox.slack import Slack
from sandbox.world import Person, View


@dataclass(frozen=True, slots=True)
class OpenModal:
    """`submit` is empty when there is nothing to submit; `below`: the title it lies over."""

    id: str
    app: str
    title: Markup
    submit: Markup
    close: Markup
    blocks: Markup
    below: str


def routes(slack: Slack) -> list[Route]:
    """`GET /page/part/modal`: the stack as it is to stand on this person's screen."""
    return [Route("/page/part/modal", part(slack, _modals))]


def _modals(slack: Slack, person: Person, _: QueryParams) -> str:
    stack = slack.world.modals.get(person.id, [])
    shown = [
        _open_modal(slack, person, view, stack[place - 1] if place else None)
        for place, view in enumerate(stack)
    ]
    return rendered("forms/modals.html", modals=shown)


def _open_modal(slack: Slack, person: Person, view: View, below: View | None) -> OpenModal:
    content = view.content
    submit = (content.get("submit") or {}).get("text", "")
    close = (content.get("close") or {}).get("text") or ("Cancel" if submit else "Close")
    drawn = draw_blocks(
        content["blocks"],
        PersonLookup(slack, person),
        surface="modal",
        values=view.values,
        errors=view.errors,
        key=view.id,
    )
    return OpenModal(
        id=view.id,
        app=slack.world.apps[view.app_id].manifest.name,
        title=with_emoji(_title(view)),
        submit=with_emoji(submit),
        close=with_emoji(close),
        blocks=drawn,
        below=_title(below) if below is not None else "",
    )


def _title(view: View) -> str:
    return str(view.content["title"]["text"])
