from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from receptionist.models import AuditEvent, OutboundMessage
from tests.receptionist.staff.conftest import Reception
from tests.receptionist.staff.pages import page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("error", "why"),
    [
        ("authentication: 20003", "The carrier refused our credentials."),
        ("window_closed: 131047", "WhatsApp allows free text for 24 hours"),
        ("Unreachable destination handset", "The carrier gave no reason we know."),
    ],
)
def test_a_failed_reply_says_why_and_what_to_do(reception: Reception, admin_client: Client, error: str, why: str):
    reception.reply(reception.conversation(), "Lost words", status="failed", error=error)
    html = page(admin_client, "receptionist_outboundmessage_changelist")
    assert "Lost words" in html
    assert why in html


def test_replies_that_arrived_are_not_listed(reception: Reception, admin_client: Client):
    reception.reply(reception.conversation(), "Arrived words", status="delivered")
    assert "Arrived words" not in page(admin_client, "receptionist_outboundmessage_changelist")


def test_try_again_queues_a_failed_reply_once(reception: Reception, admin_client: Client):
    message = reception.reply(reception.conversation(), status="failed", error="quota: 30001")
    url = reverse("admin:receptionist_outboundmessage_again", args=[message.pk])
    assert admin_client.post(url).status_code == 302
    message.refresh_from_db()
    assert message.status == "queued"
    assert AuditEvent.objects.get(kind="reply.try_again").facts["by"] == "admin"
    assert admin_client.post(url).status_code == 404


def test_a_doubtful_reply_goes_out_again_only_after_a_warning(reception: Reception, admin_client: Client):
    message = reception.reply(reception.conversation(), status="unknown")
    url = reverse("admin:receptionist_outboundmessage_again", args=[message.pk])
    warned = admin_client.post(url)
    assert warned.status_code == 200
    assert "The customer may get this twice" in warned.content.decode()
    assert OutboundMessage.objects.get().status == "unknown"
    assert admin_client.post(url, {"confirmed": "yes"}).status_code == 302
    assert OutboundMessage.objects.get().status == "queued"


def test_a_link_alone_never_sends_anything(reception: Reception, admin_client: Client):
    message = reception.reply(reception.conversation(), status="failed")
    page(admin_client, "receptionist_outboundmessage_again", message.pk)
    assert OutboundMessage.objects.get().status == "failed"


def test_it_needs_the_permission(reception: Reception, staff_with: Callable[..., Client]):
    message = reception.reply(reception.conversation(), status="failed")
    client = staff_with("receptionist.view_outboundmessage")
    url = reverse("admin:receptionist_outboundmessage_again", args=[message.pk])
    assert client.post(url).status_code == 403
    assert OutboundMessage.objects.get().status == "failed"


def test_what_reached_no_conversation_shows_its_payload(reception: Reception, admin_client: Client):
    message = reception.message(None, "Hello?", status="unrouted", raw={"To": "+15005559999"})
    assert "No business has the address" in page(admin_client, "receptionist_inboundmessage_changelist")
    assert "+15005559999" in page(admin_client, "receptionist_inboundmessage_change", message.pk)


def test_a_message_that_sara_gave_up_leads_to_the_customer_who_waits(reception: Reception, admin_client: Client):
    conversation = reception.conversation("Ana")
    message = reception.message(conversation, "Hello?", status="failed")
    way = f'href="{reverse("admin:receptionist_conversation_change", args=[conversation.pk])}"'
    assert way in page(admin_client, "receptionist_inboundmessage_changelist")
    assert way in page(admin_client, "receptionist_inboundmessage_change", message.pk)
