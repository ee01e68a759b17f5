"""An app's Home: what it has published for this person, and the way to its messages."""

from starlette.datastructures import QueryParams
from starlette.routing import Route

from sandbox.errors import Refusal
from sandbox.page.drawing import draw_blocks
from sandbox.page.lookup import PersonLookup
from sandbox.page.rendering import part, rendered
from sandbox.slack import Slack
from sandbox.world import Person


def routes(slack: Slack) -> list[Route]:
    """`GET /page/part/home?app=…`; that it is opened is told to the app by `open_home`."""
    return [Route("/page/part/home", part(slack, _home))]


def _home(slack: Slack, person: Person, asked: QueryParams) -> str:
    app = slack.world.apps.get(asked.get("app", ""))
    if app is None:
        raise Refusal("there is no such app")
    direct = slack.world.direct.get(frozenset({person.id, app.bot_user_id}))
    view = slack.world.homes.get((app.id, person.id))
    drawn = None
    if view is not None:
        drawn = draw_blocks(
            view.content["blocks"],
            PersonLookup(slack, person),
            surface="home",
            values=view.values,
            key=view.id,
        )
    return rendered(
        "forms/home.html",
        app=app,
        company=slack.world.teams[app.team_id].name,
        is_theirs=app.team_id == person.team_id,
        person=person,
        direct=direct,
        drawn=drawn,
    )
