"""Rows that bring one of our people into a customer's channel later than everybody else."""

from bot.delivery.attempt import Attempt, Undeliverable
from bot.delivery.channel_steps import invite
from bot.delivery.customer_channel import open_channel
from bot.delivery.people import members_of
from services.delivery import DeliveryDesk
from storage.outbox import Sent


class Inviting:
    """Executor of `invite`."""

    def __init__(self, desk: DeliveryDesk) -> None:
        self._desk = desk

    async def bring_in(self, attempt: Attempt) -> Sent:
        """Invite the row's person; whoever is in the channel already has come."""
        row = attempt.row
        if row.account_id is None:
            raise Undeliverable("an invitation belongs to an account")
        found = await attempt.off_loop(self._desk.whereabouts, row.workspace_id, row.account_id)
        channel = open_channel(found.channel_id, found.channel_state)
        user = row.body["user"]
        if user not in await members_of(attempt, channel):
            await attempt.begin("conversations.invite", channel)
            await invite(attempt, channel, user)
        return Sent(row.id)
