"""Calendars that are silent: never taken for free ones, and not waited for by every customer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from calendar_integration.booking import booking
from calendar_integration.calendar import Diary
from calendar_integration.free import busy_outside
from calendar_integration.models import Appointment
from calendar_integration.outside import mirroring
from calendar_integration.spans import Span
from receptionist.domain.diary import Wish
from receptionist.domain.events import Booked, SlotRefused, SlotsFound
from receptionist.resilience.breaker import Breaker
from tests.calendar_integration.conftest import NOW
from tests.fakes.google import FakeGoogle


@pytest.fixture
def clock(google, monkeypatch) -> list[float]:
    """The breaker's own time, in seconds."""
    now = [0.0]
    monkeypatch.setattr(busy_outside, "_breaker", Breaker(failures=2, rest=30.0, clock=lambda: now[0]))
    return now


@pytest.fixture
def look(cut, slot_at):
    """A customer who asks for Tuesday at ten."""
    ten = slot_at(3, 10).start

    def find() -> SlotsFound:
        return Diary().find_slots(cut.business_id, cut.pk, Wish(day=ten.date(), at=ten.time()), NOW)

    return find


def asked(google: FakeGoogle) -> int:
    return 20 - sum(trouble.times for trouble in google.troubles)


@pytest.fixture
def resting(google, clock, look) -> None:
    """Google has failed twice and is left alone."""
    google.fail(20, path="freeBusy", status=503)
    look()
    look()


def test_a_calendar_that_keeps_failing_is_left_alone_for_a_while(google, resting, clock, look):
    for _ in range(3):
        assert look().exact is not None
    assert asked(google) == 2
    clock[0] = 30.0
    look()
    look()
    assert asked(google) == 3


def test_a_calendar_that_answers_again_is_asked_every_time(google, resting, clock, look, slot_at):
    google.recover()
    ten = slot_at(3, 10).start
    google.calendars["salon@example.com"].busy.append((ten, ten + timedelta(hours=1)))
    clock[0] = 30.0
    assert look().exact is None
    assert look().exact is None


def test_what_is_booked_while_a_calendar_is_left_alone_is_said_to_await_it(google, resting, customer, slot_at):
    google.recover()
    result = booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    assert isinstance(result, Booked)
    assert not result.appointment.calendar_confirmed
    assert google.requests == []


def test_what_came_up_outside_while_a_place_was_held_is_not_booked_over(google, customer, slot_at):
    ten = slot_at(3, 10).start
    booking.hold(customer, slot_at(3, 10), key="h1", now=NOW)
    google.calendars["salon@example.com"].busy.append((ten, ten + timedelta(minutes=15)))
    refused = booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    assert isinstance(refused, SlotRefused)
    assert refused.alternatives


def test_holding_a_place_asks_no_calendar_and_booking_it_does(google, customer, slot_at, rung):
    google.fail(1, path="freeBusy", status=503)
    booking.hold(customer, slot_at(3, 10), key="h1", now=NOW)
    assert google.requests == []
    assert Appointment.objects.get().mirror_status == "not_needed"
    assert rung == []
    result = booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    assert isinstance(result, Booked)
    assert not result.appointment.calendar_confirmed
    assert rung == [result.appointment.id]


def test_the_mirror_does_not_wait_until_the_breaker_closes(google, resting, customer, slot_at, monkeypatch):
    monkeypatch.setattr("receptionist.doorbell.ring", lambda *_, **__: None)
    booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    google.recover()
    mirroring.mirror(Appointment.objects.get().pk)
    assert Appointment.objects.get().mirror_status == "done"
    assert [method for method, _ in google.requests] == ["freebusy.query", "events.insert"]


def test_without_google_nobody_is_unknown(cut, ana):
    seen = busy_outside.read([ana], Span(NOW, NOW + timedelta(days=1)))
    assert seen == busy_outside.Outside()
