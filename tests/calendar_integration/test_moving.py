"""An appointment that moves: in one step, in nobody's way, and only where there is something to move."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from calendar_integration import selectors
from calendar_integration.booking import booking
from calendar_integration.calendar import Diary
from calendar_integration.models import Appointment, AppointmentMove, OpeningHours, Service
from receptionist.domain.diary import NoSlotReason, Wish
from receptionist.domain.events import Booked, Moved, SlotRefused
from receptionist.models import AuditEvent
from tests.calendar_integration.conftest import NOW


def book(customer, slot, key="k1"):
    return booking.book(customer, slot, name="Luz", notes="", key=key, now=NOW)


def test_a_move_frees_the_old_time_and_takes_the_new_one(customer, new_customer, slot_at):
    booked = book(customer, slot_at(3, 10))
    moved = booking.move(customer, booked.appointment.id, slot_at(4, 12), key="m1", now=NOW)
    assert isinstance(moved, Moved)
    assert moved.appointment.start == slot_at(4, 12).start
    assert isinstance(book(new_customer(), slot_at(3, 10), "k2"), Booked)
    assert isinstance(book(new_customer(), slot_at(4, 12), "k3"), SlotRefused)
    assert AuditEvent.objects.filter(kind="appointment.moved").count() == 1


def test_an_appointment_may_move_into_its_own_time(customer, slot_at):
    booked = book(customer, slot_at(3, 10))
    moved = booking.move(customer, booked.appointment.id, slot_at(3, 10, 15), key="m1", now=NOW)
    assert isinstance(moved, Moved)
    assert moved.appointment.start == slot_at(3, 10, 15).start


def test_who_looks_for_another_time_is_not_in_their_own_way(customer, slot_at, cut):
    booked = book(customer, slot_at(3, 10)).appointment
    start = slot_at(3, 10, 15).start

    def find(wish, moving):
        return Diary().find_slots(customer.business_id, cut.pk, wish, NOW, moving)

    wish = Wish(day=start.date(), at=start.time())
    assert find(wish, None).reason is NoSlotReason.TAKEN
    assert find(wish, booked).exact == slot_at(3, 10, 15)


def test_the_place_that_an_appointment_has_already_is_not_offered_for_it(customer, slot_at, cut, business):
    OpeningHours.objects.filter(weekday=1).update(opens=time(10), closes=time(11))
    OpeningHours.objects.exclude(weekday=1).delete()
    booked = book(customer, slot_at(3, 10)).appointment
    for wish in (Wish(), Wish(day=booked.start.date()), Wish(at=booked.start.time()), Wish(day=NOW.date(), at=time(9))):
        found = Diary().find_slots(business.pk, cut.pk, wish, NOW, booked)
        assert found.slots
        assert booked.start not in [slot.start for slot in found.slots]


def test_a_move_to_where_it_stands_already_is_no_move(customer, slot_at):
    booked = book(customer, slot_at(3, 10))
    moved = booking.move(customer, booked.appointment.id, slot_at(3, 10), key="m1", now=NOW)
    assert moved == Moved(booked.appointment)
    assert not AppointmentMove.objects.exists()


def test_a_repeated_move_does_not_undo_a_later_one(customer, slot_at):
    booked = book(customer, slot_at(3, 10))
    booking.move(customer, booked.appointment.id, slot_at(4, 12), key="m1", now=NOW)
    booking.move(customer, booked.appointment.id, slot_at(5, 12), key="m2", now=NOW)
    again = booking.move(customer, booked.appointment.id, slot_at(4, 12), key="m1", now=NOW)
    assert isinstance(again, Moved)
    assert again.appointment.start == slot_at(5, 12).start
    assert AppointmentMove.objects.count() == 2


def test_a_move_to_a_taken_time_leaves_the_appointment_where_it_is(customer, new_customer, slot_at):
    booked = book(customer, slot_at(3, 10))
    book(new_customer(), slot_at(4, 12), "k2")
    refused = booking.move(customer, booked.appointment.id, slot_at(4, 12), key="m1", now=NOW)
    assert isinstance(refused, SlotRefused)
    assert refused.alternatives
    assert selectors.upcoming(customer.business_id, customer.contact_id, NOW) == [booked.appointment]


def test_a_cancelled_appointment_cannot_be_moved(customer, slot_at):
    booked = book(customer, slot_at(3, 10))
    booking.cancel(customer, booked.appointment.id, now=NOW)
    refused = booking.move(customer, booked.appointment.id, slot_at(4, 12), key="m1", now=NOW)
    assert refused == SlotRefused(slot_at(4, 12), NoSlotReason.CANCELLED, ())


def test_what_is_booked_of_a_service_no_longer_offered_can_still_be_moved(customer, slot_at, cut, business):
    booked = book(customer, slot_at(3, 10)).appointment
    Service.objects.filter(pk=cut.pk).update(active=False)
    start = slot_at(4, 12).start
    wish = Wish(day=start.date(), at=start.time())
    assert Diary().find_slots(business.pk, cut.pk, wish, NOW).exact is None
    assert Diary().find_slots(business.pk, cut.pk, wish, NOW, booked).exact == slot_at(4, 12)
    assert isinstance(booking.move(customer, booked.id, slot_at(4, 12), key="m1", now=NOW), Moved)


def test_nobody_moves_or_cancels_what_is_not_theirs(customer, new_customer, slot_at):
    booked = book(customer, slot_at(3, 10))
    stranger = new_customer()
    with pytest.raises(booking.NotTheirAppointmentError):
        booking.move(stranger, booked.appointment.id, slot_at(4, 12), key="m1", now=NOW)
    with pytest.raises(booking.NotTheirAppointmentError):
        booking.cancel(stranger, booked.appointment.id, now=NOW)
    assert Appointment.objects.get().status == "booked"


@pytest.fixture
def color(business, ana):
    color = Service.objects.create(business=business, name="Color", minutes=90)
    ana.services.add(color)
    return color


def test_an_appointment_becomes_one_for_another_service_and_takes_as_long(customer, new_customer, slot_at, color):
    booked = book(customer, slot_at(3, 10)).appointment
    changed = booking.move(customer, booked.id, replace(slot_at(3, 10), service_id=color.pk), key="m1", now=NOW)
    assert isinstance(changed, Moved)
    assert (changed.appointment.id, changed.appointment.service_name) == (booked.id, "Color")
    assert isinstance(book(new_customer(), slot_at(3, 11), "k2"), SlotRefused)
    assert AuditEvent.objects.get(kind="appointment.moved").facts["service"] == color.pk


def test_a_service_that_takes_too_long_for_the_place_leaves_the_appointment_as_it_is(
    customer, new_customer, slot_at, color
):
    booked = book(customer, slot_at(3, 10)).appointment
    book(new_customer(), slot_at(3, 11), "k2")
    refused = booking.move(customer, booked.id, replace(slot_at(3, 10), service_id=color.pk), key="m1", now=NOW)
    assert isinstance(refused, SlotRefused)
    assert refused.reason is NoSlotReason.TAKEN
    assert selectors.upcoming(customer.business_id, customer.contact_id, NOW) == [booked]


def test_a_service_that_the_business_does_not_offer_leaves_the_appointment_as_it_is(customer, slot_at, color):
    booked = book(customer, slot_at(3, 10)).appointment
    Service.objects.filter(pk=color.pk).update(active=False)
    for service_id in (color.pk, color.pk + 1):
        slot = replace(slot_at(3, 12), service_id=service_id)
        assert isinstance(booking.move(customer, booked.id, slot, key="m1", now=NOW), SlotRefused)
        assert Diary().find_slots(customer.business_id, service_id, Wish(), NOW, booked).slots == ()
    assert selectors.upcoming(customer.business_id, customer.contact_id, NOW) == [booked]


def test_a_repeated_change_does_not_undo_a_later_one(customer, slot_at, color):
    booked = book(customer, slot_at(3, 10)).appointment
    to_color = replace(slot_at(3, 10), service_id=color.pk)
    booking.move(customer, booked.id, to_color, key="m1", now=NOW)
    back = booking.move(customer, booked.id, slot_at(3, 10), key="m2", now=NOW)
    again = booking.move(customer, booked.id, to_color, key="m1", now=NOW)
    assert back == again
    assert isinstance(back, Moved)
    assert back.appointment.service_name == "Haircut"
