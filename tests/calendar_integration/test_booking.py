from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from psycopg.errors import DeadlockDetected

from calendar_integration import selectors
from calendar_integration.booking import booking, choosing, taking
from calendar_integration.calendar import Diary
from calendar_integration.free import searching
from calendar_integration.models import Appointment, Closure, OpeningHours, Service
from receptionist import ports
from receptionist.domain.diary import NoSlotReason, Slot, Wish
from receptionist.domain.events import Booked, Cancelled, Moved, SlotRefused
from receptionist.models import AuditEvent, Conversation
from receptionist.telling import story
from tests.calendar_integration.conftest import NOW


def book(customer, slot, key="k1", now=NOW):
    return booking.book(customer, slot, name="Luz", notes="", key=key, now=now)


def test_it_books_a_free_slot_and_says_what_is_committed(customer, slot_at):
    slot = slot_at(3, 10)
    result = book(customer, slot)

    row = Appointment.objects.get()
    assert isinstance(result, Booked)
    assert (result.appointment.id, result.appointment.start) == (row.pk, slot.start)
    assert result.appointment.calendar_confirmed
    assert (str(row.local_day), str(row.local_time), row.timezone) == ("2026-03-03", "10:00:00", "Europe/Madrid")
    assert row.during.upper - row.during.lower == timedelta(minutes=30)
    assert row.mirror_status == "not_needed"


def test_the_audit_line_of_a_booking_names_ids_and_times_and_no_person(customer, slot_at):
    book(customer, slot_at(3, 10))
    line = AuditEvent.objects.get(kind="appointment.booked")
    assert line.conversation_id == customer.conversation_id
    assert line.facts["appointment"] == Appointment.objects.get().pk
    assert line.facts["start"] == "2026-03-03T09:00:00+00:00"
    assert story.tell(line.kind, line.facts).sentence.endswith("booked for Tue 3 Mar 2026, 10:00.")
    assert "Luz" not in str(line.facts)


def test_the_same_key_books_once(customer, slot_at):
    first = book(customer, slot_at(3, 10))
    again = book(customer, slot_at(3, 10))
    elsewhere = book(customer, slot_at(4, 12))
    assert first == again == elsewhere
    assert Appointment.objects.count() == 1


def test_the_same_key_does_not_claim_an_appointment_that_was_cancelled_since(customer, slot_at):
    first = book(customer, slot_at(3, 10))
    booking.cancel(customer, first.appointment.id, now=NOW)
    again = book(customer, slot_at(3, 10))
    assert isinstance(again, SlotRefused)
    assert Appointment.objects.count() == 1


def test_a_taken_slot_is_refused_with_what_is_free(customer, new_customer, slot_at):
    book(customer, slot_at(3, 10))
    result = book(new_customer(), slot_at(3, 10), "k2")
    assert isinstance(result, SlotRefused)
    assert result.reason is NoSlotReason.TAKEN
    assert slot_at(3, 10, 30) in result.alternatives
    assert slot_at(3, 10) not in result.alternatives


def test_somebody_else_who_performs_it_takes_over_at_a_taken_time(customer, new_customer, slot_at, ben):
    book(customer, slot_at(3, 10))
    result = book(new_customer(), slot_at(3, 10), "k2")
    assert isinstance(result, Booked)
    assert result.appointment.staff_name == "Ben"
    assert result.appointment.start == slot_at(3, 10).start


def test_a_slot_offered_before_is_taken_though_it_would_not_be_offered_any_more(customer, slot_at):
    assert isinstance(book(customer, slot_at(2, 10, 15), now=NOW + timedelta(minutes=5)), Booked)


@pytest.mark.parametrize(
    ("slot", "reason"),
    [((2, 9), NoSlotReason.PAST), ((3, 8), NoSlotReason.CLOSED), ((3, 17, 45), NoSlotReason.CLOSED)],
)
def test_a_slot_that_cannot_be_is_refused_whoever_asks(customer, slot_at, slot, reason):
    result = book(customer, slot_at(*slot))
    assert isinstance(result, SlotRefused)
    assert result.reason is reason
    assert not Appointment.objects.exists()


def test_a_slot_beyond_the_horizon_is_refused(customer, slot_at):
    slot = slot_at(3, 10)
    far = Slot(slot.service_id, slot.staff_id, slot.staff_name, slot.start + timedelta(weeks=20))
    result = book(customer, far)
    assert isinstance(result, SlotRefused)
    assert result.reason is NoSlotReason.TOO_FAR


