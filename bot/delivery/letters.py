"""Rows that are email: a note to somebody at a customer who shares no channel with us (C4).

Nobody can look up whether a letter has arrived. So one whose fate is unknown is not sent again: a
sponsor who gets the same note twice is worse than an owner who has to ask.
"""

from bot.delivery.attempt import Attempt, Undeliverable
from bot.mail import Letter, Mailer, MailNotNow, MailRefused, MailUnknown
from bot.slack.errors import NotNow
from onboarding.messages.touches import SponsorNote
from storage.outbox import Sent

_UNKNOWN = "the email may have arrived or not, and was not sent again: please ask"


class Letters:
    """Executor of `email`."""

    def __init__(self, mailer: Mailer | None) -> None:
        self._mailer = mailer

    async def send(self, attempt: Attempt) -> Sent:
        """Hand the letter to the mail server. Raises Undeliverable where that can never work."""
        if self._mailer is None:
            raise Undeliverable("no mail server is set: MILEPOST_SMTP_URL")
        if attempt.is_uncertain:
            raise Undeliverable(_UNKNOWN)
        letter = _letter(attempt)
        await attempt.begin("email")
        try:
            await attempt.off_loop(self._mailer.send, letter)
        except MailRefused as refused:
            raise Undeliverable(str(refused)) from refused
        except MailUnknown as unknown:
            raise Undeliverable(f"{_UNKNOWN} ({unknown})") from unknown
        except MailNotNow as patience:
            raise NotNow("email", str(patience)) from patience
        return Sent(attempt.row.id)


def _letter(attempt: Attempt) -> Letter:
    body = attempt.row.body
    note = SponsorNote.model_validate(body["message"])
    return Letter(
        key=attempt.row.key,
        to=body["to"],
        to_name=body["name"],
        subject=note.subject,
        text=f"{note.text}\n\n{note.owner_name}",
        reply_to=body.get("reply_to"),
        reply_to_name=note.owner_name,
    )
