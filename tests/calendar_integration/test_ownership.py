"""Who may change an appointment: who made it, or who proves by a one-time code that it is theirs; nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from calendar_integration import tasks
from calendar_integration.booking import booking, ownership
from calendar_integration.booking.booking import NotTheirAppointmentError
from calendar_integration.calendar import Diary
from calendar_integration.models import Appointment, OwnershipProof, Service, Staff
from receptionist.domain.diary import Claim, Slot
from receptionist.domain.events import Booked, Cancelled, CodeRefused, CodeSent, Moved, Proven
from receptionist.models import AuditEvent, Business, Conversation, OutboundMessage
from receptionist.ports import Customer
from receptionist.telling import story
from tests.calendar_integration.conftest import MADRID, NOW
from tests.second_thoughts import told

START = datetime(2026, 3, 3, 10, 0, tzinfo=MADRID)
THEIRS = Claim(name="bea stone", day=date(2026, 3, 3), at=time(10))
NewCustomer = Callable[[], Customer]


@pytest.fixture(autouse=True)
def clock(ana: Staff, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("receptionist.doorbell.ring", lambda *_, **__: None)
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def owner(new_customer: NewCustomer) -> Customer:
    owner = new_customer()
    book(owner, START)
    return owner


@pytest.fixture
def stranger(new_customer: NewCustomer) -> Customer:
    return new_customer()


def slot(start: datetime) -> Slot:
    return Slot(Service.objects.get().pk, Staff.objects.get(name="Ana").pk, "Ana", start)


def book(customer: Customer, start: datetime) -> Appointment:
    key = f"{customer.contact_id}:{start.isoformat()}"
    booked = booking.book(customer, slot(start), name="Bea Stone", notes="", key=key, now=timezone.now())
    assert isinstance(booked, Booked)
    return Appointment.objects.get(pk=booked.appointment.id)


def send(customer: Customer, claim: Claim = THEIRS, key: str = "") -> CodeSent:
    key = key or f"send:{customer.conversation_id}:{OwnershipProof.objects.count()}"
    return Diary().send_code(customer, claim, key, timezone.now())


def code() -> str:
    found = re.search(r"\d{6}", OutboundMessage.objects.latest("pk").text)
    assert found is not None
    return found[0]


def wrong() -> str:
    return f"{(int(code()) + 1) % 10**6:06}"


def check(customer: Customer, digits: str, key: str = "") -> Proven | CodeRefused:
    key = key or f"check:{AuditEvent.objects.count()}"
    return Diary().check_code(customer, digits, key, timezone.now())


def may_change(customer: Customer, appointment: Appointment) -> bool:
    try:
        moved = Diary().move(customer, appointment.pk, slot(appointment.start), "m", timezone.now())
    except NotTheirAppointmentError:
        return False
    return isinstance(moved, Moved)


def test_the_code_goes_to_where_the_appointment_was_made_from_and_opens_it(owner: Customer, stranger: Customer):
    appointment = Appointment.objects.get()
    assert not may_change(stranger, appointment)
    assert send(stranger) == CodeSent(may_be_sent=True)
    assert OutboundMessage.objects.get().conversation_id == owner.conversation_id
    assert not may_change(stranger, appointment), "not before it is proven"
    proven = check(stranger, code())
    assert isinstance(proven, Proven)
    assert proven.appointment.id == appointment.pk
    cancelled = Diary().cancel(stranger, appointment.pk, "c", timezone.now())
    assert isinstance(cancelled, Cancelled)
    assert may_change(owner, appointment) is False, "it is off for its owner too"


@pytest.mark.parametrize(("what", "words"), [("moved", "your appointment was moved"), ("cancelled", "was cancelled")])
def test_whose_it_is_hears_of_what_somebody_with_the_code_did(
    owner: Customer, stranger: Customer, what: str, words: str
):
    appointment = Appointment.objects.get()
    send(stranger)
    check(stranger, code())
    if what == "moved":
        later = slot(appointment.start + timedelta(hours=2))
        assert isinstance(Diary().move(stranger, appointment.pk, later, "m", timezone.now()), Moved)
    else:
        Diary().cancel(stranger, appointment.pk, "c", timezone.now())
    assert words in told(timezone.now(), owner.conversation_id)[-1]
    assert told(timezone.now(), stranger.conversation_id) == [], "they are answered where they asked"
    line = AuditEvent.objects.get(kind=f"appointment.{what}")
    assert line.facts["by"] == "one-time code"


def test_it_opens_that_appointment_in_that_conversation_for_a_while_and_nothing_else(
    owner: Customer, stranger: Customer, new_customer: NewCustomer, business: Business, clock: Any
):
    appointment, other = Appointment.objects.get(), book(owner, START + timedelta(hours=1))
    send(stranger)
    check(stranger, code())
    assert may_change(stranger, appointment)
    assert not may_change(stranger, other)
    elsewhere = Conversation.objects.get(pk=stranger.conversation_id or 0)
    elsewhere.pk, elsewhere.channel = None, "whatsapp"
    elsewhere.save()
    there = Customer(business_id=business.pk, contact_id=stranger.contact_id, conversation_id=elsewhere.pk)
    assert not may_change(there, appointment), "another conversation has proven nothing"
    assert not may_change(new_customer(), appointment)
    assert Diary().upcoming(business.pk, stranger.contact_id, timezone.now()) == []
    clock.shift(ownership.OPENS_FOR)
    assert not may_change(stranger, appointment)


@pytest.mark.parametrize(
    "claim",
    [
        Claim(name="Bea Stone", day=date(2026, 3, 3), at=time(10, 30)),
        Claim(name="Bea Stone", day=date(2026, 3, 4), at=time(10)),
        Claim(name="Tom Stone", day=date(2026, 3, 3), at=time(10)),
        Claim(name="%", day=date(2026, 3, 3), at=time(10)),
        Claim(name=" ", day=date(2026, 3, 3), at=time(10)),
        Claim(name="Bea Stone"),
    ],
)
def test_what_does_not_exist_is_answered_like_what_does(owner: Customer, stranger: Customer, claim: Claim):
    assert send(stranger, claim) == CodeSent(may_be_sent=True)
    assert not OutboundMessage.objects.exists()
    answers = [check(stranger, f"{number:06}") for number in range(6)]
    assert [answer == CodeRefused(is_over=False) for answer in answers] == [True] * 4 + [False] * 2


def test_of_two_appointments_under_one_name_neither_is_guessed(
    owner: Customer, stranger: Customer, new_customer: NewCustomer, ben: Staff
):
    twin = Slot(Service.objects.get().pk, ben.pk, "Ben", START)
    booked = booking.book(new_customer(), twin, name="Bea Stone", notes="", key="twin", now=timezone.now())
    assert isinstance(booked, Booked)
    send(stranger)
    assert not OutboundMessage.objects.exists()


def test_after_five_tries_even_the_right_code_is_refused(owner: Customer, stranger: Customer):
    send(stranger)
    right = code()
    answers = [check(stranger, wrong()) for _ in range(5)]
    assert answers == [CodeRefused(is_over=False)] * 4 + [CodeRefused(is_over=True)]
    assert check(stranger, right) == CodeRefused(is_over=True)
    assert not may_change(stranger, Appointment.objects.get())


def test_a_code_is_good_for_ten_minutes(owner: Customer, stranger: Customer, clock: Any):
    send(stranger)
    clock.shift(ownership.LASTS)
    assert check(stranger, code()) == CodeRefused(is_over=True)


def test_a_code_is_good_once_and_only_where_it_was_asked_for(
    owner: Customer, stranger: Customer, new_customer: NewCustomer, clock: Any
):
    send(stranger)
    other = new_customer()
    assert check(other, code()) == CodeRefused(is_over=True)
    assert isinstance(check(stranger, code(), "once"), Proven)
    assert isinstance(check(stranger, code(), "once"), Proven), "the same try, run again after a crash"
    assert check(stranger, code(), "twice") == CodeRefused(is_over=True)


def test_a_newer_code_takes_the_place_of_the_older(owner: Customer, stranger: Customer, clock: Any):
    send(stranger)
    older = code()
    clock.shift(60)
    send(stranger)
    if older != code():
        assert check(stranger, older) == CodeRefused(is_over=False)
    assert isinstance(check(stranger, code()), Proven)


def test_the_same_try_counts_once(owner: Customer, stranger: Customer):
    send(stranger)
    for _ in range(3):
        assert check(stranger, wrong(), "same") == CodeRefused(is_over=False)
    assert OwnershipProof.objects.get().tries_left == ownership.TRIES - 1


def test_the_same_request_sends_one_code(owner: Customer, stranger: Customer):
    for _ in range(2):
        assert send(stranger, key="same") == CodeSent(may_be_sent=True)
    assert OutboundMessage.objects.count() == 1


def test_who_asks_again_and_again_gets_no_more_whatever_they_claim(owner: Customer, stranger: Customer, clock: Any):
    nothing = Claim(name="Nobody", day=date(2026, 3, 3), at=time(10))
    assert [send(stranger, claim).may_be_sent for claim in (nothing, THEIRS, nothing, THEIRS)] == [True] * 3 + [False]
    assert OutboundMessage.objects.count() == 1
    clock.shift(ownership.WITHIN + timedelta(seconds=1))
    assert send(stranger).may_be_sent


def test_nobody_is_flooded_with_codes_by_many_who_ask(owner: Customer, new_customer: NewCustomer):
    assert all(send(new_customer()).may_be_sent for _ in range(8)), "and none of them is told"
    assert OutboundMessage.objects.count() == ownership.MOST_SENT


def test_the_code_is_kept_nowhere_once_it_is_over(owner: Customer, stranger: Customer, clock: Any):
    send(stranger)
    sent = code()
    proof = OwnershipProof.objects.get()
    assert sent not in f"{proof.digest} {proof.idempotency_key}"
    assert not any(sent in str(line.facts) for line in AuditEvent.objects.all())
    assert ownership.forget_codes(timezone.now()) == 0, "it may still have to be sent"
    clock.shift(ownership.LASTS)
    tasks.end_holds()
    text = OutboundMessage.objects.get().text
    assert (sent in text, "••••••" in text) == (False, True)
    assert ownership.forget_codes(timezone.now()) == 0


def test_every_step_is_told_and_the_asking_conversation_does_not_learn_whose_it_is(owner: Customer, stranger: Customer):
    send(stranger)
    check(stranger, wrong())
    check(stranger, code())
    lines = AuditEvent.objects.filter(kind__startswith="code.").order_by("pk")
    kinds = [(line.kind, line.conversation_id) for line in lines]
    assert kinds == [
        ("code.asked", stranger.conversation_id),
        ("code.sent", owner.conversation_id),
        ("code.wrong", stranger.conversation_id),
        ("code.right", stranger.conversation_id),
    ]
    assert not any("appointment" in line.facts for line in lines if line.conversation_id == stranger.conversation_id)
    assert all(story.tell(line.kind, line.facts).sentence != line.kind for line in lines)


def test_who_wants_no_messages_is_sent_no_code(owner: Customer, stranger: Customer):
    Conversation.objects.filter(pk=owner.conversation_id or 0).update(opted_out_at=timezone.now())
    assert send(stranger) == CodeSent(may_be_sent=True)
    assert not OutboundMessage.objects.exists()
    assert OwnershipProof.objects.get().appointment_id is None


def test_what_was_called_off_meanwhile_is_not_opened(owner: Customer, stranger: Customer):
    send(stranger)
    booking.cancel(owner, Appointment.objects.get().pk, now=timezone.now())
    assert check(stranger, code()) == CodeRefused(is_over=True)
