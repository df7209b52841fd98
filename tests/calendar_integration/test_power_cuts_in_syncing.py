"""Pull the plug at every step of following a person's change: both diaries agree in the end, and it is told once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine

from calendar_integration.booking import booking
from calendar_integration.models import Appointment, CalendarSync, Occupancy, Staff
from calendar_integration.outside import mirroring, syncing
from calendar_integration.proof import broken_promises
from calendar_integration.providers.google import calendar as provider
from calendar_integration.providers.google import client
from receptionist.domain.events import Booked, Moved
from receptionist.models import FollowUp, OutboundMessage
from receptionist.ports import Customer
from tests.at_once import at_once
from tests.calendar_integration.conftest import MADRID, NOW
from tests.fakes.google import FakeCalendar, FakeGoogle, span_of
from tests.fakes.google_person import Person
from tests.power import Power
from tests.second_thoughts import told

pytestmark = pytest.mark.django_db(transaction=True)

CALENDAR, BENS = "salon@example.com", "ben@example.com"


def at(hour: int, minute: int = 0, *, day: int = 3) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=MADRID)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def person(google) -> Person:
    google.calendars[BENS] = FakeCalendar()
    return Person(google, CALENDAR)


@pytest.fixture
def bens(ben) -> Staff:
    Staff.objects.filter(pk=ben.pk).update(calendar_id=BENS)
    return Staff.objects.get(pk=ben.pk)


def work() -> None:
    """What a worker does when everything is due."""
    syncing.sweep()
    for sync_id in CalendarSync.objects.order_by("calendar_id").values_list("pk", flat=True):
        syncing.sync(sync_id)
    for appointment_id in Appointment.objects.filter(mirror_status="pending").values_list("pk", flat=True):
        mirroring.mirror(appointment_id)


def make_due() -> None:
    """Let so much time pass that every lease has run out and every pause is over."""
    CalendarSync.objects.update(due_at=NOW, lease_until=None)
    Appointment.objects.update(mirror_next_at=None)


def ours(google: FakeGoogle) -> list[tuple[str, datetime]]:
    """Where events of ours stand."""
    return [
        (name, span_of(event)[0])
        for name, calendar in google.calendars.items()
        for event in calendar.standing
        if "extendedProperties" in event
    ]


def expected(appointment: Appointment) -> list[tuple[str, datetime]]:
    calendar = appointment.staff.calendar_id or CALENDAR
    return [(calendar, appointment.during.lower)] if appointment.status == "booked" else []


CHANGES: dict[str, tuple[Callable[[Person], None], str]] = {
    "moved": (lambda person: person.drags(at(15, day=4)), "your appointment was moved"),
    "deleted": (lambda person: person.deletes(), "your appointment was cancelled"),
    "put with a colleague": (lambda person: person.carries_to(BENS), "with Ben"),
    "moved to the past": (lambda person: person.drags(at(8, day=2)), ""),
}


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize("change", CHANGES)
def test_a_power_cut_at_any_step_leaves_both_diaries_alike_and_the_customer_told_once(
    google, person, ana, bens, slot_at, new_customer, rung, monkeypatch, change
):
    act, word = CHANGES[change]
    power, run, cuts = Power(cut_at=0), 0, set[str]()
    call = client.call

    def call_or_die(*args: object) -> object:
        answer = call(*args)  # type: ignore[arg-type]
        power.tick("after Google took it")
        return answer

    monkeypatch.setattr(provider, "call", call)
    while power.was_cut:
        run += 1
        customer = new_customer()
        appointment = booked_and_read(customer, slot_at, run)
        act(person)
        make_due()
        power = Power(run, counts_reads=False)
        monkeypatch.setattr(provider, "call", call_or_die)
        power.run(work)
        monkeypatch.setattr(provider, "call", call)
        assert list(broken_promises(limit=5)) == [], f"cut at step {run}, {power.cut}"
        for _ in range(2):
            make_due()
            work()
        appointment.refresh_from_db()
        where = f"cut at step {run}, {power.cut}"
        assert ours(google) == expected(appointment), where
        assert list(broken_promises(limit=5)) == [], where
        texts = told(NOW, customer.conversation_id)
        assert [word in text for text in texts] == ([True] if word else []), where
        assert FollowUp.objects.filter(conversation_id=customer.conversation_id).count() == (not word), where
        cuts.add(power.cut)
        booking.cancel(customer, appointment.pk, now=NOW)
        make_due()
        work()
        assert not Occupancy.objects.exists()
        assert ours(google) == []
        appointment.delete()
    assert cuts == {"before a statement", "before a commit", "after a commit", "after Google took it", ""}


def booked_and_read(customer: Customer, slot_at: Callable[..., object], run: int) -> Appointment:
    """Book Tuesday at ten, write it outside, and read the calendars."""
    result = booking.book(customer, slot_at(3, 10), name="Luz", notes="", key=f"b{run}", now=NOW)  # type: ignore[arg-type]
    assert isinstance(result, Booked)
    make_due()
    work()
    return Appointment.objects.get(pk=result.appointment.id)


def test_two_workers_at_once_follow_a_move_once(google, person, bens, customer, slot_at, rung):
    appointment = booked_and_read(customer, slot_at, 1)
    person.drags(at(15, day=4))
    make_due()
    sync_id = CalendarSync.objects.get(calendar_id=CALENDAR).pk
    at_once(4, lambda _: syncing.sync(sync_id))
    appointment.refresh_from_db()
    assert appointment.moves.count() == 1
    assert len(told(NOW)) == 1
    assert CalendarSync.objects.get(pk=sync_id).error == ""


def test_even_without_the_lease_a_move_and_a_deletion_are_told_once(google, person, bens, customer, slot_at, rung):
    """The lease only saves work: each appointment is guarded by itself."""
    appointment = booked_and_read(customer, slot_at, 1)
    sync_id = CalendarSync.objects.get(calendar_id=CALENDAR).pk
    for change, messages in ((lambda: person.drags(at(15, day=4)), 1), (person.deletes, 2)):
        change()

        def without_a_lease(_: int) -> None:
            row = CalendarSync.objects.get(pk=sync_id)
            calendars = provider.GoogleCalendar()
            syncing._follow(calendars, syncing._Run(row, row.run, NOW))

        at_once(4, without_a_lease)
        assert len(told(NOW)) == messages
        OutboundMessage.objects.update(status="sent")
        make_due()
        work()
    appointment.refresh_from_db()
    assert (appointment.status, appointment.moves.count()) == ("cancelled", 1)
    assert FollowUp.objects.count() == 0


@pytest.mark.parametrize("change", ["moved", "deleted"])
def test_a_customer_s_own_move_and_a_person_s_at_once_leave_one_truth_which_the_customer_was_told(
    google, person, bens, new_customer, slot_at, rung, change
):
    for run in range(6):
        customer = new_customer()
        appointment = booked_and_read(customer, slot_at, run)
        CHANGES[change][0](person)
        make_due()
        sync_id = CalendarSync.objects.get(calendar_id=CALENDAR).pk

        def act(number: int) -> object:
            if number:
                syncing.sync(sync_id)  # noqa: B023 - run before the loop goes on
                return None
            return booking.move(customer, appointment.pk, slot_at(3, 12), key=f"m{run}", now=NOW)  # noqa: B023

        own, _ = at_once(2, act)
        for _ in range(2):
            make_due()
            work()
        appointment.refresh_from_db()
        assert ours(google) == expected(appointment)
        assert list(broken_promises(limit=5)) == []
        texts = told(NOW, customer.conversation_id)
        left = FollowUp.objects.filter(conversation_id=customer.conversation_id).count()
        if appointment.status == "cancelled" or appointment.start == at(15, day=4):
            assert len(texts) == 1, "the person was last, and the customer knows"
        else:
            # The customer was last and was told so by Sara's own reply; staff know unless the person was first. What
            # was to be said of the person's move is no longer so.
            assert isinstance(own, Moved)
            assert appointment.start == at(12)
            assert (texts, left) == ([], 2 - appointment.moves.count())
        if appointment.status == "booked":
            booking.cancel(customer, appointment.pk, now=NOW)
        make_due()
        work()
        assert ours(google) == []
        CalendarSync.objects.update(due_at=NOW + timedelta(hours=1))
