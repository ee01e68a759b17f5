"""The guide on the page: one step at a time, with the way to where it is done."""

from dataclasses import dataclass

from starlette.datastructures import QueryParams
from starlette.routing import Route

from sandbox import seen
from sandbox.errors import Refusal
from sandbox.guide import GuideStep
from sandbox.page.drawing import draw_mrkdwn
from sandbox.page.drawing.emoji import with_emoji
from sandbox.page.lookup import PersonLookup
from sandbox.page.rendering import part, rendered
from sandbox.slack import Slack
from sandbox.world import Person

PLACES = {"inbox": "the inbox", "approvals": "the approvals", "browse": "all channels"}


@dataclass(frozen=True, slots=True)
class Way:
    """A link to where a step is done, as the person who does it."""

    address: str
    words: str


def routes(slack: Slack) -> list[Route]:
    """`GET /page/part/guide?step=…` (from 0) `&hidden=yes|no`: that step, or the way back to it."""
    return [Route("/page/part/guide", part(slack, _guide))]


def _guide(slack: Slack, person: Person, asked: QueryParams) -> str:
    steps = slack.guide
    if not steps:
        return rendered("forms/guide.html", steps=0, is_hidden=True)
    at = min(_number(asked.get("step", "0")), len(steps) - 1)
    step = steps[at]
    return rendered(
        "forms/guide.html",
        steps=len(steps),
        is_hidden=asked.get("hidden") == "yes",
        at=at,
        title=with_emoji(step.title),
        text=draw_mrkdwn(step.text, PersonLookup(slack, person)),
        way=_way(slack, step, person),
    )


def _number(text: str) -> int:
    if not text.isdecimal():
        raise Refusal(f"{text!r} is no step of the guide")
    return int(text)


def _way(slack: Slack, step: GuideStep, reader: Person) -> Way | None:
    """None for a step that is done nowhere in particular."""
    if step.person_id is None and step.place is None:
        return None
    doer = slack.world.people.get(step.person_id or "", reader)
    address, name = _place(slack, doer, step.place)
    if doer is not reader:
        return Way(f"/as/{doer.id}{address}", f"Be {doer.real_name}")
    return Way(f"/as/{doer.id}{address}", f"Go to {name}") if name else None


def _place(slack: Slack, person: Person, place: str | None) -> tuple[str, str]:
    """The end of the address, and what the place is called; both empty when it is not there yet."""
    if place in PLACES:
        return f"/{place}", PLACES[place]
    if place == "home":
        return _home(slack, person)
    if place is not None:
        try:
            channel = seen.channel_named(slack, person, place)
        except Refusal:
            return "", ""
        return f"/channel/{channel.id}", f"#{channel.name_for(person.team_id)}"
    return "", ""


def _home(slack: Slack, person: Person) -> tuple[str, str]:
    for app in slack.world.apps.values():
        if app.team_id == person.team_id and app.manifest.home_tab:
            return f"/home/{app.id}", f"the Home of {app.manifest.name}"
    return "", ""
