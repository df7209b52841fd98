"""Many workers tend one waitlist, and die at every step of it: one place is offered to one, once, and never lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from calendar_integration.booking import booking
from calendar_integration.calendar import Diary
from calendar_integration.models import Appointment, OpeningHours, Service, Staff, WaitlistEntry, WaitlistOffer
from calendar_integration.proof import broken_promises
from calendar_integration.waiting import waitlist_offers
from receptionist.audit_proof import broken_links
from receptionist.domain.diary import Slot, Wish
from receptionist.domain.events import Booked
from receptionist.models import Business, OutboundMessage
from receptionist.ports import Customer, Waiting
from tests.at_once import at_once
from tests.people import converse
from tests.power import Power

pytestmark = pytest.mark.django_db(transaction=True)

#: A Monday, ten in the morning in Madrid.
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
START = datetime(2026, 3, 3, 10, 0, tzinfo=ZoneInfo("Europe/Madrid"))
DEADLINE = timedelta(minutes=30)
WORKERS = 6


@pytest.fixture(autouse=True)
def salon(transactional_db: None, no_workers: list[tuple[str, int]]) -> Iterator[Business]:
    """Open on Tuesdays from ten to half past ten: there is one place, and no other."""
    salon = Business.objects.create(name="Salon", timezone="Europe/Madrid")
    OpeningHours.objects.create(location=salon.locations.get(), weekday=1, opens=time(10), closes=time(10, 30))
    ana = Staff.objects.create(business=salon, name="Ana")
    ana.services.add(Service.objects.create(business=salon, name="Haircut", minutes=30))
    with time_machine.travel(NOW, tick=False):
        yield salon
    assert list(broken_promises(limit=5)) == []
    assert list(broken_links(limit=5)) == []


def customer(salon: Business, number: int) -> Customer:
    conversation = converse(salon, f"+346000{number:05}")
    return Customer(business_id=salon.pk, contact_id=conversation.contact_id, conversation_id=conversation.pk)


def join(salon: Business, number: int) -> Customer:
    waits = customer(salon, number)
    waiting = Waiting(wish=Wish(day=START.date()))
    Diary().join_waitlist(waits, Service.objects.get().pk, waiting, f"j{number}", NOW + timedelta(seconds=number))
    WaitlistEntry.objects.update(next_look_at=NOW)
    return waits


def slot() -> Slot:
    return Slot(Service.objects.get().pk, Staff.objects.get().pk, "Ana", START)


def test_of_many_workers_one_offers_the_place_to_one(salon: Business) -> None:
    first, *_ = [join(salon, number) for number in range(5)]
    assert sum(at_once(WORKERS, lambda _: waitlist_offers.tend(NOW))) >= 1
    asked = OutboundMessage.objects.values_list("conversation_id", flat=True)
    assert list(asked) == [first.conversation_id]
    assert list(WaitlistOffer.objects.exclude(status="dropped").values_list("status", flat=True)) == ["asked"]
    assert Appointment.objects.get(status="held").contact_id == first.contact_id


def test_a_yes_at_the_very_deadline_is_booked_or_the_place_is_the_next_ones(salon: Business) -> None:
    for run in range(8):
        first, second = join(salon, 10 * run), join(salon, 10 * run + 1)
        waitlist_offers.tend(NOW)
        late = NOW + DEADLINE
        acts = [
            *(partial(waitlist_offers.tend, late) for _ in range(3)),
            partial(Diary().book, first, slot(), "Bea", "", f"yes{run}", late),
        ]
        results = at_once(len(acts), lambda number, acts=acts: acts[number]())  # type: ignore[misc]
        waitlist_offers.tend(late)
        entries = WaitlistEntry.objects.filter(contact__in=[first.contact_id, second.contact_id]).order_by("pk")
        standing = Appointment.objects.filter(status__in=["booked", "held"])
        if isinstance(results[-1], Booked):
            assert entries[0].status == "placed"
            assert standing.get().contact_id == first.contact_id
        else:
            assert entries[0].status == "waiting"
            assert standing.get().contact_id == second.contact_id
        for waits in (first, second):
            Diary().leave_waitlist(waits, late)
        for row in Appointment.objects.filter(status="booked"):
            booking.cancel_by_staff(row, user_id=1, now=late)


def test_a_power_cut_at_any_step_asks_one_once_and_the_deadline_passes_it_on(salon: Business, carriers: Any) -> None:
    run, power, cuts = 0, Power(cut_at=0), set[str]()
    while power.was_cut:
        run += 1
        first, second = join(salon, 10 * run), join(salon, 10 * run + 1)
        power = Power(run, counts_reads=False)
        power.run(partial(tend_once, NOW))
        cuts.add(power.cut)
        # The next ring of beat goes on where that worker died.
        waitlist_offers.tend(NOW + timedelta(seconds=30))
        asked = OutboundMessage.objects.filter(conversation__in=[first.conversation_id, second.conversation_id])
        assert [message.conversation_id for message in asked] == [first.conversation_id], f"{run}, {power.cut}"
        assert Appointment.objects.get(status="held").contact_id == first.contact_id
        assert list(broken_promises(limit=5)) == [], f"cut at step {run}, {power.cut}"
        waitlist_offers.tend(NOW + DEADLINE + timedelta(seconds=30))
        assert [message.conversation_id for message in asked.order_by("pk")] == [
            first.conversation_id,
            second.conversation_id,
        ]
        assert isinstance(Diary().book(second, slot(), "Bea", "", f"yes{run}", NOW + DEADLINE), Booked)
        placed = WaitlistEntry.objects.get(contact=second.contact_id)
        assert placed.status == "placed"
        Diary().leave_waitlist(first, NOW)
        booking.cancel_by_staff(Appointment.objects.get(status="booked"), user_id=1, now=NOW)
    assert cuts == {"before a statement", "before a commit", "after a commit", ""}
    assert run > 20


def tend_once(now: datetime) -> None:
    waitlist_offers.tend(now)
