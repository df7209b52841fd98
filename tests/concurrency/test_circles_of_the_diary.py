"""Those who change appointments and those who tell of them wait for each other in one order, never in a circle."""

from __future__ import annotations

from datetime import UTC, datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from calendar_integration import selectors
from calendar_integration.booking import booking
from calendar_integration.models import Appointment, OpeningHours, Service, Staff, WaitlistEntry
from calendar_integration.outside import differences, mirroring
from calendar_integration.waiting import waitlist
from receptionist.audit_proof import broken_links
from receptionist.domain.diary import Slot, Wish
from receptionist.domain.events import Booked
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.models import AuditHead, Business, FollowUp, OutboundMessage
from receptionist.ports import Customer, Waiting
from receptionist.sending import outbox
from tests.at_once import in_turn
from tests.people import converse

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("carriers", "no_workers")]

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
START = datetime(2026, 3, 3, 10, 0, tzinfo=ZoneInfo("Europe/Madrid"))


@pytest.fixture(autouse=True)
def booked() -> Any:
    """An appointment that somebody is waiting to hear of."""
    salon = Business.objects.create(name="Salon", timezone="Europe/Madrid")
    OpeningHours.objects.create(location=salon.locations.get(), weekday=1, opens=time(9), closes=time(18))
    ana = Staff.objects.create(business=salon, name="Ana")
    ana.services.add(Service.objects.create(business=salon, name="Haircut", minutes=30))
    conversation = converse(salon, "+34600000001")
    customer = Customer(business_id=salon.pk, contact_id=conversation.contact_id, conversation_id=conversation.pk)
    slot = Slot(Service.objects.get().pk, ana.pk, "Ana", START)
    result = booking.book(customer, slot, name="Bea Stone", notes="", key="k", now=NOW)
    assert isinstance(result, Booked)
    Appointment.objects.update(mirror_status="pending")
    yield Appointment.objects.select_related("service", "staff", "contact").get()
    assert list(broken_links(limit=5)) == []


def head(appointment: Appointment) -> Any:
    assert appointment.conversation_id is not None
    return AuditHead.objects.filter(chain=appointment.conversation_id)


def tells(appointment: Appointment) -> bool:
    """Tell the customer something else meanwhile."""
    facts = Facts(appointment=selectors.as_domain(appointment))
    assert appointment.conversation_id is not None
    return outbox.notify(appointment.conversation_id, PhraseKey.CALENDAR_CONFIRMED, facts, "other")


def test_a_promise_may_be_kept_while_something_else_is_told(booked: Appointment) -> None:
    Appointment.objects.update(told_calendar_pending=True)
    in_turn(head(booked), partial(mirroring._note_landed, booked, '"etag"'), partial(tells, booked))
    assert OutboundMessage.objects.count() == 2


def test_a_clash_may_be_told_while_something_else_is(booked: Appointment, settings: Any) -> None:
    settings.ENV = settings.ENV.model_copy(update={"calendar_clash": "customer"})
    tells_clash = transaction.atomic(partial(differences.leave_clash, booked))
    in_turn(head(booked), tells_clash, partial(tells, booked))
    assert (OutboundMessage.objects.count(), FollowUp.objects.count()) == (2, 1)


def test_a_customer_may_wait_for_something_earlier_while_the_appointment_is_mirrored(booked: Appointment) -> None:
    customer = Customer(
        business_id=booked.business_id, contact_id=booked.contact_id, conversation_id=booked.conversation_id
    )
    waiting = Waiting(wish=Wish(day=START.date()), moving=selectors.as_domain(booked))
    joins = partial(waitlist.join, customer, booked.service_id, waiting, now=NOW)
    joins(key="before")
    in_turn(head(booked), partial(joins, key="again"), partial(mirroring._note_landed, booked, '"etag"'))
    assert sorted(WaitlistEntry.objects.values_list("status", flat=True)) == ["left", "waiting"]
