"""The same webhook twenty times at once, and twenty workers on what it left: one row, one reply."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from receptionist import pipeline
from receptionist.models import BusinessAddress, Conversation, InboundMessage, OutboundMessage, Turn
from tests.fakes.twilio import FakeTwilio
from tests.receptionist.conftest import furnish

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 20


@pytest.fixture
def twilio(httpserver: Any, settings: Any) -> FakeTwilio:
    fake = FakeTwilio(httpserver)
    settings.ENV = settings.ENV.model_copy(update={"twilio_api_base_url": fake.base_url})
    return fake


def at_once(act: Callable[[], Any]) -> list[Any]:
    """Do the same thing in twenty threads that start together, each with a database connection of its own."""
    start = Barrier(TIMES)

    def one(_: int) -> Any:
        try:
            start.wait()
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as threads:
        return list(threads.map(one, range(TIMES)))


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
    answers = at_once(lambda: twilio.post(Client(), "/webhooks/sms/twilio/", form))
    assert {(answer.status_code, answer.content) for answer in answers} == {(200, answers[0].content)}
    assert InboundMessage.objects.count() == 1
    conversation = Conversation.objects.get()
    at_once(lambda: pipeline.process_conversation(conversation.pk))
    assert (Turn.objects.count(), OutboundMessage.objects.count()) == (1, 1)
    assert [sent["Body"].endswith("Behind the house, for free.") for sent in twilio.messages] == [True]
