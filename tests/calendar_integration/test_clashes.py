"""What a person puts into their calendar between our look at it and our event in it is found, whenever it slips in."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine

from calendar_integration.booking import booking
from calendar_integration.free import busy_outside
from calendar_integration.models import Appointment, CalendarSync, Staff
from calendar_integration.outside import mirroring, syncing
from calendar_integration.providers.google.calendar import GoogleCalendar
from receptionist.domain.events import Booked
from receptionist.models import Conversation, FollowUp, OutboundMessage
from tests.calendar_integration.conftest import MADRID, NOW
from tests.fakes.google import FakeCalendar
from tests.fakes.google_person import Person

CALENDAR = "salon@example.com"


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 3, hour, minute, tzinfo=MADRID)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def person(google) -> Person:
    return Person(google, CALENDAR)


def sync() -> None:
    syncing.sweep()
    CalendarSync.objects.update(due_at=NOW, lease_until=None)
    for sync_id in CalendarSync.objects.values_list("pk", flat=True):
        syncing.sync(sync_id)


#: Everything Sara does for one booking, in order; what slips in does so before one of them.
STEPS = ("booked", "noticed before it is written", "written", "noticed after it was written", "never")


@pytest.mark.parametrize("is_read_at_once", [True, False], ids=["read at once", "read later"])
@pytest.mark.parametrize("before", STEPS)
def test_whenever_something_slips_in_staff_are_told_once_and_the_customer_keeps_the_time(
    google, person, ana, customer, slot_at, rung, monkeypatch, before, is_read_at_once
):
    """The race with a person, taken apart: their event comes between any two of our calls."""
    sync()

    def slip_in(step: str) -> None:
        if step == before:
            person.adds(at(10), at(10, 45))
            if is_read_at_once:
                sync()

    read, write = busy_outside.read, mirroring._write

    def read_then(*args, **kwargs):
        seen = read(*args, **kwargs)
        slip_in("noticed before it is written" if kwargs.get("in_question") is None else "written")
        return seen

    def write_then(*args, **kwargs):
        etag = write(*args, **kwargs)
        slip_in("noticed after it was written")
        return etag

    slip_in("booked")
    monkeypatch.setattr(busy_outside, "read", read_then)
    monkeypatch.setattr(mirroring, "_write", write_then)
    result = booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    if before == "booked":
        assert not isinstance(result, Booked)
        return
    mirroring.mirror(Appointment.objects.get().pk)
    sync()
    sync()
    summaries = list(FollowUp.objects.values_list("summary", flat=True))
    assert ["holds something else" in summary for summary in summaries] == [True] * (before != "never")
    assert Appointment.objects.get().status == "booked"
    assert not OutboundMessage.objects.exists()


def test_writing_an_event_has_the_calendar_read_again_at_once(google, booked, rung):
    sync()
    rung.clear()
    mirroring.mirror(booked.pk)
    assert rung == [CalendarSync.objects.get().pk]


def test_where_the_business_wants_it_the_customer_is_told_honestly(google, booked, person, settings):
    settings.ENV = settings.ENV.model_copy(update={"calendar_clash": "customer"})
    person.adds(at(10, 15), at(11))
    mirroring.mirror(booked.pk)
    sync()
    [text] = OutboundMessage.objects.values_list("text", flat=True)
    assert "something else has come up" in text
    assert "stays as it is for now" in text
    assert FollowUp.objects.count() == 1
    assert Appointment.objects.get().status == "booked"


def test_a_customer_who_opted_out_is_left_to_staff(google, booked, person, settings):
    settings.ENV = settings.ENV.model_copy(update={"calendar_clash": "customer"})
    Conversation.objects.update(opted_out_at=NOW)
    person.adds(at(10, 15), at(11))
    mirroring.mirror(booked.pk)
    assert not OutboundMessage.objects.exists()
    assert FollowUp.objects.count() == 2


@pytest.mark.parametrize(
    "more",
    [
        {"transparency": "transparent"},
        {"attendees": [{"self": True, "responseStatus": "declined"}]},
    ],
    ids=["shown as free", "declined"],
)
def test_what_keeps_nobody_busy_is_no_clash(google, booked, person, more):
    mirroring.mirror(booked.pk)
    sync()
    person.adds(at(10), at(11), **more)
    sync()
    assert not FollowUp.objects.exists()


def test_what_only_touches_an_appointment_or_is_over_is_no_clash(google, booked, person):
    mirroring.mirror(booked.pk)
    sync()
    person.adds(at(9), at(10))
    person.adds(at(10, 30), at(11))
    person.adds(NOW - timedelta(hours=2), NOW - timedelta(hours=1))
    sync()
    assert not FollowUp.objects.exists()


def test_a_colleague_s_calendar_clashes_with_a_colleague_s_appointments_only(google, booked, ben):
    google.calendars["ben@example.com"] = FakeCalendar()
    Staff.objects.filter(pk=ben.pk).update(calendar_id="ben@example.com")
    mirroring.mirror(booked.pk)
    sync()
    Person(google, "ben@example.com").adds(at(10), at(11))
    sync()
    assert not FollowUp.objects.exists()


def test_a_calendar_whose_busy_times_cannot_be_read_is_written_to_all_the_same(google, booked):
    google.calendars[CALENDAR].error = "internalError"
    mirroring.mirror(booked.pk)
    assert len(google.calendars[CALENDAR].standing) == 1


def test_clashes_are_looked_for_in_one_query_however_many_changes_there_are(
    google, booked, person, django_assert_max_num_queries
):
    mirroring.mirror(booked.pk)
    sync()
    for minute in range(40):
        person.adds(at(12, minute), at(13))
    CalendarSync.objects.update(due_at=NOW)
    with django_assert_max_num_queries(8):
        syncing.sync(CalendarSync.objects.get().pk)


def test_the_etag_of_a_look_before_writing_is_not_taken_for_a_change(google, booked):
    """The provider reads an event before it patches it, so that a person's words are kept."""
    mirroring.mirror(booked.pk)
    booked.refresh_from_db()
    assert GoogleCalendar().get(CALENDAR, booked.mirror_event_id).etag == booked.mirror_etag
