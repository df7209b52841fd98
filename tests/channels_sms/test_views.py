from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from django.test import Client
from pydantic import SecretStr

from receptionist.domain.messages import DeliveryStatus
from receptionist.models import Conversation, InboundMessage, InboundStatus, OutboundMessage
from receptionist.providers.twilio import sign
from tests import fixtures
from tests.cases.webhooks import InboundWebhookCase, kept
from tests.environment import FIXED
from tests.fakes.twilio import FORM, FakeTwilio

PATH = "/webhooks/sms/twilio/"
STATUS = "/webhooks/sms/twilio/status/"
TOKEN = FIXED["TWILIO_AUTH_TOKEN"]


class TestTwilioSms(InboundWebhookCase):
    path = PATH
    content_type = FORM

    def message(self, number: int = 1) -> bytes:
        return urlencode({**fixtures.load("twilio", "sms_text"), "MessageSid": f"SM{number:032}"}).encode()

    def unknown(self) -> bytes:
        return urlencode({**fixtures.load("twilio", "sms_short_code"), "SmsStatus": "teleported"}).encode()

    def unreadable(self) -> bytes:
        return b"Hello=World"

    def signed(self, body: bytes, secret: str | None = None) -> Mapping[str, str]:
        fields = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        return {
            "X-Twilio-Signature": sign(f"http://testserver{self.path}", fields, TOKEN if secret is None else secret)
        }

    def without_secret(self, settings: Any) -> None:
        settings.ENV = settings.ENV.model_copy(update={"twilio_auth_token": SecretStr("")})


def test_the_answer_is_twiml_that_says_nothing_yet(salon, carrier: FakeTwilio):
    response = carrier.post(Client(), PATH, fixtures.load("twilio", "sms_text"))
    assert response["Content-Type"] == "text/xml"
    root = ET.fromstring(response.content)
    assert (root.tag, len(root)) == ("Response", 0)


def test_a_get_is_not_allowed(salon):
    assert Client().get(PATH).status_code == 405


def test_a_body_of_another_type_cannot_slip_past_the_signature(salon, carrier: FakeTwilio):
    headers = {"X-Twilio-Signature": carrier.signature(PATH, {})}
    response = Client().post(PATH, '{"Body": "forged"}', content_type="application/json", headers=headers)
    assert response.status_code == 403


def test_words_that_a_database_refuses_are_cleaned(salon, carrier: FakeTwilio):
    assert carrier.post(Client(), PATH, fixtures.load("twilio", "sms_unicode_nul")).status_code == 200
    assert kept().text == "ab"
    assert "\0" not in str(kept().raw)


def test_a_message_of_a_machine_is_kept_for_staff_and_never_answered(salon, carrier: FakeTwilio):
    for event in ("sms_short_code", "sms_alphanumeric_sender"):
        assert carrier.post(Client(), PATH, fixtures.load("twilio", event)).status_code == 200
    assert InboundMessage.objects.filter(status=InboundStatus.UNREADABLE, conversation=None).count() == 2


def test_a_whatsapp_message_at_this_address_is_kept_with_a_word_on_where_it_belongs(salon, carrier: FakeTwilio):
    assert carrier.post(Client(), PATH, fixtures.load("twilio", "whatsapp_text")).status_code == 200
    assert "/webhooks/whatsapp/twilio/" in kept().raw["problem"]


@pytest.fixture
def reply(salon, carrier: FakeTwilio) -> OutboundMessage:
    """A reply that Twilio has taken."""
    carrier.post(Client(), PATH, fixtures.load("twilio", "sms_text"))
    conversation = Conversation.objects.get()
    return OutboundMessage.objects.create(
        conversation=conversation,
        idempotency_key="turn:1:0",
        channel="sms",
        provider="twilio",
        sender="+15005550006",
        recipient=conversation.contact_address,
        text="Hello",
        status=DeliveryStatus.SENT,
        provider_message_id=fixtures.load("twilio", "sms_status_delivered")["MessageSid"],
    )


def report(carrier: FakeTwilio, event: str, path: str = STATUS) -> int:
    return int(carrier.post(Client(), path, fixtures.load("twilio", event)).status_code)


@pytest.mark.parametrize("path", [STATUS, PATH])
def test_a_delivered_reply_is_noted_at_whichever_address_twilio_was_given(carrier, reply, path: str):
    assert report(carrier, "sms_status_delivered", path) == 200
    reply.refresh_from_db()
    assert reply.status == DeliveryStatus.DELIVERED


def test_a_report_that_is_faster_than_the_receipt_finds_its_reply_by_our_own_key(carrier, reply):
    """The address of the callback repeats the key; by Twilio's own id the row could not be found yet."""
    OutboundMessage.objects.update(status=DeliveryStatus.SENDING, provider_message_id="")
    assert report(carrier, "sms_status_delivered", f"{STATUS}?reply={quote(reply.idempotency_key)}") == 200
    reply.refresh_from_db()
    assert reply.status == DeliveryStatus.DELIVERED
    assert reply.provider_message_id == fixtures.load("twilio", "sms_status_delivered")["MessageSid"]


def test_an_undelivered_reply_is_noted_with_the_carriers_reason(carrier, reply):
    assert report(carrier, "sms_status_undelivered") == 200
    reply.refresh_from_db()
    assert (reply.status, reply.error_code) == (DeliveryStatus.FAILED, "30003")
    assert reply.error == "recipient: Unreachable destination handset"


def test_reports_that_come_late_twice_or_out_of_order_take_nothing_back(carrier, reply):
    for event in ("sms_status_delivered", "sms_status_sending", "sms_status_delivered", "sms_status_unknown"):
        assert report(carrier, event) == 200
    reply.refresh_from_db()
    assert reply.status == DeliveryStatus.DELIVERED


def test_a_report_of_a_message_that_is_not_ours_is_acknowledged(salon, carrier):
    assert report(carrier, "sms_status_delivered") == 200


def test_a_forged_report_changes_nothing(carrier, reply):
    form = urlencode(fixtures.load("twilio", "sms_status_undelivered"))
    headers = {"X-Twilio-Signature": "forged"}
    assert Client().post(STATUS, form, content_type=FORM, headers=headers).status_code == 403
    reply.refresh_from_db()
    assert reply.status == DeliveryStatus.SENT


@pytest.mark.parametrize("path", ["/webhooks/sms/twilio", "/webhooks/sms/twilio/status"])
def test_an_address_typed_without_its_last_slash_loses_nothing(salon, carrier: FakeTwilio, path: str):
    assert carrier.post(Client(), path, fixtures.load("twilio", "sms_text")).status_code == 200
    assert kept().conversation is not None
