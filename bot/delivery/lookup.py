"""Did it arrive? A message is found again by the outbox key in its metadata."""

from datetime import datetime, timedelta
from typing import Any

from bot.delivery.attempt import Attempt

EVENT_TYPE = "milepost_outbox"
CLOCKS_DIFFER = timedelta(minutes=5)
"""How far our clock and Slack's may lie apart."""


def metadata(key: str) -> dict[str, Any]:
    """What every message of ours carries, unseen by people."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}


def since(created_at: datetime) -> datetime:
    """Nothing that came of a row is older than this."""
    return created_at - CLOCKS_DIFFER


async def find_message(
    attempt: Attempt, channel_id: str, thread_ts: str | None = None
) -> str | None:
    """The ts of the message that an earlier attempt at this row posted; None if it posted none."""
    place: dict[str, Any] = {"channel": channel_id}
    if thread_ts is not None:
        place["ts"] = thread_ts
    method = "conversations.history" if thread_ts is None else "conversations.replies"
    cursor: str | None = None
    while True:
        answer = await attempt.call(
            method,
            **place,
            oldest=f"{since(attempt.row.created_at).timestamp():.6f}",
            include_all_metadata=True,
            limit=200,
            cursor=cursor,
        )
        for message in answer["messages"]:
            if _key(message) == attempt.row.key:
                return str(message["ts"])
        cursor = next_cursor(answer)
        if cursor is None:
            return None


def next_cursor(answer: dict[str, Any]) -> str | None:
    """Where the next page of a list begins; None after the last."""
    return (answer.get("response_metadata") or {}).get("next_cursor") or None


def _key(message: dict[str, Any]) -> str | None:
    found = message.get("metadata") or {}
    if found.get("event_type") != EVENT_TYPE:
        return None
    key = found.get("event_payload", {}).get("key")
    return str(key) if key is not None else None
