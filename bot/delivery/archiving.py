"""Archiving a customer's channel, after the farewell was said in it (R5)."""

from bot.delivery.attempt import Attempt
from bot.slack.errors import ChannelClosed, Refused
from services.closings import Closings
from storage.outbox import Sent


class Archiving:
    """Executor of `archive`."""

    def __init__(self, closings: Closings) -> None:
        self._closings = closings

    async def archive(self, attempt: Attempt) -> Sent | None:
        """Archive it, unless that is no longer wanted, or somebody did."""
        row = attempt.row
        workspace, account = row.workspace_id, str(row.account_id)
        channel = await attempt.off_loop(self._closings.to_archive, workspace, account)
        if channel is None:
            return Sent(row.id)
        await attempt.begin("conversations.archive", channel)
        try:
            await attempt.call("conversations.archive", channel=channel)
        except Refused as refused:
            if not _is_archived(refused):
                raise
        await attempt.off_loop(self._closings.archived, workspace, account, row_id=row.id)
        return None


def _is_archived(refused: Refused) -> bool:
    in_other_words = isinstance(refused, ChannelClosed) and refused.code == "is_archived"
    return in_other_words or refused.code == "already_archived"
