"""The sandbox's own API for being a person: `/sandbox/people/<id>/…`. What a client could do."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from sandbox import (
    channels,
    commands,
    events,
    forms,
    interactions,
    messages,
    objects,
    seen,
    submissions,
    views,
)
from sandbox.errors import Refusal
from sandbox.interactions import Act
from sandbox.people_channels import CHANNEL_DOINGS, person_by_id
from sandbox.slack import Slack
from sandbox.world import Channel, Message, Person, View

Json = dict[str, Any]
Doing = Callable[[Slack, Person, Json], Awaitable[Any]]

MARKUP = re.compile(r"<(?:[@#!][^<>]+|https?://[^<>]+|mailto:[^<>]+)>")


async def say(slack: Slack, person: Person, body: Json) -> Json:
    channel = seen.own_channel(slack, person, body)
    text = typed(body["text"])
    message = Message(
        ts=slack.clock.next_ts(),
        user=person.id,
        team=person.team_id,
        text=text,
        blocks=[_rich_text(slack, text)],
        client_msg_id=slack.ids.secret(""),
    )
    if body.get("thread_ts"):
        parent = seen.message_in(channel, person, body["thread_ts"])
        message.thread_ts = parent.thread_ts or parent.ts
    messages.post(slack, channel, message)
    return {"ts": message.ts}


def typed(text: str) -> str:
    """Typed text as the client sends it: escaped, but for mentions and links it made itself."""
    pieces, end = [], 0
    for match in MARKUP.finditer(text):
        pieces += [_escaped(text[end : match.start()]), match.group()]
        end = match.end()
    return "".join([*pieces, _escaped(text[end:])])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _rich_text(slack: Slack, text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "block_id": slack.ids.mint("b"), "elements": [section]}


async def edit(slack: Slack, person: Person, body: Json) -> Json:
    channel, message = _own_message(slack, person, body)
    text = typed(body["text"])
    changes = {"text": text, "blocks": [_rich_text(slack, text)]}
    messages.edit(slack, channel, message, changes)
    return {}


async def delete_message(slack: Slack, person: Person, body: Json) -> Json:
    channel, message = _own_message(slack, person, body)
    messages.delete(slack, channel, message)
    return {}


async def react(slack: Slack, person: Person, body: Json) -> Json:
    channel = seen.own_channel(slack, person, body)
    message = seen.message_in(channel, person, body["ts"])
    messages.react(slack, channel, message, person, body["name"])
    return {}


async def unpin(slack: Slack, person: Person, body: Json) -> Json:
    channel = seen.own_channel(slack, person, body)
    messages.unpin(slack, channel, seen.message_in(channel, person, body["ts"]), person)
    return {}


async def click(slack: Slack, person: Person, body: Json) -> Json:
    channel = seen.own_channel(slack, person, body)
    message = seen.message_in(channel, person, body["ts"])
    return asdict(await interactions.act_on_message(slack, person, channel, message, _act(body)))


async def click_in_modal(slack: Slack, person: Person, body: Json) -> Json:
    view = views.top(slack, person)
    if view is None:
        raise Refusal(f"{person.real_name} has no modal open")
    return asdict(await interactions.act_in_view(slack, person, view, _act(body)))


async def click_at_home(slack: Slack, person: Person, body: Json) -> Json:
    view = _home(slack, person)
    if view is None:
        raise Refusal("nothing is published on the Home")
    return asdict(await interactions.act_in_view(slack, person, view, _act(body)))


def _act(body: Json) -> Act:
    return Act(
        body["action_id"],
        body.get("block_id"),
        body.get("value"),
        body["overrides"],
        stale=bool(body.get("stale")),
    )


async def submit(slack: Slack, person: Person, body: Json) -> Json:
    return asdict(await submissions.submit(slack, person, body["fields"]))


async def suggestions(slack: Slack, person: Person, body: Json) -> list[Json]:
    view = views.top(slack, person)
    if view is None:
        raise Refusal(f"{person.real_name} has no modal open")
    app = slack.world.apps[view.app_id]
    block, element = forms.find_element(
        view.content["blocks"], body["action_id"], body.get("block_id")
    )
    return await interactions.offered_options(slack, app, person, block, element, body["query"])


async def close_modal(slack: Slack, person: Person, body: Json) -> Json:
    everything = bool(body.get("everything"))
    return asdict(await submissions.close_modal(slack, person, everything=everything))


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
    channel = seen.own_channel(slack, person, body)
    message = seen.message_in(channel, person, body["ts"])
    return asdict(
        await commands.use_message_shortcut(slack, person, channel, message, body["callback_id"])
    )


async def open_home(slack: Slack, person: Person, body: Json) -> Json | None:
    """Open the app's Home: the app is told, and what is published there is shown."""
    view = _home(slack, person)
    for app in slack.world.apps.values():
        if app.team_id == person.team_id and events.may_hear(app, "app_home_opened", None):
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
    return None if view is None else seen.view_entry(view)


def _home(slack: Slack, person: Person) -> View | None:
    for app in slack.world.apps.values():
        if app.manifest.home_tab and app.team_id == person.team_id:
            return slack.world.homes.get((app.id, person.id))
    raise Refusal(f"no app has a Home for {person.real_name}")


async def open_dm(slack: Slack, person: Person, body: Json) -> Json:
    other = person_by_id(slack, body["user"])
    return {"id": channels.open_direct(slack, person, other).id}


async def change_profile(slack: Slack, person: Person, body: Json) -> Json:
    """Change title, zone, real_name or deleted (an administrator's doing); apps are told."""
    for field in ("title", "zone", "real_name", "email", "deleted"):
        if field in body:
            setattr(person, field, body[field])
    person.updated = int(slack.clock.now())
    now = slack.clock.now()
    shown = objects.user(slack.world, person, seen_from=person.team_id, now=now)
    changed = {"type": "user_change", "user": shown, "cache_ts": person.updated}
    events.in_team(slack, person.team_id, changed)
    return {}


def _own_message(slack: Slack, person: Person, body: Json) -> tuple[Channel, Message]:
    channel = seen.own_channel(slack, person, body)
    message = seen.message_in(channel, person, body["ts"])
    if message.user != person.id:
        raise Refusal(f"that message is not {person.real_name}'s")
    return channel, message


async def see_channels(slack: Slack, person: Person, body: Json) -> list[Json]:
    return seen.channels(slack, person)


async def see_messages(slack: Slack, person: Person, body: Json) -> list[Json]:
    return seen.messages(slack, person, seen.channel_named(slack, person, body["channel"]))


async def see_thread(slack: Slack, person: Person, body: Json) -> list[Json]:
    channel = seen.channel_named(slack, person, body["channel"])
    return seen.thread(slack, person, channel, body["ts"])


async def see_inbox(slack: Slack, person: Person, body: Json) -> list[Json]:
    return seen.invitations(slack, person)


async def see_modal(slack: Slack, person: Person, body: Json) -> Json | None:
    return seen.modal(slack, person)


DOINGS: dict[str, Doing] = {
    doing.__name__: doing
    for doing in (
        *CHANNEL_DOINGS,
        change_profile,
        click,
        click_at_home,
        click_in_modal,
        close_modal,
        command,
        delete_message,
        edit,
        open_dm,
        open_home,
        react,
        say,
        see_channels,
        see_inbox,
        see_messages,
        see_modal,
        see_thread,
        shortcut,
        submit,
        suggestions,
        unpin,
    )
}
"""Everything a person can do or look at, by the last part of the address."""
