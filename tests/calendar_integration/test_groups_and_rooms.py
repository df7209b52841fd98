"""Groups, rooms and the rules of a service, as customers meet them through the port."""

from __future__ import annotations

from datetime import timedelta

import pytest

from calendar_integration.booking import booking
from calendar_integration.calendar import Diary
from calendar_integration.models import (
    Appointment,
    Location,
    Occupancy,
    OpeningHours,
    Resource,
    ResourceKind,
    Service,
    ServiceNeed,
    Session,
)
from calendar_integration.proof import broken_promises
from receptionist.domain.diary import NoSlotReason, Wish
from receptionist.domain.events import Booked, Cancelled, Held, Moved, SlotRefused
from tests.calendar_integration.conftest import NOW


@pytest.fixture(autouse=True)
def every_promise_is_kept(db):
    yield
    assert list(broken_promises(limit=5)) == []


def book(customer, slot, key="k1", now=NOW):
    return booking.book(customer, slot, name="Luz", notes="", key=key, now=now)


@pytest.fixture
def group(cut, ana) -> Service:
    Service.objects.filter(pk=cut.pk).update(capacity=2, buffer_after=15)
    return Service.objects.get(pk=cut.pk)


def test_a_group_fills_one_sitting_before_it_begins_another(group, ben, new_customer, slot_at):
    results = [book(new_customer(), slot_at(3, 10), f"k{number}") for number in range(3)]
    assert all(isinstance(result, Booked) for result in results)
    assert [result.appointment.staff_name for result in results] == ["Ana", "Ana", "Ben"]
    assert sorted(Session.objects.values_list("staff__name", flat=True)) == ["Ana", "Ben"]


def test_a_seat_that_is_given_up_is_the_next_one_s(group, new_customer, slot_at):
    people = [new_customer() for _ in range(3)]
    first = book(people[0], slot_at(3, 10), "k0")
    book(people[1], slot_at(3, 10), "k1")
    assert isinstance(book(people[2], slot_at(3, 10), "k2"), SlotRefused)
    booking.cancel(people[0], first.appointment.id, now=NOW)
    assert isinstance(book(people[2], slot_at(3, 10), "k3"), Booked)
    assert set(Appointment.objects.exclude(seat=None).values_list("seat", flat=True)) == {1, 2}


def test_a_seat_can_be_held_booked_and_moved_like_any_other_place(group, customer, new_customer, slot_at):
    book(new_customer(), slot_at(3, 10), "other")
    assert isinstance(booking.hold(customer, slot_at(3, 10), key="h", now=NOW), Held)
    assert isinstance(book(new_customer(), slot_at(3, 10), "late"), SlotRefused)
    booked = book(customer, slot_at(3, 10))
    assert isinstance(booked, Booked)
    moved = booking.move(customer, booked.appointment.id, slot_at(3, 12), key="m", now=NOW)
    assert isinstance(moved, Moved)
    assert set(Session.objects.values_list("appointments__seat", flat=True)) == {1}
    assert Session.objects.count() == 2


def test_a_sitting_keeps_its_length_when_the_service_gets_longer(group, new_customer, slot_at):
    book(new_customer(), slot_at(3, 10), "k0")
    Service.objects.update(minutes=60, capacity=8)
    assert isinstance(book(new_customer(), slot_at(3, 10), "k1"), Booked)
    assert isinstance(book(new_customer(), slot_at(3, 10), "k2"), SlotRefused)
    assert {row.during.upper - row.during.lower for row in Appointment.objects.all()} == {timedelta(minutes=30)}


def test_a_room_is_taken_for_the_time_it_is_tidied_up_too(cut, ana, ben, customer, new_customer, slot_at, room):
    Service.objects.update(buffer_after=15)
    book(customer, slot_at(3, 10))
    refused = book(new_customer(), slot_at(3, 10, 30, staff=ben), "k2")
    assert isinstance(refused, SlotRefused)
    assert refused.reason is NoSlotReason.NO_ROOM
    assert isinstance(book(new_customer(), slot_at(3, 10, 45, staff=ben), "k3"), Booked)


def test_a_room_that_is_out_of_use_is_not_booked_and_who_has_it_keeps_it(cut, ana, customer, slot_at, room):
    booked = book(customer, slot_at(3, 10))
    Resource.objects.update(active=False)
    assert isinstance(book(customer, slot_at(3, 12), "k2"), SlotRefused)
    assert Occupancy.objects.filter(resource=room).count() == 1
    assert isinstance(booking.cancel(customer, booked.appointment.id, now=NOW), Cancelled)


def test_a_service_without_any_of_the_rooms_it_needs_is_refused(cut, ana, business, customer, slot_at):
    ServiceNeed.objects.create(service=cut, kind=ResourceKind.objects.create(business=business, name="laser"))
    refused = book(customer, slot_at(3, 10))
    assert isinstance(refused, SlotRefused)
    assert refused.alternatives == ()


def test_an_appointment_is_agreed_on_the_clock_of_its_own_location(cut, ana, business, customer):
    Location.objects.update(active=False)
    lisbon = Location.objects.create(business=business, name="Lisbon", timezone="Europe/Lisbon")
    for weekday in range(5):
        OpeningHours.objects.create(location=lisbon, weekday=weekday, opens="09:00", closes="18:00")
    found = Diary().find_slots(business.pk, cut.pk, Wish(day=NOW.date() + timedelta(days=1)), NOW)
    booked = book(customer, found.slots[0])
    assert isinstance(booked, Booked)
    row = Appointment.objects.get()
    assert (row.location, row.timezone) == (lisbon, "Europe/Lisbon")
    assert (str(row.local_day), row.local_time) == ("2026-03-03", found.slots[0].start.time())
    assert row.start == found.slots[0].start


@pytest.mark.parametrize(
    ("hours", "before", "is_late"),
    [(0, timedelta(minutes=1), False), (24, timedelta(hours=24), False), (24, timedelta(hours=23, minutes=59), True)],
)
def test_a_cancellation_says_whether_it_was_late_by_the_service_s_own_rule(
    cut, ana, customer, slot_at, hours, before, is_late
):
    Service.objects.update(cancel_until_hours=hours)
    slot = slot_at(6, 10)
    booked = book(customer, slot)
    when = slot.start - before
    assert booking.cancel(customer, booked.appointment.id, now=when).is_late is is_late
    # Said again later, it is as late as it was.
    assert booking.cancel(customer, booked.appointment.id, now=slot.start).is_late is is_late


def test_a_cancelled_appointment_is_told_in_its_history(cut, ana, customer, slot_at):
    booked = book(customer, slot_at(3, 10))
    booking.cancel(customer, booked.appointment.id, now=NOW)
    steps = Appointment.objects.get().changes.values_list("from_status", "to_status", "by", "at")
    assert list(steps) == [("", "booked", "customer", NOW), ("booked", "cancelled", "customer", NOW)]
