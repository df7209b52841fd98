"""Races for seats, rooms and holds, on real PostgreSQL: every one ends with the diary's promises kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import cycle, islice
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from calendar_integration.booking import booking, holding, locking, taking
from calendar_integration.models import (
    Appointment,
    Occupancy,
    OpeningHours,
    Resource,
    ResourceKind,
    Service,
    ServiceNeed,
    Session,
    Staff,
)
from calendar_integration.proof import broken_promises
from receptionist.domain.diary import Slot
from receptionist.domain.events import Booked, Cancelled, Held, Moved, SlotRefused
from receptionist.models import Business
from receptionist.ports import Customer
from tests.at_once import at_once
from tests.people import converse

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
START = datetime(2026, 3, 3, 10, 0, tzinfo=ZoneInfo("Europe/Madrid"))
HOUR = timedelta(hours=1)


@pytest.fixture
def studio() -> Business:
    studio = Business.objects.create(name="Studio", timezone="Europe/Madrid")
    for weekday in range(5):
        OpeningHours.objects.create(location=studio.locations.get(), weekday=weekday, opens=time(9), closes=time(18))
    return studio


@pytest.fixture(autouse=True)
def every_promise_is_kept(transactional_db: None) -> Iterator[None]:
    yield
    assert list(broken_promises(limit=5)) == []


def offer(studio: Business, name: str, *people: str, **rules: Any) -> Service:
    """Offer a service of half an hour, performed by these people."""
    service = Service.objects.create(business=studio, name=name, minutes=30, **rules)
    for person in people:
        Staff.objects.get_or_create(business=studio, name=person)[0].services.add(service)
    return service


def slot_of(service: Service, start: datetime = START) -> Slot:
    who = service.staff.order_by("pk")[0]
    return Slot(service.pk, who.pk, who.name, start)


def customers(studio: Business, count: int) -> list[Customer]:
    conversations = [converse(studio, f"+346000000{number:02}") for number in range(count)]
    return [Customer(business_id=studio.pk, contact_id=one.contact_id, conversation_id=one.pk) for one in conversations]


def book(customer: Customer, slot: Slot, key: str, now: datetime = NOW) -> Booked | SlotRefused:
    return booking.book(customer, slot, name="Luz", notes="", key=key, now=now)


def test_of_fifty_customers_for_a_group_of_eight_exactly_eight_get_a_seat(studio):
    slot = slot_of(offer(studio, "Yoga", "Ana", capacity=8))
    people = customers(studio, 50)
    results = at_once(50, lambda number: book(people[number], slot, f"k{number}"))
    assert sum(isinstance(result, Booked) for result in results) == 8
    sitting = Session.objects.get()
    assert set(sitting.appointments.values_list("seat", flat=True)) == set(range(1, 9))
    assert Occupancy.objects.count() == 1
    refused = next(result for result in results if isinstance(result, SlotRefused))
    assert refused.alternatives
    assert all(other.start != START for other in refused.alternatives)


def test_of_two_services_that_need_the_only_room_one_gets_it_though_others_perform_them(studio):
    room = ResourceKind.objects.create(business=studio, name="treatment room")
    Resource.objects.create(location=studio.locations.get(), kind=room, name="Room 1")
    services = [offer(studio, "Massage", "Ana"), offer(studio, "Facial", "Ben")]
    for service in services:
        ServiceNeed.objects.create(service=service, kind=room)
    people = customers(studio, 20)
    wanted = list(islice(cycle(services), 20))
    results = at_once(20, lambda number: book(people[number], slot_of(wanted[number]), f"k{number}"))
    assert sum(isinstance(result, Booked) for result in results) == 1
    assert Occupancy.objects.filter(resource__isnull=False).count() == 1


def test_two_rooms_are_enough_for_two_and_no_more(studio):
    room = ResourceKind.objects.create(business=studio, name="treatment room")
    for number in (1, 2):
        Resource.objects.create(location=studio.locations.get(), kind=room, name=f"Room {number}")
    service = offer(studio, "Massage", "Ana", "Ben", "Cleo")
    ServiceNeed.objects.create(service=service, kind=room)
    people = customers(studio, 12)
    results = at_once(12, lambda number: book(people[number], slot_of(service), f"k{number}"))
    assert sum(isinstance(result, Booked) for result in results) == 2
    assert set(Occupancy.objects.exclude(resource=None).values_list("resource__name", flat=True)) == {
        "Room 1",
        "Room 2",
    }


def test_one_who_moves_one_who_cancels_and_others_who_book_leave_one_in_each_place(studio):
    """The mover frees ten o'clock for eleven, the owner of eleven cancels, and eight bookers want either."""
    slot = slot_of(offer(studio, "Haircut", "Ana"))
    later = replace(slot, start=START + HOUR)
    people = customers(studio, 10)
    for round_ in range(5):
        ten, eleven = book(people[0], slot, f"a{round_}"), book(people[1], later, f"b{round_}")
        assert isinstance(ten, Booked)
        assert isinstance(eleven, Booked)

        def act(number: int, round_: int = round_, mine: Booked = ten, theirs: Booked = eleven) -> Any:
            if number == 0:
                return booking.move(people[0], mine.appointment.id, later, key=f"m{round_}", now=NOW)
            if number == 1:
                return booking.cancel(people[1], theirs.appointment.id, now=NOW)
            return book(people[number], slot if number % 2 else later, f"k{round_}:{number}")

        results = at_once(10, act)
        assert isinstance(results[1], Cancelled)
        won = sum(isinstance(result, Booked) for result in results)
        has_moved = isinstance(results[0], Moved)
        starts = list(Appointment.objects.filter(status="booked").values_list("local_time", flat=True))
        assert len(starts) == len(set(starts)) == 1 + won
        assert won <= 1 + has_moved
        assert list(broken_promises(limit=5)) == []
        for row in Appointment.objects.filter(status="booked"):
            booking.cancel_by_staff(row, user_id=1, now=NOW)


