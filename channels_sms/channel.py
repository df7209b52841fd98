"""Sends text messages."""

from __future__ import annotations

from django.urls import reverse

from channels_sms import segments
from receptionist.domain.messages import AddressKind, Outbound, Receipt
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.providers import twilio


class SmsChannel:
    """Text messages by Twilio: read rather than heard, and pushed."""

    spoken = False
    fetches_replies = False
    free_words_for = None

    def send(self, outbound: Outbound) -> Receipt:
        """Hand one message to Twilio, economically spelt. Raises ProviderError."""
        if outbound.to.kind is not AddressKind.PHONE:
            raise ProviderError(ErrorCategory.RECIPIENT, "a text message needs a phone number")
        sid = twilio.send_message(
            to=outbound.to.value,
            sender=outbound.sender,
            content=segments.fit(outbound.text),
            status_callback=twilio.status_url(reverse("channels_sms:twilio-status"), outbound.idempotency_key),
        )
        return Receipt(sid)
