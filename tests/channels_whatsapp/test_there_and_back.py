"""One message on its whole way: in by webhook, through the pipeline, out by the carrier's REST API, and reported on."""

from __future__ import annotations

from datetime import time

import pytest
from django.test import Client

from calendar_integration.models import OpeningHours, Service, Staff
from receptionist import pipeline
from receptionist.domain.messages import DeliveryStatus
from receptionist.models import Business, BusinessAddress, Conversation, FollowUp, OutboundMessage
from receptionist.sending import delivery
from tests import fixtures
from tests.environment import FIXED
from tests.fakes.meta import FakeMeta, Mishap
from tests.fakes.twilio import FakeTwilio


@pytest.fixture
def salon(db: None) -> Business:
    salon = Business.objects.create(name="Salon", timezone="Europe/London")
    for channel, address in (
        ("sms", "+15005550006"),
        ("whatsapp", "+15005550006"),
        ("whatsapp", FIXED["WHATSAPP_PHONE_NUMBER_ID"]),
    ):
        BusinessAddress.objects.create(business=salon, channel=channel, value=address)
    for weekday in range(7):
        OpeningHours.objects.create(location=salon.locations.get(), weekday=weekday, opens=time(9), closes=time(18))
    ana = Staff.objects.create(business=salon, name="Ana")
    ana.services.add(Service.objects.create(business=salon, name="Haircut", minutes=30))
    return salon


def answer() -> OutboundMessage:
    """Let Sara think and send; returns her one reply."""
    pipeline.process_conversation(Conversation.objects.get().pk)
    return OutboundMessage.objects.get()


@pytest.mark.parametrize(
    ("path", "event", "prefix"),
    [("/webhooks/sms/twilio/", "sms_text", ""), ("/webhooks/whatsapp/twilio/", "whatsapp_text", "whatsapp:")],
)
def test_a_message_by_twilio_is_answered_to_where_it_came_from(
    salon, twilio: FakeTwilio, path: str, event: str, prefix: str
):
    twilio.post(Client(), path, fixtures.load("twilio", event))
    reply = answer()
    assert reply.status == DeliveryStatus.SENT
    assert twilio.messages[0]["To"] == f"{prefix}+14155550123"
    assert twilio.messages[0]["From"] == f"{prefix}+15005550006"
    twilio.post_status(Client(), f"{path}status/", reply.provider_message_id, "delivered")
    reply.refresh_from_db()
    assert reply.status == DeliveryStatus.DELIVERED


def test_a_message_by_meta_is_answered_to_where_it_came_from(salon, meta: FakeMeta):
    meta.post(Client(), "/webhooks/whatsapp/meta/", fixtures.load("meta", "text_bsuid"))
    reply = answer()
    assert meta.messages[0]["recipient"] == "US.13491208655302741918"
    assert meta.messages[0]["biz_opaque_callback_data"] == reply.idempotency_key
    meta.post_status(Client(), "/webhooks/whatsapp/meta/", reply.provider_message_id, "read")
    reply.refresh_from_db()
    assert reply.status == DeliveryStatus.READ


def test_a_carrier_that_fails_once_is_tried_again(salon, meta: FakeMeta):
    meta.next(Mishap(status=500))
    meta.post(Client(), "/webhooks/whatsapp/meta/", fixtures.load("meta", "text"))
    reply = answer()
    assert (reply.status, meta.messages) == (DeliveryStatus.QUEUED, [])
    OutboundMessage.objects.update(next_attempt_at=None)
    delivery.deliver_by_id(reply.pk)
    assert len(meta.messages) == 1


def test_an_uncertain_reply_is_shown_to_staff_and_not_sent_again(salon, meta: FakeMeta):
    meta.next(Mishap(hang_up=True))
    meta.post(Client(), "/webhooks/whatsapp/meta/", fixtures.load("meta", "text"))
    reply = answer()
    delivery.deliver_by_id(reply.pk)
    assert reply.status == DeliveryStatus.UNKNOWN
    assert FollowUp.objects.filter(reason="delivery").count() == 1
    assert len(meta.messages) == 1


def test_stop_ends_the_messages_and_is_confirmed_where_no_carrier_does_it(salon, twilio: FakeTwilio):
    twilio.post(Client(), "/webhooks/whatsapp/twilio/", fixtures.load("twilio", "whatsapp_stop"))
    answer()
    assert Conversation.objects.get().opted_out_at is not None
    assert len(twilio.messages) == 1


def test_stop_that_the_carrier_has_answered_is_not_answered_again(salon, twilio: FakeTwilio):
    twilio.post(Client(), "/webhooks/sms/twilio/", fixtures.load("twilio", "sms_stop_advanced_opt_out"))
    pipeline.process_conversation(Conversation.objects.get().pk)
    assert Conversation.objects.get().opted_out_at is not None
    assert not OutboundMessage.objects.exists()
