"""What a person does to our events in their calendar, and what becomes of the appointment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from calendar_integration.booking import booking
from calendar_integration.models import Appointment, AppointmentChange, CalendarSync, Service, Staff
from calendar_integration.outside import mirroring, outside_changes, syncing
from calendar_integration.proof import broken_promises
from receptionist.domain.events import Booked, Moved
from receptionist.models import AuditEvent, Conversation, FollowUp
from tests.calendar_integration.conftest import MADRID, NOW
from tests.fakes.google import FakeCalendar, FakeGoogle, span_of
from tests.fakes.google_person import Person
from tests.second_thoughts import told

CALENDAR = "salon@example.com"


def at(hour: int, minute: int = 0, *, day: int = 3) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=MADRID)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def person(google: FakeGoogle) -> Person:
    return Person(google, CALENDAR)


@pytest.fixture
def synced(google, booked, person) -> Appointment:
    """Booked for Tuesday at ten, written outside, and the calendar read once."""
    mirroring.mirror(booked.pk)
    sync()
    assert CalendarSync.objects.get().token
    return Appointment.objects.get()


def sync(calendar_id: str = CALENDAR) -> CalendarSync:
    """Ask a calendar now, whenever it is due."""
    syncing.sweep()
    CalendarSync.objects.filter(calendar_id=calendar_id).update(due_at=NOW, lease_until=None)
    row = CalendarSync.objects.get(calendar_id=calendar_id)
    syncing.sync(row.pk)
    row.refresh_from_db()
    return row


def settle() -> None:
    """Let the mirror write what is due."""
    for row in Appointment.objects.filter(mirror_status="pending"):
        Appointment.objects.filter(pk=row.pk).update(mirror_next_at=None)
        mirroring.mirror(row.pk)


def outside_starts(google: FakeGoogle, calendar_id: str = CALENDAR) -> list[datetime]:
    events = google.calendars[calendar_id].standing
    return sorted(span_of(event)[0] for event in events if "extendedProperties" in event)


def said() -> list[str]:
    return told(NOW)


def left() -> list[str]:
    return list(FollowUp.objects.order_by("pk").values_list("summary", flat=True))


def test_an_event_dragged_to_another_time_moves_the_appointment_and_the_customer_is_told_once(google, synced, person):
    person.drags(at(15, day=4))
    sync()
    sync()
    settle()
    sync()
    synced.refresh_from_db()
    assert synced.start == at(15, day=4)
    assert (synced.local_day.day, synced.local_time.hour) == (4, 15)
    assert synced.end - synced.start == timedelta(minutes=30)
    [text] = said()
    assert "your appointment was moved" in text
    assert "Wednesday 4 March at 3 pm" in text
    assert outside_starts(google) == [at(15, day=4)]
    assert synced.moves.count() == 1
    assert AuditEvent.objects.get(kind="appointment.moved").facts["by"] == "outside"
    assert left() == []
    assert list(broken_promises(limit=5)) == []


def test_a_move_is_told_in_the_language_the_customer_speaks(synced, person):
    Conversation.objects.update(state={"language": "es"})
    person.drags(at(15, day=4))
    sync()
    assert "su cita ha cambiado" in said()[0]


def test_an_event_deleted_outside_cancels_the_appointment_frees_its_time_and_tells_the_customer(
    google, synced, person, new_customer, slot_at
):
    person.deletes()
    sync()
    sync()
    settle()
    synced.refresh_from_db()
    assert synced.status == "cancelled"
    assert AppointmentChange.objects.get(to_status="cancelled").by == "outside"
    [text] = said()
    assert "your appointment was cancelled" in text
    assert synced.mirror_status == "done"
    again = booking.book(new_customer(), slot_at(3, 10), name="Sol", notes="", key="k2", now=NOW)
    assert isinstance(again, Booked)
    assert list(broken_promises(limit=5)) == []


def test_our_own_writing_is_no_change(google, synced, customer, slot_at):
    booking.move(customer, synced.pk, slot_at(3, 12), key="m1", now=NOW)
    settle()
    google.requests.clear()
    sync()
    synced.refresh_from_db()
    assert synced.start == at(12)
    assert [name for name, _ in google.requests] == ["events.list"]
    assert (said(), left()) == ([], [])


def test_words_that_a_person_wrote_over_ours_stay_when_the_customer_moves(google, synced, person, customer, slot_at):
    person.edits(summary="Luz, bring the red dye", description="allergic to ammonia")
    sync()
    booking.move(customer, synced.pk, slot_at(3, 12), key="m1", now=NOW)
    settle()
    event = person.event()
    assert (event["summary"], event["description"]) == ("Luz, bring the red dye", "allergic to ammonia")
    assert outside_starts(google) == [at(12)]
    assert (said(), left()) == ([], [])


def test_words_of_ours_that_have_changed_are_written_over_a_person_s(google, synced, person, customer, slot_at, ben):
    person.edits(summary="Luz, bring the red dye")
    sync()
    booking.move(customer, synced.pk, slot_at(3, 12, staff=ben), key="m1", now=NOW)
    settle()
    assert "(Ben)" in person.event()["summary"]


def test_an_event_made_longer_leaves_the_appointment_and_keeps_the_rest_of_its_time_busy(
    google, synced, person, new_customer, slot_at
):
    person.drags(at(10), end=at(11))
    sync()
    synced.refresh_from_db()
    assert (synced.start, synced.end) == (at(10), at(10, 30))
    refused = booking.book(new_customer(), slot_at(3, 10, 30), name="Sol", notes="", key="k2", now=NOW)
    assert not isinstance(refused, Booked)
    assert (said(), left()) == ([], [])


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda person: person.drags(at(8, day=2)), "That time has passed."),
        (lambda person: person.drags(at(14)), "That person is taken then."),
        (lambda person: person.edits(start={"date": "2026-03-05"}, end={"date": "2026-03-06"}), "a whole day"),
    ],
    ids=["to the past", "onto somebody else", "to a whole day"],
)
def test_what_cannot_be_is_put_back_and_staff_are_told_why(google, synced, person, new_customer, slot_at, change, why):
    other = booking.book(new_customer(), slot_at(3, 14), name="Sol", notes="", key="k2", now=NOW)
    assert isinstance(other, Booked)
    change(person)
    sync()
    sync()
    settle()
    sync()
    synced.refresh_from_db()
    assert synced.start == at(10)
    assert at(10) in outside_starts(google)
    [summary] = left()
    assert why in summary
    assert "put back" in summary
    assert said() == []
    assert AuditEvent.objects.filter(kind="appointment.put_back").count() == 1
    assert Appointment.objects.filter(mirror_status="done").count() == 2


def test_what_the_house_s_own_rules_forbid_a_person_may_do(synced, person):
    person.drags(at(20, day=7))  # a Saturday evening
    sync()
    synced.refresh_from_db()
    assert synced.start == at(20, day=7)
    assert "Saturday 7 March at 8 pm" in said()[0]


def test_an_event_of_the_past_or_of_somebody_who_is_gone_is_nobody_s_business(google, synced, person, customer):
    with time_machine.travel(at(18), tick=False):
        person.deletes()
        sync()
    synced.refresh_from_db()
    assert synced.status == "booked"
    assert (said(), left()) == ([], [])


def test_many_events_deleted_at_once_cancel_nobody_and_are_written_again(google, synced, person, new_customer, slot_at):
    for number in range(outside_changes.MOST_DELETED):
        slot = slot_at(4, 9 + number)
        booking.book(new_customer(), slot, name="Sol", notes="", key=f"k{number + 2}", now=NOW)
    settle()
    sync()
    for event in google.calendars[CALENDAR].standing:
        person.deletes(event)
    sync()
    sync()
    settle()
    sync()
    assert set(Appointment.objects.values_list("status", flat=True)) == {"booked"}
    assert len(google.calendars[CALENDAR].standing) == outside_changes.MOST_DELETED + 1
    [summary] = left()
    assert summary.startswith("6 events of coming appointments were deleted at once")
    assert said() == []


def test_a_customer_who_cannot_be_told_is_left_to_a_person(synced, person):
    Conversation.objects.update(opted_out_at=NOW)
    person.drags(at(15, day=4))
    sync()
    settle()
    assert said() == []
    person.deletes()
    sync()
    assert said() == []
    whys = ["does not know that their appointment was moved", "does not know that their appointment was cancelled"]
    assert [why in summary for why, summary in zip(whys, left(), strict=True)] == [True, True]


def test_while_our_diary_has_changed_too_it_counts_and_staff_hear_of_it(google, synced, person, customer, slot_at):
    moved = booking.move(customer, synced.pk, slot_at(3, 12), key="m1", now=NOW)
    assert isinstance(moved, Moved)
    person.drags(at(15, day=4))
    sync()
    settle()
    sync()
    synced.refresh_from_db()
    assert synced.start == at(12)
    assert outside_starts(google) == [at(12)]
    [summary] = left()
    assert "while the diary was changed as well" in summary
    assert said() == []


def test_an_event_deleted_while_the_customer_moved_is_written_again(google, synced, person, customer, slot_at):
    booking.move(customer, synced.pk, slot_at(3, 12), key="m1", now=NOW)
    person.deletes()
    sync()
    settle()
    sync()
    synced.refresh_from_db()
    assert (synced.status, synced.start) == ("booked", at(12))
    assert outside_starts(google) == [at(12)]
    assert "is gone there" in left()[0]


def test_what_a_person_changes_while_the_mirror_writes_is_not_lost(google, synced, person, customer, slot_at):
    """Both moved to the same time: nobody has to settle anything."""
    booking.move(customer, synced.pk, slot_at(3, 12), key="m1", now=NOW)
    person.drags(at(12))
    settle()
    assert outside_starts(google) == [at(12)]
    assert left() == []


def test_an_event_put_into_a_colleague_s_calendar_takes_the_appointment_along(google, synced, person, ben):
    google.calendars["ben@example.com"] = FakeCalendar()
    Staff.objects.filter(pk=ben.pk).update(calendar_id="ben@example.com")
    person.carries_to("ben@example.com")
    sync()
    sync("ben@example.com")
    settle()
    sync()
    sync("ben@example.com")
    synced.refresh_from_db()
    assert (synced.status, synced.staff.name, synced.start) == ("booked", "Ben", at(10))
    assert (outside_starts(google), outside_starts(google, "ben@example.com")) == ([], [at(10)])
    assert "with Ben" in said()[0]
    assert left() == []


def test_an_event_put_into_the_calendar_of_a_colleague_who_is_busy_comes_back(
    google, synced, person, ben, new_customer, slot_at
):
    google.calendars["ben@example.com"] = FakeCalendar()
    Staff.objects.filter(pk=ben.pk).update(calendar_id="ben@example.com")
    booking.book(new_customer(), slot_at(3, 10, staff=ben), name="Sol", notes="", key="k2", now=NOW)
    settle()
    person.carries_to("ben@example.com")
    sync()
    settle()
    sync()
    sync("ben@example.com")
    synced.refresh_from_db()
    assert (synced.status, synced.staff.name) == ("booked", "Ana")
    assert (outside_starts(google), outside_starts(google, "ben@example.com")) == ([at(10)], [at(10)])
    assert "into the calendar of Ben there. That person is taken then" in left()[0]
    assert said() == []


def test_a_colleague_who_does_not_perform_it_has_it_all_the_same_and_staff_are_told(google, synced, person, ben, cut):
    google.calendars["ben@example.com"] = FakeCalendar()
    Staff.objects.filter(pk=ben.pk).update(calendar_id="ben@example.com")
    ben.services.remove(cut)
    person.carries_to("ben@example.com")
    sync()
    synced.refresh_from_db()
    assert synced.staff.name == "Ben"
    assert "Ben does not perform Haircut." in left()[0]
    assert len(said()) == 1


def test_an_event_in_two_calendars_stands_in_the_right_one_only_whichever_is_read_first(google, synced, person, ben):
    google.calendars["ben@example.com"] = FakeCalendar()
    Staff.objects.filter(pk=ben.pk).update(calendar_id="ben@example.com")
    person.carries_to("ben@example.com")
    sync("ben@example.com")
    settle()
    sync()
    sync("ben@example.com")
    synced.refresh_from_db()
    assert (synced.status, synced.staff.name) == ("booked", "Ben")
    assert (outside_starts(google), outside_starts(google, "ben@example.com")) == ([], [at(10)])
    assert len(said()) == 1


def test_an_event_brought_back_after_it_was_cancelled_is_taken_out_again_and_staff_are_told(google, synced, person):
    event = person.event()
    person.deletes()
    sync()
    settle()
    person.edits(event=event, status="confirmed")
    sync()
    sync()
    assert outside_starts(google) == []
    assert "brought back" in left()[0]
    assert len(said()) == 1


@pytest.mark.parametrize("named", ["", "nonsense", "00000000-0000-0000-0000-000000000001"])
def test_a_person_s_copy_of_an_event_and_what_only_pretends_to_be_ours_are_left_alone(google, synced, person, named):
    properties = {"private": {"sara_appointment": named or str(synced.public_id)}}
    person.adds(at(16), at(17), extendedProperties=properties)
    sync()
    assert outside_starts(google) == [at(10), at(16)]
    assert (said(), left()) == ([], [])


def test_a_spent_token_means_reading_everything_and_what_is_missing_was_deleted(
    google, synced, person, new_customer, slot_at
):
    booking.book(new_customer(), slot_at(4, 12), name="Sol", notes="", key="k2", now=NOW)
    settle()
    sync()
    person.deletes(google.calendars[CALENDAR].standing[0])
    person.drags(at(17, day=4), event=google.calendars[CALENDAR].standing[0])
    google.calendars[CALENDAR].spent_before = 10**6
    sync()
    google.calendars[CALENDAR].spent_before = 0
    assert list(Appointment.objects.order_by("pk").values_list("status", flat=True)) == ["cancelled", "booked"]
    assert Appointment.objects.get(status="booked").start == at(17, day=4)
    assert len(said()) == 2


def test_all_pages_are_read(google, synced, person):
    google.page_size = 2
    for number in range(5):
        person.adds(at(9, day=9) + timedelta(days=number), at(10, day=9) + timedelta(days=number))
    [event] = [event for event in google.calendars[CALENDAR].standing if "extendedProperties" in event]
    person.drags(at(15, day=4), event=event)
    sync()
    synced.refresh_from_db()
    assert synced.start == at(15, day=4)


@pytest.mark.parametrize(
    ("trouble", "pause"),
    [
        ({"status": 503}, timedelta(seconds=30)),
        ({"status": 429, "headers": {"Retry-After": "120"}}, timedelta(seconds=120)),
        ({"status": 403, "reason": "rateLimitExceeded"}, timedelta(seconds=30)),
        ({"status": 403, "reason": "forbidden"}, timedelta(hours=1)),
        ({"hang_up": "after"}, timedelta(seconds=30)),
    ],
)
def test_a_calendar_that_fails_is_asked_again_later_and_nothing_is_missed(google, synced, person, trouble, pause):
    person.drags(at(15, day=4))
    google.fail(5, path="/events", **trouble)
    row = sync()
    assert row.error
    assert (row.failures, row.due_at - NOW) == (1, pause)
    google.recover()
    row = sync()
    assert (row.error, row.failures) == ("", 0)
    synced.refresh_from_db()
    assert synced.start == at(15, day=4)


def test_a_calendar_that_is_not_shared_any_more_cancels_nobody(google, synced):
    calendar = google.calendars.pop(CALENDAR)
    row = sync()
    assert "404" in row.error
    assert row.due_at == NOW + timedelta(hours=1)
    google.calendars[CALENDAR] = calendar
    sync()
    synced.refresh_from_db()
    assert synced.status == "booked"


def test_an_event_that_cannot_be_read_is_left_to_a_person_and_holds_up_no_other(
    google, synced, person, new_customer, slot_at
):
    booking.book(new_customer(), slot_at(4, 12), name="Sol", notes="", key="k2", now=NOW)
    settle()
    sync()
    bad, good = google.calendars[CALENDAR].standing
    person.drags(at(9, day=5), event=bad)
    person.drags(at(15, day=5), event=good)
    google.fail(
        1, path=f"GET /google/calendar/v3/calendars/{CALENDAR}/events/{bad['id']}", status=400, reason="invalid"
    )
    sync()
    assert Appointment.objects.get(customer_name="Sol").start == at(15, day=5)
    assert "cannot be read" in left()[0]


def test_answers_that_make_no_sense_change_nothing_and_are_asked_for_again(google, synced, person, monkeypatch):
    monkeypatch.setattr("tests.fakes.google_changes.listed", lambda *_: {"items": [{"status": "cancelled"}]})
    row = sync()
    assert "bad_answer" in row.error
    synced.refresh_from_db()
    assert synced.status == "booked"


def test_an_event_moved_across_midnight_and_from_another_zone_is_that_moment_on_our_clock(synced, person):
    tokyo = datetime(2026, 3, 5, 7, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    person.drags(tokyo)
    sync()
    synced.refresh_from_db()
    assert (synced.local_day.day, synced.local_time.hour, synced.local_time.minute) == (4, 23, 30)
    assert synced.timezone == "Europe/Madrid"
    assert list(broken_promises(limit=5)) == []


@pytest.mark.parametrize(
    ("moved_to", "wall"),
    [
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), (1, 30)),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), (3, 0)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), (2, 30)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), (2, 30)),
    ],
    ids=["before the skipped hour", "after it", "first pass", "second pass"],
)
def test_a_move_to_a_day_on_which_the_clocks_change_keeps_moment_and_wall_time(synced, person, moved_to, wall):
    person.drags(moved_to)
    sync()
    settle()
    synced.refresh_from_db()
    assert synced.during.lower == moved_to
    assert (synced.local_time.hour, synced.local_time.minute) == wall
    assert span_of(person.event())[0] == moved_to


def test_a_ring_makes_a_calendar_due_and_many_in_a_row_are_one(synced, rung):
    row = CalendarSync.objects.get()
    assert row.due_at > NOW
    rung.clear()
    assert syncing.ask_soon(CALENDAR)
    assert not syncing.ask_soon(CALENDAR)
    assert rung == [row.pk]


def test_a_ring_during_a_run_is_not_lost(google, synced, person, rung, monkeypatch):
    real = outside_changes.follow

    def rings_meanwhile(*args, **kwargs) -> None:
        real(*args, **kwargs)
        assert syncing.ask_soon(CALENDAR)

    monkeypatch.setattr(outside_changes, "follow", rings_meanwhile)
    CalendarSync.objects.update(due_at=NOW)
    rung.clear()
    with time_machine.travel(NOW, tick=True):
        syncing.sync(CalendarSync.objects.get().pk)
    assert rung == [CalendarSync.objects.get().pk] * 2
    with time_machine.travel(NOW + timedelta(seconds=2), tick=False):
        assert syncing.sweep() == 1


def test_one_calendar_is_read_by_one_worker_and_one_that_died_is_followed_by_another(google, synced, person):
    person.drags(at(15, day=4))
    CalendarSync.objects.update(due_at=NOW, lease_until=NOW + syncing.LEASE, run=7)
    row = CalendarSync.objects.get()
    syncing.sync(row.pk)
    synced.refresh_from_db()
    assert synced.start == at(10)
    with time_machine.travel(NOW + syncing.LEASE, tick=False):
        assert syncing.sweep() == 1
        syncing.sync(row.pk)
    synced.refresh_from_db()
    assert synced.start == at(15, day=4)


def test_a_run_that_was_overtaken_does_not_report(synced):
    CalendarSync.objects.update(due_at=NOW)
    sync_id = CalendarSync.objects.get().pk
    slow = syncing._claim(sync_id)
    assert slow is not None
    CalendarSync.objects.update(run=slow.number + 1, token="later")
    syncing._note_read(slow, "earlier")
    assert CalendarSync.objects.get().token == "later"


def test_calendars_nobody_uses_are_not_asked_and_new_ones_are_at_once(google, synced, ben, rung):
    google.calendars["ben@example.com"] = FakeCalendar()
    Staff.objects.filter(pk=ben.pk).update(calendar_id="ben@example.com")
    rung.clear()
    assert syncing.sweep() == 1
    assert CalendarSync.objects.get(pk=rung[0]).calendar_id == "ben@example.com"
    Staff.objects.filter(pk=ben.pk).update(active=False)
    assert syncing.sweep() == 0


def test_the_calendar_of_somebody_who_is_booked_no_more_is_followed_as_long_as_appointments_stand(synced, person, ana):
    Staff.objects.filter(pk=ana.pk).update(active=False)
    person.deletes()
    assert sync().error == ""
    synced.refresh_from_db()
    assert synced.status == "cancelled"
    settle()
    assert syncing.sweep() == 0


def test_a_seat_in_a_group_is_moved_alone(google, cut, slot_at, new_customer, rung):
    Service.objects.update(capacity=3)
    for number in range(2):
        booking.book(new_customer(), slot_at(3, 10), name=f"Luz {number}", notes="", key=f"k{number}", now=NOW)
    settle()
    sync()
    Person(google, CALENDAR).drags(at(15), event=google.calendars[CALENDAR].standing[0])
    sync()
    settle()
    assert outside_starts(google) == [at(10), at(15)]
    assert len(said()) == 1
    assert list(broken_promises(limit=5)) == []


def test_without_a_calendar_outside_nothing_is_asked(settings, synced):
    settings.OUTSIDE_CALENDAR = None
    assert syncing.sweep() == 0
    CalendarSync.objects.update(due_at=NOW)
    syncing.sync(CalendarSync.objects.get().pk)
    assert CalendarSync.objects.get().run == 1
