"""What the diary and the knowledge base add to the manager's figures, held against counting by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from calendar_integration.figures import bookings
from calendar_integration.models import Service, Staff
from calendar_integration.statuses import AppointmentStatus
from knowledge_base.learning.figures import questions, unanswered
from knowledge_base.models import FAQ
from receptionist.domain.periods import OWN, Period, own
from receptionist.models import Business
from tests.lively import Past, moments

pytestmark = pytest.mark.django_db

#: The clock is put back on the second of these days.
NOW = datetime(2026, 10, 28, 11, tzinfo=UTC)


@pytest.fixture
def salon() -> Business:
    return Business.objects.create(name="Salon", timezone="Europe/Madrid")


def period(salon: Business) -> Period:
    return own(date(2026, 10, 24), date(2026, 10, 28), NOW, salon.zone)


def days(chosen: Period, told: list[tuple[datetime, str]]) -> list[list[str]]:
    """Sort what happened by the date on the wall."""
    return [[what for at, what in told if at.astimezone(chosen.zone).date() == day.date()] for day in chosen.buckets]


@pytest.mark.parametrize("seed", range(3))
def test_appointments_are_counted_on_the_day_they_were_made(salon: Business, seed: int):
    chance, past, chosen = Random(seed), Past(salon), period(salon)
    service = Service.objects.create(business=salon, name="Haircut", minutes=30)
    staff = Staff.objects.create(business=salon, name="Maya")
    other = Past(Business.objects.create(name="Other", timezone="UTC"))
    told = []
    for at in moments(chance, chosen.begins, chosen.ends, 60):
        status, by_sara = chance.choice(list(AppointmentStatus)).value, chance.random() < 0.5
        past.appointment(at, status, service, staff, past.customer() if by_sara else None)
        told.append((at, f"{status} {by_sara}"))
    other.appointment(chosen.begins, "booked", service, staff, None)
    past.write()
    other.write()
    for found, day in zip(bookings(salon.pk, chosen.edges)[OWN:], days(chosen, told), strict=True):
        agreed = [what.split() for what in day if not what.startswith(("held", "expired"))]
        assert found.made == len(agreed)
        assert found.by_sara == sum(by_sara == "True" for _, by_sara in agreed)
        assert found.kept == sum(status not in {"cancelled", "no_show"} for status, _ in agreed)


def test_questions_without_an_answer_are_counted_on_the_day_they_were_asked(salon: Business):
    chance, past, chosen, told = Random(1), Past(salon), period(salon), []
    for at in moments(chance, chosen.begins, chosen.ends, 40):
        still_open = chance.random() < 0.5
        past.unanswered(at, open_=still_open)
        told.append((at, "open" if still_open else "done"))
    past.unanswered(chosen.ends)
    past.unanswered(chosen.begins - timedelta(days=60))
    past.write()
    found = unanswered(salon.pk, chosen.edges)[OWN:]
    expected = [(len(day), day.count("open")) for day in days(chosen, told)]
    assert [(each.number, each.open) for each in found] == expected


def test_an_faq_that_was_deleted_has_no_question(salon: Business):
    faq = FAQ.objects.create(business=salon, question="Parking?", answer="Yes.")
    assert questions([faq.pk, faq.pk + 1]) == {faq.pk: "Parking?"}
