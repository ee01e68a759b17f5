"""files.*: uploading by address, sharing what was uploaded, looking it up."""

from typing import Any

from sandbox import file_objects, files
from sandbox.canvases import is_reader
from sandbox.composing import (
    TEXT_LENGTH,
    Content,
    check_message_blocks,
    parsed,
    with_ids,
)
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.call import Call, Method, invalid
from sandbox.methods.chat import named_channel, own_message, put_in_thread
from sandbox.world import Channel, File

Json = dict[str, Any]
ALT_LENGTH = 1_000
SNIPPET_BYTES = 1024 * 1024
MOST_CHANNELS = 100


def get_upload_address(call: Call) -> Json:
    size = call.number("length", 0, least=0, most=1 << 50)
    if size == 0 or not call.text("filename"):
        raise SlackError("missing_argument")
    if len(call.text("alt_txt")) > ALT_LENGTH:
        raise SlackError("alt_txt_too_large")
    if call.text("snippet_type") and size > SNIPPET_BYTES:
        raise SlackError("snippet_too_large")
    file, address = files.expect(
        call.slack,
        call.actor,
        call.text("filename"),
        size,
        alt_text=call.text("alt_txt"),
        snippet=call.text("snippet_type"),
    )
    return {"upload_url": address, "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """Everything is checked before the first file is shared."""
    uploaded = [_uploaded(call, entry) for entry in _entries(call)]
    channels, content = _destinations(call), _content(call)
    for file, title in uploaded:
        file.completed = True
        file.title = title
    finished = [file for file, _ in uploaded]
    for channel in channels:
        message = own_message(call, content)
        put_in_thread(call, channel, message)
        files.share(call.slack, channel, message, finished)
    return {"files": [file_objects.file(call.slack.world, file) for file in finished]}


def _entries(call: Call) -> list[Json]:
    entries = parsed(call.args["files"], "invalid_arguments")
    if not isinstance(entries, list) or not entries:
        raise invalid("`files` must be an array of files")
    if not all(isinstance(entry, dict) and entry.get("id") for entry in entries):
        raise invalid("each of `files` must have an `id`")
    return entries


def _uploaded(call: Call, entry: Json) -> tuple[File, str]:
    """The file and its title. Raises file_not_found, access_denied."""
    file = call.slack.world.files.get(str(entry["id"]))
    if file is None or file.content is None or file.completed:
        raise SlackError("file_not_found")
    if file.owner != call.actor_id:
        raise SlackError("access_denied")
    return file, str(entry.get("title") or file.name)


def _destinations(call: Call) -> list[Channel]:
    if call.text("channel_id"):
        return [_destination(call, call.text("channel_id"), "channel_not_found")]
    named = call.texts("channels")
    if len(named) > MOST_CHANNELS:
        raise SlackError("channels_limit_exceeded")
    return [_destination(call, name, "invalid_channel") for name in named]


def _destination(call: Call, named: str, unknown: str) -> Channel:
    try:
        channel = named_channel(call, named)
    except SlackError:
        raise SlackError(unknown) from None
    if call.actor_id not in channel.members:
        raise SlackError("not_in_channel")
    if channel.archived:
        raise SlackError("posting_to_channel_denied")
    return channel


def _content(call: Call) -> Content:
    """What is said beside the files: a comment, or blocks, or nothing. Raises invalid_blocks."""
    comment, blocks = call.text("initial_comment"), _blocks(call)
    if comment or not blocks:
        return Content(comment[:TEXT_LENGTH], None, None, None)
    check_message_blocks(blocks, "invalid_blocks")
    return Content("", with_ids(blocks, call.slack.ids), None, None)


def _blocks(call: Call) -> list[Json]:
    blocks = parsed(call.args.get("blocks"), "invalid_blocks") or []
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise SlackError("invalid_blocks")
    return blocks


def info(call: Call) -> Json:
    """A canvas is a file as well."""
    file_id = call.text("file")
    canvas = call.slack.world.canvases.get(file_id)
    if canvas is not None and is_reader(call.slack, canvas, call.actor):
        shown = file_objects.canvas(canvas)
    else:
        file = files.visible_to(call.slack, call.actor_id, file_id)
        if file is None:
            raise SlackError("file_not_found")
        shown = file_objects.file(call.slack.world, file)
    return {"file": shown, "comments": [], "response_metadata": {"next_cursor": ""}}


METHODS = (
    Method(
        "files.getUploadURLExternal",
        get_upload_address,
        Tier.FOUR,
        required=("filename", "length"),
        optional=("alt_txt", "snippet_type"),
        scopes=("files:write",),
        errors=(
            "alt_txt_too_large",
            "file_upload_size_restricted",
            "missing_argument",
            "snippet_too_large",
            "storage_limit_reached",
        ),
        reads_json=False,
        differs="files of up to 100 MB, 512 MB in all: they are kept in memory; any `snippet_type`"
        " is taken",
    ),
    Method(
        "files.completeUploadExternal",
        complete_upload,
        Tier.FOUR,
        required=("files",),
        optional=(
            "blocks",
            "channel_id",
            "channels",
            "icon_emoji",
            "icon_url",
            "initial_comment",
            "thread_ts",
            "username",
        ),
        scopes=("files:write",),
        errors=(
            "access_denied",
            "channel_not_found",
            "channels_limit_exceeded",
            "file_not_found",
            "invalid_blocks",
            "invalid_channel",
            "not_in_channel",
            "posting_to_channel_denied",
        ),
        differs="the message is there at once, Slack posts it a moment later",
    ),
    Method(
        "files.info",
        info,
        Tier.FOUR,
        required=("file",),
        optional=("count", "cursor", "limit", "page"),
        scopes=("files:read",),
        errors=("access_denied", "file_deleted", "file_not_found"),
        reads_json=False,
        differs="no previews and no comments",
    ),
)
