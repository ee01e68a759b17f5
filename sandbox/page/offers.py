"""What the composer offers while one types, as JSON: commands, people, channels, emoji."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import files, seen
from sandbox.errors import Refusal, SlackError
from sandbox.page.channel import own_channel
from sandbox.page.drawing import EMOJI
from sandbox.page.faces import hue, initials, title_of
from sandbox.page.rendering import NOT_KEPT, viewer
from sandbox.page.untyped import as_typed
from sandbox.slack import Slack
from sandbox.world import Person

Json = dict[str, Any]
Answer = Callable[[Request], Awaitable[Response]]


def answered(slack: Slack, give: Callable[[Slack, Person, Request], Any]) -> Answer:
    """An endpoint that answers in JSON, or refuses in words."""

    async def answer(request: Request) -> Response:
        try:
            given = give(slack, viewer(slack, request.query_params.get("person", "")), request)
        except Refusal as refusal:
            return JSONResponse({"refused": str(refusal)}, status_code=422, headers=NOT_KEPT)
        return JSONResponse(given, headers=NOT_KEPT)

    return answer


def offers(slack: Slack, person: Person, request: Request) -> Json:
    """For the composer of `channel`: no commands where the person's workspace has no app."""
    channel = own_channel(slack, person, request.query_params.get("channel", ""))
    people = seen.mentionable(slack, person, channel)
    own = slack.world.teams[person.team_id].name
    return {
        "commands": seen.commands(slack, person),
        "people": [
            one
            | {
                "initials": initials(one["name"]),
                "hue": hue(one["id"]),
                "company": "" if one["team"] == own else one["team"],
            }
            for one in people
        ],
        "groups": [
            {"id": group.id, "handle": group.handle, "name": group.name}
            for group in slack.world.usergroups.values()
            if group.team_id == person.team_id and not group.disabled
        ],
        "channels": [
            {"id": one.id, "name": title_of(slack, person, one)}
            for one in slack.world.channels.values()
            if not one.is_direct and not one.archived and seen.can_see(person, one)
        ],
    }


def shortcuts(slack: Slack, person: Person, request: Request) -> Json:
    return seen.shortcuts(slack, person)


def typed(slack: Slack, person: Person, request: Request) -> Json:
    """A message as its author typed it, to be edited."""
    query = request.query_params
    channel = own_channel(slack, person, query.get("channel", ""))
    return as_typed(slack, person, seen.message_in(channel, person, query.get("ts", "")))


def acquaintances(slack: Slack, person: Person, request: Request) -> list[Json]:
    """Whom one can write to or, with `channel`, still bring into it: one's own, apps too."""
    wanted = request.query_params.get("channel")
    if not wanted:
        known = seen.people(slack, person)
        bots = [
            {"id": app.bot_user_id, "name": app.manifest.name, "team": "App"}
            for app in slack.world.apps.values()
            if app.team_id == person.team_id
        ]
        return sorted([*known, *bots], key=lambda one: str(one["name"]).casefold())
    channel = own_channel(slack, person, wanted)
    return [
        {"id": one.id, "name": one.real_name, "team": "App" if one.is_bot else one.title}
        for one in slack.world.people_of(person.team_id)
        if one.id not in channel.members and not one.deleted
    ]


async def emoji(request: Request) -> Response:
    """Every emoji by its name."""
    return JSONResponse(dict(EMOJI))


def uploading(slack: Slack) -> Answer:
    """Take a file of the person's, the bytes as the body and `name` beside it; its id."""

    async def answer(request: Request) -> Response:
        try:
            person = viewer(slack, request.query_params.get("person", ""))
            content = await _content(request)
            file = files.add(slack, person, request.query_params.get("name") or "file", content)
        except Refusal as refusal:
            return JSONResponse({"refused": str(refusal)}, status_code=422)
        except SlackError:
            return JSONResponse({"refused": "that file is too large"}, status_code=422)
        return JSONResponse({"id": file.id, "title": file.title, "url": file.url})

    return answer


async def _content(request: Request) -> bytes:
    received = bytearray()
    async for piece in request.stream():
        received += piece
        if len(received) > files.LARGEST:
            raise SlackError("file_upload_size_restricted")
    if not received:
        raise Refusal("that file is empty")
    return bytes(received)
