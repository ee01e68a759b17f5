"""Rows that bring a surface up to date: rendered from what is true when they are sent."""

from blocks.checklist import checklist
from blocks.kit import BlockError
from bot.delivery.attempt import Attempt
from bot.delivery.posting import post_once
from bot.slack.errors import MessageGone, Refused
from services.surfaces import Surfaces as Service
from services.surfaces import SurfaceWork
from storage.outbox import Sent


class Surfaces:
    """Executor of `surface`."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def bring_up_to_date(self, attempt: Attempt) -> Sent | None:
        """Edit the message in place. An edit is repeated without harm, so none is looked up.

        A surface that is not posted yet is left to the step that posts it; one that somebody
        deleted is posted anew.
        """
        row = attempt.row
        work = await attempt.off_loop(self._service.work, row.workspace_id, row.body["surface"])
        if work is None or work.channel_id is None or work.ts is None:
            return Sent(row.id)
        try:
            posted = await self._show(attempt, work, work.channel_id, work.ts)
        except (Refused, BlockError) as refused:
            await attempt.off_loop(
                self._service.given_up,
                row.workspace_id,
                work.surface.id,
                work.version,
                row_id=row.id,
                error=str(refused),
            )
            return None
        await attempt.off_loop(
            self._service.rendered,
            row.workspace_id,
            work.surface.id,
            work.version,
            row_id=row.id,
            channel_id=posted.channel_id,
            ts=posted.ts,
        )
        return None

    async def _show(self, attempt: Attempt, work: SurfaceWork, channel: str, ts: str) -> Sent:
        message = await attempt.off_loop(checklist, work.view)
        await attempt.begin("chat.update", channel)
        try:
            await attempt.call(
                "chat.update",
                channel=channel,
                ts=ts,
                text=message["text"],
                blocks=message["blocks"],
            )
        except MessageGone:
            return await post_once(attempt, channel, message)
        return Sent(attempt.row.id, channel, ts)
