"""What is read of the diary: every row that staff can set up counts, and what takes up nobody's time does not."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from calendar_integration.booking import booking
from calendar_integration.calendar import Diary
from calendar_integration.free import busy_outside, houses
from calendar_integration.free.availability import free_starts
from calendar_integration.models import (
    Closure,
    Location,
    Occupancy,
    OpeningHours,
    Resource,
    ResourceKind,
    Service,
    ServiceNeed,
    SpecialDay,
    Staff,
    StaffDay,
    StaffHours,
    TimeOff,
)
from receptionist.domain.diary import NoSlotReason, Slot, Wish
from receptionist.domain.events import Booked, Held
from tests.calendar_integration.conftest import MADRID, NOW

TUESDAY = date(2026, 3, 3)


def free(service: Service, day: date = TUESDAY, now: datetime = NOW, **more: object) -> list[str]:
    """When the service can begin on a day, each moment with the initials of who is free."""
    house = houses.house(service, now)
    search = busy_outside.survey(house, (day, day), now, **more).search  # type: ignore[arg-type]
    return [
        f"{start.local:%H:%M} {''.join(sorted(who.name[0] for who in start.performers))}"
        + "".join(f"+{session.seats_left}" for session in start.sessions)
        for start in free_starts(search, day)
    ]


def test_a_day_without_appointments_is_free_from_opening_to_closing(cut, ana):
    assert (free(cut)[0], free(cut)[-1], len(free(cut))) == ("09:00 A", "17:30 A", 35)


def test_what_is_booked_takes_its_time_from_the_first_to_the_last_minute(customer, slot_at, cut, ana):
    book(customer, slot_at(3, 10))
    found = free(cut)
    assert "09:30 A" in found
    assert "10:30 A" in found
    assert not {"09:45 A", "10:00 A", "10:15 A"} & set(found)


def test_what_begins_the_day_before_and_reaches_into_the_day_counts(customer, slot_at, cut, ana, business):
    night = Service.objects.create(business=business, name="Watch", minutes=720)
    night.staff.add(ana)
    for weekday in (0, 1):
        OpeningHours.objects.filter(weekday=weekday).update(opens=time(0), closes=time(0))
    start = datetime(2026, 3, 2, 20, tzinfo=MADRID)
    book(customer, Slot(night.pk, ana.pk, "Ana", start))
    assert free(cut)[0] == "08:00 A"


def test_buffers_of_both_appointments_keep_them_apart(customer, slot_at, cut, ana):
    Service.objects.filter(pk=cut.pk).update(buffer_before=15, buffer_after=30)
    cut.refresh_from_db()
    book(customer, slot_at(3, 12))
    near = [found for found in free(cut) if "10:30" <= found[:5] <= "13:30"]
    assert near == ["10:30 A", "10:45 A", "13:15 A", "13:30 A"]


def test_the_rows_of_a_house_decide_when_it_is_open(cut, ana, business):
    main = business.locations.get()
    SpecialDay.objects.create(location=main, day=TUESDAY, opens=time(10), closes=time(10, 30))
    SpecialDay.objects.create(location=main, day=TUESDAY, opens=time(20), closes=time(20, 30))
    assert free(cut) == ["10:00 A", "20:00 A"]
    SpecialDay.objects.update(opens=None, closes=None)
    assert free(cut) == []
    SpecialDay.objects.all().delete()
    Closure.objects.create(location=main, first_day=TUESDAY, last_day=TUESDAY)
    assert free(cut) == []


def test_a_house_is_closed_on_the_public_holidays_of_its_region_unless_it_says_otherwise(cut, ana, business):
    main = business.locations.get()
    good_friday = date(2026, 4, 3)
    assert free(cut, good_friday)
    Location.objects.filter(pk=main.pk).update(holiday_country="ES", holiday_region="MD")
    assert free(cut, good_friday) == []
    SpecialDay.objects.create(location=main, day=good_friday, opens=time(10), closes=time(10, 30))
    assert free(cut, good_friday) == ["10:00 A"]


def test_a_house_whose_public_holidays_are_not_known_any_more_can_still_be_booked(cut, ana, business, caplog):
    Location.objects.update(holiday_country="ES", holiday_region="??")
    assert free(cut)
    assert "holidays" in caplog.text


def test_the_rows_of_a_member_of_staff_decide_when_they_work(cut, ana, ben, business):
    main = business.locations.get()
    StaffHours.objects.create(staff=ana, location=main, weekday=1, starts=time(9), ends=time(10))
    TimeOff.objects.create(
        staff=ben,
        starts=datetime(2026, 3, 3, 9, 15, tzinfo=MADRID),
        ends=datetime(2026, 3, 4, 0, 0, tzinfo=MADRID),
    )
    assert free(cut) == ["09:00 A", "09:15 A", "09:30 A"]
    StaffDay.objects.create(staff=ana, location=main, day=TUESDAY, starts=time(17), ends=time(18))
    assert free(cut) == ["17:00 A", "17:15 A", "17:30 A"]
    StaffDay.objects.update(starts=None, ends=None)
    assert free(cut) == []


def test_a_service_is_to_be_had_at_its_own_active_locations_only(cut, ana, business):
    branch = Location.objects.create(business=business, name="Branch", timezone="Atlantic/Canary")
    OpeningHours.objects.create(location=branch, weekday=1, opens=time(9), closes=time(9, 30))
    assert free(cut).count("09:00 A") == 2
    cut.locations.add(branch)
    assert free(cut) == ["09:00 A"]
    Location.objects.filter(pk=branch.pk).update(active=False)
    assert free(cut) == []


def test_a_room_that_is_needed_must_be_free_and_in_use(customer, slot_at, cut, ana, ben, business):
    kind = ResourceKind.objects.create(business=business, name="chair")
    ServiceNeed.objects.create(service=cut, kind=kind)
    assert free(cut) == []
    chair = Resource.objects.create(location=business.locations.get(), kind=kind, name="Chair")
    assert "10:00 AB" in free(cut)
    book(customer, slot_at(3, 10))
    assert not [found for found in free(cut) if found.startswith("10:00")]
    wish = Wish(day=TUESDAY, at=time(10))
    assert Diary().find_slots(business.pk, cut.pk, wish, NOW).reason is NoSlotReason.NO_ROOM
    Resource.objects.filter(pk=chair.pk).update(active=False)
    assert free(cut) == []


def test_a_hold_takes_its_time_until_it_runs_out_and_never_from_its_own_customer(customer, slot_at, cut, ana):
    held = Diary().hold(customer, slot_at(3, 10), "h1", NOW)
    assert isinstance(held, Held)
    pk = Occupancy.objects.get().appointment_id
    assert "10:00 A" not in free(cut, now=held.until - timedelta(seconds=1))
    assert "10:00 A" in free(cut, now=held.until)
    assert "10:00 A" in free(cut, own_hold=pk)


def test_an_appointment_that_is_to_be_moved_is_not_in_its_own_way(customer, slot_at, cut, ana):
    booked = book(customer, slot_at(3, 10))
    found = free(cut, moving=booked.appointment)
    assert "10:15 A" in found
    assert "10:00 A" not in found


@pytest.fixture
def yoga(business, ana, ben) -> Service:
    yoga = Service.objects.create(business=business, name="Yoga", minutes=60, capacity=2)
    yoga.staff.add(ana, ben)
    return yoga


def test_a_session_takes_its_performer_and_offers_the_seats_that_are_left(new_customer, yoga, ana, cut):
    first, second = new_customer(), new_customer()
    slot = Slot(yoga.pk, ana.pk, "Ana", datetime(2026, 3, 3, 10, tzinfo=MADRID))
    book(first, slot)
    assert "10:00 B+1" in free(yoga)
    assert "10:00 B" in free(cut)
    book(second, slot, "k2")
    assert "10:00 B" in free(yoga)
    third = book(new_customer(), slot, "k3")
    assert third.appointment.staff_name == "Ben"
    assert [found for found in free(yoga) if "09:00" < found[:5] < "11:00"] == ["10:00 +1"]


def test_a_session_of_holds_that_have_run_out_is_none(customer, yoga, ana, ben):
    ben.delete()
    slot = Slot(yoga.pk, ana.pk, "Ana", datetime(2026, 3, 3, 10, tzinfo=MADRID))
    held = Diary().hold(customer, slot, "h1", NOW)
    assert isinstance(held, Held)
    assert "10:00 +1" in free(yoga)
    assert "10:15 A" not in free(yoga)
    later = free(yoga, now=held.until)
    assert {"10:00 A", "10:15 A"} <= set(later)
    assert "10:00 +1" not in later


def test_the_only_one_in_a_session_can_move_within_its_time(customer, yoga, ana, ben):
    ben.delete()
    slot = Slot(yoga.pk, ana.pk, "Ana", datetime(2026, 3, 3, 10, tzinfo=MADRID))
    booked = book(customer, slot)
    assert "10:15 A" in free(yoga, moving=booked.appointment)


def test_nobody_takes_up_the_time_of_somebody_elses_staff(customer, slot_at, cut, ana, ben):
    book(customer, slot_at(3, 10))
    assert "10:00 B" in free(cut)


def test_how_often_the_database_is_asked_does_not_grow_with_the_staff(business, cut, ana):
    with CaptureQueriesContext(connection) as alone:
        free(cut)
    for number in range(5):
        Staff.objects.create(business=business, name=f"Zoe {number}").services.add(cut)
    with CaptureQueriesContext(connection) as among_others:
        free(cut)
    assert len(among_others) == len(alone) <= 16


def test_what_is_taken_is_found_by_whose_it_is_and_when_it_starts(customer, slot_at, cut, ana):
    appointment = book(customer, slot_at(3, 10)).appointment.id
    with CaptureQueriesContext(connection) as asked:
        free(cut)
    (taken,) = [query["sql"] for query in asked if "FROM calendar_integration_occupancy" in query["sql"]]
    with transaction.atomic(), connection.cursor() as cursor:
        # Of a table with hardly a row in it any plan is a good one.
        cursor.execute(_YEARS_OF_MANY, [appointment])
        cursor.execute("ANALYZE calendar_integration_occupancy")
        cursor.execute(f"EXPLAIN {taken}")
        plan = " ".join(line for (line,) in cursor.fetchall())
        transaction.set_rollback(True)
    assert "occupancy_of_staff" in plan
    assert re.search(r"Index Cond: .*staff_id.*lower\(during\).*lower\(during\)", plan)


#: Two hours out of four, for forty people who are not there.
_YEARS_OF_MANY = """
INSERT INTO calendar_integration_occupancy (staff_id, during, appointment_id)
SELECT 1000000 + who, tstzrange(begins, begins + interval '2 hours', '[)'), %s
FROM generate_series(1, 40) who, generate_series('2026-01-01', '2026-06-01', interval '4 hours') begins
"""


def book(customer, slot, key="k1") -> Booked:
    booked = booking.book(customer, slot, name="Luz", notes="", key=key, now=NOW)
    assert isinstance(booked, Booked)
    return booked
