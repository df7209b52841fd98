from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from django.test import Client
from pydantic import SecretStr

from receptionist.models import ContactAddress
from receptionist.providers.twilio import sign
from tests import fixtures
from tests.cases.webhooks import InboundWebhookCase, kept
from tests.environment import FIXED
from tests.fakes.twilio import FORM, FakeTwilio

PATH = "/webhooks/whatsapp/twilio/"


class TestTwilioWhatsapp(InboundWebhookCase):
    path = PATH
    content_type = FORM

    def message(self, number: int = 1) -> bytes:
        return urlencode({**fixtures.load("twilio", "whatsapp_text"), "MessageSid": f"SM{number:032}"}).encode()

    def unknown(self) -> bytes:
        return urlencode(fixtures.load("twilio", "whatsapp_order")).encode()

    def unreadable(self) -> bytes:
        return b"Hello=World"

    def signed(self, body: bytes, secret: str | None = None) -> Mapping[str, str]:
        fields = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        secret = FIXED["TWILIO_AUTH_TOKEN"] if secret is None else secret
        return {"X-Twilio-Signature": sign(f"http://testserver{self.path}", fields, secret)}

    def without_secret(self, settings: Any) -> None:
        settings.ENV = settings.ENV.model_copy(update={"twilio_auth_token": SecretStr("")})


def test_a_customer_without_a_phone_number_becomes_one_contact_who_can_be_answered(salon, twilio: FakeTwilio):
    for number in range(2):
        fields = {**fixtures.load("twilio", "whatsapp_bsuid"), "MessageSid": f"SM{number:032}"}
        assert twilio.post(Client(), PATH, fields).status_code == 200
    address = ContactAddress.objects.get()
    assert (address.kind, address.value) == ("bsuid", "US.13491208655302741918")


def test_a_customer_known_by_phone_who_turns_to_a_username_stays_the_same_person(salon, twilio: FakeTwilio):
    for event in ("whatsapp_text", "whatsapp_phone_and_bsuid", "whatsapp_bsuid"):
        assert twilio.post(Client(), PATH, fixtures.load("twilio", event)).status_code == 200
    assert len(set(ContactAddress.objects.values_list("contact", flat=True))) == 1


def test_a_text_message_at_this_address_is_kept_with_a_word_on_where_it_belongs(salon, twilio: FakeTwilio):
    assert twilio.post(Client(), PATH, fixtures.load("twilio", "sms_text")).status_code == 200
    assert "/webhooks/sms/twilio/" in kept().raw["problem"]


@pytest.mark.parametrize("path", ["/webhooks/whatsapp/twilio", "/webhooks/whatsapp/twilio/status"])
def test_an_address_typed_without_its_last_slash_loses_nothing(salon, twilio: FakeTwilio, path: str):
    assert twilio.post(Client(), path, fixtures.load("twilio", "whatsapp_text")).status_code == 200
    assert kept().conversation is not None
