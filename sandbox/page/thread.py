"""A thread beside its channel: the first message, the replies, and what one adds to them."""

from starlette.datastructures import QueryParams

from sandbox.page.channel import composer
from sandbox.page.faces import title_of
from sandbox.page.places import Place, address, channel_in
from sandbox.page.rendering import rendered
from sandbox.page.timeline import Timeline
from sandbox.slack import Slack
from sandbox.world import Channel, Message, Person


def draw_thread(slack: Slack, person: Person, query: QueryParams) -> str:
    """`channel` and `ts` of the first message; nothing where there is no thread."""
    place = Place("channel", query.get("channel", ""), query.get("ts", ""))
    channel = channel_in(slack, person, place)
    if channel is None or not place.thread:
        return ""
    root = channel.messages.get(place.thread) or channel.ephemerals.get(place.thread)
    if root is None or root.seen_by not in (None, person.id):
        root = None
    name = title_of(slack, person, channel)
    timeline = Timeline(slack, person, channel)
    return rendered(
        "shell/thread.html",
        channel=channel,
        title=name if channel.is_direct else f"#{name}",
        back=address(person, place._replace(thread="")),
        root=None if root is None else timeline.one(root, prefix="t"),
        replies=timeline.draw(replies_to(channel, person, root), prefix="t", before=root),
        composer=composer(slack, person, channel, place.thread),
    )


def replies_to(channel: Channel, person: Person, root: Message | None) -> list[Message]:
    """With what only this person sees among them."""
    if root is None:
        return []
    replies = [channel.messages[ts] for ts in root.replies]
    replies += [
        one
        for one in channel.ephemerals.values()
        if one.seen_by == person.id and one.thread_ts == root.ts
    ]
    return sorted(replies, key=lambda message: message.ts)
