"""The clock in the page's header: what time it is for the person one is, and what comes next."""

from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from sandbox.agenda import Happening, coming
from sandbox.clock_controls import zone_for
from sandbox.errors import Refusal
from sandbox.page.inspecting.templating import draw
from sandbox.slack import Slack

MINUTE, HOUR, DAY = 60, 3600, 86_400


@dataclass(frozen=True, slots=True)
class ClockPanel:
    """`now`: seconds UTC; `day` and `time` as clocks of `zone` show them."""

    now: float
    zone: str
    day: str
    time: str
    iso: str
    is_turning: bool
    next: str
    """What happens next, and how soon: "in 2 d 3 h: …"; empty when nothing is planned."""


def routes(slack: Slack) -> list[Route]:
    """`GET /page/clock?person=…` (or `zone=…`): the panel as HTML."""

    async def clock(request: Request) -> Response:
        asked = request.query_params
        try:
            shown = await panel(slack, asked.get("person"), asked.get("zone"))
        except Refusal as refusal:
            return HTMLResponse(draw("refused.html", why=str(refusal)), status_code=422)
        return HTMLResponse(draw("clock.html", clock=shown))

    return [Route("/page/clock", clock)]


async def panel(slack: Slack, person: str | None, zone: str | None = None) -> ClockPanel:
    """The clock as this person reads it. Raises Refusal for a zone that does not exist."""
    where = zone_for(slack, person, zone)
    # While the clock is being turned, companions have better to do than to be asked.
    planned = [] if slack.is_turning else await coming(slack)
    now = slack.clock.now()
    local = datetime.fromtimestamp(now, where)
    return ClockPanel(
        now=now,
        zone=where.key,
        day=f"{local:%a} {local.day} {local:%b %Y}",
        time=f"{local:%H:%M}",
        iso=datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds"),
        is_turning=slack.is_turning,
        next=hint(planned[0], now) if planned else "",
    )


def hint(happening: Happening, now: float) -> str:
    return f"{soon(happening.at - now)}: {happening.what}"


def soon(seconds: float) -> str:
    """How long from now, in the two largest units that matter."""
    if seconds < MINUTE:
        return "now" if seconds <= 0 else "in less than a minute"
    days, rest = divmod(int(seconds), DAY)
    hours, minutes = rest // HOUR, rest % HOUR // MINUTE
    parts = [(days, "d"), (hours, "h"), (minutes, "min")]
    first = next(place for place, (count, _) in enumerate(parts) if count)
    return "in " + " ".join(f"{count} {unit}" for count, unit in parts[first : first + 2] if count)
