"""Rows that bring a surface up to date: rendered from what is true when they are sent."""

from blocks.checklist import checklist
from blocks.criteria_card import criteria_card
from blocks.go_live_card import go_live_card
from blocks.kit import BlockError, Message
from blocks.stall_card import stall_card
from blocks.team_card import team_card
from bot.delivery.attempt import Attempt, Undeliverable
from bot.delivery.customer_channel import open_channel
from bot.delivery.posting import post_once
from bot.slack.errors import MessageGone, Refused
from playbooks.words import Words
from services.delivery import DeliveryDesk
from services.surfaces import CardWork, CriteriaWork, GoLiveWork, SurfaceWork, TeamCardWork
from services.surfaces import Surfaces as Service
from storage.outbox import Sent

Work = SurfaceWork | CardWork | TeamCardWork | CriteriaWork | GoLiveWork


class Surfaces:
    """Executor of `surface`."""

    def __init__(self, service: Service, desk: DeliveryDesk, words: Words) -> None:
        self._service = service
        self._desk = desk
        self._words = words

    async def bring_up_to_date(self, attempt: Attempt) -> Sent | None:
        """Edit the message in place. An edit is repeated without harm, so none is looked up.

        What a step posts, the checklist and the card of a customer, is left to it until then, the
        others are posted here; what somebody deleted is posted anew.
        """
        row = attempt.row
        work = await attempt.off_loop(self._service.work, row.workspace_id, row.body["surface"])
        if work is None or (work.ts is None and isinstance(work, SurfaceWork | TeamCardWork)):
            return Sent(row.id)
        place = await self._place(attempt, work)
        try:
            posted = await self._show(attempt, work, place)
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

    async def _place(self, attempt: Attempt, work: Work) -> str:
        """The channel where it stands. A card never stands where customers read."""
        if not isinstance(work, CardWork | TeamCardWork):
            return open_channel(work.channel_id, work.channel_state)
        workspace, place = attempt.row.workspace_id, work.place
        if place is None or await attempt.off_loop(
            self._desk.is_customer_channel, workspace, place
        ):
            raise Undeliverable("a card about a customer was to go where customers read it")
        return place

    async def _show(self, attempt: Attempt, work: Work, place: str) -> Sent:
        message = await attempt.off_loop(_message, work, self._words)
        if work.ts is None:
            return await _post(attempt, place, message)
        await attempt.begin("chat.update", place)
        try:
            await _edit(attempt, place, work.ts, message)
        except MessageGone:
            return await _post(attempt, place, message)
        return Sent(attempt.row.id, place, work.ts)


def _message(work: Work, words: Words) -> Message:
    match work:
        case TeamCardWork():
            return team_card(work.view, words)
        case SurfaceWork():
            return checklist(work.view)
        case CriteriaWork():
            return criteria_card(work.view)
        case GoLiveWork():
            return go_live_card(work.view)
    return stall_card(work.view)


async def _post(attempt: Attempt, place: str, message: Message) -> Sent:
    posted = await post_once(attempt, place, message)
    if attempt.is_uncertain and posted.channel_id is not None and posted.ts is not None:
        # an earlier attempt may have posted it, with what was true then
        await _edit(attempt, posted.channel_id, posted.ts, message)
    return posted


async def _edit(attempt: Attempt, channel: str, ts: str, message: Message) -> None:
    await attempt.call(
        "chat.update", channel=channel, ts=ts, text=message["text"], blocks=message["blocks"]
    )
