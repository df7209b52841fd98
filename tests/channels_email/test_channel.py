"""E-mail over a real SMTP conversation: what is taken, refused, doubted, and how a letter looks at the other end."""

from __future__ import annotations

import ssl
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from channels_email import handover
from channels_email.channel import EmailChannel
from receptionist.domain.messages import Address, AddressKind, Enclosure, Outbound
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.sending import delivery
from tests.cases.sending import SendingChannelCase
from tests.channels_email.conftest import connect
from tests.fakes.mail import FakeMailServer, Mishap, knows_sara, mail_server, write_certificate

HELLO = Outbound(
    channel="email",
    provider="smtp",
    idempotency_key="appointment:1:booked",
    sender='"Salón Luz" <hello@salon.example>',
    to=Address(AddressKind.EMAIL, "luz@example.com"),
    subject="Your appointment at Salón Luz",
    text="You are booked: Haircut, Tuesday 3 March at 10 am.",
)
INVITATION = Enclosure(
    "invitation.ics", "text/calendar; method=REQUEST", "BEGIN:VCALENDAR\r\nX-A:ñ\r\nEND:VCALENDAR\r\n"
)


class TestEmailChannel(SendingChannelCase):
    channel = EmailChannel()
    keys = count()

    def outbound(self, text: str = "Hello") -> Outbound:
        return replace(HELLO, text=text, idempotency_key=f"key:{next(self.keys)}")

    def recipient(self) -> str:
        return "luz@example.com"

    def nowhere(self) -> dict[str, object]:
        return {"email_host": "127.0.0.1", "email_port": 9, "email_security": "none"}

    def hang_up(self, carrier: FakeMailServer) -> None:
        carrier.next(Mishap("verdict"))

    def have_a_fault(self, carrier: FakeMailServer) -> None:
        carrier.next(Mishap("verdict", "451 4.3.0 Something is wrong"))

    def secrets(self, env: Any) -> list[str]:
        return [HELLO.sender]


def send(outbound: Outbound = HELLO) -> ProviderError | None:
    try:
        EmailChannel().send(outbound)
    except ProviderError as error:
        return error
    return None


def test_a_letter_arrives_as_it_was_written_and_says_that_a_machine_sent_it(carrier: FakeMailServer):
    assert send() is None
    letter = carrier.read()
    assert letter["Subject"] == "Your appointment at Salón Luz"
    assert (letter["From"].addresses[0].display_name, letter["From"].addresses[0].addr_spec) == (
        "Salón Luz",
        "hello@salon.example",
    )
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content().strip() == HELLO.text
    assert carrier.envelopes == [("hello@salon.example", ["luz@example.com"])]


def test_an_invitation_stands_beside_the_text_and_among_the_files(carrier: FakeMailServer):
    send(replace(HELLO, enclosures=(INVITATION,)))
    letter = carrier.read()
    assert letter.get_content_type() == "multipart/mixed"
    beside, attached = letter.iter_parts()
    assert [part.get_content_type() for part in beside.iter_parts()] == ["text/plain", "text/calendar"]
    calendar = list(beside.iter_parts())[1]
    assert (calendar.get_param("method"), str(calendar.get_param("charset")).lower()) == ("REQUEST", "utf-8")
    assert (attached.get_content_type(), attached.get_filename()) == ("application/ics", "invitation.ics")
    assert attached.get_content_disposition() == "attachment"
    for part in (calendar, attached):
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        assert content.decode() == INVITATION.content


def test_another_file_is_attached_and_nothing_more(carrier: FakeMailServer):
    send(replace(HELLO, enclosures=(Enclosure("list.txt", "text/plain", "towels"),)))
    parts = list(carrier.read().iter_parts())
    assert [(part.get_content_type(), part.get_filename()) for part in parts] == [
        ("text/plain", None),
        ("text/plain", "list.txt"),
    ]


def test_a_letter_that_is_sent_again_has_the_same_name_and_another_letter_has_another(carrier: FakeMailServer):
    for outbound in (HELLO, HELLO, replace(HELLO, idempotency_key="appointment:1:moved:1")):
        send(outbound)
    names = [carrier.read(number)["Message-ID"] for number in range(3)]
    assert names[0] == names[1] != names[2]
    assert names[0].endswith("@salon.example>")
    assert EmailChannel().send(HELLO).provider_message_id == names[0]


@pytest.mark.parametrize(
    ("mishap", "category"),
    [
        (Mishap("mail", "421 4.3.2 Too busy"), ErrorCategory.PROVIDER_FAULT),
        (Mishap("mail", "451 4.7.1 Greylisted"), ErrorCategory.PROVIDER_FAULT),
        (Mishap("mail", "530 5.7.0 Authentication required"), ErrorCategory.AUTHENTICATION),
        (Mishap("mail", "553 5.7.1 Sender not owned by user"), ErrorCategory.INVALID_REQUEST),
        (Mishap("rcpt", "450 4.2.1 Mailbox busy"), ErrorCategory.PROVIDER_FAULT),
        (Mishap("rcpt", "550 5.1.1 No such user"), ErrorCategory.RECIPIENT),
        (Mishap("rcpt", "550 No such user"), ErrorCategory.RECIPIENT),
        (Mishap("rcpt", "552 5.2.2 Mailbox full"), ErrorCategory.RECIPIENT),
        (Mishap("rcpt", "554 5.7.1 Relay access denied"), ErrorCategory.INVALID_REQUEST),
        (Mishap("data", "451 4.3.0 Not now"), ErrorCategory.PROVIDER_FAULT),
        (Mishap("data", "554 5.5.1 No valid recipients"), ErrorCategory.INVALID_REQUEST),
        (Mishap("verdict", "421 4.4.2 Bye"), ErrorCategory.PROVIDER_FAULT),
        (Mishap("verdict", "550 5.1.1 No such user"), ErrorCategory.RECIPIENT),
        (Mishap("verdict", "550 5.7.1 Looks like spam"), ErrorCategory.INVALID_REQUEST),
    ],
    ids=str,
)
def test_what_the_server_says_decides_whether_it_is_tried_again(
    carrier: FakeMailServer, mishap: Mishap, category: ErrorCategory
):
    carrier.next(mishap)
    error = send()
    assert error is not None
    assert error.category is category
    assert error.code.split()[0] == mishap.says[:3]
    assert carrier.letters == []


