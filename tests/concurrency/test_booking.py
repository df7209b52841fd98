"""Races for the diary, on real PostgreSQL: first that there is a race, then that nobody can lose by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from threading import Barrier
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected

from calendar_integration.booking import booking, locking, recurring
from calendar_integration.models import Appointment, OpeningHours, Service, Staff
from receptionist.domain.diary import NoSlotReason, Slot
from receptionist.domain.events import Booked, Held, Moved, SlotRefused
from receptionist.models import AuditEvent, Business
from receptionist.ports import Customer
from tests.at_once import at_once
from tests.people import converse

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
START = datetime(2026, 3, 3, 10, 0, tzinfo=ZoneInfo("Europe/Madrid"))
END = START + timedelta(minutes=30)
BOOKERS = 50


@pytest.fixture
def salon() -> Business:
    salon = Business.objects.create(name="Salon", timezone="Europe/Madrid")
    for weekday in range(5):
        OpeningHours.objects.create(location=salon.locations.get(), weekday=weekday, opens=time(9), closes=time(18))
    cut = Service.objects.create(business=salon, name="Haircut", minutes=30)
    Staff.objects.create(business=salon, name="Ana").services.add(cut)
    return salon


@pytest.fixture
def slot(salon: Business) -> Slot:
    ana = Staff.objects.get()
    return Slot(Service.objects.get().pk, ana.pk, ana.name, START)


def new_customer(salon: Business, number: int) -> Customer:
    conversation = converse(salon, f"+346000000{number:02}")
    return Customer(business_id=salon.pk, contact_id=conversation.contact_id, conversation_id=conversation.pk)


@pytest.fixture
def unguarded() -> Iterator[str]:
    """A diary without lock or constraint, as many booking products have it."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE unguarded_diary (staff_id bigint, during tstzrange)")
    yield "unguarded_diary"
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE unguarded_diary")


def test_without_the_guard_two_customers_get_the_same_slot(unguarded):
    """Shows that the race below is one: both look, both find it free, both write."""
    looked = Barrier(2)

    def check_then_insert(number: int) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM unguarded_diary WHERE during && tstzrange(%s, %s)", [START, END])
            is_free = cursor.fetchone()[0] == 0
            looked.wait(timeout=20)
            if is_free:
                cursor.execute("INSERT INTO unguarded_diary VALUES (1, tstzrange(%s, %s))", [START, END])

    at_once(2, check_then_insert)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM unguarded_diary")
        assert cursor.fetchone() == (2,)


def test_of_fifty_customers_for_the_last_slot_one_gets_it_and_the_others_hear_what_is_free(salon, slot):
    customers = [new_customer(salon, number) for number in range(BOOKERS)]

    results = at_once(
        BOOKERS,
        lambda number: booking.book(customers[number], slot, name="Luz", notes="", key=f"k{number}", now=NOW),
    )

    booked = [result for result in results if isinstance(result, Booked)]
    refused = [result for result in results if isinstance(result, SlotRefused)]
    assert (len(booked), len(refused)) == (1, BOOKERS - 1)
    assert Appointment.objects.get().pk == booked[0].appointment.id
    assert AuditEvent.objects.filter(kind="appointment.booked").count() == 1
    for refusal in refused:
        assert refusal.reason is NoSlotReason.TAKEN
        assert len(refusal.alternatives) == 3
        assert all(other.start >= END or other.start + (END - START) <= START for other in refusal.alternatives)
    offered = refused[0].alternatives[0]
    assert isinstance(booking.book(customers[0], offered, name="Luz", notes="", key="again", now=NOW), Booked)


def test_of_ten_customers_who_ask_for_the_last_slot_one_is_asked_for_a_name_and_the_others_hear_it_is_gone(salon, slot):
    customers = [new_customer(salon, number) for number in range(10)]
    results = at_once(10, lambda number: booking.hold(customers[number], slot, key=f"h{number}", now=NOW))
    held = [number for number, result in enumerate(results) if isinstance(result, Held)]
    refused = [result for result in results if isinstance(result, SlotRefused)]
    assert (len(held), len(refused)) == (1, 9)
    assert all(refusal.reason is NoSlotReason.TAKEN and len(refusal.alternatives) == 3 for refusal in refused)
    late, first = customers[held[0] - 1], customers[held[0]]
    assert isinstance(booking.book(late, slot, name="Sol", notes="", key="late", now=NOW), SlotRefused)
    assert isinstance(booking.book(first, slot, name="Luz", notes="", key="first", now=NOW), Booked)


