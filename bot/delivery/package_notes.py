"""Rows that take the buttons off an offered package which was returned, and say so there (A7)."""

from blocks import package_buttons, team_messages
from bot.delivery.attempt import Attempt
from bot.slack.errors import MessageGone
from onboarding.messages.team import team_message
from playbooks.words import Words
from services.delivery import DeliveryDesk
from storage.outbox import Sent


class PackageNotes:
    """Executor of `package_note`."""

    def __init__(self, desk: DeliveryDesk, words: Words) -> None:
        self._desk = desk
        self._words = words

    async def note(self, attempt: Attempt) -> Sent:
        """Edit the message in place; an edit is repeated without harm. What never arrived, or was
        deleted, needs no note."""
        row = attempt.row
        found = await attempt.off_loop(self._desk.sent_message, row.workspace_id, row.body["row"])
        if found is None:
            return Sent(row.id)
        message = team_message.validate_python(found.message)
        said = package_buttons.returned(row.body["by"], row.body["questions"])
        shown = team_messages.pressed(team_messages.render(message, self._words), said)
        await attempt.begin("chat.update", found.channel_id)
        try:
            await attempt.call(
                "chat.update",
                channel=found.channel_id,
                ts=found.ts,
                text=shown["text"],
                blocks=shown["blocks"],
            )
        except MessageGone:
            return Sent(row.id)
        return Sent(row.id, found.channel_id, found.ts)
