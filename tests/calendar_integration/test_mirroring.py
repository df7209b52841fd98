from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from calendar_integration.booking import booking
from calendar_integration.calendar import Diary
from calendar_integration.models import Appointment, Staff
from calendar_integration.outside import mirroring
from calendar_integration.providers.google.calendar import GoogleCalendar
from receptionist.domain.diary import NoSlotReason, Slot, Wish
from receptionist.domain.events import Booked, Moved, SlotRefused
from receptionist.models import AuditEvent
from tests.calendar_integration.conftest import NOW
from tests.fakes.google import FakeCalendar

CALENDAR = "salon@example.com"
EDGE = {"dateTime": "2026-04-01T10:00:00+02:00"}


def make_due() -> None:
    Appointment.objects.update(mirror_next_at=timezone.now() - timedelta(seconds=1))


def standing(google, calendar: str = CALENDAR) -> list[str]:
    return [event["start"]["dateTime"] for event in google.calendars[calendar].standing]


def test_a_booking_rings_for_the_mirror_which_writes_one_event(google, booked, rung):
    assert (booked.mirror_status, rung) == ("pending", [booked.pk])
    mirroring.mirror(booked.pk)
    mirroring.mirror(booked.pk)
    booked.refresh_from_db()
    assert standing(google) == ["2026-03-03T10:00:00+01:00"]
    assert (booked.mirror_status, booked.mirrored_during) == ("done", booked.during)
    assert [method for method, _ in google.requests] == ["freebusy.query", "freebusy.query", "events.insert"]


def test_a_time_that_is_busy_outside_is_refused_with_times_that_are_free_there_too(google, customer, slot_at):
    ten = slot_at(3, 10).start
    google.calendars[CALENDAR].busy.append((ten, ten + timedelta(hours=2)))
    result = booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    assert isinstance(result, SlotRefused)
    assert result.reason is NoSlotReason.TAKEN
    assert slot_at(3, 9, 30) in result.alternatives
    assert not any(ten <= slot.start < ten + timedelta(hours=2) for slot in result.alternatives)
    assert not Appointment.objects.exists()


def test_what_is_busy_outside_is_not_offered(google, cut, slot_at):
    ten = slot_at(3, 10).start
    google.calendars[CALENDAR].busy.append((ten, ten + timedelta(hours=2)))
    found = Diary().find_slots(cut.business_id, cut.pk, Wish(day=ten.date(), at=ten.time()), NOW)
    assert found.reason is NoSlotReason.TAKEN


def test_in_a_calendar_shared_by_the_house_our_own_events_make_nobody_else_busy(
    google, booked, new_customer, slot_at, ben
):
    mirroring.mirror(booked.pk)
    result = booking.book(new_customer(), slot_at(3, 10, staff=ben), name="Sol", notes="", key="k2", now=NOW)
    assert isinstance(result, Booked)
    assert result.appointment.staff_name == "Ben"


def test_a_time_just_cancelled_can_be_booked_before_google_knows(google, booked, customer, new_customer, slot_at):
    mirroring.mirror(booked.pk)
    booking.cancel(customer, booked.pk, now=NOW)
    assert isinstance(booking.book(new_customer(), slot_at(3, 10), name="Sol", notes="", key="k2", now=NOW), Booked)


def test_a_time_just_moved_away_from_can_be_booked_before_google_knows_however_far_the_move(
    google, booked, customer, new_customer, slot_at
):
    mirroring.mirror(booked.pk)
    ten = slot_at(3, 10)
    far = Slot(ten.service_id, ten.staff_id, ten.staff_name, ten.start + timedelta(weeks=11))
    assert isinstance(booking.move(customer, booked.pk, far, key="m1", now=NOW), Moved)
    assert isinstance(booking.book(new_customer(), ten, name="Sol", notes="", key="k2", now=NOW), Booked)


