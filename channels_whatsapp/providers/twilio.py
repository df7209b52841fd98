"""Sends by WhatsApp through Twilio."""

from __future__ import annotations

import re

from django.urls import reverse

from channels_whatsapp.payloads.twilio import PREFIX
from receptionist.domain.messages import Outbound
from receptionist.providers import twilio

#: Characters of one message; Twilio refuses more.
LIMIT = 1600


_CONTENT_SID = re.compile(r"HX[0-9a-fA-F]{32}")


def check_template(name: str, code: str) -> None:
    """Raise ValueError, in words for staff, for what is no template of Twilio's; it keeps the language to itself."""
    if not _CONTENT_SID.fullmatch(name):
        raise ValueError("A content SID of Twilio's is HX and 32 letters and digits.")


def send(outbound: Outbound) -> str:
    """Hand one message to Twilio and return its SID; phone and BSUID are addressed alike. Raises ProviderError."""
    return twilio.send_message(
        to=PREFIX + outbound.to.value,
        sender=PREFIX + outbound.sender,
        content=outbound.template or outbound.text,
        status_callback=twilio.status_url(reverse("channels_whatsapp:twilio-status"), outbound.idempotency_key),
    )
