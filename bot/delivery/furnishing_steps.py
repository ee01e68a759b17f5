"""The steps that furnish a customer's channel, and tell our side that it is there."""

from contextlib import suppress

from blocks import customer_messages
from blocks.checklist import checklist
from bot.delivery.attempt import Attempt
from bot.delivery.messages import Messages
from bot.delivery.posting import post_once
from bot.slack.errors import AlreadyPinned, Refused
from playbooks.words import Words
from services.provisioning import Provisioning, StepWork
from services.surfaces import Surfaces

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

    async def welcome(self, attempt: Attempt, work: StepWork) -> None:
        """The first message in the channel."""
        message = customer_messages.render(work.welcome, self._words)
        sent = await post_once(attempt, _channel(work), message)
        await self._done(attempt, work, sent.ts)

    async def post_checklist(self, attempt: Attempt, work: StepWork) -> None:
        """Post the surface; from then on it is edited in place."""
        channel = _channel(work)
        row = attempt.row
        shown = await attempt.off_loop(self._surfaces.work, row.workspace_id, work.checklist.id)
        if shown is None:
            raise Refused("chat.postMessage", "message_not_found")
        ts, version = shown.ts, shown.version
        if ts is None:
            message = await attempt.off_loop(checklist, shown.view)
            sent = await post_once(attempt, channel, message)
            ts = str(sent.ts)
            if attempt.is_uncertain:
                version = 1  # an earlier attempt may have posted the first state there was
        await attempt.off_loop(
            self._provisioning.posted,
            row.workspace_id,
            work.account,
            work.step,
            ts,
            version,
            row_id=row.id,
        )

    async def pin(self, attempt: Attempt, work: StepWork) -> None:
        """Pin the checklist."""
        channel, ts = _channel(work), _checklist_ts(work)
        await attempt.begin("pins.add", channel)
        with suppress(AlreadyPinned):
            await attempt.call("pins.add", channel=channel, timestamp=ts)
        await self._done(attempt, work)

    async def bookmark(self, attempt: Attempt, work: StepWork) -> None:
        """Put a link to the checklist in the channel's head."""
        channel, ts = _channel(work), _checklist_ts(work)
        answer = await attempt.call("chat.getPermalink", channel=channel, message_ts=ts)
        link = answer["permalink"]
        listed = await attempt.call("bookmarks.list", channel_id=channel)
        if not any(bookmark["link"] == link for bookmark in listed["bookmarks"]):
            await attempt.begin("bookmarks.add", channel)
            await attempt.call(
                "bookmarks.add", channel_id=channel, title=BOOKMARK, type="link", link=link
            )
        await self._done(attempt, work)

    async def announce(self, attempt: Attempt, work: StepWork) -> None:
        """Tell the team channel; where none is set, the owner."""
        place = work.team_channel or work.announcement.owner
        sent = await self._messages.post_to_our_side(attempt, place, work.announcement)
        await self._done(attempt, work, sent.ts)

    async def _done(self, attempt: Attempt, work: StepWork, ts: str | None = None) -> None:
        await attempt.off_loop(
            self._provisioning.done,
            attempt.row.workspace_id,
            work.account,
            work.step,
            row_id=attempt.row.id,
            ts=ts,
        )


def _channel(work: StepWork) -> str:
    if work.channel_id is None:
        raise Refused("conversations.info", "channel_not_found")
    return work.channel_id


def _checklist_ts(work: StepWork) -> str:
    if work.checklist.ts is None:
        raise Refused("pins.add", "message_not_found")
    return work.checklist.ts
