"""The checker over the final state: it finds every promise that was broken behind the database's back."""

from __future__ import annotations

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from calendar_integration.booking import booking
from calendar_integration.models import Appointment, Location, Occupancy, Session
from calendar_integration.outside import mirroring
from calendar_integration.proof import broken_promises
from receptionist.models import AuditEvent, Business
from tests.calendar_integration.conftest import NOW


def test_a_diary_that_keeps_its_promises_is_said_to(fitted, capsys):
    call_command("check_diary")
    assert "The diary keeps its promises: 1 appointments, 2 stretches of time taken" in capsys.readouterr().out


@pytest.fixture
def unguarded():
    """Switch the database's own guards off, as its owner alone can; the test's rollback switches them on again."""
    connection.check_constraints()
    tables = [model._meta.db_table for model in (Appointment, Occupancy, Session)]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def _break_occupancy(appointment):
    Occupancy.objects.filter(staff__isnull=False).delete()


def _break_history(appointment):
    Appointment.objects.update(status="no_show")


def _break_beginning(appointment):
    appointment.changes.all().delete()


def _break_wall(appointment):
    Appointment.objects.update(timezone="Europe/London")


def _break_house(appointment):
    other = Business.objects.create(name="Other", timezone="Europe/Madrid")
    Appointment.objects.update(location=other.locations.get())


def _break_business(appointment):
    other = Business.objects.create(name="Other", timezone="UTC")
    Location.objects.filter(business=other).delete()


def _break_audit(appointment):
    AuditEvent(kind="appointment.booked", facts={"appointment": appointment.pk}, at=NOW).save()


def _break_uniqueness(appointment):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE calendar_integration_occupancy DROP CONSTRAINT nobody_in_two_appointments")
    taken = Occupancy.objects.get(staff__isnull=False)
    taken.pk = None
    taken.save(force_insert=True)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (_break_occupancy, "is booked and does not occupy exactly what it should"),
        (_break_history, "is no_show and its history does not lead there"),
        (_break_beginning, "is booked and its history does not lead there"),
        (_break_wall, "was agreed for 2026-03-03 10:00:00 Europe/London, which is another moment"),
        (_break_house, "has a service, person, place or customer of another business"),
        (_break_business, "has no location"),
        (_break_audit, "the audit does not say once that it was booked"),
        (_break_uniqueness, "is taken twice at"),
    ],
)
def test_every_broken_promise_is_found_and_named(fitted, unguarded, damage, told):
    damage(fitted)
    with pytest.raises(CommandError, match="The diary breaks promises") as error:
        call_command("check_diary")
    assert told in str(error.value)


def test_seats_that_do_not_fit_their_group_are_found(sitting, unguarded):
    Appointment.objects.update(seat=9)
    assert "has 1 seats taken of 3" in str(next(broken_promises(limit=5)))


@pytest.fixture
def mirrored(google, booked, rung):
    """An appointment on Tuesday at ten that stands in the calendar outside, too."""
    mirroring.mirror(booked.pk)
    with time_machine.travel(NOW):
        yield booked


def test_a_calendar_outside_that_shows_the_diary_is_said_to(mirrored, capsys):
    call_command("check_diary")
    assert "The diary keeps its promises" in capsys.readouterr().out


def test_an_event_that_was_deleted_outside_is_missed(mirrored, google):
    for event in google.calendars["salon@example.com"].standing:
        event["status"] = "cancelled"
    with pytest.raises(CommandError, match="is booked and has 0 events outside, not one event"):
        call_command("check_diary")


def test_what_waits_for_the_mirror_is_not_complained_of(mirrored, customer, slot_at):
    booking.move(customer, mirrored.pk, slot_at(4, 12), key="m", now=NOW)
    call_command("check_diary")


def test_a_calendar_that_cannot_be_read_proves_nothing_and_hides_nothing(mirrored, google, unguarded):
    google.fail(20, path="/events", status=503)
    _break_wall(mirrored)
    with pytest.raises(CommandError) as error:
        call_command("check_diary")
    assert "calendar Google Calendar cannot be read, so nothing is proved of it" in str(error.value)
    assert "which is another moment" in str(error.value)
