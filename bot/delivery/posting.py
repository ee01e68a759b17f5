"""Posting a message once, whatever happened to earlier attempts."""

from typing import Any

from blocks.kit import Message
from bot.delivery.attempt import Attempt
from bot.delivery.lookup import find_message, metadata
from storage.outbox import Sent


async def post_once(
    attempt: Attempt, channel: str, message: Message, *, thread_ts: str | None = None
) -> Sent:
    """Post the row's message, unless an earlier attempt did.

    `channel` may be a user id: then it is a direct message, and Slack names its channel.
    """
    if attempt.is_uncertain:
        place = await conversation(attempt, channel)
        ts = await find_message(attempt, place, thread_ts)
        if ts is None and thread_ts is not None:
            # an earlier attempt may have been made before there was a thread
            ts = await find_message(attempt, place)
        if ts is not None:
            return Sent(attempt.row.id, place, ts)
    await attempt.begin("chat.postMessage", channel)
    answer = await attempt.call(
        "chat.postMessage",
        channel=channel,
        text=message["text"],
        blocks=message["blocks"],
        thread_ts=thread_ts,
        metadata=metadata(attempt.row.key),
        unfurl_links=False,
        unfurl_media=False,
    )
    return Sent(attempt.row.id, str(answer["channel"]), str(answer["ts"]))


async def conversation(attempt: Attempt, channel: str) -> str:
    """The conversation in which a message to this channel or person stands."""
    if channel[0] not in "UW":
        return channel
    opened: dict[str, Any] = await attempt.call("conversations.open", users=channel)
    return str(opened["channel"]["id"])
