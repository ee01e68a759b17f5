"""The page's addresses: the whole page, its parts, word of changes, scripts and styles."""

from types import ModuleType

from starlette.routing import BaseRoute, Mount, Route

from sandbox.page import (
    approvals,
    guide,
    home,
    inbox,
    inspector,
    live,
    modals,
    offers,
    shortcuts,
    whole,
)
from sandbox.page.assets import Assets
from sandbox.page.browse import draw_browse
from sandbox.page.channel import absent, draw_channel
from sandbox.page.rail import draw_rail
from sandbox.page.rendering import part
from sandbox.page.sidebar import draw_sidebar
from sandbox.page.thread import draw_thread
from sandbox.slack import Slack

PARTS = {
    "rail": draw_rail,
    "sidebar": draw_sidebar,
    "channel": draw_channel,
    "thread": draw_thread,
    "browse": draw_browse,
    "nowhere": lambda slack, person, _: absent(slack, person),
}
OTHERS: tuple[ModuleType, ...] = (approvals, guide, home, inbox, inspector, modals, shortcuts)
"""The modules with `routes(slack)` that draw the rest: modals, home, inbox, approvals, guide, …"""


def routes(slack: Slack) -> list[BaseRoute]:
    return [
        Route("/", whole.entrance(slack)),
        Route("/as/{person}", whole.page(slack)),
        Route("/as/{person}/{place:path}", whole.page(slack)),
        *(Route(f"/page/part/{name}", part(slack, draw)) for name, draw in PARTS.items()),
        Route("/page/events", live.events(slack)),
        Route("/page/offers", offers.answered(slack, offers.offers)),
        Route("/page/shortcuts", offers.answered(slack, offers.shortcuts)),
        Route("/page/typed", offers.answered(slack, offers.typed)),
        Route("/page/acquaintances", offers.answered(slack, offers.acquaintances)),
        Route("/page/emoji", offers.emoji),
        Route("/page/upload", offers.uploading(slack), methods=["POST"]),
        *(route for module in OTHERS for route in module.routes(slack)),
        Mount("/static", Assets()),
    ]