def test_an_appointment_that_is_moved_and_cancelled_at_once_ends_in_one_state_and_one_place(studio):
    slot = slot_of(offer(studio, "Haircut", "Ana", "Ben"))
    (customer,) = customers(studio, 1)
    for round_ in range(5):
        mine = book(customer, slot, f"a{round_}")
        assert isinstance(mine, Booked)
        places = [replace(slot, start=START + number * HOUR) for number in range(1, 6)]

        def act(number: int, round_: int = round_, mine: Booked = mine, places: list[Slot] = places) -> Any:
            if number == 5:
                return booking.cancel(customer, mine.appointment.id, now=NOW)
            return booking.move(customer, mine.appointment.id, places[number], key=f"m{round_}:{number}", now=NOW)

        at_once(6, act)
        assert Appointment.objects.get(pk=mine.appointment.id).status == "cancelled"
        assert not Occupancy.objects.exists()


def test_seats_given_up_and_taken_at_once_leave_no_empty_group_behind(studio):
    slot = slot_of(offer(studio, "Yoga", "Ana", capacity=4))
    people = customers(studio, 12)
    for round_ in range(5):
        seats: list[Any] = [book(people[number], slot, f"a{round_}:{number}") for number in range(4)]

        def act(number: int, round_: int = round_, seats: list[Any] = seats) -> Any:
            if number < 4:
                return booking.cancel(people[number], seats[number].appointment.id, now=NOW)
            return book(people[number], slot, f"k{round_}:{number}")

        results = at_once(12, act)
        won = sum(isinstance(result, Booked) for result in results)
        assert Appointment.objects.filter(status="booked").count() == won <= 4
        assert Session.objects.count() == Occupancy.objects.count() == bool(won)
        for row in Appointment.objects.filter(status="booked"):
            booking.cancel_by_staff(row, user_id=1, now=NOW)


def test_a_hold_that_has_run_out_goes_to_one_of_those_who_want_it_its_holder_among_them(studio):
    slot = slot_of(offer(studio, "Haircut", "Ana"))
    people = customers(studio, 20)
    assert isinstance(booking.hold(people[0], slot, key="h", now=NOW), Held)
    run_out = NOW + holding.HOLD

    def act(number: int) -> Any:
        if number == 19:
            return holding.end_those_run_out(run_out)
        return book(people[number], slot, f"k{number}", run_out)

    results = at_once(20, act)
    assert sum(isinstance(result, Booked) for result in results) == 1
    assert Occupancy.objects.count() == 1


def test_of_twenty_who_want_to_hold_a_slot_one_holds_it(studio):
    slot = slot_of(offer(studio, "Haircut", "Ana"))
    people = customers(studio, 20)
    results = at_once(20, lambda number: booking.hold(people[number], slot, key=f"h{number}", now=NOW))
    assert sum(isinstance(result, Held) for result in results) == 1


def test_the_same_hold_twenty_times_at_once_is_one_hold(studio):
    slot = slot_of(offer(studio, "Haircut", "Ana", "Ben"))
    (customer,) = customers(studio, 1)
    results = at_once(20, lambda _: booking.hold(customer, slot, key="h", now=NOW))
    assert all(isinstance(result, Held) for result in results)
    assert Appointment.objects.get().status == "held"


def test_without_locks_the_database_alone_still_gives_the_slot_to_one(studio, monkeypatch):
    """The locks keep order; what refuses is the constraint."""
    monkeypatch.setattr(taking, "lock_diaries", lambda *ids: None)
    slot = slot_of(offer(studio, "Haircut", "Ana"))
    people = customers(studio, 10)
    results = at_once(10, lambda number: book(people[number], slot, f"k{number}"))
    assert sum(isinstance(result, Booked) for result in results) == 1


def test_locks_are_taken_in_the_same_order_whoever_asks_in_which():
    """Two that lock each other's first would wait in a circle (see test_booking.py)."""
    asked = []
    for staff, rooms in (([3, 1, 2], [9, 8]), ({2, 3, 1}, (8, 9))):
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            locking.lock_diaries(staff, rooms)
        asked += [query["sql"] for query in queries if "pg_advisory_xact_lock" in query["sql"]]
    assert asked[0] == asked[1]
    assert re.findall(r"(staff|resource) (\d)", asked[0]) == [
        ("staff", "1"),
        ("staff", "2"),
        ("staff", "3"),
        ("resource", "8"),
        ("resource", "9"),
    ]
