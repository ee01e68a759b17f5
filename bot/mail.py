"""Email over SMTP: for those at a customer who share no channel with us (C4).

The password never travels in the clear: `smtps://` speaks TLS from the start, `smtp://` must agree
to it (STARTTLS) unless the server is on this machine.
"""

import html
import smtplib
import ssl
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Literal
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}
TIMEOUT_SECONDS = 20.0
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class MailRefused(Exception):
    """The server will not take this message, now or later; says why."""


class MailNotNow(Exception):
    """The server could not be reached or asks for patience: nothing was sent."""


class MailUnknown(Exception):
    """The connection broke after the message went out: it may have arrived or not."""


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail is handed in. `encryption`: from the start, by STARTTLS, none (this machine)."""

    host: str
    port: int
    encryption: Literal["tls", "starttls", "none"]
    user: str | None = None
    password: str | None = None

    @classmethod
    def read(cls, url: str) -> "SmtpServer":
        """From `smtp[s]://[user:password@]host[:port]`. Raises ValueError."""
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise ValueError("must be smtp://… or smtps://user:password@host:port")
        try:
            port = parts.port or PORTS[parts.scheme]
        except ValueError:
            raise ValueError("has a port that is no number up to 65535") from None
        local = parts.hostname in _LOOPBACK
        plain: Literal["none", "starttls"] = "none" if local else "starttls"
        return cls(
            host=parts.hostname,
            port=port,
            encryption="tls" if parts.scheme == "smtps" else plain,
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
        )


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be sent. `key` makes the Message-ID, so that a repeated letter is the same one."""

    key: str
    to: str
    to_name: str
    subject: str
    text: str
    reply_to: str | None
    reply_to_name: str


class Mailer:
    """Hands letters to an SMTP server; blocks while it does."""

    def __init__(
        self, server: SmtpServer, sender: str, *, context: ssl.SSLContext | None = None
    ) -> None:
        self._server = server
        self._sender = sender
        self._context = context or ssl.create_default_context()

    def send(self, letter: Letter) -> None:
        """Raises MailRefused, MailNotNow or MailUnknown."""
        message = composed(letter, self._sender)
        try:
            connection = self._connected()
        except smtplib.SMTPAuthenticationError as refused:
            raise MailRefused(f"the mail server does not know us: {_said(refused)}") from refused
        except (OSError, smtplib.SMTPException) as trouble:
            raise MailNotNow(f"the mail server cannot be reached: {trouble}") from trouble
        with connection:
            self._hand_in(connection, message)

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        if server.encryption == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=TIMEOUT_SECONDS, context=self._context
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
        try:
            if server.encryption == "starttls":
                connection.starttls(context=self._context)
            if server.user is not None:
                connection.login(server.user, server.password or "")
        except BaseException:
            connection.close()
            raise
        return connection

    @staticmethod
    def _hand_in(connection: smtplib.SMTP, message: EmailMessage) -> None:
        try:
            connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            code, said = next(iter(refused.recipients.values()))
            _refuse(code, said.decode(errors="replace"), refused)
        except smtplib.SMTPResponseException as refused:
            _refuse(refused.smtp_code, _said(refused), refused)
        except (OSError, smtplib.SMTPServerDisconnected) as broken:
            raise MailUnknown(f"the connection broke while it was sent: {broken}") from broken


def _refuse(code: int, said: str, cause: Exception) -> None:
    """SMTP's codes from 500 on are for good, those from 400 on for now."""
    if code >= 500:
        raise MailRefused(f"the mail server says {code}: {said}") from cause
    raise MailNotNow(f"the mail server says {code}: {said}") from cause


def _said(error: smtplib.SMTPResponseException) -> str:
    said = error.smtp_error
    return said.decode(errors="replace") if isinstance(said, bytes) else str(said)


def composed(letter: Letter, sender: str) -> EmailMessage:
    """The letter as plain text and as HTML."""
    message = EmailMessage()
    message["Subject"] = " ".join(letter.subject.split())
    message["From"] = Address(letter.reply_to_name, addr_spec=sender)
    message["To"] = Address(letter.to_name, addr_spec=letter.to)
    if letter.reply_to is not None:
        message["Reply-To"] = Address(letter.reply_to_name, addr_spec=letter.reply_to)
    message["Message-ID"] = f"<{_id_part(letter.key)}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(_as_html(letter.text), subtype="html")
    return message


def _as_html(text: str) -> str:
    """Paragraphs and lines as they were written; nothing in them is markup."""
    paragraphs = [p for p in text.replace("\r\n", "\n").split("\n\n") if p.strip()]
    body = "".join(f"<p>{html.escape(p.strip()).replace(chr(10), '<br>')}</p>" for p in paragraphs)
    style = "font-family: sans-serif; line-height: 1.5; max-width: 40em"
    return f'<!doctype html><html><body style="{style}">{body}</body></html>'


def _id_part(key: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-." else "-" for letter in key)