def test_a_service_that_is_no_longer_offered_is_refused(customer, slot_at, cut):
    Service.objects.filter(pk=cut.pk).update(active=False)
    result = book(customer, slot_at(3, 10))
    assert isinstance(result, SlotRefused)
    assert result.alternatives == ()


def test_cancelling_frees_the_time_and_cancelling_again_changes_nothing(customer, new_customer, slot_at):
    booked = book(customer, slot_at(3, 10))
    first = booking.cancel(customer, booked.appointment.id, now=NOW)
    again = booking.cancel(customer, booked.appointment.id, now=NOW + timedelta(hours=1))
    assert first == again == Cancelled(booked.appointment)
    assert Appointment.objects.get().mirror_status == "not_needed"
    assert Appointment.objects.get().cancelled_at == NOW
    assert AuditEvent.objects.filter(kind="appointment.cancelled").count() == 1
    assert isinstance(book(new_customer(), slot_at(3, 10), "k2"), Booked)


def test_what_is_done_in_another_conversation_than_it_was_booked_in_is_told_there(customer, slot_at):
    booked = book(customer, slot_at(3, 10))
    later = Conversation.objects.get(pk=customer.conversation_id)
    later.pk, later.channel = None, "whatsapp"
    later.save()
    there = replace(customer, conversation_id=later.pk)
    booking.move(there, booked.appointment.id, slot_at(4, 12), key="m1", now=NOW)
    booking.cancel(there, booked.appointment.id, now=NOW)
    told = AuditEvent.objects.filter(conversation=later).values_list("kind", flat=True)
    assert set(told) == {"appointment.moved", "appointment.cancelled"}


def test_cancelling_by_staff_says_who_did_it(customer, slot_at):
    book(customer, slot_at(3, 10))
    assert booking.cancel_by_staff(Appointment.objects.get(), user_id=42, now=NOW)
    assert not booking.cancel_by_staff(Appointment.objects.get(), user_id=42, now=NOW)
    assert AuditEvent.objects.get(kind="appointment.cancelled").facts["by"] == "user 42"


def test_the_diary_serves_the_port(customer, slot_at, cut, business):
    diary: ports.Calendar = Diary()
    assert [service.name for service in diary.services(business.pk)] == ["Haircut"]
    assert diary.services(business.pk)[0].aliases == ("trim", "cut")
    found = diary.find_slots(
        business.pk, cut.pk, Wish(day=slot_at(3, 10).start.date(), at=slot_at(3, 10).start.time()), NOW
    )
    assert found.exact == slot_at(3, 10)
    booked = diary.book(customer, slot_at(3, 10), "Luz", "", "k1", NOW)
    assert isinstance(booked, Booked)
    assert list(diary.upcoming(business.pk, customer.contact_id, NOW)) == [booked.appointment]
    assert diary.find_slots(business.pk, 0, Wish(), NOW).reason is NoSlotReason.FULL
    assert list(diary.upcoming(business.pk, customer.contact_id, NOW + timedelta(days=3))) == []


def test_looking_for_a_place_takes_two_queries_once_the_house_is_known(business, cut, ana, django_assert_num_queries):
    Diary().find_slots(business.pk, cut.pk, Wish(), NOW)
    with django_assert_num_queries(2):
        assert Diary().find_slots(business.pk, cut.pk, Wish(), NOW).slots


def test_what_staff_changed_since_a_place_was_offered_counts_when_it_is_booked(customer, slot_at, cut):
    start = slot_at(3, 10).start
    offered = Diary().find_slots(customer.business_id, cut.pk, Wish(day=start.date(), at=start.time()), NOW).exact
    assert offered is not None
    Closure.objects.create(location=cut.business.locations.get(), first_day=start.date(), last_day=start.date())
    result = book(customer, offered)
    assert isinstance(result, SlotRefused)
    assert result.reason is NoSlotReason.CLOSED


