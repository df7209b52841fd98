"""Sends by WhatsApp through Twilio."""

from __future__ import annotations

from django.urls import reverse

from channels_whatsapp.payloads.twilio import PREFIX
from receptionist.domain.messages import Outbound
from receptionist.providers import twilio

#: Characters of one message; Twilio refuses more.
LIMIT = 1600


def send(outbound: Outbound) -> str:
    """Hand one message to Twilio and return its SID; phone and BSUID are addressed alike. Raises ProviderError."""
    return twilio.send_message(
        to=PREFIX + outbound.to.value,
        sender=PREFIX + outbound.sender,
        body=outbound.text,
        status_callback=twilio.status_url(reverse("channels_whatsapp:twilio-status"), outbound.idempotency_key),
    )
