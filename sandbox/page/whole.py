"""The whole page, as the browser asks for it first; afterwards it asks for parts."""

from collections.abc import Awaitable, Callable
from functools import cache

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sandbox.errors import Refusal
from sandbox.page.assets import STATIC
from sandbox.page.browse import draw_browse
from sandbox.page.channel import absent, draw_channel
from sandbox.page.faces import title_of
from sandbox.page.places import Place, address, channel_in, first_place
from sandbox.page.rail import draw_rail
from sandbox.page.rendering import NOT_KEPT, rendered, viewer
from sandbox.page.sidebar import draw_sidebar
from sandbox.page.thread import draw_thread
from sandbox.seed import host_team
from sandbox.slack import Slack
from sandbox.world import Person

Answer = Callable[[Request], Awaitable[Response]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data: http: https:; media-src 'self' http: https:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No script and no style but the page's own; pictures come from where apps keep them."""
HEADERS = NOT_KEPT | {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}
NAMES = {"home": "Home", "inbox": "Inbox", "approvals": "Approvals", "browse": "Browse channels"}


def entrance(slack: Slack) -> Answer:
    """To the first person of the host's company, who knows their way about."""

    async def answer(request: Request) -> Response:
        host = host_team(slack.world)
        first = next(one for one in slack.world.people_of(host.id) if not one.is_bot)
        return RedirectResponse(f"/as/{first.id}", headers=NOT_KEPT)

    return answer


def page(slack: Slack) -> Answer:
    async def answer(request: Request) -> Response:
        path = request.path_params.get("place", "")
        try:
            person = viewer(slack, request.path_params["person"])
        except Refusal as refusal:
            html = rendered("shell/nobody.html", words=str(refusal))
            return HTMLResponse(html, status_code=404, headers=HEADERS)
        if not path:
            return RedirectResponse(address(person, first_place(slack, person)), headers=NOT_KEPT)
        return HTMLResponse(_drawn(slack, person, Place.read(path)), headers=HEADERS)

    return answer


def _drawn(slack: Slack, person: Person, place: Place) -> str:
    asked = QueryParams({"place": place.path, "channel": place.id, "ts": place.thread})
    return rendered(
        "shell/page.html",
        sheets=sheets(),
        person=person,
        place=place,
        title=_title(slack, person, place),
        team=slack.world.teams[person.team_id],
        rail=draw_rail(slack, person, asked),
        sidebar=draw_sidebar(slack, person, asked),
        main=_main(slack, person, place, asked),
        thread=draw_thread(slack, person, asked) if place.thread else "",
    )


@cache
def sheets() -> list[str]:
    """The styles, those first that say what colours there are."""
    found = sorted(sheet.name for sheet in STATIC.glob("*.css"))
    return sorted(found, key=lambda name: name != "look.css")


def _main(slack: Slack, person: Person, place: Place, asked: QueryParams) -> str:
    """The other parts are fetched by the page itself."""
    match place.kind:
        case "channel":
            return draw_channel(slack, person, asked)
        case "browse":
            return draw_browse(slack, person, asked)
        case "nowhere":
            return absent(slack, person)
        case _:
            return ""


def _title(slack: Slack, person: Person, place: Place) -> str:
    channel = channel_in(slack, person, place)
    if channel is not None:
        name = title_of(slack, person, channel)
        return name if channel.is_direct else f"#{name}"
    return NAMES.get(place.kind, "Not found")
