"""Meta's batches of WhatsApp events, in our words: each event has its own outcome."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from pydantic import ValidationError

from channels_whatsapp import consent
from channels_whatsapp.payloads import CHANNEL, addresses
from channels_whatsapp.payloads.meta_models import (
    Change,
    Contact,
    Entry,
    Envelope,
    FlowReply,
    Message,
    Status,
    Value,
)
from channels_whatsapp.providers.meta import MEANINGS
from receptionist.domain.messages import Address, Attachment, DeliveryReport, DeliveryStatus, Inbound, MessageKind
from receptionist.providers import http, wire
from receptionist.webhooks import Unreadable

log = logging.getLogger(__name__)

PROVIDER = "meta"

#: Meta sends at most a thousand updates at once.
_EVENTS_LIMIT = 1000

#: Meta's word -> ours.
_STATUSES = {
    "sent": DeliveryStatus.SENT,
    "delivered": DeliveryStatus.DELIVERED,
    "read": DeliveryStatus.READ,
    "played": DeliveryStatus.READ,
    "failed": DeliveryStatus.FAILED,
}

#: The type of a message -> its kind; a type that is missing here is one that Sara does not know.
_KINDS = {
    "text": MessageKind.TEXT,
    "button": MessageKind.CHOICE,
    "interactive": MessageKind.CHOICE,
    "reaction": MessageKind.REACTION,
    "image": MessageKind.MEDIA,
    "video": MessageKind.MEDIA,
    "audio": MessageKind.MEDIA,
    "voice": MessageKind.MEDIA,
    "document": MessageKind.MEDIA,
    "sticker": MessageKind.MEDIA,
    "location": MessageKind.LOCATION,
    "contacts": MessageKind.CONTACT_CARD,
}

#: Told by WhatsApp, not said by the customer (a new number, a withdrawn message, an opened chat): kept, never answered.
_NOT_SAID = {"system", "revoke", "request_welcome"}


def read(body: bytes) -> list[Inbound | DeliveryReport]:
    """Read a batch; raises Unreadable only where there is no batch to be seen at all."""
    try:
        envelope = Envelope.model_validate(json.loads(body))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"no WhatsApp batch ({type(error).__name__})") from None
    changes = [(entry, change) for entry in envelope.entry for change in entry.changes]
    events = [event for entry, change in changes for event in _read_change(entry, change)]
    if len(events) > _EVENTS_LIMIT:
        raise Unreadable(f"{len(events)} events at once")
    # Meta promises no order, neither within a change nor between the changes that messages of one customer come in.
    return [event for _, event in sorted(events, key=itemgetter(0))]


def _read_change(entry: Entry, change: Change) -> Iterator[tuple[int, Inbound | DeliveryReport]]:
    """Read the events of a change, each with the second in which it was sent: 0 for all but messages."""
    if change.field != "messages":
        yield 0, _kept(MessageKind.UNSUPPORTED, "", {"entry": entry.id, **change.model_dump()})
        return
    try:
        value = Value.model_validate(change.value)
    except ValidationError:
        yield 0, _kept(MessageKind.UNREADABLE, "", {"entry": entry.id, **change.model_dump()})
        return
    for raw in value.messages:
        yield _sent_at(raw), _read_message(value, raw)
    for raw in value.statuses:
        if report := _read_status(value, raw):
            yield 0, report
    if value.errors and not value.messages:
        yield 0, _kept(MessageKind.UNSUPPORTED, value.metadata.phone_number_id, change.model_dump())


def _sent_at(raw: dict[str, Any]) -> int:
    """Read the customer's own clock, which has whole seconds."""
    timestamp = str(raw.get("timestamp", ""))
    return int(timestamp) if timestamp.isascii() and timestamp.isdecimal() and len(timestamp) < 16 else 0


