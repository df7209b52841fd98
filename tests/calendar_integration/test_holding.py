"""Holds: a place kept for a few minutes, for one customer, and then for nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from calendar_integration import tasks
from calendar_integration.booking import booking, choosing, holding
from calendar_integration.calendar import Diary
from calendar_integration.forgetting import DiaryData
from calendar_integration.free import finding
from calendar_integration.models import Appointment, Occupancy
from receptionist.domain.diary import NoSlotReason, Wish
from receptionist.domain.events import Booked, Held, HoldEnded, Moved, SlotRefused
from receptionist.models import AuditEvent
from tests.calendar_integration.conftest import NOW

RUN_OUT = NOW + holding.HOLD


def hold(customer, slot, key="h1", now=NOW):
    return Diary().hold(customer, slot, key, now)


def book(customer, slot, key="k1", now=NOW):
    return booking.book(customer, slot, name="Luz", notes="", key=key, now=now)


def test_what_is_held_is_taken_for_everybody_else(customer, new_customer, slot_at):
    assert hold(customer, slot_at(3, 10)) == Held(slot_at(3, 10), RUN_OUT)
    assert isinstance(hold(new_customer(), slot_at(3, 10), "h2"), SlotRefused)
    assert isinstance(book(new_customer(), slot_at(3, 10)), SlotRefused)


def test_a_held_slot_becomes_the_appointment_in_the_same_row(customer, slot_at):
    hold(customer, slot_at(3, 10))
    held = Appointment.objects.get()
    result = book(customer, slot_at(3, 10))
    assert isinstance(result, Booked)
    row = Appointment.objects.get()
    assert (row.pk, row.status, row.customer_name, row.idempotency_key) == (held.pk, "booked", "Luz", "k1")
    assert row.held_until is None
    assert list(row.changes.values_list("from_status", "to_status", "by")) == [
        ("", "held", "customer"),
        ("held", "booked", "customer"),
    ]
    assert AuditEvent.objects.filter(kind__in=["appointment.held", "appointment.booked"]).count() == 2
    assert book(customer, slot_at(3, 10)) == result


def test_holding_again_with_the_same_key_changes_nothing(customer, slot_at):
    first = hold(customer, slot_at(3, 10))
    assert hold(customer, slot_at(3, 10), now=NOW + timedelta(minutes=5)) == first
    assert Appointment.objects.count() == 1


def test_a_customer_holds_one_slot_at_a_time(customer, new_customer, slot_at):
    hold(customer, slot_at(3, 10))
    assert isinstance(hold(customer, slot_at(3, 10, 15), "h2"), Held)
    assert sorted(Appointment.objects.values_list("status", flat=True)) == ["expired", "held"]
    assert isinstance(book(new_customer(), slot_at(3, 9, 30)), Booked)


def test_booking_another_time_lets_go_of_what_was_held(customer, new_customer, slot_at):
    hold(customer, slot_at(3, 10))
    assert isinstance(book(customer, slot_at(3, 10, 15)), Booked)
    assert isinstance(book(new_customer(), slot_at(3, 10), "k2"), SlotRefused)
    assert isinstance(book(new_customer(), slot_at(3, 9, 30), "k3"), Booked)


def test_a_booking_that_is_refused_leaves_the_hold_as_it_is(customer, new_customer, slot_at):
    book(new_customer(), slot_at(3, 12), "k2")
    hold(customer, slot_at(3, 10))
    assert isinstance(book(customer, slot_at(3, 12)), SlotRefused)
    assert Appointment.objects.get(status="held").start == slot_at(3, 10).start


def test_a_hold_that_has_run_out_counts_as_free_at_once(customer, new_customer, slot_at):
    hold(customer, slot_at(3, 10))
    assert isinstance(book(new_customer(), slot_at(3, 10), "k2", RUN_OUT - timedelta(seconds=1)), SlotRefused)
    result = book(new_customer(), slot_at(3, 10), "k3", RUN_OUT)
    assert isinstance(result, Booked)
    assert Appointment.objects.get(status="expired").occupancies.count() == 0
    assert AuditEvent.objects.get(kind="appointment.expired").facts["by"] == "time"


def test_a_hold_that_has_run_out_is_still_good_for_who_held_it_while_nobody_else_wants_it(customer, slot_at):
    hold(customer, slot_at(3, 10))
    assert isinstance(book(customer, slot_at(3, 10), now=RUN_OUT + timedelta(hours=1)), Booked)
    assert Appointment.objects.get().status == "booked"


def test_who_comes_back_after_somebody_else_took_it_hears_what_is_free(customer, new_customer, slot_at):
    hold(customer, slot_at(3, 10))
    book(new_customer(), slot_at(3, 10), "k2", RUN_OUT)
    result = book(customer, slot_at(3, 10), now=RUN_OUT)
    assert isinstance(result, SlotRefused)
    assert result.reason is NoSlotReason.TAKEN
    assert result.alternatives
    assert isinstance(hold(customer, slot_at(3, 10), now=RUN_OUT), SlotRefused)


def test_a_hold_that_is_lost_between_looking_and_booking_is_refused(customer, new_customer, slot_at, monkeypatch):
    hold(customer, slot_at(3, 10))
    look = choosing.choose

    def be_slow(*args, **kwargs):
        choice = look(*args, **kwargs)
        monkeypatch.setattr(choosing, "choose", look)
        assert isinstance(book(new_customer(), slot_at(3, 10), "k2", RUN_OUT), Booked)
        return choice

    monkeypatch.setattr(choosing, "choose", be_slow)
    assert isinstance(book(customer, slot_at(3, 10), now=RUN_OUT), SlotRefused)
    assert sorted(Appointment.objects.values_list("status", flat=True)) == ["booked", "expired"]


def test_the_beat_s_task_ends_what_has_run_out_and_nothing_else(customer, new_customer, slot_at, time_machine_at):
    hold(customer, slot_at(3, 10))
    book(new_customer(), slot_at(3, 11))
    time_machine_at(RUN_OUT - timedelta(seconds=1))
    tasks.end_holds()
    assert Occupancy.objects.count() == 2
    time_machine_at(RUN_OUT)
    tasks.end_holds()
    assert sorted(Appointment.objects.values_list("status", flat=True)) == ["booked", "expired"]
    assert Occupancy.objects.count() == 1


def test_an_appointment_may_move_to_where_its_customer_holds_a_place(customer, slot_at):
    booked = book(customer, slot_at(3, 10))
    hold(customer, slot_at(4, 12))
    moved = booking.move(customer, booked.appointment.id, slot_at(4, 12), key="m1", now=NOW)
    assert isinstance(moved, Moved)
    assert moved.appointment.start == slot_at(4, 12).start
    assert Appointment.objects.get(status="expired").occupancies.count() == 0


def test_what_is_held_is_no_appointment_yet(customer, slot_at, business):
    hold(customer, slot_at(3, 10))
    assert list(Diary().upcoming(business.pk, customer.contact_id, NOW)) == []


def test_a_customer_who_is_forgotten_holds_nothing_any_more(customer, slot_at):
    hold(customer, slot_at(3, 10))
    DiaryData().erase(customer.contact_id)
    assert Appointment.objects.get().status == "expired"
    assert not Occupancy.objects.exists()


@pytest.mark.parametrize(("slot", "reason"), [((2, 9), NoSlotReason.PAST), ((3, 8), NoSlotReason.CLOSED)])
def test_what_cannot_be_booked_cannot_be_held(customer, slot_at, slot, reason):
    refused = hold(customer, slot_at(*slot))
    assert isinstance(refused, SlotRefused)
    assert refused.reason is reason
    assert not Appointment.objects.exists()


def test_a_customer_is_not_in_their_own_way(customer, new_customer, slot_at, business, cut):
    hold(customer, slot_at(3, 10))
    wish = Wish(day=slot_at(3, 10).start.date(), at=slot_at(3, 10).start.time())
    assert Diary().find_slots(business.pk, cut.pk, wish, NOW, holder=customer.contact_id).exact == slot_at(3, 10)
    assert Diary().find_slots(business.pk, cut.pk, wish, NOW, holder=new_customer().contact_id).exact is None


def test_what_is_let_go_of_is_free_for_others_at_once(customer, new_customer, slot_at):
    hold(customer, slot_at(3, 10))
    other = new_customer()
    assert isinstance(hold(other, slot_at(3, 12), "h2"), Held)
    assert Diary().let_go(customer, NOW) == HoldEnded()
    assert Diary().let_go(customer, NOW) == HoldEnded()
    assert Appointment.objects.get(status="held").contact_id == other.contact_id
    assert isinstance(book(new_customer(), slot_at(3, 10), "k2"), Booked)
    assert AuditEvent.objects.get(kind="appointment.expired").facts["by"] == "customer"


def test_what_another_run_of_this_turn_has_just_held_is_in_nobodys_way(customer, slot_at, business, cut, monkeypatch):
    find, wanted = finding.find, slot_at(3, 10)

    def held_meanwhile(*asked, **how):
        assert isinstance(hold(customer, wanted), Held)
        return find(*asked, **how)

    monkeypatch.setattr(finding, "find", held_meanwhile)
    wish = Wish(day=wanted.start.date(), at=wanted.start.time())
    found = Diary().find_slots(business.pk, cut.pk, wish, NOW, holder=customer.contact_id)
    assert found.exact is not None
    assert found.exact.start == wanted.start
