"""Pull the plug at every single step of holding, booking, moving and cancelling: no overlap, no orphan, no doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from calendar_integration.booking import booking, recurring
from calendar_integration.models import Appointment, Occupancy, Resource, ResourceKind, Service, ServiceNeed, Session
from calendar_integration.proof import broken_promises
from receptionist.domain.diary import Slot
from receptionist.domain.events import Booked, Cancelled, Held, Moved, SlotRefused
from receptionist.ports import Customer
from tests.calendar_integration.conftest import NOW
from tests.power import Power

pytestmark = pytest.mark.django_db(transaction=True)


def live(customer: Customer, slot: Slot, run: int) -> None:
    """Do what a customer's conversation asks for; said again after a restart, every key is the same."""
    elsewhere = replace(slot, start=slot.start + timedelta(hours=2))
    held = booking.hold(customer, slot, key=f"h{run}", now=NOW)
    # After a restart the hold may have become the appointment already.
    assert isinstance(held, Held | SlotRefused)
    booked = booking.book(customer, slot, name="Luz", notes="", key=f"b{run}", now=NOW)
    if isinstance(booked, Booked):
        moved = booking.move(customer, booked.appointment.id, elsewhere, key=f"m{run}", now=NOW)
        assert isinstance(moved, Moved | SlotRefused)
        assert isinstance(booking.cancel(customer, booked.appointment.id, now=NOW), Cancelled)


@pytest.mark.parametrize("capacity", [1, 3])
def test_a_power_cut_at_any_step_of_the_diary_breaks_no_promise(
    business, cut, ana, slot_at, new_customer, rung, capacity
):
    kind = ResourceKind.objects.create(business=business, name="chair")
    Resource.objects.create(location=business.locations.get(), kind=kind, name="Chair 1")
    ServiceNeed.objects.create(service=cut, kind=kind)
    Service.objects.update(buffer_before=5, buffer_after=10, capacity=capacity)
    run, power, cuts, ends = 0, Power(cut_at=0), set[str](), set[tuple[str, ...]]()
    while power.was_cut:
        run += 1
        customer, power = new_customer(), Power(run, counts_reads=False)
        power.run(partial(live, customer, slot_at(3, 10), run))
        assert list(broken_promises(limit=5)) == [], f"cut at step {run}, {power.cut}"
        cuts.add(power.cut)
        mine = Appointment.objects.filter(contact=customer.contact_id)
        ends.add(tuple(mine.values_list("status", flat=True)))
        live(customer, slot_at(3, 10), run)
        assert list(broken_promises(limit=5)) == [], f"cut at step {run} and done again"
        # Nothing is left behind for who comes next.
        assert not Occupancy.objects.exists()
        assert not Session.objects.exists()
        assert mine.get().status == "cancelled"
    assert cuts == {"before a statement", "before a commit", "after a commit", ""}
    # It was cut before each of the four, and once not at all.
    assert ends == {(), ("held",), ("booked",), ("cancelled",)}


def order(customer: Customer, slots: tuple[Slot, ...], run: int) -> None:
    """Book a series; said again after a restart, its key is the same."""
    recurring.book(customer, slots, name="Luz", notes="", key=f"s{run}", now=NOW)


def test_a_power_cut_at_any_step_leaves_a_whole_series_or_none(business, cut, ana, slot_at, new_customer, rung):
    slots = tuple(slot_at(day, 10) for day in (3, 10, 17))
    run, power, ends = 0, Power(cut_at=0), set[int]()
    while power.was_cut:
        run += 1
        customer, power = new_customer(), Power(run, counts_reads=False)
        power.run(partial(order, customer, slots, run))
        assert list(broken_promises(limit=5)) == [], f"cut at step {run}, {power.cut}"
        mine = Appointment.objects.filter(contact=customer.contact_id)
        ends.add(mine.count())
        booked = recurring.book(customer, slots, name="Luz", notes="", key=f"s{run}", now=NOW)
        assert (len(booked.appointments), booked.refused) == (3, ())
        assert mine.count() == 3
        assert list(broken_promises(limit=5)) == [], f"cut at step {run} and done again"
        for appointment in booked.appointments:
            booking.cancel(customer, appointment.id, now=NOW)
    assert ends == {0, 3}
