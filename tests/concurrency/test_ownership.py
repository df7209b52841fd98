"""Many try a code, or ask for one, at the same moment: the tries are counted, and the codes too."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from calendar_integration.booking import booking, ownership
from calendar_integration.models import OpeningHours, OwnershipProof, Service, Staff
from receptionist.domain.diary import Claim, Slot
from receptionist.domain.events import Booked, Proven
from receptionist.models import Business, OutboundMessage
from receptionist.ports import Customer
from tests.at_once import at_once
from tests.people import converse

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
START = datetime(2026, 3, 3, 10, 0, tzinfo=ZoneInfo("Europe/Madrid"))
THEIRS = Claim(name="Bea", day=date(2026, 3, 3), at=time(10))


@pytest.fixture
def salon(no_workers: list[tuple[str, int]]) -> Business:
    salon = Business.objects.create(name="Salon", timezone="Europe/Madrid")
    OpeningHours.objects.create(location=salon.locations.get(), weekday=1, opens=time(9), closes=time(18))
    ana = Staff.objects.create(business=salon, name="Ana")
    ana.services.add(Service.objects.create(business=salon, name="Haircut", minutes=30))
    slot = Slot(Service.objects.get().pk, ana.pk, "Ana", START)
    booked = booking.book(customer(salon, 1), slot, name="Bea Stone", notes="", key="k", now=NOW)
    assert isinstance(booked, Booked)
    return salon


def customer(salon: Business, number: int) -> Customer:
    conversation = converse(salon, f"+346000{number:05}")
    return Customer(business_id=salon.pk, contact_id=conversation.contact_id, conversation_id=conversation.pk)


def test_of_a_dozen_tries_at_once_five_count(salon: Business) -> None:
    stranger = customer(salon, 2)
    ownership.send_code(stranger, THEIRS, key="s", now=NOW)
    at_once(12, lambda number: ownership.check_code(stranger, "abc", key=f"c{number}", now=NOW))
    proof = OwnershipProof.objects.get()
    assert (proof.tries_left, proof.proven_at) == (0, None)


def test_the_right_code_at_once_from_many_hands_is_used_once(salon: Business) -> None:
    stranger = customer(salon, 2)
    ownership.send_code(stranger, THEIRS, key="s", now=NOW)
    found = re.search(r"\d{6}", OutboundMessage.objects.get().text)
    assert found is not None
    answers = at_once(8, lambda number: ownership.check_code(stranger, found[0], key=f"c{number}", now=NOW))
    assert sum(isinstance(answer, Proven) for answer in answers) == 1


def test_codes_asked_for_at_once_are_counted(salon: Business) -> None:
    stranger = customer(salon, 2)
    sent = at_once(8, lambda number: ownership.send_code(stranger, THEIRS, key=f"s{number}", now=NOW))
    assert sum(each.may_be_sent for each in sent) == ownership.MOST_ASKED


def test_many_who_ask_at_once_send_one_customer_three_codes_at_the_most(salon: Business) -> None:
    strangers = [customer(salon, 2 + number) for number in range(8)]
    at_once(8, lambda number: ownership.send_code(strangers[number], THEIRS, key=f"s{number}", now=NOW))
    assert OutboundMessage.objects.count() == ownership.MOST_SENT