def test_an_event_in_a_calendar_that_is_no_longer_written_to_is_removed_with_the_next_change(
    google, booked, customer, slot_at, settings
):
    mirroring.mirror(booked.pk)
    settings.ENV = settings.ENV.model_copy(update={"google_calendar_id": ""})
    booking.move(customer, booked.pk, slot_at(4, 12), key="m1", now=NOW)
    mirroring.mirror(booked.pk)
    assert standing(google) == []
    assert Appointment.objects.get().mirror_status == "done"


def test_an_event_of_somebody_elses_under_our_id_is_left_alone(google, booked):
    taken = GoogleCalendar().event_id(booked.business_id, booked.public_id, 0)
    theirs = {"id": taken, "status": "confirmed", "start": EDGE, "end": EDGE}
    google.calendars[CALENDAR].events[taken] = dict(theirs)
    mirroring.mirror(booked.pk)
    assert google.calendars[CALENDAR].events[taken] == theirs
    assert Appointment.objects.get().mirror_status == "done"
    assert len(google.calendars[CALENDAR].standing) == 2


def test_a_move_patches_the_event_and_a_cancellation_deletes_it(google, booked, customer, slot_at):
    mirroring.mirror(booked.pk)
    booking.move(customer, booked.pk, slot_at(4, 12), key="m1", now=NOW)
    mirroring.mirror(booked.pk)
    assert standing(google) == ["2026-03-04T12:00:00+01:00"]
    booking.cancel(customer, booked.pk, now=NOW)
    mirroring.mirror(booked.pk)
    assert standing(google) == []
    assert len(google.calendars[CALENDAR].events) == 1
    assert Appointment.objects.get().mirror_status == "done"


def test_an_appointment_cancelled_before_it_was_written_is_never_written(google, booked, customer):
    booking.cancel(customer, booked.pk, now=NOW)
    mirroring.mirror(booked.pk)
    assert google.calendars[CALENDAR].events == {}
    assert Appointment.objects.get().mirror_status == "done"


def test_moving_to_somebody_with_another_calendar_moves_the_event_there_and_back(
    google, booked, customer, slot_at, ben
):
    google.calendars["ben@example.com"] = FakeCalendar()
    Staff.objects.filter(pk=ben.pk).update(calendar_id="ben@example.com")
    mirroring.mirror(booked.pk)
    booking.move(customer, booked.pk, slot_at(4, 12, staff=ben), key="m1", now=NOW)
    mirroring.mirror(booked.pk)
    assert (standing(google), standing(google, "ben@example.com")) == ([], ["2026-03-04T12:00:00+01:00"])
    booking.move(customer, booked.pk, slot_at(5, 12), key="m2", now=NOW)
    mirroring.mirror(booked.pk)
    assert (standing(google), standing(google, "ben@example.com")) == (["2026-03-05T12:00:00+01:00"], [])


@pytest.mark.parametrize(
    "trouble",
    [
        {"status": 500},
        {"status": 503},
        {"status": 429},
        {"status": 403, "reason": "rateLimitExceeded"},
        {"hang_up": "before"},
        {"hang_up": "after"},
    ],
)
def test_whatever_goes_wrong_it_is_tried_again_until_exactly_one_event_stands(google, booked, trouble):
    google.fail(20, path="/events", **trouble)
    for _ in range(3):
        make_due()
        mirroring.mirror(booked.pk)
    booked.refresh_from_db()
    assert booked.mirror_status == "pending"
    assert booked.mirror_error
    assert booked.mirror_next_at > timezone.now()

    google.recover()
    make_due()
    mirroring.mirror(booked.pk)

    booked.refresh_from_db()
    assert (booked.mirror_status, booked.mirror_error) == ("done", "")
    assert len(google.calendars[CALENDAR].events) == 1


def test_a_run_that_is_not_due_leaves_the_row_alone(google, booked):
    google.fail(1, path="/events", status=503)
    mirroring.mirror(booked.pk)
    mirroring.mirror(booked.pk)
    assert standing(google) == []
    assert AuditEvent.objects.filter(kind="appointment.mirror_failed").count() == 1


