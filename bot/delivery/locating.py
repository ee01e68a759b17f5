"""A channel whose new id nobody told us: the news was lost, or came while Milepost stood still."""

from typing import Any

from bot.delivery.attempt import Attempt, ChannelMoved
from bot.delivery.lookup import next_cursor
from bot.slack.errors import ChannelNotFound
from services.channels import Channels, Sought
from storage.outbox import Sent

PAGE = 200


class Locating:
    """Executor of `locate`: looks whether an account's channel still has the id we know."""

    def __init__(self, channels: Channels) -> None:
        self._channels = channels

    async def locate(self, attempt: Attempt) -> Sent:
        """Ask for the channel; when it is not there any more, find it under its new id."""
        row = attempt.row
        workspace, account = row.workspace_id, str(row.account_id)
        sought = await attempt.off_loop(self._channels.sought, workspace, account)
        if sought is not None and not await _is_there(attempt, sought.channel_id):
            old, new = sought.channel_id, await self._found(attempt, sought)
            if new is not None:
                key = f"located:{old}:{new}"
                await attempt.off_loop(self._channels.id_changed, workspace, old, new, key)
        return Sent(row.id)

    async def _found(self, attempt: Attempt, sought: Sought) -> str | None:
        """The channel we made under that name; else the one in which our checklist stands."""
        unknown = [
            channel
            for channel in await _ours(attempt)
            if not await attempt.off_loop(
                self._channels.is_known, attempt.row.workspace_id, channel["id"]
            )
        ]
        for channel in unknown:
            if channel["name"] == sought.name and channel["creator"] == sought.bot_user_id:
                return str(channel["id"])
        for channel in unknown:
            if await _has_checklist(attempt, str(channel["id"]), sought):
                return str(channel["id"])
        return None


async def _is_there(attempt: Attempt, channel: str) -> bool:
    try:
        await attempt.call("conversations.info", channel=channel)
    except (ChannelMoved, ChannelNotFound):
        return False
    return True


async def _ours(attempt: Attempt) -> list[dict[str, Any]]:
    """The channels that Milepost is in."""
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        answer = await attempt.call(
            "conversations.list",
            types="private_channel,public_channel",
            exclude_archived=True,
            limit=PAGE,
            cursor=cursor,
        )
        # the private ones that are listed are those we are in
        found += [c for c in answer["channels"] if c["is_private"] or c.get("is_member")]
        cursor = next_cursor(answer)
        if cursor is None:
            return found


async def _has_checklist(attempt: Attempt, channel: str, sought: Sought) -> bool:
    if sought.checklist_ts is None:
        return False
    answer = await attempt.call(
        "conversations.history",
        channel=channel,
        oldest=sought.checklist_ts,
        latest=sought.checklist_ts,
        inclusive=True,
        limit=1,
    )
    return any(
        message["ts"] == sought.checklist_ts and message.get("user") == sought.bot_user_id
        for message in answer["messages"]
    )
