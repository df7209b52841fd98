"""Sends by WhatsApp, through the provider that the customer's message came in by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.utils import timezone

from channels_whatsapp import window
from channels_whatsapp.providers import meta, twilio
from receptionist.domain.messages import AddressKind, Outbound, Receipt
from receptionist.domain.sentences import shortened
from receptionist.errors import ErrorCategory, ProviderError

#: Provider -> how it sends, and how many characters it takes.
_PROVIDERS: dict[str, tuple[Callable[[Outbound], str], int]] = {
    "meta": (meta.send, meta.LIMIT),
    "twilio": (twilio.send, twilio.LIMIT),
}


class WhatsappChannel:
    """WhatsApp: read rather than heard, and pushed."""

    spoken = False
    fetches_replies = False
    free_words_for = window.LENGTH

    def send(self, outbound: Outbound) -> Receipt:
        """Hand one message to its provider, in the words of its template if it has one.

        Raises ProviderError; WINDOW_CLOSED before anything is sent, where words of our own are not allowed any more.
        """
        if outbound.to.kind not in {AddressKind.PHONE, AddressKind.BSUID}:
            raise ProviderError(ErrorCategory.RECIPIENT, "WhatsApp needs a phone number or a BSUID")
        if outbound.template is None and not window.is_open(outbound.last_inbound_at, timezone.now()):
            raise ProviderError(ErrorCategory.WINDOW_CLOSED, "the customer last wrote more than 24 hours ago")
        send, limit = _PROVIDERS[outbound.provider]
        return Receipt(send(replace(outbound, text=_shortened(outbound.text, limit))))


def _shortened(text: str, limit: int) -> str:
    """Cut after a sentence, or a word, what no provider would take; only a very long answer of an FAQ comes near it."""
    if len(text) <= limit:
        return text
    whole = shortened(text, lambda part: len(part) <= limit - 2)
    return f"{whole or text[: limit - 2].rpartition(' ')[0] or text[: limit - 2]} …"
