"""What the benches fill their databases with is written past the models: here it is held against them, in small."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from calendar_integration.models import Appointment
from knowledge_base.models import UnansweredQuestion
from receptionist.models import InboundMessage, OutboundMessage
from tests.bench import history, salon


@pytest.mark.django_db(transaction=True)
def test_the_history_of_the_managers_bench_can_be_written():
    history.write(datetime.now(UTC), conversations=90)
    assert (
        InboundMessage.objects.count() + OutboundMessage.objects.count()
        == history.MESSAGES * 90 // history.CONVERSATIONS
    )
    assert UnansweredQuestion.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_salon_of_the_diarys_bench_can_be_written():
    salon.Salon().book(ahead=50, behind=50)
    assert Appointment.objects.count() == 100
