"""Where Twilio and Meta bring WhatsApp messages and news of ours."""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

from channels_whatsapp import payloads
from channels_whatsapp.payloads import meta as meta_payloads
from channels_whatsapp.payloads import twilio as twilio_payloads
from receptionist.domain.messages import DeliveryReport, Inbound
from receptionist.providers import twilio, twilio_messages
from receptionist.webhooks import WebhookView

log = logging.getLogger(__name__)


class TwilioView(WebhookView):
    """Messages and their statuses, whichever of the two addresses Twilio was given for which."""

    channel = payloads.CHANNEL
    provider = twilio_messages.PROVIDER

    def verify(self, request: HttpRequest) -> bool:
        """Check Twilio's signature."""
        return twilio.is_authentic(request)

    def parse(self, request: HttpRequest) -> Sequence[Inbound | DeliveryReport]:
        """Read the form."""
        return twilio_payloads.read(request.POST, request.GET.get(twilio.REPLY_KEY, ""))

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Say nothing yet, in TwiML."""
        return twilio_messages.nothing_to_say()


class MetaView(WebhookView):
    """Batches of messages and statuses, and the handshake by which Meta makes sure that the address is ours."""

    channel = payloads.CHANNEL
    provider = meta_payloads.PROVIDER

    def verify(self, request: HttpRequest) -> bool:
        """Check X-Hub-Signature-256 over the raw bytes; False while no app secret is configured."""
        secret = settings.ENV.whatsapp_app_secret.get_secret_value().encode()
        scheme, _, given = request.headers.get("X-Hub-Signature-256", "").partition("=")
        if not secret:
            log.error("WHATSAPP_APP_SECRET is not set: no webhook of Meta's can be let in")
        if not secret or scheme != "sha256":
            return False
        expected = hmac.new(secret, request.body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(expected.encode(), given.encode())

    def parse(self, request: HttpRequest) -> Sequence[Inbound | DeliveryReport]:
        """Read the batch."""
        return meta_payloads.read(request.body)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Repeat the challenge to whoever knows our verify token; 403 to anybody else."""
        expected = settings.ENV.whatsapp_verify_token.get_secret_value().encode()
        given = request.GET.get("hub.verify_token", "").encode("utf-8", "replace")
        if not expected or request.GET.get("hub.mode") != "subscribe" or not hmac.compare_digest(expected, given):
            log.warning("a handshake for Meta's webhook is refused: the verify token is wrong or missing")
            return HttpResponseForbidden()
        return HttpResponse(request.GET.get("hub.challenge", "")[:200], content_type="text/plain")
