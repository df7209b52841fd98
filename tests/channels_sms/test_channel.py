from __future__ import annotations

from dataclasses import replace

import pytest

from channels_sms.channel import SmsChannel
from receptionist.domain.messages import Address, AddressKind, Outbound
from receptionist.errors import ErrorCategory, ProviderError
from tests.cases.sending import HttpSendingChannelCase
from tests.fakes.twilio import FakeTwilio

HELLO = Outbound(
    channel="sms",
    provider="twilio",
    idempotency_key="turn:1:0",
    sender="+15005550006",
    to=Address(AddressKind.PHONE, "+14155550123"),
    text="Hello",
)


class TestSmsChannel(HttpSendingChannelCase):
    channel = SmsChannel()
    base_url_setting = "twilio_api_base_url"
    rate_limit = 20429

    def outbound(self, text: str = "Hello") -> Outbound:
        return replace(HELLO, text=text)

    def recipient(self) -> str:
        return "+14155550123"


def test_it_asks_for_news_at_our_public_address(carrier: FakeTwilio, settings):
    settings.PUBLIC_BASE_URL = "https://sara.example.com"
    SmsChannel().send(HELLO)
    assert (
        carrier.messages[0]["StatusCallback"]
        == "https://sara.example.com/webhooks/sms/twilio/status/?reply=turn%3A1%3A0"
    )


def test_in_the_demo_it_asks_for_news_on_this_machine(carrier: FakeTwilio):
    SmsChannel().send(HELLO)
    assert (
        carrier.messages[0]["StatusCallback"] == "http://127.0.0.1:8000/webhooks/sms/twilio/status/?reply=turn%3A1%3A0"
    )


def test_it_spells_economically_and_never_longer_than_one_message(carrier: FakeTwilio):
    SmsChannel().send(replace(HELLO, text="It’s done. " * 300))
    assert carrier.messages[0]["Body"].startswith("It's done. It's done.")
    assert len(carrier.messages[0]["Body"]) <= 1600


def test_a_customer_without_a_phone_number_cannot_be_texted(carrier: FakeTwilio):
    with pytest.raises(ProviderError) as caught:
        SmsChannel().send(replace(HELLO, to=Address(AddressKind.BSUID, "US.1349")))
    assert caught.value.category is ErrorCategory.RECIPIENT
    assert carrier.requests == 0