def test_two_series_racing_for_the_same_times_share_them_out_without_an_overlap(salon, slot):
    slots = [replace(slot, start=START + timedelta(weeks=week)) for week in range(6)]
    orders = [slots, slots[::-1], slots[3:], slots[:3]]
    customers = [new_customer(salon, number) for number in range(4)]

    def book(number: int) -> Any:
        wanted = orders[number]
        return recurring.book(customers[number], wanted, name="Luz", notes="", key=f"s{number}", now=NOW)

    results = at_once(4, book)
    assert sum(len(result.appointments) for result in results) == 6
    for wanted, result in zip(orders, results, strict=True):
        assert len(result.appointments) + len(result.refused) == len(wanted)
    starts = sorted(row.start for row in Appointment.objects.filter(status="booked"))
    assert starts == [each.start for each in slots]


def test_the_same_series_five_times_at_once_is_one_series(salon, slot):
    customer = new_customer(salon, 0)
    slots = [replace(slot, start=START + timedelta(weeks=week)) for week in range(4)]
    results = at_once(5, lambda _: recurring.book(customer, slots, name="Luz", notes="", key="s", now=NOW))
    assert {tuple(each.id for each in result.appointments) for result in results} == {
        tuple(Appointment.objects.order_by("local_day").values_list("pk", flat=True))
    }
    assert Appointment.objects.count() == 4


def test_the_same_booking_twenty_times_at_once_is_one_appointment(salon, slot):
    customer = new_customer(salon, 0)
    results: list[Any] = at_once(20, lambda _: booking.book(customer, slot, name="Luz", notes="", key="k", now=NOW))
    assert {result.appointment.id for result in results} == {Appointment.objects.get().pk}


def test_bookers_and_movers_racing_for_a_few_slots_never_overlap(salon, slot):
    """Half of them book, the other half move there; the constraint would raise, so what counts is that nobody errs."""
    movers = [new_customer(salon, number) for number in range(8)]
    bookers = [new_customer(salon, number) for number in range(8, 16)]
    standing: list[Any] = [
        booking.book(
            customer,
            Slot(slot.service_id, slot.staff_id, slot.staff_name, START + timedelta(days=1, minutes=30 * number)),
            name="Luz",
            notes="",
            key=f"old{number}",
            now=NOW,
        )
        for number, customer in enumerate(movers)
    ]

    def act(number: int) -> Any:
        wanted = Slot(slot.service_id, slot.staff_id, slot.staff_name, START + timedelta(minutes=15 * (number % 3)))
        if number % 2:
            return booking.book(bookers[number // 2], wanted, name="Sol", notes="", key=f"new{number}", now=NOW)
        mover = number // 2
        return booking.move(movers[mover], standing[mover].appointment.id, wanted, key=f"move{number}", now=NOW)

    results = at_once(16, act)

    won = sum(isinstance(result, Booked | Moved) for result in results)
    spans = sorted((row.start, row.end) for row in Appointment.objects.filter(status="booked"))
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert won in {1, 2}
    assert len(spans) == 8 + sum(isinstance(result, Booked) for result in results)


def test_a_transaction_that_postgresql_sacrifices_to_a_deadlock_is_tried_again(salon):
    """Two locks taken in opposite order: PostgreSQL fails one of the two, and both get through all the same."""
    both_hold_one = Barrier(2)
    tries: list[int] = []

    def opposite_order(number: int) -> str:
        def write() -> str:
            tries.append(number)
            with transaction.atomic(durable=True):
                locking.lock_diaries([[1, 2][number]])
                if len(tries) <= 2:
                    both_hold_one.wait(timeout=20)
                locking.lock_diaries([[2, 1][number]])
            return "done"

        return locking.retrying_deadlocks(write)

    assert at_once(2, opposite_order) == ["done", "done"]
    assert len(tries) == 3


def test_other_errors_of_the_database_are_not_tried_again():
    tries = []

    def fail() -> None:
        tries.append(1)
        raise OperationalError("the server closed the connection")

    with pytest.raises(OperationalError):
        locking.retrying_deadlocks(fail)
    assert len(tries) == 1


def test_a_deadlock_that_never_ends_is_an_error_at_last():
    tries = []

    def fail() -> None:
        tries.append(1)
        raise OperationalError("deadlock detected") from DeadlockDetected()

    with pytest.raises(OperationalError):
        locking.retrying_deadlocks(fail)
    assert len(tries) == locking.ATTEMPTS
