"""Files in a direct message: uploaded, then shared together with one message."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.delivery.attempt import Attempt
from bot.delivery.lookup import next_cursor, since


@dataclass(frozen=True, slots=True)
class File:
    """A file of text; `name` as it is saved, `title` as Slack shows it."""

    name: str
    title: str
    text: str


async def share(attempt: Attempt, place: str, files: Sequence[File], comment: str) -> None:
    """Upload them, and share them in a conversation below a comment (mrkdwn)."""
    await attempt.begin("files.completeUploadExternal", place)
    uploaded = [await _upload(attempt, one) for one in files]
    await attempt.call(
        "files.completeUploadExternal",
        files=uploaded,
        channel_id=place,
        initial_comment=comment,
    )


async def shared_before(attempt: Attempt, place: str, names: Sequence[str]) -> str | None:
    """The ts of the message by which an earlier attempt shared these files; None if none did."""
    cursor: str | None = None
    while True:
        answer = await attempt.call(
            "conversations.history",
            channel=place,
            oldest=f"{since(attempt.row.created_at).timestamp():.6f}",
            limit=200,
            cursor=cursor,
        )
        for message in answer["messages"]:
            if set(names) <= {_name(one) for one in message.get("files") or ()}:
                return str(message["ts"])
        cursor = next_cursor(answer)
        if cursor is None:
            return None


async def _upload(attempt: Attempt, file: File) -> dict[str, str]:
    content = file.text.encode()
    expected = await attempt.call(
        "files.getUploadURLExternal", filename=file.name, length=len(content)
    )
    await attempt.upload(str(expected["upload_url"]), content)
    return {"id": str(expected["file_id"]), "title": file.title}


def _name(shared: dict[str, Any]) -> str:
    return str(shared.get("name"))
