"""Staff, customers and double clicks enter appointments for the same places at once, on real PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from calendar_integration.booking import booking
from calendar_integration.booking.booking_by_staff import BookedByStaff, Entered, book_by_staff
from calendar_integration.models import Appointment, AppointmentChange, OpeningHours, Service, Staff
from calendar_integration.proof import broken_promises
from receptionist.domain.diary import Slot
from receptionist.domain.events import Booked, SlotRefused
from receptionist.models import Business, Contact
from receptionist.people.contacts import Stated
from receptionist.ports import Customer
from tests.at_once import at_once
from tests.people import converse

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
START = datetime(2026, 3, 3, 9, 0, tzinfo=ZoneInfo("Europe/Madrid"))
HANDS = 12


@pytest.fixture
def ana(monkeypatch: pytest.MonkeyPatch) -> Staff:
    monkeypatch.setattr("receptionist.doorbell.ring", lambda *_, **__: None)
    salon = Business.objects.create(name="Salon", timezone="Europe/Madrid")
    for weekday in range(5):
        OpeningHours.objects.create(location=salon.locations.get(), weekday=weekday, opens=time(9), closes=time(18))
    cut = Service.objects.create(business=salon, name="Haircut", minutes=30)
    ana = Staff.objects.create(business=salon, name="Ana")
    ana.services.add(cut)
    return ana


def enter(ana: Staff, number: int, key: str) -> BookedByStaff | SlotRefused:
    slot = Slot(Service.objects.get().pk, ana.pk, "Ana", START + timedelta(hours=1), ana.business.locations.get().pk)
    luz = Stated(name=f"Luz {number}", phone=f"+346001112{number:02}")
    entered = Entered(business_id=ana.business_id, slot=slot, customer=luz, strictly=True)
    return book_by_staff(entered, by="user 3", key=key, now=NOW)


def test_one_form_that_arrives_twelve_times_books_once_and_makes_one_customer(ana):
    results = at_once(HANDS, lambda _: enter(ana, 0, "user 3 a"))
    assert all(isinstance(result, BookedByStaff) for result in results)
    assert Appointment.objects.count() == AppointmentChange.objects.count() == Contact.objects.count() == 1
    assert list(broken_promises(limit=5)) == []


def test_of_staff_and_customers_who_want_one_place_at_once_one_has_it(ana):
    customers = []
    for number in range(HANDS):
        said = converse(ana.business, f"+346000000{number:02}")
        customers.append(Customer(business_id=ana.business_id, contact_id=said.contact_id, conversation_id=said.pk))
    slot = Slot(Service.objects.get().pk, ana.pk, "Ana", START + timedelta(hours=1), ana.business.locations.get().pk)

    def act(number: int) -> Any:
        if number % 2:
            return enter(ana, number, f"user 3 {number}")
        return booking.book(customers[number], slot, name="Eva", notes="", key=f"k{number}", now=NOW, strictly=True)

    results = at_once(HANDS, act)
    assert len([result for result in results if isinstance(result, BookedByStaff | Booked)]) == 1
    assert len([result for result in results if isinstance(result, SlotRefused)]) == HANDS - 1
    assert Appointment.objects.count() == 1
    assert list(broken_promises(limit=5)) == []
