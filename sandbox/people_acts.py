"""What people do with what apps show them: click, fill in, submit, type commands, open a Home."""

from dataclasses import asdict
from typing import Any

from sandbox import (
    channels,
    commands,
    events,
    forms,
    interactions,
    objects,
    seen,
    submissions,
    views,
)
from sandbox.apps import App
from sandbox.errors import Refusal
from sandbox.interactions import Act, Surface
from sandbox.slack import Slack
from sandbox.world import Channel, Message, Person, View

Json = dict[str, Any]


async def click(slack: Slack, person: Person, body: Json) -> Json:
    channel, message = _message(slack, person, body)
    return asdict(await interactions.act_on_message(slack, person, channel, message, _act(body)))


async def click_in_modal(slack: Slack, person: Person, body: Json) -> Json:
    """Act in the top modal, or in the one named `view`, filling in `fields` before."""
    view = _open_modal(slack, person, body)
    await submissions.fill(slack, person, view, body.get("fields") or {})
    return asdict(await interactions.act_in_view(slack, person, view, _act(body)))


async def click_at_home(slack: Slack, person: Person, body: Json) -> Json:
    view = _home(slack, person, body)
    if view is None:
        raise Refusal("nothing is published on the Home")
    await submissions.fill(slack, person, view, body.get("fields") or {})
    return asdict(await interactions.act_in_view(slack, person, view, _act(body)))


def _act(body: Json) -> Act:
    return Act(
        body["action_id"],
        body.get("block_id"),
        body.get("value"),
        body.get("overrides") or {},
        stale=bool(body.get("stale")),
        fields=body.get("fields") or {},
    )


async def submit(slack: Slack, person: Person, body: Json) -> Json:
    view = _open_modal(slack, person, body)
    return asdict(await submissions.submit(slack, person, view, body["fields"]))


async def close_modal(slack: Slack, person: Person, body: Json) -> Json:
    """Close the top modal, which is the one named `view` if one is named, or all of them."""
    _open_modal(slack, person, body)
    everything = bool(body.get("everything"))
    return asdict(await submissions.close_modal(slack, person, everything=everything))


async def suggestions(slack: Slack, person: Person, body: Json) -> list[Json]:
    """What an external menu offers: in a message (`channel`, `ts`), at `home`, in the modal.

    In a view the app is told what stands in its other `fields` too.
    """
    if body.get("ts"):
        channel, message = _message(slack, person, body)
        surface = interactions.on_message(slack, channel, message)
    else:
        view = _home(slack, person, body) if body.get("home") else _open_modal(slack, person, body)
        if view is None:
            raise Refusal("nothing is published on the Home")
        await submissions.fill(slack, person, view, body.get("fields") or {})
        surface = interactions.in_view(slack, view)
    return await _offered(slack, person, surface, body)


async def _offered(slack: Slack, person: Person, surface: Surface, body: Json) -> list[Json]:
    block, element = forms.find_element(surface.blocks, body["action_id"], body.get("block_id"))
    query = body.get("query") or ""
    return await interactions.offered_options(slack, surface, person, block, element, query)


async def command(slack: Slack, person: Person, body: Json) -> Json:
    """What the person then saw comes with the outcome: answers only for them, a modal."""
    channel = seen.own_channel(slack, person, body)
    before = set(channel.ephemerals)
    outcome = asdict(
        await commands.run_command(slack, person, channel, body["command"], body["text"])
    )
    answers = [
        seen.message_entry(slack, channel, message)
        for ts, message in channel.ephemerals.items()
        if ts not in before and message.seen_by == person.id
    ]
    return outcome | {"answers": answers, "modal": seen.modal(slack, person)}


async def shortcut(slack: Slack, person: Person, body: Json) -> Json:
    if not body.get("channel"):
        return asdict(await commands.use_global_shortcut(slack, person, body["callback_id"]))
    channel, message = _message(slack, person, body)
    return asdict(
        await commands.use_message_shortcut(slack, person, channel, message, body["callback_id"])
    )


async def open_home(slack: Slack, person: Person, body: Json) -> Json | None:
    """Open an app's Home: the app is told, and what is published there is shown."""
    view = _home(slack, person, body)
    for app in slack.world.apps.values():
        named = body.get("app") in (None, app.id)
        if (
            named
            and app.team_id == person.team_id
            and events.may_hear(app, "app_home_opened", None)
        ):
            _tell_opened(slack, app, person, view)
    return None if view is None else seen.view_entry(view)


def _tell_opened(slack: Slack, app: App, person: Person, view: View | None) -> None:
    bot = slack.world.people[app.bot_user_id]
    channel = channels.open_direct(slack, bot, person)
    opened: Json = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": channel.id,
        "tab": "home",
    }
    if view is not None:
        opened["view"] = objects.view(view, app)
    events.send(slack, app, opened, shared=False)


def _home(slack: Slack, person: Person, body: Json) -> View | None:
    """What the app (`app`, or the first with a Home) has published for this person."""
    for app in slack.world.apps.values():
        named = body.get("app") in (None, app.id)
        if named and app.manifest.home_tab and app.team_id == person.team_id:
            return slack.world.homes.get((app.id, person.id))
    raise Refusal(f"no app has a Home for {person.real_name}")


def _open_modal(slack: Slack, person: Person, body: Json) -> View:
    """The top modal. Raises Refusal when there is none, or it is not the one named `view`."""
    view = views.top(slack, person)
    if view is None:
        raise Refusal(f"{person.real_name} has no modal open")
    if body.get("view") not in (None, view.id):
        raise Refusal("that form is no longer open")
    return view


def _message(slack: Slack, person: Person, body: Json) -> tuple[Channel, Message]:
    channel = seen.own_channel(slack, person, body)
    return channel, seen.message_in(channel, person, body["ts"])


ACTS = (
    click,
    click_at_home,
    click_in_modal,
    close_modal,
    command,
    open_home,
    shortcut,
    submit,
    suggestions,
)