def test_services_are_listed_in_one_query(business, cut, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(selectors.services(business.pk)) == 1


def test_todays_appointments_are_those_of_each_business_own_day(customer, slot_at, business):
    book(customer, slot_at(3, 9))
    just_after_midnight = slot_at(3, 0, 5).start
    assert selectors.todays_appointments(None, just_after_midnight).count() == 1
    assert selectors.todays_appointments(business.pk, just_after_midnight - timedelta(minutes=10)).count() == 0


def test_a_business_without_hours_offers_nothing(customer, slot_at):
    OpeningHours.objects.all().delete()
    assert Diary().find_slots(customer.business_id, slot_at(3, 9).service_id, Wish(), timezone.now()).slots == ()


@pytest.fixture
def looked(monkeypatch):
    """Let booking act on what it saw when it looked, though the diary has changed since."""

    def look(customer, slot, **about):
        choice = choosing.choose(customer, slot, NOW, **about)
        assert list(choice.places())
        seen = iter([choice])
        now = choosing.choose
        monkeypatch.setattr(choosing, "choose", lambda *args, **kwargs: next(seen, None) or now(*args, **kwargs))

    return look


def test_a_place_taken_between_looking_and_booking_is_refused_by_the_database_itself(
    customer, new_customer, slot_at, looked, monkeypatch
):
    slot = slot_at(3, 10)
    book(new_customer(), slot, "faster")
    with monkeypatch.context() as patch:
        patch.setattr(searching, "_taken", lambda *args, **kwargs: ({}, {}))
        looked(customer, slot)
    result = book(customer, slot)
    assert isinstance(result, SlotRefused)
    assert result.reason is NoSlotReason.TAKEN
    assert Appointment.objects.count() == 1


def test_a_place_taken_between_looking_and_moving_leaves_the_appointment_where_it_is(
    customer, new_customer, slot_at, looked, monkeypatch
):
    booked = book(customer, slot_at(4, 12))
    book(new_customer(), slot_at(3, 10), "faster")
    row = Appointment.objects.select_related("service", "staff").get(pk=booked.appointment.id)
    with monkeypatch.context() as patch:
        patch.setattr(searching, "_taken", lambda *args, **kwargs: ({}, {}))
        looked(customer, slot_at(3, 10), moving=row)
    assert isinstance(booking.move(customer, booked.appointment.id, slot_at(3, 10), key="m1", now=NOW), SlotRefused)
    assert selectors.upcoming(customer.business_id, customer.contact_id, NOW) == [booked.appointment]


def test_a_key_used_in_the_meantime_gives_the_appointment_it_made(customer, slot_at, ben, monkeypatch):
    first = book(customer, slot_at(4, 12))
    answers = iter([None])
    standing = booking._made_with
    monkeypatch.setattr(booking, "_made_with", lambda key: next(answers, standing(key)))
    assert book(customer, slot_at(3, 10)) == first
    assert Appointment.objects.count() == 1


def test_an_appointment_cancelled_between_looking_and_moving_is_not_moved(customer, slot_at, monkeypatch):
    booked = book(customer, slot_at(3, 10))
    now = choosing.choose

    def cancel_meanwhile(*args, **kwargs):
        booking.cancel(customer, booked.appointment.id, now=NOW)
        return now(*args, **kwargs)

    monkeypatch.setattr(choosing, "choose", cancel_meanwhile)
    refused = booking.move(customer, booked.appointment.id, slot_at(4, 12), key="m1", now=NOW)
    assert isinstance(refused, SlotRefused)
    assert Appointment.objects.get().start == slot_at(3, 10).start


@pytest.mark.parametrize("act", ["book", "move"])
def test_a_write_that_postgresql_sacrifices_to_a_deadlock_is_tried_again(customer, slot_at, monkeypatch, act):
    booked = book(customer, slot_at(3, 10)) if act == "move" else None
    victims = [OperationalError("deadlock detected")]
    victims[0].__cause__ = DeadlockDetected()
    survey = taking.survey

    def sacrifice(*args, **kwargs):
        if victims:
            raise victims.pop()
        return survey(*args, **kwargs)

    monkeypatch.setattr(taking, "survey", sacrifice)
    if booked is None:
        assert isinstance(book(customer, slot_at(3, 10)), Booked)
    else:
        assert isinstance(booking.move(customer, booked.appointment.id, slot_at(4, 12), key="m1", now=NOW), Moved)
    assert victims == []


def test_the_port_moves_and_cancels(customer, slot_at):
    diary = Diary()
    booked = book(customer, slot_at(3, 10))
    moved = diary.move(customer, booked.appointment.id, slot_at(4, 12), "m1", NOW)
    assert isinstance(moved, Moved)
    assert diary.cancel(customer, booked.appointment.id, "c1", NOW) == Cancelled(moved.appointment)
