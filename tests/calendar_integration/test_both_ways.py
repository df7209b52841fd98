"""Whatever people, customers and workers do in whatever order: both diaries agree, and the customer knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calendar_integration.booking import booking
from calendar_integration.models import Appointment, CalendarSync, Staff
from calendar_integration.outside import mirroring, syncing
from calendar_integration.proof import broken_promises
from receptionist.domain.diary import Slot
from receptionist.domain.events import Booked, Cancelled, Moved
from receptionist.ports import Customer
from tests.calendar_integration.conftest import MADRID, NOW
from tests.fakes.google import FakeCalendar, FakeGoogle, span_of
from tests.fakes.google_person import Person
from tests.second_thoughts import told

CALENDARS = ("salon@example.com", "ben@example.com")
hours, days = st.integers(9, 16), st.integers(2, 5)
times = st.tuples(days, hours)

steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["drag", "customer moves", "lengthen"]), times),
        st.tuples(
            st.sampled_from(
                [
                    *("delete", "reword", "whole day", "carry", "customer cancels"),
                    *("sync", "mirror", "forget token", "google is down", "google is back"),
                ]
            ),
            st.none(),
        ),
        # More often than not the workers work.
        st.tuples(st.sampled_from(["sync", "mirror"]), st.none()),
    ),
    min_size=1,
    max_size=14,
)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=MADRID)


class World:
    """One customer with one appointment, and what they have been told of it."""

    def __init__(self, google: FakeGoogle, customer: Customer, slot: Slot, staff: dict[str, int]) -> None:
        self.google, self.customer, self.slot, self.staff = google, customer, slot, staff
        google.recover()
        google.calendars = {name: FakeCalendar() for name in CALENDARS}
        CalendarSync.objects.all().delete()
        made = booking.book(customer, slot, name="Luz", notes="", key=f"b{customer.contact_id}", now=NOW)
        assert isinstance(made, Booked)
        self.pk, self.moves = made.appointment.id, 0
        self.settle()
        self.known = self.state()
        self.heard: list[str] = []

    def state(self) -> tuple[str, datetime, int]:
        row = Appointment.objects.get(pk=self.pk)
        return row.status, row.during.lower, row.staff_id

    def do(self, step: str, time: tuple[int, int] | None) -> None:
        own = getattr(self, step.replace(" ", "_"))(*time or ())
        heard = told(NOW, self.customer.conversation_id)
        if heard != self.heard or own:
            self.heard, self.known = heard, self.state()

    def person(self) -> tuple[Person, dict[str, Any]] | None:
        """The person before the calendar in which an event of ours stands, if any does."""
        for name in CALENDARS:
            for event in self.google.calendars[name].standing:
                if "extendedProperties" in event:
                    return Person(self.google, name), event
        return None

    def _by_person(self, act: Callable[[Person, dict[str, Any]], None]) -> None:
        if found := self.person():
            act(*found)

    def drag(self, day: int, hour: int) -> None:
        start = at(day, hour)
        times = {
            "start": {"dateTime": start.isoformat()},
            "end": {"dateTime": (start + timedelta(hours=1)).isoformat()},
        }
        self._by_person(lambda person, event: person.edits(event=event, **times))

    def lengthen(self, *_: int) -> None:
        def longer(person: Person, event: dict[str, Any]) -> None:
            end = span_of(event)[1] + timedelta(minutes=15)
            if "dateTime" in event["end"]:
                person.edits(event=event, end={"dateTime": end.isoformat()})

        self._by_person(longer)

    def delete(self) -> None:
        self._by_person(lambda person, event: person.deletes(event))

    def reword(self) -> None:
        self._by_person(lambda person, event: person.edits(event=event, summary="Bring the dye"))

    def whole_day(self) -> None:
        day = {"start": {"date": "2026-03-04"}, "end": {"date": "2026-03-05"}}
        self._by_person(lambda person, event: person.edits(event=event, **day))

    def carry(self) -> None:
        def away(person: Person, event: dict[str, Any]) -> None:
            [other] = set(CALENDARS) - {person.calendar_id}
            there = self.google.calendars[other]
            there.events[event["id"]] = dict(event)
            self.google.stamp(there, there.events[event["id"]])
            person.deletes(event)

        self._by_person(away)

    def customer_moves(self, day: int, hour: int) -> bool:
        self.moves += 1
        slot = replace(self.slot, start=at(day, hour), staff_id=self.state()[2])
        done = booking.move(self.customer, self.pk, slot, key=f"m{self.pk}.{self.moves}", now=NOW)
        return isinstance(done, Moved)

    def customer_cancels(self) -> bool:
        return isinstance(booking.cancel(self.customer, self.pk, now=NOW), Cancelled)

    def forget_token(self) -> None:
        for calendar in self.google.calendars.values():
            calendar.spent_before = 10**9

    def google_is_down(self) -> None:
        self.google.fail(10**6, path="/events", status=503)

    def google_is_back(self) -> None:
        self.google.recover()

    def sync(self) -> None:
        syncing.sweep()
        CalendarSync.objects.update(due_at=NOW, lease_until=None)
        for sync_id in CalendarSync.objects.order_by("-calendar_id").values_list("pk", flat=True):
            syncing.sync(sync_id)
        for calendar in self.google.calendars.values():
            calendar.spent_before = 0

    def mirror(self) -> None:
        Appointment.objects.update(mirror_next_at=None)
        mirroring.mirror(self.pk)

    def settle(self) -> None:
        self.google.recover()
        for step in ("mirror", "sync", "mirror", "sync", "mirror"):
            getattr(self, step)() if not hasattr(self, "heard") else self.do(step, None)

    def standing_outside(self) -> list[tuple[str, datetime]]:
        return [
            (name, span_of(event)[0])
            for name in CALENDARS
            for event in self.google.calendars[name].standing
            if "extendedProperties" in event
        ]


@pytest.fixture
def both(google, ana, ben) -> dict[str, int]:
    Staff.objects.filter(pk=ben.pk).update(calendar_id="ben@example.com")
    return {"Ana": ana.pk, "Ben": ben.pk}


@pytest.mark.slow
@pytest.mark.timeout(600)
@settings(
    max_examples=30,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=steps)
def test_both_diaries_agree_in_the_end_and_the_customer_was_told_what_is_so(
    google, both, new_customer, slot_at, rung, steps
):
    with time_machine.travel(NOW, tick=False):
        world = World(google, new_customer(), slot_at(3, 10), both)
        for step, time in steps:
            world.do(step, time)
        world.settle()
        status, start, staff_id = world.state()
        expected = [("ben@example.com" if staff_id == both["Ben"] else "salon@example.com", start)]
        assert world.standing_outside() == (expected if status == "booked" else [])
        assert world.known == (status, start, staff_id), "the customer was told otherwise, or nothing"
        assert Appointment.objects.get(pk=world.pk).mirror_status == "done"
        assert list(broken_promises(limit=5)) == []
        if status == "booked":
            booking.cancel(world.customer, world.pk, now=NOW)
        Appointment.objects.filter(pk=world.pk).delete()
