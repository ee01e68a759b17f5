"""Rows that are messages: to the customer's channel, to the team channel, to one of our people.

The two audiences have doors of their own, and each door looks where the message is going.
"""

from typing import Any

from blocks import customer_messages, team_messages
from blocks.kit import Message, has_chart
from bot.delivery.attempt import Attempt, Undeliverable
from bot.delivery.customer_channel import open_channel
from bot.delivery.posting import post_once
from bot.slack.errors import Refused
from onboarding.messages.customer import customer_message
from onboarding.messages.sides import TeamMessage
from onboarding.messages.team import team_message
from playbooks.words import Words
from services.delivery import DeliveryDesk, Whereabouts
from storage.outbox import Sent


class Messages:
    """Executors of `channel_message`, `stakeholder_message`, `team_message`, `direct_message`."""

    def __init__(self, desk: DeliveryDesk, words: Words) -> None:
        self._desk = desk
        self._words = words

    async def to_customer(self, attempt: Attempt) -> Sent:
        """Post what both companies may read: in the account's own channel and nowhere else."""
        row = attempt.row
        found = await self._whereabouts(attempt)
        return await post_once(
            attempt,
            open_channel(found.channel_id, found.channel_state),
            self._for_customer(row.body["message"], found),
            thread_ts=_thread(row.body, found.checklist_ts),
        )

    async def to_stakeholder(self, attempt: Attempt) -> Sent:
        """Tell one of the customer's people by direct message."""
        body, found = attempt.row.body, await self._whereabouts(attempt)
        return await post_once(attempt, body["user"], self._for_customer(body["message"], found))

    async def _whereabouts(self, attempt: Attempt) -> Whereabouts:
        row = attempt.row
        if row.account_id is None:
            raise Undeliverable("a message for customers belongs to an account")
        return await attempt.off_loop(self._desk.whereabouts, row.workspace_id, row.account_id)

    def _for_customer(self, data: dict[str, Any], found: Whereabouts) -> Message:
        """In the playbook's own words, where it has some."""
        message = customer_message.validate_python(data)
        return customer_messages.render(message, self._words, found.templates.get(data["kind"]))

    async def to_team(self, attempt: Attempt) -> Sent:
        """Post in the team channel; where none is set, tell the account's owner."""
        row = attempt.row
        message = team_message.validate_python(row.body["message"])
        channel = await attempt.off_loop(self._desk.team_channel, row.workspace_id)
        if channel is None:
            if row.account_id is None:
                raise Undeliverable("no team channel is set")
            found = await attempt.off_loop(self._desk.whereabouts, row.workspace_id, row.account_id)
            channel = found.owner
        return await self.post_to_our_side(attempt, channel, message)

    async def to_person(self, attempt: Attempt) -> Sent:
        """Tell one of our people by direct message."""
        message = team_message.validate_python(attempt.row.body["message"])
        return await self.post_to_our_side(attempt, attempt.row.body["user"], message)

    async def post_to_our_side(self, attempt: Attempt, channel: str, message: TeamMessage) -> Sent:
        """Post what only our people may read, unless customers read that channel.

        Where Slack does not take charts yet, the same is said in words.
        """
        shown = team_messages.render(message, self._words, charts=True)
        try:
            return await self.post_what_is_ours(attempt, channel, shown)
        except Refused as refused:
            if refused.code != "invalid_blocks" or not has_chart(shown["blocks"]):
                raise
        in_words = team_messages.render(message, self._words)
        return await post_once(attempt, channel, in_words)

    async def post_what_is_ours(self, attempt: Attempt, channel: str, shown: Message) -> Sent:
        """The same for a message that is drawn already."""
        workspace = attempt.row.workspace_id
        if await attempt.off_loop(self._desk.is_customer_channel, workspace, channel):
            raise Undeliverable("a message about a customer was to go where customers read it")
        return await post_once(attempt, channel, shown)


def _thread(body: dict[str, Any], checklist: str | None) -> str | None:
    """Under which message it goes: one that the row names, or the checklist."""
    under: str | None = body.get("under")
    return under or (checklist if body["thread"] else None)
