"""What a customer is promised while Google does not answer, and how the promise is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from calendar_integration.booking import booking
from calendar_integration.models import Appointment, Staff
from calendar_integration.outside import mirroring
from receptionist.domain.events import Booked, Moved
from receptionist.models import AuditEvent, FollowUp, OutboundMessage
from tests.calendar_integration.conftest import NOW
from tests.fakes.google import FakeCalendar

CALENDAR = "salon@example.com"


def make_due() -> None:
    Appointment.objects.update(mirror_next_at=timezone.now() - timedelta(seconds=1))


@pytest.fixture
def promised(google, customer, slot_at, rung) -> Appointment:
    """Booked while Google did not answer; the customer was told so."""
    google.fail(20, path="freeBusy", status=503)
    result = booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    assert isinstance(result, Booked)
    assert not result.appointment.calendar_confirmed
    google.recover()
    return Appointment.objects.get()


def test_the_customer_hears_when_the_calendar_has_taken_it_and_only_once(google, promised, customer):
    mirroring.mirror(promised.pk)
    make_due()
    mirroring.mirror(promised.pk)
    assert len(google.calendars[CALENDAR].standing) == 1
    assert OutboundMessage.objects.filter(conversation_id=customer.conversation_id).count() == 1
    assert not Appointment.objects.get().told_calendar_pending
    assert not FollowUp.objects.exists()


def test_the_customer_hears_nothing_while_google_stays_down(google, promised):
    google.fail(20, path="freeBusy", status=503)
    mirroring.mirror(promised.pk)
    assert not OutboundMessage.objects.exists()
    assert Appointment.objects.get().mirror_status == "pending"


def test_a_time_that_turns_out_to_be_taken_outside_goes_to_a_person(google, promised):
    ten = promised.during.lower
    google.calendars[CALENDAR].busy.append((ten, ten + timedelta(minutes=30)))
    mirroring.mirror(promised.pk)
    assert not OutboundMessage.objects.exists()
    assert FollowUp.objects.get().reason == "cannot_book"


@pytest.mark.parametrize("trouble", [{"status": 503}, {"hang_up": "before"}, {"hang_up": "after"}])
def test_a_clash_is_not_forgotten_when_the_event_is_written_at_the_second_attempt(google, promised, trouble):
    ten = promised.during.lower
    google.calendars[CALENDAR].busy.append((ten, ten + timedelta(minutes=30)))
    google.fail(1, path="/events", **trouble)
    mirroring.mirror(promised.pk)
    google.recover()
    make_due()
    mirroring.mirror(promised.pk)
    assert Appointment.objects.get().mirror_status == "done"
    assert not OutboundMessage.objects.exists()
    assert FollowUp.objects.get().reason == "cannot_book"


@pytest.mark.parametrize("trouble", [{"status": 503}, {"hang_up": "before"}, {"hang_up": "after"}])
def test_our_own_event_is_no_clash_when_it_is_written_at_the_second_attempt(google, promised, trouble):
    google.fail(1, path="/events", **trouble)
    mirroring.mirror(promised.pk)
    google.recover()
    make_due()
    mirroring.mirror(promised.pk)
    assert OutboundMessage.objects.count() == 1
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize("is_taken", [True, False])
def test_a_move_that_nobody_could_check_is_checked_before_it_is_confirmed(google, booked, customer, slot_at, is_taken):
    mirroring.mirror(booked.pk)
    google.fail(20, path="freeBusy", status=503)
    booking.move(customer, booked.pk, slot_at(3, 10, 15), key="m1", now=NOW)
    google.recover()
    end = slot_at(3, 10, 30).start
    if is_taken:
        google.calendars[CALENDAR].busy.append((end, end + timedelta(minutes=15)))
    mirroring.mirror(booked.pk)
    assert OutboundMessage.objects.exists() != is_taken
    assert FollowUp.objects.exists() == is_taken
    assert AuditEvent.objects.filter(kind="handed.over").exists() == is_taken


def test_the_event_in_the_old_calendar_hides_nothing_in_the_new_one(google, booked, customer, slot_at, ben):
    google.calendars["ben@example.com"] = FakeCalendar()
    Staff.objects.filter(pk=ben.pk).update(calendar_id="ben@example.com")
    mirroring.mirror(booked.pk)
    google.fail(20, path="freeBusy", status=503)
    booking.move(customer, booked.pk, slot_at(3, 10, 15, staff=ben), key="m1", now=NOW)
    google.recover()
    quarter_past = slot_at(3, 10, 15).start
    google.calendars["ben@example.com"].busy.append((quarter_past, quarter_past + timedelta(minutes=15)))
    mirroring.mirror(booked.pk)
    assert not OutboundMessage.objects.exists()
    assert FollowUp.objects.get().reason == "cannot_book"


def test_a_calendar_with_errors_is_never_taken_for_a_free_one(google, customer, slot_at, rung):
    google.calendars[CALENDAR].error = "internalError"
    result = booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    assert isinstance(result, Booked)
    assert not result.appointment.calendar_confirmed


def test_a_move_while_google_is_down_stands_and_says_so(google, booked, customer, slot_at):
    google.fail(20, path="freeBusy", hang_up="before")
    moved = booking.move(customer, booked.pk, slot_at(4, 12), key="m1", now=NOW)
    assert isinstance(moved, Moved)
    assert not moved.appointment.calendar_confirmed
