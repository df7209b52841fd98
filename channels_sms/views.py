"""Where Twilio brings text messages and news of ours."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from channels_sms import payloads
from receptionist.domain.messages import DeliveryReport, Inbound
from receptionist.providers import twilio, twilio_messages
from receptionist.webhooks import WebhookView


class TwilioView(WebhookView):
    """Messages and their statuses, whichever of the two addresses Twilio was given for which."""

    channel = payloads.CHANNEL
    provider = twilio_messages.PROVIDER

    def verify(self, request: HttpRequest) -> bool:
        """Check Twilio's signature."""
        return twilio.is_authentic(request)

    def parse(self, request: HttpRequest) -> Sequence[Inbound | DeliveryReport]:
        """Read the form."""
        return payloads.read(request.POST, request.GET.get(twilio.REPLY_KEY, ""))

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Say nothing yet, in TwiML."""
        return twilio_messages.nothing_to_say()
