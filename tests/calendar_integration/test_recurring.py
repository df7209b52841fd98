"""Appointments that repeat: the same time on the wall, each clash by its name, and all of them or none."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_integration import selectors
from calendar_integration.booking import booking, recurring
from calendar_integration.calendar import Diary
from calendar_integration.models import Appointment, Closure, Location, OpeningHours, Service
from calendar_integration.proof import broken_promises
from receptionist.domain.diary import NoSlotReason, Slot, Wish
from receptionist.domain.events import Booked, SeriesBooked
from receptionist.domain.repeats import MOST, Clash, Repeat, Unit
from receptionist.models import AuditEvent
from tests.calendar_integration.conftest import MADRID, NOW

TUESDAY = date(2026, 3, 3)
AT_TEN = Wish(day=TUESDAY, at=time(10))
WEEKLY = Repeat(times=6)


@pytest.fixture
def find(customer, cut, ana):
    def find(repeat=WEEKLY, wish=AT_TEN):
        return Diary().find_series(customer, cut.pk, wish, repeat, NOW)

    return find


def book(customer, slots, key="k1"):
    return Diary().book_series(customer, slots, key, NOW, name="Luz", notes="")


def walls(places):
    return [place.start.replace(tzinfo=None) for place in places]


def test_it_keeps_to_the_clock_on_the_wall_over_a_clock_change(find, customer):
    found = find()
    tuesdays = [datetime(2026, 3, 3, 10) + timedelta(weeks=week) for week in range(6)]  # noqa: DTZ001  on the wall
    assert (walls(found.slots), found.clashes, found.goes_on) == (tuesdays, (), False)
    # Madrid changes its clocks on 29 March.
    assert len({slot.start.utcoffset() for slot in found.slots}) == 2
    booked = book(customer, found.slots)
    assert walls(booked.appointments) == tuesdays
    assert {row.local_time for row in Appointment.objects.all()} == {time(10)}


def test_each_clash_is_named_with_what_there_is_that_day(find, new_customer, slot_at, business):
    assert isinstance(booking.book(new_customer(), slot_at(10, 10), name="S", notes="", key="o", now=NOW), Booked)
    Closure.objects.create(location=business.locations.get(), first_day=date(2026, 3, 17), last_day=date(2026, 3, 17))
    found = find()
    taken, closed = found.clashes
    assert (taken.wanted, taken.reason) == (slot_at(10, 10).start, NoSlotReason.TAKEN)
    assert taken.instead in {slot_at(10, 9, 30), slot_at(10, 10, 30)}
    assert closed == Clash(slot_at(17, 10).start, NoSlotReason.CLOSED, None)
    assert len(found.slots) == 5
    assert taken.instead in found.slots


def test_it_ends_where_the_diary_does_and_says_so(find):
    Service.objects.update(horizon_days=20)
    found = find()
    assert (len(found.slots), found.clashes, found.goes_on) == (3, (), True)


def test_it_books_so_many_at_once_and_says_that_it_would_go_on(find):
    Service.objects.update(horizon_days=365)
    found = find(Repeat(times=40))
    assert (len(found.slots), found.goes_on) == (MOST, True)
    assert not find(Repeat(times=MOST)).goes_on


def test_a_series_that_ends_before_it_begins_is_none(find):
    assert find(Repeat(until=date(2026, 3, 2))).slots == ()


def test_what_the_customer_holds_is_let_go_of_for_their_series(find, customer, slot_at):
    slots = find().slots
    booking.hold(customer, slot_at(10, 10), key="h", now=NOW)
    assert len(book(customer, slots).appointments) == 6
    assert not Appointment.objects.filter(status="held").exists()


def test_a_series_of_which_not_one_time_can_be_had_is_none(find):
    assert find(wish=Wish(day=TUESDAY, at=time(22))).slots == ()
    far = find(wish=Wish(day=date(2027, 3, 2), at=time(10)))
    assert (far.slots, [clash.reason for clash in far.clashes]) == ((), [NoSlotReason.TOO_FAR])


def test_it_stays_in_one_house(find, business, cut):
    other = Location.objects.create(business=business, name="Harbour", timezone="Europe/Madrid")
    for weekday in range(5):
        OpeningHours.objects.create(location=other, weekday=weekday, opens=time(9), closes=time(18))
    assert len({slot.location_id for slot in find().slots}) == 1
    there = find(wish=Wish(day=TUESDAY, at=time(10), location_id=other.pk))
    assert {slot.location_id for slot in there.slots} == {other.pk}


def test_a_service_that_is_not_offered_has_no_series(find, cut):
    Service.objects.update(active=False)
    assert find().slots == ()


def test_the_same_key_gives_the_same_series(find, customer):
    slots = find().slots
    first = book(customer, slots)
    assert isinstance(first, SeriesBooked)
    assert book(customer, slots) == first
    assert Appointment.objects.count() == 6
    assert {row.series for row in selectors.upcoming(customer.business_id, customer.contact_id, NOW)} == {first.series}
    assert AuditEvent.objects.filter(kind="appointment.booked").count() == 6


def test_who_was_faster_with_one_does_not_cost_the_others(find, customer, new_customer, slot_at):
    slots = find().slots
    booking.book(new_customer(), slot_at(10, 10), name="Sol", notes="", key="o", now=NOW)
    booked = book(customer, slots)
    assert [slot.start for slot in booked.refused] == [slot_at(10, 10).start]
    assert len(booked.appointments) == 5


def test_nothing_is_booked_of_a_service_that_has_gone(find, customer):
    slots = find().slots
    Service.objects.update(active=False)
    booked = book(customer, slots)
    assert (booked.appointments, booked.refused) == ((), slots)


def test_what_the_customer_holds_is_not_in_the_way_of_their_series(find, customer, slot_at):
    booking.hold(customer, slot_at(3, 10), key="h", now=NOW)
    assert len(find().slots) == 6


def test_the_calendars_outside_are_asked_for_a_few_weeks_at_a_time(google, find, customer, rung):
    ten = datetime(2026, 4, 7, 10, tzinfo=MADRID)
    google.calendars["salon@example.com"].busy.append((ten, ten + timedelta(minutes=30)))
    found = find(Repeat(times=11))
    assert [clash.wanted for clash in found.clashes] == [ten]
    asked = [request for request in google.requests if "freeBusy" in str(request)]
    assert len(asked) == 2
    booked = book(customer, found.slots)
    assert len(booked.appointments) == 11
    assert all(appointment.calendar_confirmed for appointment in booked.appointments)


def test_what_is_booked_while_a_calendar_is_silent_is_said_to_await_it(google, find, customer, rung):
    slots = find(Repeat(times=2)).slots
    google.fail(2, path="freeBusy", status=503)
    booked = book(customer, slots)
    assert [appointment.calendar_confirmed for appointment in booked.appointments] == [False, False]


@pytest.mark.parametrize(
    ("repeat", "days"),
    [
        (Repeat(every=2, until=date(2026, 4, 1)), [(3, 3), (3, 17), (3, 31)]),
        (Repeat(every=2, weeks_long=6), [(3, 3), (3, 17), (3, 31)]),
        (Repeat(weeks_long=2), [(3, 3), (3, 10)]),
        (Repeat(unit=Unit.MONTH, times=3), [(3, 3), (4, 3), (5, 3)]),
        (Repeat(unit=Unit.MONTH, every=2, months_long=4), [(3, 3), (5, 3)]),
        (Repeat(unit=Unit.DAY, times=2), [(3, 3), (3, 4)]),
        (Repeat(until=date(2026, 3, 2)), []),
    ],
)
def test_it_knows_the_days_of_a_series(repeat, days):
    assert [(day.month, day.day) for day in recurring.occurrences(TUESDAY, repeat)] == days


@given(
    first=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    every=st.integers(1, 9),
    times=st.none() | st.integers(1, 60),
    until=st.none() | st.dates(date(2026, 1, 1), date(2029, 12, 31)),
    unit=st.sampled_from([Unit.DAY, Unit.WEEK]),
)
def test_its_days_are_those_that_counting_on_one_s_fingers_gives(first, every, times, until, unit):
    step = timedelta(days=every * (7 if unit is Unit.WEEK else 1))
    counted = [first + step * number for number in range(min(times or MOST, MOST))]
    expected = [day for day in counted if until is None or day <= until]
    assert recurring.occurrences(first, Repeat(every=every, unit=unit, times=times, until=until)) == expected


def test_a_series_breaks_no_promise(find, customer):
    book(customer, find().slots)
    assert list(broken_promises(limit=5)) == []


def test_all_of_a_series_can_be_called_off(find, customer):
    booked = book(customer, find().slots)
    for appointment in booked.appointments:
        Diary().cancel(customer, appointment.id, "c", NOW)
    assert set(Appointment.objects.values_list("status", flat=True)) == {"cancelled"}
    assert book(customer, [Slot(0, 0, "", NOW)], "k9").appointments == ()
