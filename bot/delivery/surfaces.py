"""Rows that bring a surface up to date: rendered from what is true when they are sent."""

from blocks.checklist import checklist
from blocks.kit import BlockError, Message
from bot.delivery.attempt import Attempt
from bot.delivery.customer_channel import open_channel
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
        if work is None or work.ts is None:
            return Sent(row.id)
        channel = open_channel(work.channel_id, work.channel_state)
        try:
            posted = await self._show(attempt, work, channel, work.ts)
        except (Refused, BlockError) as refused:
            await attempt.off_loop(
                self._service.given_up,
                row.workspace_id,
                work.surface.id,
                work.version,
                row_id=row.id,
                error=str(refused),
                code=refused.code if isinstance(refused, Refused) else None,
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
            reposted=posted.ts != work.ts,
        )
        return None

    async def _show(self, attempt: Attempt, work: SurfaceWork, channel: str, ts: str) -> Sent:
        message = await attempt.off_loop(checklist, work.view)
        await attempt.begin("chat.update", channel)
        try:
            await _edit(attempt, channel, ts, message)
        except MessageGone:
            posted = await post_once(attempt, channel, message)
            if attempt.is_uncertain and posted.ts is not None:
                # an earlier attempt may have posted it, with what was true then
                await _edit(attempt, channel, posted.ts, message)
            return posted
        return Sent(attempt.row.id, channel, ts)


async def _edit(attempt: Attempt, channel: str, ts: str, message: Message) -> None:
    await attempt.call(
        "chat.update", channel=channel, ts=ts, text=message["text"], blocks=message["blocks"]
    )
