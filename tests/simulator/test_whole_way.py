"""Each channel the whole way: page, signed webhook, worker, reply to the simulated carrier, status callback."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from django.test import Client

from calendar_integration.models import Appointment
from receptionist.domain.messages import DeliveryStatus
from receptionist.models import InboundMessage, OutboundMessage
from simulator.models import Author, SimulatedCall, SimulatedMessage, SimulatedPhone
from tests.simulator.running import Sara, eventually

pytestmark = pytest.mark.slow


def _post(path: str, **body: Any) -> None:
    response = Client().post(f"/simulator/{path}/", json.dumps(body), content_type="application/json")
    assert response.status_code == 202, response.content


def _replies(phone: SimulatedPhone, number: int) -> list[str]:
    def look() -> list[str]:
        said = list(
            SimulatedMessage.objects.filter(phone=phone, author=Author.SARA)
            .order_by("id")
            .values_list("body", flat=True)
        )
        return said if len(said) >= number else []

    return eventually(look)


def _are_done(number: int) -> bool:
    return InboundMessage.objects.filter(status="done").count() == number


@pytest.mark.parametrize(("channel", "provider"), [("sms", "twilio"), ("whatsapp", "twilio"), ("whatsapp", "meta")])
def test_a_customer_writes_and_is_answered_and_the_delivery_is_noted(sara: Sara, channel: str, provider: str):
    _post("texts", phone=sara.phone.pk, channel=channel, provider=provider, text="How can I pay?")
    assert "credit cards" in _replies(sara.phone, 1)[0]
    inbound = InboundMessage.objects.get()
    assert (inbound.channel, inbound.provider) == (channel, provider)
    last = DeliveryStatus.DELIVERED if channel == "sms" else DeliveryStatus.READ
    eventually(OutboundMessage.objects.filter(status=last).first)


def test_a_caller_books_by_voice_and_hangs_up(sara: Sara):
    _post("calls", phone=sara.phone.pk)
    assert "Willow & Finch" in _replies(sara.phone, 1)[0]
    eventually(SimulatedCall.objects.filter(waiting__isnull=False).first)
    _post("calls/acts", phone=sara.phone.pk, act="say", words="I'd like a haircut next Tuesday at 11 am")
    eventually(SimulatedCall.objects.filter(waiting__isnull=False).first)
    _replies(sara.phone, 2)
    _post("calls/acts", phone=sara.phone.pk, act="say", words=f"My name is {sara.phone.name}")
    appointment = eventually(Appointment.objects.first)
    assert appointment.service.name == "Haircut"
    _post("calls/acts", phone=sara.phone.pk, act="hang_up")
    ended = eventually(SimulatedCall.objects.exclude(ended_at=None).first)
    assert ended.error == ""
    eventually(InboundMessage.objects.filter(channel="voice", kind="call_ended").first)


def test_after_stop_nothing_more_is_sent_until_start(sara: Sara):
    for number, text in enumerate(("STOP", "How can I pay?"), start=1):
        _post("texts", phone=sara.phone.pk, channel="sms", text=text)
        eventually(partial(_are_done, number))
    assert not SimulatedMessage.objects.filter(author=Author.SARA).exists()
    assert SimulatedMessage.objects.filter(author=Author.CARRIER).count() == 1
    _post("texts", phone=sara.phone.pk, channel="sms", text="START")
    eventually(partial(_are_done, 3))
    _post("texts", phone=sara.phone.pk, channel="sms", text="How can I pay?")
    assert "credit cards" in _replies(sara.phone, 1)[-1]
