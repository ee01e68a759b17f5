"""A real SMTP server on this machine, and what it got."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class PostOffice:
    """What a mail server got; `answer` is what it says to a letter."""

    answer: str = "250 OK"
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        if self.answer == "hang up":
            assert server.transport is not None
            server.transport.abort()  # type: ignore[attr-defined]
            return "250 OK"
        if self.answer.startswith("250"):
            letter = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(letter, EmailMessage)
            self.letters.append(letter)
            self.recipients += envelope.rcpt_tos
        return self.answer


class OnAnyPort(Controller):
    """Port 0 is a free one; its first own connection asks for the one it was given."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def serving(office: PostOffice, **options: Any) -> Iterator[int]:
    """A server on a free port of this machine; its port."""
    controller = OnAnyPort(office, hostname="127.0.0.1", port=0, ready_timeout=10, **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
