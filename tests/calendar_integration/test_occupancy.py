"""What the database itself demands of the diary, whoever writes to it and with whatever."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from calendar_integration.booking import booking, changing
from calendar_integration.models import (
    Appointment,
    Occupancy,
    ResourceKind,
    Service,
    ServiceNeed,
    Session,
)
from calendar_integration.proof import broken_promises
from calendar_integration.statuses import AppointmentStatus
from receptionist.domain.events import Moved
from tests.calendar_integration.conftest import NOW

AN_HOUR_LATER = (
    "UPDATE calendar_integration_appointment"
    " SET during = tstzrange(lower(during) + interval '1 hour', upper(during) + interval '1 hour')"
)
CALLED_OFF = (
    "UPDATE calendar_integration_appointment"
    " SET session_id = NULL, seat = NULL, status = 'cancelled', cancelled_at = now()"
)
FOR_NOBODY = (
    "INSERT INTO calendar_integration_occupancy (during, appointment_id)"
    " SELECT during, appointment_id FROM calendar_integration_occupancy LIMIT 1"
)


def run(sql: str, *values: int) -> None:
    """Run one statement as somebody at a console would, and commit it as far as a test can."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_an_appointment_takes_its_performer_and_its_room_with_the_buffers_around_it(fitted, room, slot_at):
    start = slot_at(3, 10).start
    taken = Occupancy.objects.order_by("resource_id")
    assert [(row.staff_id, row.resource_id) for row in taken] == [(None, room.pk), (fitted.staff_id, None)]
    for row in taken:
        assert row.during.lower == start - timedelta(minutes=10)
        assert row.during.upper == start + timedelta(minutes=35)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM calendar_integration_occupancy WHERE staff_id IS NOT NULL",
        "DELETE FROM calendar_integration_occupancy WHERE resource_id IS NOT NULL",
        "DELETE FROM calendar_integration_occupancy",
        "UPDATE calendar_integration_occupancy SET during = during + tstzrange(upper(during), upper(during) + '1 h')",
        "UPDATE calendar_integration_occupancy SET appointment_id = NULL, session_id = 1",
        "UPDATE calendar_integration_appointment SET status = 'cancelled', cancelled_at = now()",
        "UPDATE calendar_integration_appointment SET status = 'expired', held_until = now()",
        "UPDATE calendar_integration_appointment SET buffer_after = 0",
        "UPDATE calendar_integration_appointment SET needs = '{}'",
        AN_HOUR_LATER,
    ],
)
def test_it_refuses_whatever_leaves_an_appointment_without_exactly_its_occupancy(fitted, sql):
    with pytest.raises(IntegrityError):
        run(sql)
    assert list(broken_promises(limit=5)) == []


def test_it_refuses_another_performer_without_their_time(fitted, ben):
    with pytest.raises(IntegrityError, match="does not occupy exactly"):
        run("UPDATE calendar_integration_appointment SET staff_id = %s", ben.pk)


def test_it_refuses_a_second_stretch_for_the_same_appointment(fitted, ben):
    with pytest.raises(IntegrityError, match="does not occupy exactly"):
        run(
            "INSERT INTO calendar_integration_occupancy (staff_id, appointment_id, during)"
            " SELECT %s, appointment_id, during FROM calendar_integration_occupancy WHERE staff_id IS NOT NULL",
            ben.pk,
        )


def test_it_refuses_an_appointment_written_without_any(fitted):
    row = Appointment.objects.get()
    row.pk, row.public_id, row.idempotency_key = None, uuid.uuid4(), "another"

    @transaction.atomic
    def write() -> None:
        row.save(force_insert=True)
        connection.check_constraints()

    with pytest.raises(IntegrityError, match="does not occupy exactly"):
        write()


@pytest.mark.parametrize("who", ["staff", "resource"])
def test_it_refuses_two_appointments_of_one_performer_or_in_one_room_at_once(fitted, who):
    constraint = {"staff": "nobody_in_two_appointments", "resource": "nothing_in_two_appointments"}[who]
    taken = Occupancy.objects.get(**{f"{who}__isnull": False})
    taken.pk = None
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        taken.save(force_insert=True)


@pytest.mark.parametrize(
    "sql",
    [
        FOR_NOBODY,
        "UPDATE calendar_integration_occupancy SET appointment_id = NULL",
        "UPDATE calendar_integration_occupancy SET during = 'empty'",
        "UPDATE calendar_integration_occupancy SET during = tstzrange(lower(during), NULL)",
    ],
)
def test_it_refuses_occupancy_of_nobody_by_nobody_or_without_an_end(fitted, sql):
    with pytest.raises(IntegrityError):
        run(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM calendar_integration_occupancy",
        "UPDATE calendar_integration_session SET buffer_after = 5",
        "UPDATE calendar_integration_appointment SET seat = 4",
        "UPDATE calendar_integration_appointment SET session_id = NULL, seat = NULL",
        CALLED_OFF,
        AN_HOUR_LATER,
    ],
)
def test_it_refuses_whatever_parts_a_group_from_its_seats_or_its_time(sitting, sql):
    with pytest.raises(IntegrityError):
        run(sql)


def test_the_last_to_leave_a_group_takes_it_along(sitting, customer):
    seat = sitting.appointments.get()
    booking.cancel(customer, seat.pk, now=NOW)
    connection.check_constraints()
    assert not Session.objects.exists()
    assert not Occupancy.objects.exists()


def test_moving_frees_and_takes_performer_and_room_in_one_step(fitted, customer, slot_at, room):
    moved = booking.move(customer, fitted.pk, slot_at(3, 10, 15), key="m1", now=NOW)
    assert isinstance(moved, Moved)
    assert set(Occupancy.objects.values_list("resource_id", flat=True)) == {room.pk, None}
    assert {row.during.lower for row in Occupancy.objects.all()} == {slot_at(3, 10, 5).start}
    connection.check_constraints()


def test_what_a_service_needs_from_now_on_leaves_alone_what_is_booked(fitted, business, cut):
    ServiceNeed.objects.create(service=cut, kind=ResourceKind.objects.create(business=business, name="laser"))
    Service.objects.update(buffer_before=0, minutes=60)
    locked = changing.standing(fitted.pk)
    assert locked is not None
    changing.change(locked, AppointmentStatus.CONFIRMED, changing.Step(by="customer", at=NOW))
    connection.check_constraints()
    assert list(broken_promises(limit=5)) == []
