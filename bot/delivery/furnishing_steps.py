"""The steps that furnish a customer's channel, and tell our side that it is there."""

from contextlib import suppress
from typing import Any

from blocks import customer_messages
from blocks.checklist import checklist
from blocks.team_card import team_card
from bot.delivery.attempt import Attempt
from bot.delivery.messages import Messages
from bot.delivery.posting import post_once
from bot.delivery.steps import channel_of
from bot.slack.errors import AlreadyPinned, Refused
from playbooks.words import Words
from services.provisioning import Provisioning, StepWork
from services.surfaces import Surfaces, SurfaceWork, TeamCardWork
from storage.outbox import Sent

BOOKMARK = "Our plan"


class FurnishingSteps:
    """Executors of welcome, checklist, pin, bookmark and announcement."""

    def __init__(
        self, provisioning: Provisioning, surfaces: Surfaces, messages: Messages, words: Words
    ) -> None:
        self._provisioning = provisioning
        self._surfaces = surfaces
        self._messages = messages
        self._words = words

    async def welcome(self, attempt: Attempt, work: StepWork) -> Sent:
        """The first message in the channel."""
        message = customer_messages.render(work.welcome, self._words)
        return await post_once(attempt, channel_of(work), message)

    async def post_checklist(self, attempt: Attempt, work: StepWork) -> None:
        """Post the surface; from then on it is edited in place."""
        channel = channel_of(work)
        row = attempt.row
        shown = await attempt.off_loop(self._surfaces.work, row.workspace_id, work.checklist.id)
        if not isinstance(shown, SurfaceWork):
            raise Refused("chat.postMessage", "message_not_found")
        ts, version = shown.ts, shown.version
        if ts is None:
            message = await attempt.off_loop(checklist, shown.view)
            sent = await post_once(attempt, channel, message)
            ts = str(sent.ts)
            if attempt.is_uncertain:
                # an earlier attempt may have posted what came next after what was shown before
                version = shown.surface.rendered + 1
        await attempt.off_loop(
            self._provisioning.posted,
            row.workspace_id,
            work.account,
            work.step,
            ts,
            version,
            row_id=row.id,
        )

    async def pin(self, attempt: Attempt, work: StepWork) -> Sent:
        """Pin the checklist."""
        channel, ts = channel_of(work), _checklist_ts(work)
        await attempt.begin("pins.add", channel)
        with suppress(AlreadyPinned):
            await attempt.call("pins.add", channel=channel, timestamp=ts)
        return Sent(attempt.row.id)

    async def bookmark(self, attempt: Attempt, work: StepWork) -> Sent:
        """Put a link to the checklist in the channel's head, in place of an outdated one."""
        channel, ts = channel_of(work), _checklist_ts(work)
        answer = await attempt.call("chat.getPermalink", channel=channel, message_ts=ts)
        link = answer["permalink"]
        listed = await attempt.call("bookmarks.list", channel_id=channel)
        if any(shown["link"] == link for shown in listed["bookmarks"]):
            return Sent(attempt.row.id)
        outdated = [shown for shown in listed["bookmarks"] if _is_ours(shown, work)]
        if outdated:  # of a checklist that somebody deleted
            await attempt.begin("bookmarks.edit", channel)
            await attempt.call(
                "bookmarks.edit", channel_id=channel, bookmark_id=outdated[0]["id"], link=link
            )
        else:
            await attempt.begin("bookmarks.add", channel)
            await attempt.call(
                "bookmarks.add", channel_id=channel, title=BOOKMARK, type="link", link=link
            )
        return Sent(attempt.row.id)

    async def announce(self, attempt: Attempt, work: StepWork) -> Sent | None:
        """Tell the team channel; where none is set, the owner. The news stays there as a card that
        is kept current."""
        place = work.team_channel or work.announcement.owner
        if work.team_card is None:
            return await self._messages.post_to_our_side(attempt, place, work.announcement)
        row, card = attempt.row, work.team_card
        shown = await attempt.off_loop(self._surfaces.work, row.workspace_id, card.id)
        if not isinstance(shown, TeamCardWork):
            raise Refused("chat.postMessage", "message_not_found")
        message = await attempt.off_loop(team_card, shown.view, self._words)
        told = await self._messages.post_what_is_ours(attempt, place, message)
        # an earlier attempt may have posted it with what was true then
        version = card.rendered + 1 if attempt.is_uncertain else shown.version
        await attempt.off_loop(
            self._provisioning.announced,
            row.workspace_id,
            work.account,
            work.step,
            told,
            card.id,
            version,
        )
        return None


def _is_ours(bookmark: dict[str, Any], work: StepWork) -> bool:
    by = bookmark.get("last_updated_by_user_id")
    return bookmark["title"] == BOOKMARK and by == work.bot_user_id


def _checklist_ts(work: StepWork) -> str:
    if work.checklist.ts is None:
        raise Refused("pins.add", "message_not_found")
    return work.checklist.ts
