"""An e-mail from the moment it is queued to the mailbox, and into the story of a conversation."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from receptionist.domain.diary import Appointment
from receptionist.domain.messages import AddressKind, DeliveryStatus, Enclosure
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.models import (
    AuditEvent,
    BusinessAddress,
    Contact,
    ContactAddress,
    Conversation,
    FollowUp,
    OutboundMessage,
)
from receptionist.people import forgetting
from receptionist.sending import delivery, emails
from receptionist.sending.emails import Email
from tests.at_once import at_once
from tests.fakes.mail import FakeMailServer, Mishap

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rung")]

NOTE = Enclosure("note.ics", "text/calendar; method=REQUEST", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")


def email(contact: Contact, key: str = "appointment:1:booked", **other: object) -> Email:
    said = {"conversation": contact.conversations.first(), "subject": "Booked", "text": "You are booked."}
    about: dict[str, Any] = {**said, **other}
    return Email(contact=contact, key=key, **about)


def queued(contact: Contact, key: str = "appointment:1:booked", **other: object) -> OutboundMessage:
    message = emails.queue(email(contact, key, **other))
    assert message is not None
    return message


def test_it_goes_from_the_business_to_the_customer_and_stands_in_their_conversation(
    carrier: FakeMailServer, luz: Contact, admin_client
):
    message = queued(luz, enclosures=(NOTE,))
    delivery.deliver_by_id(message.pk)
    message.refresh_from_db()
    letter = carrier.read()
    assert (message.status, message.provider_message_id) == (DeliveryStatus.SENT, letter["Message-ID"])
    assert str(letter["From"]) == "Salón Luz <hello@salon.example>"
    assert letter["To"] == "luz@example.com"
    page = admin_client.get(reverse("admin:receptionist_conversation_change", args=[message.conversation_id]))
    words = page.content.decode()
    assert "You are booked." in words
    assert "<strong>Booked</strong>" in words
    assert "note.ics" in words
    assert "by e-mail" in words


def test_the_same_key_is_stored_and_sent_once(carrier: FakeMailServer, luz: Contact, rung: list[int]):
    first, second = queued(luz), queued(luz, text="Another text")
    assert (first.pk, second.text) == (second.pk, "You are booked.")
    assert rung == [first.pk]
    for _ in range(2):
        delivery.deliver_by_id(first.pk)
    assert len(carrier.letters) == 1


@pytest.mark.django_db(transaction=True)
def test_a_dozen_at_once_store_one(carrier: FakeMailServer, luz: Contact):
    # Making the mailbox's row would let them wait for each other already.
    queued(luz, key="earlier")
    rows = at_once(12, lambda _: queued(luz).pk)
    assert len(set(rows)) == 1
    assert OutboundMessage.objects.exclude(idempotency_key="earlier").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_dozen_first_letters_to_a_mailbox_make_it_known_once(carrier: FakeMailServer, luz: Contact):
    at_once(12, lambda number: queued(luz, key=f"key:{number}"))
    assert OutboundMessage.objects.count() == 12
    assert ContactAddress.objects.filter(kind=AddressKind.EMAIL).count() == 1


def test_a_letter_in_doubt_is_left_to_a_person_and_keeps_its_name_when_sent_again(
    carrier: FakeMailServer, luz: Contact
):
    carrier.next(Mishap("verdict"))
    message = queued(luz)
    delivery.deliver_by_id(message.pk)
    delivery.deliver_by_id(message.pk)
    message.refresh_from_db()
    assert message.status == DeliveryStatus.UNKNOWN
    assert FollowUp.objects.get().reason == "delivery"
    assert len(carrier.letters) == 1
    assert delivery.try_again(message.pk, by="maya")
    delivery.deliver_by_id(message.pk)
    assert carrier.read(0)["Message-ID"] == carrier.read(1)["Message-ID"]


def test_a_mailbox_that_is_no_more_is_told_to_staff_even_if_the_customer_wants_no_texts(
    carrier: FakeMailServer, luz: Contact
):
    luz.conversations.update(opted_out_at=timezone.now())
    carrier.opted_out.add("luz@example.com")
    delivery.deliver_by_id(queued(luz).pk)
    assert OutboundMessage.objects.get().status == DeliveryStatus.FAILED
    assert FollowUp.objects.count() == 1


@pytest.mark.parametrize(
    "given",
    [
        *("", "luz", "luz@", "luz@example.com\nBcc: all@example.com", "a@b.com, c@d.com", "Luz <luz@example.com>"),
        *("lúz@example.com", f"{'x' * 60}@{'.'.join(['y' * 40] * 4)}.com"),
    ],
)
def test_what_is_no_address_is_never_written_to(carrier: FakeMailServer, luz: Contact, given: str):
    luz.email = given
    assert not emails.can_reach(luz)
    assert emails.queue(email(luz)) is None
    assert OutboundMessage.objects.count() == ContactAddress.objects.filter(kind=AddressKind.EMAIL).count() == 0


def test_without_a_mail_server_nothing_pretends(luz: Contact):
    assert not emails.can_reach(luz)
    assert emails.queue(email(luz)) is None
    assert not OutboundMessage.objects.exists()


def test_a_subject_of_two_lines_becomes_one(carrier: FakeMailServer, luz: Contact):
    luz.business.name = "Salon\r\nBcc: all@example.com"
    message = queued(luz, subject="Booked\r\nBcc: all@example.com " + "x" * 300)
    delivery.deliver_by_id(message.pk)
    letter = carrier.read()
    assert letter["Bcc"] is None
    assert str(letter["Subject"]).startswith("Booked Bcc: all@example.com")
    assert len(letter["Subject"]) == 200
    assert carrier.envelopes == [("hello@salon.example", ["luz@example.com"])]


def test_a_business_may_have_a_mailbox_of_its_own(carrier: FakeMailServer, luz: Contact):
    luz.business.name = "A name that is as long as a name can be " * 3
    BusinessAddress.objects.create(business=luz.business, channel="email", value="luz@salon-luz.example")
    message = queued(luz)
    delivery.deliver_by_id(message.pk)
    assert len(message.sender) <= 160
    assert carrier.envelopes[0][0] == "luz@salon-luz.example"


@pytest.mark.parametrize("value", ["salon", "Salon <a@b.com>", "a@b.com\nBcc: c@d.com", "salón@b.com", "a@salón.com"])
def test_an_address_nothing_could_be_sent_from_is_refused_and_never_used(
    carrier: FakeMailServer, luz: Contact, value: str
):
    own = BusinessAddress(business=luz.business, channel="email", value=value)
    with pytest.raises(ValidationError, match="Write an e-mail address"):
        own.full_clean()
    own.save()
    delivery.deliver_by_id(queued(luz).pk)
    assert carrier.envelopes == [("hello@salon.example", ["luz@example.com"])]


def test_a_mailbox_gets_so_many_a_day_and_no_more(carrier: FakeMailServer, luz: Contact):
    for number in range(emails.DAILY_LIMIT):
        queued(luz, key=f"key:{number}")
    assert emails.queue(email(luz, key="one more")) is None
    assert AuditEvent.objects.filter(kind="reply.withdrawn").count() == 1
    OutboundMessage.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    assert queued(luz, key="one more").status == DeliveryStatus.QUEUED


def test_two_customers_may_share_a_mailbox(carrier: FakeMailServer, luz: Contact):
    sol = Contact.objects.create(business=luz.business, name="Sol", email="luz@EXAMPLE.com")
    first, second = queued(luz), queued(sol, key="appointment:2:booked", conversation=None)
    assert first.recipient == second.recipient
    assert second.conversation.contact == sol


def test_a_customer_staff_booked_for_has_a_conversation_by_email_of_their_own(carrier: FakeMailServer, luz: Contact):
    sol = Contact.objects.create(business=luz.business, name="Sol", email="sol@example.com")
    for key in ("a", "b"):
        queued(sol, key=key, conversation=None)
    conversation = Conversation.objects.get(contact=sol)
    assert (conversation.channel, conversation.contact_address.value) == ("email", "sol@example.com")
    assert conversation.last_inbound_at is None
    luz.conversations.update(last_inbound_at=timezone.now())
    assert queued(luz, conversation=None).conversation.channel == "sms"


def test_the_forgotten_get_no_letter_and_leave_none(carrier: FakeMailServer, luz: Contact):
    message = queued(luz, enclosures=(NOTE,))
    forgetting.forget(luz.pk, by="maya")
    message.refresh_from_db()
    assert (message.status, message.subject, message.text, message.enclosures) == (
        DeliveryStatus.WITHDRAWN,
        "",
        "",
        [],
    )
    assert "@" not in message.recipient.value
    delivery.deliver_by_id(message.pk)
    assert carrier.letters == []


@pytest.mark.parametrize(
    ("name", "content_type", "content"),
    [
        ("a\nb.ics", "text/calendar", ""),
        ("../a.ics", "text/calendar", ""),
        ('a".ics', "text/calendar", ""),
        ("a.ics", "text/calendar\nBcc: x", ""),
        ("a.ics", "calendar", ""),
        ("a.ics", "text/calendar", "ñ" * 16_385),
    ],
)
def test_a_file_that_is_too_large_or_oddly_named_is_refused_where_it_is_made(
    name: str, content_type: str, content: str
):
    with pytest.raises(ValueError, match="enclosure"):
        Enclosure(name, content_type, content)


@pytest.mark.parametrize(
    ("phrase", "language", "words"),
    [
        (PhraseKey.BOOKED, "en", "Booked at Salón Luz: Haircut, Tuesday 3 March at 10 am"),
        (PhraseKey.CHANGED, "es", "Cita cambiada en Salón Luz: Haircut, el martes 3 de marzo a las 10:00"),
        (PhraseKey.CANCELLED, "en", "Cancelled at Salón Luz: Haircut, Tuesday 3 March at 10 am"),
        (PhraseKey.THANKS, "es", "Su cita en Salón Luz: Haircut, el martes 3 de marzo a las 10:00"),
    ],
)
def test_the_subject_says_what_happened_in_the_customers_language(phrase: PhraseKey, language: str, words: str):
    start = datetime(2026, 3, 3, 10, tzinfo=ZoneInfo("Europe/Madrid"))
    facts = Facts(business="Salón Luz", appointment=Appointment(1, 1, "Haircut", "Ana", start))
    assert emails.subject(phrase, facts, language) == words
