"""Email, handed in to a real SMTP server on this machine."""

import ssl
from typing import Any

import pytest
import trustme
from aiosmtpd.smtp import AuthResult, LoginPassword

from bot.mail import Letter, Mailer, MailNotNow, MailRefused, MailUnknown, SmtpServer
from tests.post_office import PostOffice, serving

NOTE = Letter(
    key="email:a1:2026-12-15",
    to="tom@hazelfinch.example",
    to_name="Tom Hazel",
    subject="Reordering\nin minutes",
    text="Dear Tom,\n\nour three shops <wait> & see.\nOne step is left.\n\nOlivia",
    reply_to="olivia@trellis.example",
    reply_to_name="Olivia Hart",
)


def mailer(port: int, *, user: str = "", scheme: str = "smtp", **options: Any) -> Mailer:
    server = SmtpServer.read(f"{scheme}://{user}127.0.0.1:{port}")
    return Mailer(server, "milepost@trellis.example", **options)


def test_a_letter_arrives_as_plain_text_and_as_html_with_replies_to_the_owner_C4() -> None:
    office = PostOffice()
    with serving(office) as port:
        mailer(port).send(NOTE)
    (letter,) = office.letters
    assert office.recipients == ["tom@hazelfinch.example"]
    assert letter["Subject"] == "Reordering in minutes"
    assert letter["Reply-To"] == "Olivia Hart <olivia@trellis.example>"
    assert letter["From"] == "Olivia Hart <milepost@trellis.example>"
    plain, marked_up = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert marked_up is not None
    assert "our three shops <wait> & see." in plain.get_content()
    assert "<p>our three shops &lt;wait&gt; &amp; see.<br>One step is left.</p>" in (
        marked_up.get_content()
    )


def test_the_same_letter_has_the_same_id_each_time() -> None:
    office = PostOffice()
    with serving(office) as port:
        mailer(port).send(NOTE)
        mailer(port).send(NOTE)
    first, second = office.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_names_and_addresses_of_every_script_are_written_as_mail_wants_them() -> None:
    office = PostOffice()
    letter = Letter(
        "k", "kai@example.com", "渡辺 海", "Zürich: „Los“ 🚀", "Grüße", None, "Łucja, Żak"
    )
    with serving(office) as port:
        mailer(port).send(letter)
    (got,) = office.letters
    assert got["To"] == "渡辺 海 <kai@example.com>"
    assert got["Subject"] == "Zürich: „Los“ 🚀"
    assert got["Reply-To"] is None


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("550 no such person", MailRefused),
        ("451 come back later", MailNotNow),
        ("hang up", MailUnknown),
    ],
)
def test_what_the_server_says_decides_whether_it_is_tried_again(
    answer: str, error: type[Exception]
) -> None:
    with serving(PostOffice(answer)) as port, pytest.raises(error):
        mailer(port).send(NOTE)


def test_a_server_that_is_not_there_is_asked_again_later() -> None:
    with serving(PostOffice()) as port:
        pass
    with pytest.raises(MailNotNow):
        mailer(port).send(NOTE)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def server_context(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_tls_from_the_start_and_a_password(authority: trustme.CA) -> None:
    office, seen = PostOffice(), []

    def authenticate(
        server: Any, session: Any, envelope: Any, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        seen.append((data.login, data.password))
        return AuthResult(success=data.password == b"s3cr:t", handled=False)

    options = {
        "ssl_context": server_context(authority),
        "authenticator": authenticate,
        "auth_required": True,
        "auth_require_tls": False,  # the whole connection speaks TLS
    }
    with serving(office, **options) as port:
        context = trusting(authority)
        mailer(port, user="milepost:s3cr%3At@", scheme="smtps", context=context).send(NOTE)
        with pytest.raises(MailRefused, match="does not know us"):
            mailer(port, user="milepost:wrong@", scheme="smtps", context=context).send(NOTE)
    assert seen[0] == (b"milepost", b"s3cr:t")
    assert len(office.letters) == 1


def test_a_server_nobody_vouches_for_gets_nothing(authority: trustme.CA) -> None:
    office = PostOffice()
    with (
        serving(office, ssl_context=server_context(authority)) as port,
        pytest.raises(MailNotNow, match="certificate"),
    ):
        mailer(port, scheme="smtps").send(NOTE)
    assert office.letters == []


def test_the_password_does_not_travel_in_the_clear() -> None:
    """Elsewhere than on this machine a server must offer TLS."""
    assert SmtpServer.read("smtp://mail.example.com").encryption == "starttls"
    assert SmtpServer.read("smtps://mail.example.com") == SmtpServer("mail.example.com", 465, "tls")
    office = PostOffice()
    with serving(office) as port:
        server = SmtpServer("127.0.0.1", port, "starttls", "milepost", "secret")
        with pytest.raises(MailNotNow, match="STARTTLS"):
            Mailer(server, "milepost@trellis.example").send(NOTE)


@pytest.mark.parametrize(
    "url", ["mail.example.com", "http://mail.example.com", "smtp://", "smtp://host:99999"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"smtp|port"):
        SmtpServer.read(url)
