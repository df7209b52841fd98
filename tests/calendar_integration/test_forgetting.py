from __future__ import annotations

import pytest
import time_machine

from calendar_integration.booking import booking
from calendar_integration.forgetting import DiaryData
from calendar_integration.models import Appointment
from calendar_integration.outside import mirroring
from tests.calendar_integration.conftest import NOW

CALENDAR = "salon@example.com"


@pytest.fixture
def mirrored(google, customer, slot_at, monkeypatch) -> Appointment:
    """An appointment on Tuesday at ten that stands in Google Calendar, too."""
    monkeypatch.setattr("receptionist.doorbell.ring", lambda task, row_id, **_: rung.append(row_id))
    rung: list[int] = []
    with time_machine.travel(NOW, tick=False):
        booking.book(customer, slot_at(3, 10), name="Luz Mar", notes="allergic", key="k1", now=NOW)
        mirroring.mirror(rung.pop())
    assert "Luz Mar" in str(google.calendars[CALENDAR].events)
    return Appointment.objects.get()


@pytest.mark.parametrize("moment", ["2026-03-02T12:00:00+00:00", "2026-03-04T12:00:00+00:00"])
def test_name_and_notes_are_gone_from_googles_calendar_before_and_after_the_day(google, mirrored, moment):
    with time_machine.travel(moment, tick=False):
        DiaryData().erase(mirrored.contact_id)
        mirrored.refresh_from_db()
        assert mirrored.mirror_status == "pending"
        mirroring.mirror(mirrored.pk)
    [event] = google.calendars[CALENDAR].events.values()
    if mirrored.status == "booked":
        assert (event["summary"], event["description"]) == ("Haircut: (erased) (Ana)", "")
    else:
        assert event["status"] == "cancelled"


def test_an_appointment_that_never_left_the_house_is_not_written_outside(customer, slot_at):
    booking.book(customer, slot_at(3, 10), name="Luz Mar", notes="", key="k1", now=NOW)
    with time_machine.travel("2026-03-04T12:00:00+00:00", tick=False):
        DiaryData().erase(customer.contact_id)
    appointment = Appointment.objects.get()
    assert (appointment.customer_name, appointment.mirror_status) == ("(erased)", "not_needed")


def test_erasing_again_writes_nothing_again(google, mirrored):
    with time_machine.travel("2026-03-04T12:00:00+00:00", tick=False):
        DiaryData().erase(mirrored.contact_id)
        mirroring.mirror(mirrored.pk)
        requests = len(google.requests)
        DiaryData().erase(mirrored.contact_id)
        mirroring.mirror(mirrored.pk)
    assert len(google.requests) == requests
