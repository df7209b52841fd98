"""Letters around an appointment, over a real SMTP conversation: the customer's own calendar follows each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
import vobject

from calendar_integration.booking import booking
from calendar_integration.booking.moving_by_staff import MovedByStaff, move_by_staff
from calendar_integration.models import Appointment, AppointmentStatus, Notice, NoticeSettings
from calendar_integration.notices import notifying
from calendar_integration.notices.notices import SECOND_THOUGHTS
from receptionist.domain.diary import Slot
from receptionist.domain.events import Booked
from receptionist.models import Business, Contact, Conversation, OutboundMessage
from receptionist.ports import Customer
from receptionist.sending import delivery
from tests.calendar_integration.conftest import MADRID, NOW
from tests.channels_email.conftest import connect
from tests.fakes.mail import FakeMailServer, mail_server

pytestmark = pytest.mark.usefixtures("rung")

THURSDAY = datetime(2026, 3, 5, 10, 0, tzinfo=MADRID)
SlotAt = Callable[..., Slot]


@pytest.fixture
def mail(settings: Any) -> Iterator[FakeMailServer]:
    with mail_server() as fake:
        connect(settings, fake)
        yield fake


@pytest.fixture
def sol(business: Business) -> Customer:
    """Somebody whom staff know by a mailbox only."""
    contact = Contact.objects.create(business=business, name="Sol", email="sol@example.com")
    return Customer(business_id=business.pk, contact_id=contact.pk, conversation_id=None, asked_by="user 3")


def book(customer: Customer, slot: Slot) -> Appointment:
    booked = booking.book(customer, slot, name="Sol", notes="scar", key="k1", now=NOW)
    assert isinstance(booked, Booked)
    return Appointment.objects.get(pk=booked.appointment.id)


def post(at: datetime) -> None:
    """Let beat find what is due, and the worker take it to the server."""
    with time_machine.travel(at, tick=False):
        notifying.send_due(at.astimezone(UTC))
        for message_id in OutboundMessage.objects.filter(status="queued").values_list("pk", flat=True):
            delivery.deliver_by_id(message_id)


def read(mail: FakeMailServer) -> list[tuple[str, str, int, datetime]]:
    """Tell subject, method, sequence and beginning of each letter, as the customer's mail program takes them."""
    found = []
    for number in range(len(mail.letters)):
        letter = mail.read(number)
        files = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
        assert len(files) == 1, letter["Subject"]
        calendar = vobject.readOne(files[0].get_content())
        assert files[0].get_param("method") == calendar.method.value
        assert "scar" not in calendar.serialize()
        event = calendar.vevent
        assert event.uid.value == str(Appointment.objects.get().public_id)
        body = letter.get_body(("plain",))
        assert body is not None
        assert event.description.value.strip() in " ".join(body.get_content().split())
        found.append((letter["Subject"].strip(), calendar.method.value, int(event.sequence.value), event.dtstart.value))
    return found


def test_each_letter_brings_the_customers_calendar_in_step_with_the_diary(mail, sol, ana, slot_at: SlotAt):
    appointment = book(sol, slot_at(4, 10))
    post(NOW)
    moved = move_by_staff(
        appointment.pk, start=THURSDAY, staff_id=ana.pk, by="user 3", key="m1", now=NOW, within_hours=True
    )
    assert isinstance(moved, MovedByStaff)
    assert moved.will_be_told
    post(NOW)
    assert len(mail.letters) == 1, "a minute for second thoughts"
    post(NOW + SECOND_THOUGHTS)
    post(THURSDAY - timedelta(days=1))
    appointment.refresh_from_db()
    assert booking.cancel_by_staff(appointment, user_id=3, now=THURSDAY - timedelta(hours=20))
    post(THURSDAY - timedelta(hours=20) + SECOND_THOUGHTS)
    where, when = "at Salon: Haircut, ", "Thursday 5 March at 10 am"
    assert [letter[:3] for letter in read(mail)] == [
        (f"Booked {where}Wednesday 4 March at 10 am", "REQUEST", 0),
        (f"Moved {where}{when}", "REQUEST", 1),
        (f"Your appointment {where}{when}", "REQUEST", 1),
        (f"Cancelled {where}{when}", "CANCEL", 2),
    ]
    assert [start for *_, start in read(mail)][1:] == [THURSDAY] * 3
    assert set(Notice.objects.filter(message__isnull=False).values_list("status", flat=True)) <= {"queued", "sent"}


def test_what_is_agreed_in_a_conversation_gets_its_letter_beside_it(mail, customer, slot_at: SlotAt):
    Contact.objects.update(email="luz@example.com")
    Conversation.objects.update(state={"language": "es"})
    appointment = book(customer, slot_at(4, 10))
    post(NOW)
    booking.move(customer, appointment.pk, slot_at(5, 10), key="m1", now=NOW)
    post(NOW)
    booking.cancel(customer, appointment.pk, now=NOW)
    post(NOW)
    where, when = "en Salon: Haircut, ", "el jueves 5 de marzo a las 10:00"
    assert [letter[:3] for letter in read(mail)] == [
        (f"Cita reservada {where}el miércoles 4 de marzo a las 10:00", "REQUEST", 0),
        (f"Cita cambiada {where}{when}", "REQUEST", 1),
        (f"Cita cancelada {where}{when}", "CANCEL", 2),
    ]


def test_a_text_message_carries_no_file(mail, customer, slot_at: SlotAt):
    appointment = book(customer, slot_at(4, 10))
    assert booking.cancel_by_staff(appointment, user_id=3, now=NOW)
    notifying.send_due(NOW + SECOND_THOUGHTS)
    assert [(sent.channel, sent.enclosures) for sent in OutboundMessage.objects.all()] == [("sms", [])]


def test_a_word_to_who_did_not_come_invites_to_nothing(mail, sol, slot_at: SlotAt):
    NoticeSettings.objects.update(confirms=False)
    appointment = book(sol, slot_at(2, 12))
    late = NOW + timedelta(hours=3)
    booking.mark_by_staff(appointment, AppointmentStatus.NO_SHOW, user_id=3, now=late)
    post(late + timedelta(minutes=10))
    [letter] = [mail.read(number) for number in range(len(mail.letters))]
    assert letter["Subject"].startswith("Your appointment at Salon")
    assert not [part for part in letter.walk() if "calendar" in part.get_content_type()]
