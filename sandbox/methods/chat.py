"""chat.postMessage, .update, .delete, .postEphemeral, .getPermalink."""

from typing import Any

from sandbox import channels, messages, objects
from sandbox.composing import Content, read_content
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.call import Call, Method
from sandbox.world import Channel, Message, Person

Json = dict[str, Any]


def post_message(call: Call) -> Json:
    channel = destination(call)
    content = _content(call, too_long="msg_blocks_too_long")
    message = _own_message(call, content)
    _put_in_thread(call, channel, message)
    messages.post(call.slack, channel, message)
    shown = objects.message(call.slack.world, message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def destination(call: Call) -> Channel:
    """Where to post: a channel the app may post to, or a person's direct messages.

    Raises channel_not_found, not_in_channel, is_archived.
    """
    channel = _named_channel(call)
    if call.app.bot_user_id not in channel.members:
        open_to_all = "chat:write.public" in call.app.manifest.scopes
        if channel.kind != "public" or not open_to_all:
            raise SlackError("not_in_channel")
    if channel.archived:
        raise SlackError("is_archived")
    return channel


def _named_channel(call: Call) -> Channel:
    named = call.text("channel").removeprefix("#")
    world = call.slack.world
    channel = world.channels.get(named)
    if channel is not None and call.sees(channel):
        return channel
    if named in world.people:
        return _direct(call, world.people[named])
    for candidate in world.channels.values():
        if candidate.names.get(call.team.id) == named and call.sees(candidate):
            return candidate
    raise SlackError("channel_not_found")


def _direct(call: Call, person: Person) -> Channel:
    known = person.team_id == call.team.id or call.slack.world.share_a_channel(
        call.bot.id, person.id
    )
    if not known or person.deleted or person.id == call.bot.id:
        raise SlackError("channel_not_found")
    return channels.open_direct(call.slack, call.bot, person)


def _content(call: Call, *, too_long: str = "msg_too_long") -> Content:
    if call.args.get("markdown_text") and (call.args.get("text") or call.args.get("blocks")):
        raise SlackError("markdown_text_conflict")
    return read_content(
        call.args,
        method=call.method.name,
        journal=call.slack.journal,
        ids=call.slack.ids,
        too_long=too_long,
    )


def _own_message(call: Call, content: Content) -> Message:
    message = Message(
        ts=call.slack.clock.next_ts(),
        user=call.app.bot_user_id,
        team=call.app.team_id,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=content.metadata,
        bot_id=call.app.bot_id,
        app_id=call.app.id,
    )
    if "chat:write.customize" in call.app.manifest.scopes:
        _customize(call, message)
    return message


def _customize(call: Call, message: Message) -> None:
    if call.text("username"):
        message.username = call.text("username")
        message.subtype = "bot_message"
    if call.text("icon_emoji"):
        message.icons = {"emoji": call.text("icon_emoji")}


def _put_in_thread(call: Call, channel: Channel, message: Message) -> None:
    """A reply belongs to the thread's first message; a reply to nothing stands alone."""
    parent = channel.messages.get(call.text("thread_ts"))
    if parent is None:
        return
    message.thread_ts = parent.thread_ts or parent.ts
    message.broadcast = call.flag("reply_broadcast")
    if message.broadcast:
        message.subtype = "thread_broadcast"


def update(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "ts")
    if message.app_id != call.app.id:
        raise SlackError("cant_update_message")
    if channel.archived:
        raise SlackError("is_inactive")
    changes = _changes(call, message)
    messages.edit(call.slack, channel, message, changes)
    shown = objects.message(call.slack.world, message, with_metadata=True)
    del shown["ts"]
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


def _changes(call: Call, message: Message) -> Json:
    """What is not given stays: new text does not remove old blocks, an empty list does."""
    content = _content(call)
    given: Json = {
        "blocks": content.blocks,
        "attachments": content.attachments,
        "metadata": content.metadata,
    }
    changes = {name: value for name, value in given.items() if call.args.get(name) is not None}
    return changes | {"text": content.text or message.text}


def delete(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "ts")
    if message.app_id != call.app.id:
        raise SlackError("cant_delete_message")
    messages.delete(call.slack, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(call: Call) -> Json:
    channel = destination(call)
    if call.text("user") not in channel.members:
        raise SlackError("user_not_in_channel")
    message = _own_message(call, _content(call))
    message.seen_by = call.text("user")
    _put_in_thread(call, channel, message)
    channel.ephemerals[message.ts] = message
    return {"message_ts": message.ts}


def get_permalink(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "message_ts")
    return {
        "channel": channel.id,
        "permalink": objects.permalink(call.team, channel, message.ts),
    }


CONTENT = ("attachments", "blocks", "link_names", "markdown_text", "metadata", "parse", "text")
CONTENT_ERRORS = (
    "channel_not_found",
    "invalid_blocks",
    "invalid_blocks_format",
    "markdown_text_conflict",
    "message_limit_exceeded",
    "no_text",
    "too_many_attachments",
)
METADATA_ERRORS = ("invalid_metadata_format", "invalid_metadata_schema", "metadata_too_large")

METHODS = (
    Method(
        "chat.postMessage",
        post_message,
        Tier.SPECIAL,
        required=("channel",),
        optional=(
            *CONTENT,
            "as_user",
            "current_draft_last_updated_ts",
            "icon_emoji",
            "icon_url",
            "mrkdwn",
            "reply_broadcast",
            "thread_ts",
            "unfurl_links",
            "unfurl_media",
            "username",
        ),
        scopes=("chat:write",),
        errors=(
            *CONTENT_ERRORS,
            *METADATA_ERRORS,
            "cannot_reply_to_message",
            "is_archived",
            "messages_tab_disabled",
            "msg_blocks_too_long",
            "not_in_channel",
            "rate_limited",
            "restricted_action",
            "restricted_action_read_only_channel",
        ),
        posts=True,
    ),
    Method(
        "chat.update",
        update,
        Tier.THREE,
        required=("channel", "ts"),
        optional=(*CONTENT, "as_user", "file_ids", "reply_broadcast", "unfurled_attachments"),
        scopes=("chat:write",),
        errors=(
            *CONTENT_ERRORS,
            *METADATA_ERRORS,
            "cant_update_message",
            "edit_window_closed",
            "external_channel_migrating",
            "invalid_attachments",
            "is_inactive",
            "message_not_found",
            "msg_too_long",
            "update_failed",
        ),
    ),
    Method(
        "chat.delete",
        delete,
        Tier.THREE,
        required=("channel", "ts"),
        optional=("as_user",),
        scopes=("chat:write",),
        errors=("cant_delete_message", "channel_not_found", "message_not_found"),
    ),
    Method(
        "chat.postEphemeral",
        post_ephemeral,
        Tier.FOUR,
        required=("channel", "user"),
        optional=(*CONTENT, "as_user", "icon_emoji", "icon_url", "thread_ts", "username"),
        scopes=("chat:write",),
        errors=(
            *CONTENT_ERRORS,
            "cannot_reply_to_message",
            "invalid_attachments",
            "is_archived",
            "messages_tab_disabled",
            "msg_too_long",
            "not_in_channel",
            "restricted_action",
            "user_not_in_channel",
        ),
    ),
    Method(
        "chat.getPermalink",
        get_permalink,
        Tier.SPECIAL,
        required=("channel", "message_ts"),
        errors=("channel_not_found", "message_not_found"),
    ),
)
