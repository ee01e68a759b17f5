"""chat.*: messages that an app posts, changes and takes away."""

from typing import Any

from sandbox import channels, messages, objects
from sandbox.composing import TEXT_LENGTH, Content, read_content
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.call import Call, Method
from sandbox.world import Channel, Message, Person

Json = dict[str, Any]


def post_message(call: Call) -> Json:
    channel = destination(call)
    content = read_own_content(call, too_long="msg_blocks_too_long")
    message = own_message(call, content)
    put_in_thread(call, channel, message)
    messages.post(call.slack, channel, message)
    shown = objects.message(call.slack.world, message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def post_me_message(call: Call) -> Json:
    """What the person does, said of them: /me waves."""
    channel = destination(call)
    content = read_content(
        {"text": call.text("text")},
        method=call.method.name,
        journal=call.slack.journal,
        ids=call.slack.ids,
    )
    message = own_message(call, content)
    message.subtype = "me_message"
    messages.post(call.slack, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def destination(call: Call) -> Channel:
    """Where to post: a channel the app may post to, or a person's direct messages.

    Raises channel_not_found, not_in_channel, is_archived.
    """
    channel = named_channel(call, call.text("channel"))
    if call.actor_id not in channel.members:
        open_to_all = call.is_bot and "chat:write.public" in call.granted
        if channel.kind != "public" or not open_to_all:
            raise SlackError("not_in_channel")
    if channel.archived:
        raise SlackError("is_archived")
    return channel


def named_channel(call: Call, named: str) -> Channel:
    """A channel by id or name, or the direct messages with a person named by id."""
    named = named.removeprefix("#")
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
        call.actor_id, person.id
    )
    if not known or person.deleted or person.id == call.actor_id:
        raise SlackError("channel_not_found")
    return channels.open_direct(call.slack, call.actor, person)


def read_own_content(call: Call, *, too_long: str = "msg_too_long") -> Content:
    """What the call wants to say; see `composing.read_content`. Raises markdown_text_conflict."""
    if call.args.get("markdown_text") and (call.args.get("text") or call.args.get("blocks")):
        raise SlackError("markdown_text_conflict")
    return read_content(
        call.args,
        method=call.method.name,
        journal=call.slack.journal,
        ids=call.slack.ids,
        too_long=too_long,
    )


def own_message(call: Call, content: Content) -> Message:
    """A message of the caller, not yet anywhere."""
    message = Message(
        ts=call.slack.clock.next_ts(),
        user=call.actor_id,
        team=call.app.team_id,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=content.metadata,
        bot_id=call.app.bot_id,
        app_id=call.app.id,
    )
    if "chat:write.customize" in call.granted:
        _customize(call, message)
    return message


def _customize(call: Call, message: Message) -> None:
    if call.text("username"):
        message.username = call.text("username")
        message.subtype = "bot_message"
    if call.text("icon_emoji"):
        message.icons = {"emoji": call.text("icon_emoji")}


def put_in_thread(call: Call, channel: Channel, message: Message) -> None:
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
    if message.user != call.actor_id:
        raise SlackError("cant_update_message")
    if channel.archived:
        raise SlackError("is_inactive")
    changes = _changes(call, message)
    messages.edit(call.slack, channel, message, changes)
    shown = objects.message(call.slack.world, message, with_metadata=True)
    del shown["ts"]
    answer = {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}
    return answer | truncation(call)


def _changes(call: Call, message: Message) -> Json:
    """What is not given stays: new text does not remove old blocks, an empty list does."""
    content = read_own_content(call)
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
    is_admin = not call.is_bot and call.actor.is_admin
    if message.user != call.actor_id and not is_admin:
        raise SlackError("cant_delete_message")
    messages.delete(call.slack, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(call: Call) -> Json:
    channel = destination(call)
    if call.text("user") not in channel.members:
        raise SlackError("user_not_in_channel")
    message = own_message(call, read_own_content(call))
    message.seen_by = call.text("user")
    put_in_thread(call, channel, message)
    channel.ephemerals[message.ts] = message
    return {"message_ts": message.ts}


def get_permalink(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "message_ts")
    return {
        "channel": channel.id,
        "permalink": objects.permalink(call.team, channel, message.ts),
    }


def truncation(call: Call) -> Json:
    """Slack's warning about a text that was cut."""
    if len(call.text("markdown_text") or call.text("text")) <= TEXT_LENGTH:
        return {}
    warning = "message_truncated"
    return {"warning": warning, "response_metadata": {"warnings": [warning]}}


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
        differs="links are not unfurled; `parse`, `link_names`, `mrkdwn` and `icon_url` do nothing;"
        " Slack publishes no figures of its pace: one a second in a channel after a burst of three",
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
        differs="`file_ids`, `reply_broadcast` and `unfurled_attachments` do nothing",
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
        differs="always arrives, at people of other companies too: Slack promises neither",
    ),
    Method(
        "chat.getPermalink",
        get_permalink,
        Tier.SPECIAL,
        required=("channel", "message_ts"),
        errors=("channel_not_found", "message_not_found"),
        reads_json=False,
    ),
    Method(
        "chat.meMessage",
        post_me_message,
        Tier.THREE,
        required=("channel", "text"),
        scopes=("chat:write",),
        errors=("channel_not_found", "is_archived", "no_text", "not_in_channel", "rate_limited"),
        posts=True,
    ),
)
