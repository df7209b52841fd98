"""Staff, customers and a calendar outside move the same appointments at once, on real PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from calendar_integration.booking import booking
from calendar_integration.booking.moving_by_staff import MovedByStaff, move_by_staff
from calendar_integration.booking.moving_refused import NotMoved, Why
from calendar_integration.models import Appointment, AppointmentMove, OpeningHours, Service, Staff
from calendar_integration.proof import broken_promises
from receptionist.domain.diary import Slot
from receptionist.models import Business
from receptionist.ports import Customer
from tests.at_once import at_once
from tests.people import converse
from tests.second_thoughts import told

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
START = datetime(2026, 3, 3, 9, 0, tzinfo=ZoneInfo("Europe/Madrid"))
WANTED = START + timedelta(days=1)
MOVERS = 12


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


def book(ana: Staff, number: int) -> tuple[Customer, int]:
    said = converse(ana.business, f"+346000000{number:02}")
    customer = Customer(business_id=ana.business_id, contact_id=said.contact_id, conversation_id=said.pk)
    slot = Slot(Service.objects.get().pk, ana.pk, "Ana", START + timedelta(minutes=30 * number))
    booked: Any = booking.book(customer, slot, name=f"Luz {number}", notes="", key=f"k{number}", now=NOW)
    return customer, booked.appointment.id


def move(ana: Staff, appointment_id: int, key: str, *, within_hours: bool = True) -> MovedByStaff | NotMoved:
    return move_by_staff(
        appointment_id,
        start=WANTED,
        staff_id=ana.pk,
        by="user 3",
        key=key,
        now=NOW,
        within_hours=within_hours,
    )


@pytest.mark.parametrize("within_hours", [True, False])
def test_of_twelve_that_are_dragged_to_one_place_one_stands_there_and_one_customer_is_told(ana, within_hours):
    standing = [book(ana, number)[1] for number in range(MOVERS)]
    results = at_once(MOVERS, lambda number: move(ana, standing[number], f"m{number}", within_hours=within_hours))
    moved = [result for result in results if isinstance(result, MovedByStaff)]
    refused = [result for result in results if isinstance(result, NotMoved)]
    assert (len(moved), len(refused)) == (1, MOVERS - 1)
    assert {refusal.why for refusal in refused} == {Why.TAKEN}
    assert Appointment.objects.get(during__startswith=WANTED).pk == moved[0].appointment.id
    assert AppointmentMove.objects.count() == len(told(NOW)) == 1
    assert list(broken_promises(limit=5)) == []


def test_one_drag_that_arrives_twelve_times_is_one_move_and_one_message(ana):
    _, standing = book(ana, 0)
    results = at_once(MOVERS, lambda _: move(ana, standing, "m"))
    assert all(isinstance(result, MovedByStaff) for result in results)
    at_once(4, lambda _: told(NOW))
    assert AppointmentMove.objects.count() == len(told(NOW)) == 1


def test_a_customer_and_staff_who_move_or_cancel_one_appointment_leave_it_at_one_place(ana):
    customer, standing = book(ana, 0)
    elsewhere = Slot(Service.objects.get().pk, ana.pk, "Ana", START + timedelta(days=2))

    def act(number: int) -> Any:
        if number % 3 == 0:
            return move(ana, standing, f"s{number}")
        if number % 3 == 1:
            return booking.move(customer, standing, elsewhere, key=f"c{number}", now=NOW)
        return (
            booking.cancel(customer, standing, now=NOW) if number == MOVERS - 1 else move(ana, standing, f"s{number}")
        )

    at_once(MOVERS, act)
    assert Appointment.objects.get().status == "cancelled"
    assert list(broken_promises(limit=5)) == []