def test_the_pause_grows_and_respects_what_google_asks_for(google, booked):
    google.fail(1, path="/events", status=429, headers={"Retry-After": "500"})
    before = timezone.now()
    mirroring.mirror(booked.pk)
    booked.refresh_from_db()
    assert booked.mirror_next_at >= before + timedelta(seconds=500)


def test_no_pause_is_longer_than_an_hour_whatever_google_asks_for(google, booked):
    google.fail(1, path="/events", status=503, headers={"Retry-After": "9" * 20})
    mirroring.mirror(booked.pk)
    booked.refresh_from_db()
    assert booked.mirror_next_at <= timezone.now() + timedelta(hours=1)


def test_a_refusal_is_shown_to_staff_and_still_tried_again(google, booked, rung):
    google.calendars.pop(CALENDAR)
    mirroring.mirror(booked.pk)
    booked.refresh_from_db()
    assert (booked.mirror_status, "404" in booked.mirror_error) == ("failed", True)

    google.calendars[CALENDAR] = FakeCalendar()
    rung.clear()
    assert mirroring.try_again(booked.pk)
    assert rung == [booked.pk]
    mirroring.mirror(booked.pk)
    assert len(standing(google)) == 1
    assert not mirroring.try_again(booked.pk)


def test_a_worker_that_died_after_google_took_the_event_leaves_no_second_one(google, booked):
    """All that the dead worker left is the claim, the id it announced, and the event."""
    assert mirroring._claim(booked.pk)
    dying = Appointment.objects.select_related("service", "staff").get(pk=booked.pk)
    mirroring._write(GoogleCalendar(), dying)
    mirroring.mirror(booked.pk)
    assert Appointment.objects.get().mirror_status == "pending", "the lease of the dead worker still holds"

    make_due()
    mirroring.mirror(booked.pk)

    assert [method for method, _ in google.requests][-2:] == ["events.get", "events.patch"]
    assert len(google.calendars[CALENDAR].events) == 1
    assert Appointment.objects.get().mirror_status == "done"


def test_a_worker_that_died_leaves_no_orphan_though_the_customer_cancelled_meanwhile(google, booked, customer):
    assert mirroring._claim(booked.pk)
    mirroring._write(GoogleCalendar(), Appointment.objects.select_related("service", "staff").get(pk=booked.pk))
    booking.cancel(customer, booked.pk, now=NOW)
    make_due()
    mirroring.mirror(booked.pk)
    assert standing(google) == []


def test_a_change_during_a_run_goes_out_in_the_next_one(google, booked, customer, slot_at, rung):
    assert mirroring._claim(booked.pk)
    running = Appointment.objects.select_related("service", "staff").get(pk=booked.pk)
    booking.move(customer, booked.pk, slot_at(4, 12), key="m1", now=NOW)
    mirroring.mirror(booked.pk)
    assert standing(google) == [], "the run under way holds the lease"
    rung.clear()
    mirroring._note_landed(running, mirroring._write(GoogleCalendar(), running))
    assert rung == [booked.pk]
    mirroring.mirror(booked.pk)
    assert standing(google) == ["2026-03-04T12:00:00+01:00"]


def test_an_event_that_a_person_deleted_is_written_again(google, booked, customer, slot_at):
    mirroring.mirror(booked.pk)
    google.calendars[CALENDAR].events.clear()
    booking.move(customer, booked.pk, slot_at(4, 12), key="m1", now=NOW)
    mirroring.mirror(booked.pk)
    assert standing(google) == ["2026-03-04T12:00:00+01:00"]


def test_the_sweeper_rings_for_all_that_is_due_and_for_nothing_else(google, booked, rung, settings):
    rung.clear()
    assert mirroring.sweep() == 1
    mirroring.mirror(booked.pk)
    assert mirroring.sweep() == 0
    assert rung == [booked.pk]
