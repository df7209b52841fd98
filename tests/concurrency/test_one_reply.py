"""The same webhook twenty times at once, and twenty workers on what it left: one row, one reply."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from receptionist import pipeline
from receptionist.models import BusinessAddress, Conversation, InboundMessage, OutboundMessage, Turn
from tests.at_once import at_once
from tests.fakes.twilio import FakeTwilio
from tests.receptionist.conftest import furnish

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 20


@pytest.fixture
def twilio(httpserver: Any, settings: Any) -> FakeTwilio:
    fake = FakeTwilio(httpserver)
    settings.ENV = settings.ENV.model_copy(update={"twilio_api_base_url": fake.base_url})
    return fake


def test_the_same_webhook_twenty_times_at_once_gets_one_reply(twilio: FakeTwilio) -> None:
    salon = furnish()
    BusinessAddress.objects.get_or_create(business=salon, channel="sms", value="+15005550006")
    form = {
        "MessageSid": "SM" + "0" * 31 + "1",
        "AccountSid": twilio.account_sid,
        "From": "+14155550123",
        "To": "+15005550006",
        "Body": "Where can I park?",
        "NumMedia": "0",
    }
    answers = at_once(TIMES, lambda _: twilio.post(Client(), "/webhooks/sms/twilio/", form))
    assert {(answer.status_code, answer.content) for answer in answers} == {(200, answers[0].content)}
    assert InboundMessage.objects.count() == 1
    conversation = Conversation.objects.get()
    at_once(TIMES, lambda _: pipeline.process_conversation(conversation.pk))
    assert (Turn.objects.count(), OutboundMessage.objects.count()) == (1, 1)
    assert [sent["Body"].endswith("Behind the house, for free.") for sent in twilio.messages] == [True]
