"""Answers by `response_url`, and the text an app answers a command with."""

from typing import Any

from sandbox import messages
from sandbox.apps import App
from sandbox.composing import Content, read_content
from sandbox.errors import SlackError
from sandbox.slack import Slack
from sandbox.triggers import ResponseAddress
from sandbox.world import Channel, Message

Json = dict[str, Any]


def respond(slack: Slack, address: ResponseAddress, body: Json) -> None:
    """Do what a response says, and note it: replace or delete the original, or say something new.

    Raises SlackError: channel_not_found, and whatever is wrong with the content.
    """
    error = ""
    try:
        _do(slack, address, body)
    except SlackError as refused:
        error = refused.code
        raise
    finally:
        slack.journal.response(
            app_id=address.app_id,
            channel_id=address.channel_id,
            person_id=address.person_id,
            ephemeral=address.ephemeral,
            body=body,
            error=error,
        )


def _do(slack: Slack, address: ResponseAddress, body: Json) -> None:
    app = slack.world.apps[address.app_id]
    channel = slack.world.channels.get(address.channel_id)
    if channel is None:
        raise SlackError("channel_not_found")
    original = _original(channel, address)
    if body.get("delete_original") and original is not None:
        _delete(slack, channel, original)
        return
    content = read_content(body, method="response_url", journal=slack.journal, ids=slack.ids)
    if body.get("replace_original") and original is not None:
        _replace(slack, channel, original, content)
    else:
        in_channel = body.get("response_type") == "in_channel"
        _say(slack, app, channel, address, content, body, in_channel=in_channel)


def _original(channel: Channel, address: ResponseAddress) -> Message | None:
    place = channel.ephemerals if address.ephemeral else channel.messages
    return place.get(address.message_ts or "")


def _delete(slack: Slack, channel: Channel, original: Message) -> None:
    if original.seen_by is not None:
        del channel.ephemerals[original.ts]
    else:
        messages.delete(slack, channel, original)


def _replace(slack: Slack, channel: Channel, original: Message, content: Content) -> None:
    changes = {
        "text": content.text,
        "blocks": content.blocks,
        "attachments": content.attachments,
    }
    if original.seen_by is None:
        messages.edit(slack, channel, original, changes)
        return
    for field, value in changes.items():
        setattr(original, field, value)


def _say(
    slack: Slack,
    app: App,
    channel: Channel,
    address: ResponseAddress,
    content: Content,
    body: Json,
    *,
    in_channel: bool,
) -> None:
    message = Message(
        ts=slack.clock.next_ts(),
        user=app.bot_user_id,
        team=app.team_id,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        bot_id=app.bot_id,
        app_id=app.id,
    )
    thread_ts = str(body.get("thread_ts") or "")
    if thread_ts in channel.messages:
        message.thread_ts = thread_ts
    if in_channel:
        messages.post(slack, channel, message)
    else:
        message.seen_by = address.person_id
        channel.ephemerals[message.ts] = message
