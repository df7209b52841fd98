"""Twilio's form for a text message, in our words."""

from __future__ import annotations

import re

from django.http import QueryDict

from channels_sms import consent
from receptionist.domain.messages import Address, AddressKind, DeliveryReport, Inbound, MessageKind
from receptionist.providers import twilio_messages, wire
from receptionist.providers.twilio_messages import TwilioMessage
from receptionist.webhooks import Unreadable

CHANNEL = "sms"

#: An iPhone tells a reaction to a phone that knows none in words, with our own message quoted in it. Read as the
#: customer's words, a liked "See you on Tuesday at 10" would look like a wish to book.
_TAPBACKS = {
    "liked": "👍",
    "loved": "❤️",
    "disliked": "👎",
    "laughed at": "😂",
    "emphasized": "‼️",
    "emphasised": "‼️",
    "questioned": "❓",
}
_TAPBACK = re.compile(r"(?P<verb>[A-Za-z]+(?: at)?) [“\"](?P<quoted>.+)[”\"]\s*", re.DOTALL)
_EMOJI_TAPBACK = re.compile(r"Reacted (?P<emoji>\S{1,10}) to [“\"].+[”\"]\s*", re.DOTALL)
_TAPBACK_REMOVED = re.compile(
    r"Removed (?:an?|the) (?:like|heart|dislike|laugh|emphasis|exclamation|question mark|\S{1,10} reaction)"
    r" from [“\"].+[”\"]\s*",
    re.DOTALL,
)


def read(form: QueryDict, reply_key: str = "") -> list[Inbound | DeliveryReport]:
    """Read whatever Twilio posted about a text message; raises Unreadable."""
    if twilio_messages.is_status(form):
        return [*twilio_messages.read_status(form, CHANNEL, reply_key)]
    return [_inbound(twilio_messages.read_message(form))]


def _inbound(message: TwilioMessage) -> Inbound:
    if "whatsapp:" in (message.sender + message.to).lower():
        raise Unreadable("a WhatsApp message: its webhook must be set to /webhooks/whatsapp/twilio/")
    kind, text = _kind_and_text(message)
    number = wire.phone(message.sender) if message.sender.startswith("+") else None
    return Inbound(
        channel=CHANNEL,
        provider=twilio_messages.PROVIDER,
        call_id=message.sid,
        to=message.to,
        # Short codes and sender names are machines: two machines that answer each other never stop. Staff will see it.
        sender=(Address(AddressKind.PHONE, number),) if number else (),
        kind=kind,
        text=text,
        attachments=message.attachments,
        carrier_answered=message.consent is not None,
        raw=message.raw,
    )


def _kind_and_text(message: TwilioMessage) -> tuple[MessageKind, str]:
    if message.consent is not None:
        return message.consent, message.text
    if message.attachments:
        return message.content_kind, message.text
    keyword = consent.keyword(message.text)
    if keyword is not None:
        return keyword, message.text
    emoji = _tapback(message.text)
    return (MessageKind.TEXT, message.text) if emoji is None else (MessageKind.REACTION, emoji)


def _tapback(text: str) -> str | None:
    """Return the emoji of a reaction told in words, "" for one taken back, None for any other text."""
    if _TAPBACK_REMOVED.fullmatch(text):
        return ""
    if match := _EMOJI_TAPBACK.fullmatch(text):
        return match["emoji"]
    match = _TAPBACK.fullmatch(text)
    return _TAPBACKS.get(match["verb"].lower()) if match else None
