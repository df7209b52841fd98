"""Twilio's form for a WhatsApp message, in our words."""

from __future__ import annotations

from django.http import QueryDict

from channels_whatsapp import consent
from channels_whatsapp.payloads import CHANNEL, addresses
from receptionist.domain.messages import DeliveryReport, Inbound, MessageKind
from receptionist.providers import twilio_messages, wire
from receptionist.providers.twilio_messages import TwilioMessage
from receptionist.webhooks import Unreadable

PREFIX = "whatsapp:"

#: What MessageType may say where neither words, nor files, nor a place came along.
_SPOKEN_TYPES = {"", "text", "button", "interactive"}


def read(form: QueryDict, reply_key: str = "") -> list[Inbound | DeliveryReport]:
    """Read whatever Twilio posted about a WhatsApp message; raises Unreadable."""
    if twilio_messages.is_status(form):
        return [*twilio_messages.read_status(form, CHANNEL, reply_key)]
    return [_inbound(twilio_messages.read_message(form))]


def _inbound(message: TwilioMessage) -> Inbound:
    if not message.to.startswith(PREFIX):
        raise Unreadable("a text message: its webhook must be set to /webhooks/sms/twilio/")
    form = message.form
    named = (message.sender, form.get("WaId", ""), form.get("ExternalUserId", ""))
    kind, text = _kind_and_text(message)
    return Inbound(
        channel=CHANNEL,
        provider=twilio_messages.PROVIDER,
        call_id=message.sid,
        to=message.to.removeprefix(PREFIX),
        sender=addresses(*(name.removeprefix(PREFIX) for name in named)),
        kind=kind,
        text=text,
        sender_name=wire.text(form.get("ProfileName", ""), 120),
        attachments=message.attachments,
        carrier_answered=message.consent is not None,
        raw=message.raw,
    )


def _kind_and_text(message: TwilioMessage) -> tuple[MessageKind, str]:
    form = message.form
    message_type = form.get("MessageType", "").lower()
    chosen = wire.text(form.get("ButtonText") or form.get("ListTitle") or "")
    keyword = message.consent or (None if message.attachments else consent.keyword(chosen or message.text))
    if keyword is not None:
        return keyword, chosen or message.text
    if chosen:
        return MessageKind.CHOICE, chosen
    if message_type == "reaction":
        return MessageKind.REACTION, message.text
    if message.attachments:
        return message.content_kind, message.text
    if form.get("Latitude") and form.get("Longitude"):
        return MessageKind.LOCATION, ""
    if not message.text and message_type not in _SPOKEN_TYPES:
        return MessageKind.UNSUPPORTED, ""
    return MessageKind.TEXT, message.text