@pytest.mark.parametrize("step", ["connect", "mail", "rcpt", "data"])
def test_a_line_that_breaks_before_the_letter_has_gone_did_no_harm(carrier: FakeMailServer, step: str):
    carrier.next(Mishap(step))
    error = send()
    assert error is not None
    assert error.category is ErrorCategory.CONNECTIVITY
    assert carrier.letters == []
    assert send() is None


def test_a_server_that_took_the_letter_and_says_nothing_is_in_doubt(carrier: FakeMailServer, monkeypatch):
    monkeypatch.setattr(handover, "VERDICT_TIMEOUT", 0.3)
    carrier.next(Mishap("verdict", "stall"))
    error = send()
    assert error is not None
    assert error.category is ErrorCategory.UNCERTAIN


@pytest.mark.parametrize("says", ["200 Perhaps", "354 Go on", "What?", "250-Taken " + "x" * 9_000])
def test_a_verdict_that_is_neither_yes_nor_no_is_in_doubt(carrier: FakeMailServer, says: str):
    carrier.next(Mishap("verdict", says))
    error = send()
    assert error is not None
    assert error.category is ErrorCategory.UNCERTAIN


def test_a_server_that_says_nothing_before_the_letter_is_tried_again(carrier: FakeMailServer, monkeypatch):
    monkeypatch.setattr(handover, "STEP_TIMEOUT", 0.3)
    carrier.next(Mishap("mail", "stall"))
    error = send()
    assert error is not None
    assert error.category is ErrorCategory.CONNECTIVITY


@pytest.mark.parametrize("says", ["", "221 " + "bye " * 5_000], ids=["nothing", "a line without end"])
def test_a_server_that_breaks_at_our_goodbye_has_taken_the_letter(carrier: FakeMailServer, says: str):
    carrier.next(Mishap("quit", says))
    assert send() is None
    assert len(carrier.letters) == 1


def test_the_slowest_server_is_done_with_before_the_claim_runs_out():
    """A claim that ran out would be called doubtful while the letter is still on its way."""
    longest = handover.STEPS * handover.STEP_TIMEOUT + handover.VERDICT_TIMEOUT
    assert longest < delivery.CLAIM_LIMIT.total_seconds()


@pytest.mark.parametrize(
    "letter",
    [
        replace(HELLO, subject="Hello\nBcc: everybody@example.com"),
        replace(HELLO, subject="Hello\r\nBcc: everybody@example.com"),
        replace(HELLO, sender="hello@salon.example\nBcc: everybody@example.com"),
    ],
    ids=lambda letter: repr((letter.subject, letter.to.value))[:60],
)
def test_a_header_of_two_lines_is_refused_before_the_line_is_opened(carrier: FakeMailServer, letter: Outbound):
    error = send(letter)
    assert error is not None
    assert error.category is ErrorCategory.INVALID_REQUEST
    assert carrier.requests == 0


@pytest.mark.parametrize(
    "to",
    [
        Address(AddressKind.PHONE, "+34600000001"),
        Address(AddressKind.EMAIL, "luz"),
        Address(AddressKind.EMAIL, "erased:12"),
        Address(AddressKind.EMAIL, "luz@example.com, everybody@example.com"),
        Address(AddressKind.EMAIL, "luz@example.com\nBcc: everybody@example.com"),
        Address(AddressKind.EMAIL, "Luz <luz@example.com>"),
    ],
    ids=lambda address: repr(address.value),
)
def test_who_has_no_mailbox_cannot_be_written_to(carrier: FakeMailServer, to: Address):
    error = send(replace(HELLO, to=to))
    assert error is not None
    assert error.category is ErrorCategory.RECIPIENT
    assert carrier.requests == 0


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_it_signs_in_where_settings_say_so(settings):
    with mail_server(authenticator=knows_sara, auth_require_tls=False, auth_required=True) as server:
        right = type(settings.ENV.twilio_auth_token)(server.password)
        connect(settings, server, email_user=server.user, email_password=right)
        assert send() is None
        wrong = type(right)("wrong")
        connect(settings, server, email_user=server.user, email_password=wrong)
        error = send()
    assert error is not None
    assert error.category is ErrorCategory.AUTHENTICATION
    assert "wrong" not in str(error)
    assert len(server.letters) == 1


def test_a_server_that_offers_no_encryption_is_not_written_to_where_settings_ask_for_it(settings, carrier):
    connect(settings, carrier, email_security="starttls")
    error = send()
    assert error is not None
    assert error.category is ErrorCategory.AUTHENTICATION
    assert carrier.letters == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_it_encrypts_and_asks_the_server_to_prove_who_it_is(settings, tmp_path, monkeypatch, security: str):
    certificate = write_certificate(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    how: dict[str, Any] = {"encrypted": context} if security == "tls" else {"tls_context": context}
    with mail_server(**how) as server:
        connect(settings, server, email_security=security)
        error = send()
        assert error is not None
        assert error.category is ErrorCategory.AUTHENTICATION
        assert server.letters == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert send() is None
    assert len(server.letters) == 1
