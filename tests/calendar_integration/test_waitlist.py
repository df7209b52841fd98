"""The waitlist: a place that becomes free goes to who has waited longest, to one at a time, and to nobody twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from calendar_integration import tasks
from calendar_integration.booking import booking
from calendar_integration.calendar import Diary
from calendar_integration.forgetting import DiaryData
from calendar_integration.models import (
    Appointment,
    NoticeSettings,
    OfferStatus,
    Service,
    Staff,
    WaitlistEntry,
    WaitlistOffer,
)
from calendar_integration.proof import broken_promises
from calendar_integration.waiting import waitlist, waitlist_offers
from receptionist.audit_proof import broken_links
from receptionist.domain.diary import Slot, Wish
from receptionist.domain.events import Booked, Moved, WaitlistJoined
from receptionist.domain.messages import DeliveryStatus
from receptionist.domain.state import Question
from receptionist.memory import load_state
from receptionist.models import AuditEvent, Business, Conversation, FollowUp, OutboundMessage
from receptionist.ports import Customer, Waiting
from receptionist.telling import story
from tests.calendar_integration.conftest import MADRID, NOW
from tests.fakes.ports import FakeChannel, Stage
from tests.people import converse

#: Tuesday.
TUESDAY = date(2026, 3, 3)
DEADLINE = timedelta(minutes=30)
NewCustomer = Callable[[], Customer]


@pytest.fixture(autouse=True)
def clock(ana: Staff, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("receptionist.doorbell.ring", lambda *_, **__: None)
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def at(hour: int, minute: int = 0, day: date = TUESDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), MADRID)


def slot(start: datetime) -> Slot:
    return Slot(Service.objects.get().pk, Staff.objects.get(name="Ana").pk, "Ana", start)


def book(customer: Customer, start: datetime) -> Booked:
    key = f"{customer.contact_id}:{start.isoformat()}"
    booked = booking.book(customer, slot(start), name="Luz", notes="", key=key, now=timezone.now())
    assert isinstance(booked, Booked)
    return booked


def join(customer: Customer, wish: Wish | None = None, **about: Any) -> WaitlistEntry:
    waiting = Waiting(wish=wish or Wish(day=TUESDAY, earliest=time(9), latest=time(12)), **about)
    key = f"join:{customer.contact_id}:{WaitlistEntry.objects.count()}"
    joined = Diary().join_waitlist(customer, Service.objects.get().pk, waiting, key, timezone.now())
    assert isinstance(joined, WaitlistJoined)
    return WaitlistEntry.objects.latest("pk")


def fill(new_customer: NewCustomer, begins: int = 9, ends: int = 12) -> dict[datetime, tuple[Customer, Booked]]:
    """Book Tuesday morning out, so that nothing that is waited for is free."""
    booked = {}
    for half_hour in range((ends - begins) * 2):
        start = at(begins) + half_hour * timedelta(minutes=30)
        customer = new_customer()
        booked[start] = customer, book(customer, start)
    return booked


def cancel(booked: tuple[Customer, Booked]) -> None:
    booking.cancel(booked[0], booked[1].appointment.id, now=timezone.now())


def tend() -> int:
    return waitlist_offers.tend(timezone.now())


def told() -> list[tuple[int, str]]:
    return [(message.conversation_id, message.text) for message in OutboundMessage.objects.order_by("pk")]


def statuses() -> list[str]:
    return list(WaitlistOffer.objects.order_by("pk").values_list("status", flat=True))


def assert_in_order() -> None:
    assert list(broken_promises(limit=5)) == []
    assert list(broken_links(limit=5)) == []


def test_a_place_that_becomes_free_is_kept_for_the_one_who_has_waited_longest(new_customer: NewCustomer, clock: Any):
    full = fill(new_customer)
    first, second = new_customer(), new_customer()
    join(first)
    clock.shift(60)
    join(second)
    assert tend() == 0, "nothing is free"
    cancel(full[at(10)])
    assert tend() == 1
    ((conversation_id, text),) = told()
    assert conversation_id == first.conversation_id
    assert text == (
        "Salon: a place is free now: Haircut, Tuesday 3 March at 10 am. Would you like it, yes or no? "
        "I can keep it for you until 10:31 am."
    )
    held = Appointment.objects.get(status="held")
    assert (held.contact_id, held.start, held.held_until) == (first.contact_id, at(10), timezone.now() + DEADLINE)
    assert tend() == 0, "one at a time"
    state = load_state(Conversation.objects.select_related("business").get(pk=first.conversation_id or 0))
    assert (state.asked, [offered.start for offered in state.offered]) == (Question.TAKE_PLACE, [at(10)])
    assert_in_order()


def test_a_yes_books_it_and_ends_the_waiting(new_customer: NewCustomer):
    full, customer = fill(new_customer), new_customer()
    entry = join(customer)
    cancel(full[at(10)])
    tend()
    booked = Diary().book(customer, slot(at(10)), "Bea", "", "k", timezone.now())
    assert isinstance(booked, Booked)
    entry.refresh_from_db()
    assert (entry.status, statuses()) == ("placed", ["taken"])
    assert Appointment.objects.get(contact=customer.contact_id).status == "booked"
    assert tend() == 0
    kinds = list(AuditEvent.objects.filter(kind__startswith="waitlist").order_by("pk").values_list("kind", flat=True))
    assert kinds == ["waitlist.joined", "waitlist.offered", "waitlist.taken", "waitlist.placed"]
    sentences = [story.tell(line.kind, line.facts).sentence for line in AuditEvent.objects.filter(kind__in=kinds)]
    assert not any("waitlist." in sentence for sentence in sentences)
    assert_in_order()


def test_a_booking_is_found_by_looking_though_nobody_said_that_it_was_made(new_customer: NewCustomer):
    full, customer = fill(new_customer), new_customer()
    join(customer)
    cancel(full[at(10)])
    tend()
    # The worker dies before the waitlist hears of it.
    booking.book(customer, slot(at(10)), name="Bea", notes="", key="k", now=timezone.now())
    tend()
    assert (WaitlistEntry.objects.get().status, statuses()) == ("placed", ["taken"])


def test_a_no_lets_it_go_to_the_next_at_once_and_keeps_the_place_in_line(new_customer: NewCustomer, clock: Any):
    full, first, second = fill(new_customer), new_customer(), new_customer()
    entry = join(first)
    clock.shift(60)
    join(second)
    cancel(full[at(10)])
    tend()
    Diary().decline_place(first, slot(at(10)), timezone.now())
    assert tend() == 1
    assert [conversation for conversation, _ in told()] == [first.conversation_id, second.conversation_id]
    assert statuses() == ["declined", "asked"]
    entry.refresh_from_db()
    assert entry.status == "waiting"
    Diary().decline_place(second, slot(at(10)), timezone.now())
    assert tend() == 0, "nobody is offered the same place twice"
    cancel(full[at(10, 30)])
    Conversation.objects.update(state={})
    tend()
    assert told()[-1][0] == first.conversation_id, "and the first is still the first"
    assert_in_order()


def test_silence_lets_it_go_when_the_deadline_has_passed_and_not_before(new_customer: NewCustomer, clock: Any):
    full, first, second = fill(new_customer), new_customer(), new_customer()
    join(first)
    clock.shift(60)
    join(second)
    cancel(full[at(10)])
    tend()
    clock.shift(DEADLINE - timedelta(seconds=1))
    assert tend() == 0
    clock.shift(1)
    assert tend() == 1
    assert statuses() == ["lapsed", "asked"]
    assert told()[-1][0] == second.conversation_id
    assert Appointment.objects.get(status="held").contact_id == second.contact_id
    assert_in_order()


def test_a_late_yes_is_booked_where_the_place_is_still_free_and_refused_where_it_is_not(
    new_customer: NewCustomer, clock: Any
):
    full, first, second = fill(new_customer), new_customer(), new_customer()
    join(first)
    cancel(full[at(10)])
    tend()
    clock.shift(DEADLINE)
    tend()
    assert isinstance(Diary().book(first, slot(at(10)), "Bea", "", "k1", timezone.now()), Booked)
    assert (WaitlistEntry.objects.get().status, statuses()) == ("placed", ["taken"])
    cancel(full[at(10, 30)])
    join(second)
    tend()
    clock.shift(DEADLINE)
    tend()
    book(new_customer(), at(10, 30))
    assert not isinstance(Diary().book(second, slot(at(10, 30)), "Bea", "", "k2", timezone.now()), Booked)
    assert_in_order()


def test_after_three_offers_without_an_answer_nobody_is_bothered_any_more(new_customer: NewCustomer, clock: Any):
    full, customer = fill(new_customer), new_customer()
    entry = join(customer, Wish(day=TUESDAY))
    for half_hour in range(3):
        cancel(full[at(9) + half_hour * timedelta(minutes=30)])
        assert tend() == 1
        clock.shift(DEADLINE)
        waitlist_offers._settle_what_has_ended(timezone.now())
    entry.refresh_from_db()
    assert entry.status == "silent"


def test_a_better_place_is_offered_to_who_has_an_appointment_and_a_yes_moves_it(new_customer: NewCustomer):
    full, customer = fill(new_customer), new_customer()
    mine = book(customer, at(16))
    join(customer, Wish(), moving=mine.appointment)
    for half_hour in range(12):
        if half_hour != 8:
            book(new_customer(), at(12) + half_hour * timedelta(minutes=30))
    _fill_monday(new_customer)
    assert tend() == 0, "what is later is of no use"
    cancel(full[at(10)])
    assert tend() == 1
    text = told()[0][1]
    assert "another place is free now: Haircut, Tuesday 3 March at 10 am." in text
    assert "from Tuesday 3 March at 4 pm" in text
    moved = Diary().move(customer, mine.appointment.id, slot(at(10)), "m", timezone.now())
    assert isinstance(moved, Moved)
    assert (WaitlistEntry.objects.get().status, statuses()) == ("placed", ["taken"])
    assert_in_order()


def _fill_monday(new_customer: NewCustomer) -> None:
    monday = TUESDAY - timedelta(days=1)
    start = at(10, 30, monday)
    while start < at(18, 0, monday):
        book(new_customer(), start)
        start += timedelta(minutes=30)


def test_nobody_is_offered_a_time_at_which_they_are_somewhere_else(new_customer: NewCustomer, business: Business):
    full, customer = fill(new_customer), new_customer()
    other = Service.objects.create(business=business, name="Massage", minutes=60)
    ben = Staff.objects.create(business=business, name="Ben")
    ben.services.add(other)
    massage = Slot(other.pk, ben.pk, "Ben", at(9, 30))
    assert isinstance(booking.book(customer, massage, name="Bea", notes="", key="mine", now=timezone.now()), Booked)
    waiting = Waiting(wish=Wish(day=TUESDAY, at=time(10)))
    Diary().join_waitlist(customer, Service.objects.get(name="Haircut").pk, waiting, "j", timezone.now())
    cut = Service.objects.get(name="Haircut")
    assert cut.pk != other.pk
    cancel(full[at(10)])
    assert tend() == 0


def test_nobody_is_offered_what_could_not_be_booked_at_the_deadline(
    new_customer: NewCustomer, cut: Service, clock: Any
):
    full, customer = fill(new_customer), new_customer()
    Service.objects.update(lead_minutes=120)
    join(customer)
    cancel(full[at(10)])
    clock.move_to(at(8))
    assert tend() == 0, "two hours and the time to answer: too late"


def test_at_night_nobody_is_asked(new_customer: NewCustomer, clock: Any):
    full, customer = fill(new_customer), new_customer()
    join(customer)
    cancel(full[at(10)])
    clock.move_to(at(21, 0, TUESDAY - timedelta(days=1)))
    assert tend() == 0
    clock.move_to(at(8))
    assert tend() == 1


def test_the_quiet_hours_are_those_the_business_has_chosen(new_customer: NewCustomer, clock: Any):
    NoticeSettings.objects.update(quiet_from=time(9), quiet_until=time(15))
    full, customer = fill(new_customer), new_customer()
    join(customer)
    cancel(full[at(10)])
    assert tend() == 0, "ten in the morning"
    assert statuses() == []
    clock.move_to(NOW + timedelta(hours=5))
    assert tend() == 1


def test_the_quiet_hours_go_by_the_customers_clock(new_customer: NewCustomer, business: Business, clock: Any):
    full, local = fill(new_customer), new_customer()
    line = converse(business, "+12125550142")
    abroad = Customer(business_id=business.pk, contact_id=line.contact_id, conversation_id=line.pk)
    join(abroad)
    clock.shift(60)
    join(local)
    cancel(full[at(10)])
    assert tend() == 1, "it is four in the morning in New York"
    assert [conversation for conversation, _ in told()] == [local.conversation_id]
    assert WaitlistEntry.objects.get(contact=abroad.contact_id).next_look_at == at(14, 0, TUESDAY - timedelta(days=1))


def test_who_was_silent_for_too_long_is_passed_over_and_staff_hear_of_it_once(
    new_customer: NewCustomer, business: Business, clock: Any, settings: Any
):
    Stage.text, Stage.call = FakeChannel(), FakeChannel(free_words_for=timedelta(hours=24))
    channels = {"sms": "tests.fakes.ports.text_channel", "whatsapp": "tests.fakes.ports.call_channel"}
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, "channels": channels, "fallbacks": {}}
    full, next_one = fill(new_customer), new_customer()
    chat = converse(business, "+34611111111", channel="whatsapp", last_inbound_at=NOW - timedelta(hours=24))
    silent = Customer(business_id=business.pk, contact_id=chat.contact_id, conversation_id=chat.pk)
    entry = join(silent)
    clock.shift(60)
    join(next_one)
    cancel(full[at(10)])
    assert tend() == 1
    assert [conversation for conversation, _ in told()] == [next_one.conversation_id]
    Diary().decline_place(next_one, slot(at(10)), timezone.now())
    for _ in range(3):
        clock.shift(timedelta(minutes=11))
        assert tend() == 0
    [task] = FollowUp.objects.values_list("summary", flat=True)
    assert "Tue 03 Mar, 10:00 is free" in task
    entry.refresh_from_db()
    assert (entry.status, entry.unanswered, statuses()) == ("waiting", 0, ["declined"])
    Conversation.objects.filter(pk=chat.pk).update(last_inbound_at=timezone.now())
    clock.shift(timedelta(minutes=11))
    assert tend() == 1
    assert told()[-1][0] == chat.pk
    assert_in_order()


def test_an_offer_that_does_not_arrive_goes_to_the_next(new_customer: NewCustomer, clock: Any):
    full, first, second = fill(new_customer), new_customer(), new_customer()
    join(first)
    clock.shift(60)
    join(second)
    cancel(full[at(10)])
    tend()
    OutboundMessage.objects.update(status=DeliveryStatus.FAILED)
    assert tend() == 1
    assert told()[-1][0] == second.conversation_id


def test_who_cannot_be_written_to_is_left_to_staff(new_customer: NewCustomer, clock: Any):
    full, first, second = fill(new_customer), new_customer(), new_customer()
    entry = join(first)
    clock.shift(60)
    join(second)
    Conversation.objects.filter(pk=first.conversation_id or 0).update(opted_out_at=timezone.now())
    cancel(full[at(10)])
    tend()
    entry.refresh_from_db()
    assert entry.status == "unreachable"
    assert "Tue 03 Mar, 10:00 is free" in FollowUp.objects.get().summary
    tend()
    assert told()[-1][0] == second.conversation_id
    assert not Appointment.objects.filter(contact=first.contact_id, status="held").exists()


def test_who_is_in_the_middle_of_something_is_asked_later(new_customer: NewCustomer, clock: Any):
    full, first, second = fill(new_customer), new_customer(), new_customer()
    join(first)
    clock.shift(60)
    join(second)
    state = {"goal": "schedule", "asked": "name", "last_spoke_at": timezone.now().isoformat()}
    Conversation.objects.filter(pk=first.conversation_id or 0).update(state=state)
    cancel(full[at(10)])
    assert tend() == 1
    assert statuses() == ["dropped", "asked"]
    assert told()[-1][0] == second.conversation_id
    Diary().decline_place(second, slot(at(10)), timezone.now())
    clock.shift(timedelta(minutes=16))
    assert tend() == 1
    assert told()[-1][0] == first.conversation_id
    assert_in_order()


def test_leaving_lets_go_of_what_is_kept(new_customer: NewCustomer):
    full, customer = fill(new_customer), new_customer()
    join(customer)
    cancel(full[at(10)])
    tend()
    assert Diary().leave_waitlist(customer, timezone.now()).waited
    assert not Diary().leave_waitlist(customer, timezone.now()).waited
    assert (WaitlistEntry.objects.get().status, statuses()) == ("left", ["declined"])
    assert not Appointment.objects.filter(status="held").exists()


def test_who_joins_again_keeps_the_place_in_line(new_customer: NewCustomer, clock: Any):
    customer = new_customer()
    first = join(customer)
    clock.shift(3600)
    second = join(customer, Wish(day=TUESDAY))
    first.refresh_from_db()
    assert (first.status, second.status) == ("left", "waiting")
    assert second.waiting_since == first.waiting_since


def test_joining_twice_with_one_key_waits_once(new_customer: NewCustomer):
    customer, service = new_customer(), Service.objects.get().pk
    for _ in range(2):
        Diary().join_waitlist(customer, service, Waiting(wish=Wish()), "same", timezone.now())
    assert WaitlistEntry.objects.count() == 1
    assert AuditEvent.objects.filter(kind="waitlist.joined").count() == 1


def test_waiting_ends_with_the_last_day(new_customer: NewCustomer, clock: Any):
    entry = join(new_customer())
    clock.move_to(at(23) + timedelta(days=1))
    tend()
    entry.refresh_from_db()
    assert entry.status == "over"


def test_waiting_for_something_earlier_ends_with_the_appointment(new_customer: NewCustomer):
    customer = new_customer()
    mine = book(customer, at(16))
    entry = join(customer, Wish(), moving=mine.appointment)
    cancel((customer, mine))
    tend()
    entry.refresh_from_db()
    assert entry.status == "left"


def test_a_wish_is_what_is_waited_for(new_customer: NewCustomer):
    customer = new_customer()
    entry = join(customer, Wish(not_before=date(2026, 3, 9), earliest=time(16), not_weekdays=(0, 4)))
    assert (entry.first_day, entry.last_day) == (date(2026, 3, 9), date(2026, 4, 6))
    assert (entry.weekdays, entry.earliest, entry.latest) == ([1, 2, 3, 5, 6], time(16), None)
    exact = join(customer, Wish(day=TUESDAY, at=time(15)))
    assert (exact.earliest, exact.latest) == (time(15), time(15, 1)), "what is near to it was not wanted"
    last = join(customer, Wish(day=TUESDAY, at=time(23, 59)))
    assert (last.earliest, last.latest) == (time(23, 59), None)


def test_a_customer_who_is_forgotten_waits_no_longer(new_customer: NewCustomer):
    full, customer = fill(new_customer), new_customer()
    join(customer, name="Ana Stone")
    cancel(full[at(10)])
    tend()
    assert DiaryData().kept(customer.contact_id)["places waited for"] == 1
    DiaryData().erase(customer.contact_id)
    entry = WaitlistEntry.objects.get()
    assert entry.status == "left"
    assert "Ana" not in entry.customer_name
    assert not Appointment.objects.filter(contact=customer.contact_id, status="held").exists()


def test_beat_rings_for_it(new_customer: NewCustomer):
    full, customer = fill(new_customer), new_customer()
    join(customer)
    cancel(full[at(10)])
    tasks.tend_waitlist()
    assert len(told()) == 1


def test_an_offer_that_was_prepared_and_left_lying_is_gone_on_with(new_customer: NewCustomer, monkeypatch: Any):
    full, customer = fill(new_customer), new_customer()
    join(customer)
    cancel(full[at(10)])
    with monkeypatch.context() as dead:
        dead.setattr(waitlist_offers, "_go_on", _die)
        with pytest.raises(KeyboardInterrupt):
            tend()
    assert statuses() == ["preparing"]
    tend()
    assert statuses() == ["asked"]
    assert len(told()) == 1


def _die(*_: object) -> bool:
    raise KeyboardInterrupt


def test_what_is_settled_stays_settled(new_customer: NewCustomer):
    full, customer = fill(new_customer), new_customer()
    join(customer)
    cancel(full[at(10)])
    tend()
    offer = WaitlistOffer.objects.get()
    assert waitlist.settle(offer.pk, OfferStatus.DECLINED, by="customer", now=timezone.now())
    assert not waitlist.settle(offer.pk, OfferStatus.LAPSED, by="time", now=timezone.now())
    assert statuses() == ["declined"]