def _read_message(value: Value, raw: dict[str, Any]) -> Inbound:
    business = value.metadata.phone_number_id
    try:
        message = Message.model_validate(raw)
    except ValidationError:
        return _kept(MessageKind.UNREADABLE, business, {"message": raw}, str(raw.get("id") or ""))
    contact = _contact(value, message)
    said = message.type not in _NOT_SAID
    kind, text = _kind_and_text(message) if said else (MessageKind.UNSUPPORTED, "")
    return Inbound(
        channel=CHANNEL,
        provider=PROVIDER,
        call_id=wire.identifier(message.id),
        to=wire.text(business, 160),
        sender=_sender(message, contact) if said else (),
        kind=kind,
        text=text,
        sender_name=wire.text(contact.profile.name or contact.profile.username, 120),
        attachments=_attachments(message),
        raw=_raw({"metadata": value.metadata.model_dump(), "contact": contact.model_dump(), "message": raw}),
    )


def _contact(value: Value, message: Message) -> Contact:
    """Find who sent a message among the batch's contacts; an empty contact where nobody fits."""
    named = {message.sender, message.from_user_id} - {""}
    for raw in value.contacts:
        try:
            contact = Contact.model_validate(raw)
        except ValidationError:
            continue
        if named & {contact.wa_id, contact.user_id} or (not named and len(value.contacts) == 1):
            return contact
    return Contact()


def _sender(message: Message, contact: Contact) -> tuple[Address, ...]:
    return addresses(message.sender, contact.wa_id, message.from_user_id, contact.user_id)


def _kind_and_text(message: Message) -> tuple[MessageKind, str]:
    kind = _KINDS.get(message.type, MessageKind.UNSUPPORTED)
    text = wire.text(_words(message))
    if kind in {MessageKind.TEXT, MessageKind.CHOICE}:
        return consent.keyword(text) or kind, text
    return kind, text


def _words(message: Message) -> str:
    if message.text:
        return message.text.body
    if message.button:
        return message.button.text
    if message.reaction:
        return message.reaction.emoji
    if message.file:
        return message.file.caption
    reply = message.interactive
    if reply is None:
        return ""
    choice = reply.button_reply or reply.list_reply
    if choice:
        return choice.title
    return _flow_answers(reply.nfm_reply) if reply.nfm_reply else ""


def _flow_answers(reply: FlowReply) -> str:
    """Read the answers of a filled-in form as words; its own body says no more than "Sent"."""
    try:
        answers = json.loads(reply.response_json)
    except (ValueError, RecursionError):
        return reply.body
    if not isinstance(answers, dict):
        return reply.body
    words = [str(value) for name, value in answers.items() if name != "flow_token" and isinstance(value, str | int)]
    return ", ".join(words) or reply.body


def _attachments(message: Message) -> tuple[Attachment, ...]:
    file = message.file
    return (Attachment(wire.text(file.mime_type, 100), wire.text(file.id, 500)),) if file and file.id else ()


def _read_status(value: Value, raw: dict[str, Any]) -> DeliveryReport | None:
    try:
        report = Status.model_validate(raw)
    except ValidationError:
        log.warning("a WhatsApp status is unreadable: left aside")
        return None
    status = _STATUSES.get(report.status)
    if status is None:
        log.warning("Meta reports a message status that is not known: left aside")
        return None
    code = words = ""
    if report.errors and status is DeliveryStatus.FAILED:
        error = report.errors[0]
        code, words = wire.text(error.code, 40), wire.text(error.error_data.details or error.title, 500)
    return DeliveryReport(
        channel=CHANNEL,
        provider=PROVIDER,
        provider_message_id=wire.identifier(report.id),
        status=status,
        error_code=code,
        error_detail=http.late_failure(code, words, MEANINGS),
        idempotency_key=wire.identifier(report.biz_opaque_callback_data),
        raw=_raw({"metadata": value.metadata.model_dump(), "status": raw}),
    )


def _kept(kind: MessageKind, to: str, payload: dict[str, Any], call_id: str = "") -> Inbound:
    """Keep what nobody said to us, under a name of its own, for staff to look at."""
    return Inbound(
        channel=CHANNEL,
        provider=PROVIDER,
        call_id=wire.identifier(call_id) if call_id else f"{kind}:{wire.digest(payload)}",
        to=wire.text(to, 160),
        sender=(),
        kind=kind,
        raw=_raw(payload),
    )


def _raw(payload: dict[str, Any]) -> dict[str, object]:
    stored = wire.storable(payload)
    assert isinstance(stored, dict)
    return stored
