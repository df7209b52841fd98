"""The form Twilio posts for a message or its status, as far as SMS and WhatsApp share it."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.http import HttpResponse, QueryDict

from receptionist.domain.messages import Attachment, DeliveryReport, DeliveryStatus, MessageKind
from receptionist.providers import http, twilio, wire
from receptionist.webhooks import Unreadable

log = logging.getLogger(__name__)

PROVIDER = "twilio"

#: Twilio's word -> ours. What is under way already is no news.
_STATUSES: dict[str, DeliveryStatus | None] = {
    "accepted": None,
    "scheduled": None,
    "queued": None,
    "sending": None,
    "sent": DeliveryStatus.SENT,
    "delivered": DeliveryStatus.DELIVERED,
    "partially_delivered": DeliveryStatus.DELIVERED,
    "read": DeliveryStatus.READ,
    "undelivered": DeliveryStatus.FAILED,
    "failed": DeliveryStatus.FAILED,
    "canceled": DeliveryStatus.FAILED,
}

#: Advanced Opt-Out: Twilio has recognised the keyword, answered it, and blocks or unblocks the number itself.
_OPT_OUT_TYPES = {"STOP": MessageKind.OPT_OUT, "START": MessageKind.OPT_IN, "HELP": MessageKind.HELP}

_MEDIA_LIMIT = 10
_CONTACT_CARDS = {"text/vcard", "text/x-vcard", "text/directory"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TwilioMessage:
    """An inbound message: what every channel needs, and ``form`` for what only one channel knows."""

    sid: str
    sender: str
    to: str
    text: str
    attachments: tuple[Attachment, ...]
    #: Set where Twilio has dealt with a consent keyword already.
    consent: MessageKind | None
    form: QueryDict
    raw: dict[str, object]

    @property
    def content_kind(self) -> MessageKind:
        """What its attachments make it; text when there are none."""
        types = {attachment.content_type.partition(";")[0].strip().lower() for attachment in self.attachments}
        if types and types <= _CONTACT_CARDS:
            return MessageKind.CONTACT_CARD
        return MessageKind.MEDIA if types else MessageKind.TEXT


def is_status(form: QueryDict) -> bool:
    """Whether a form tells how far one of our messages has come, rather than bringing a customer's."""
    return "MessageStatus" in form


def read_message(form: QueryDict) -> TwilioMessage:
    """Read an inbound message; raises Unreadable, naming the field, when it lacks what identifies one."""
    missing = [name for name in ("MessageSid", "From", "To") if not form.get(name)]
    if missing:
        raise Unreadable(f"no {', '.join(missing)}")
    return TwilioMessage(
        sid=wire.identifier(form.get("MessageSid", "")),
        sender=wire.text(form.get("From", ""), 200),
        to=wire.text(form.get("To", ""), 160),
        text=wire.text(form.get("Body", "")),
        attachments=_attachments(form),
        consent=_OPT_OUT_TYPES.get(form.get("OptOutType", "").upper()),
        form=form,
        raw=_raw(form),
    )


def read_status(form: QueryDict, channel: str, reply_key: str) -> list[DeliveryReport]:
    """Read a status callback: one report, or none where the status is no news or not known to us.

    ``reply_key`` is our own key, as the address of the callback repeats it; empty when it does not.
    """
    sid, word = form.get("MessageSid", ""), form.get("MessageStatus", "")
    if not sid:
        raise Unreadable("a status without MessageSid")
    if word not in _STATUSES:
        log.warning("Twilio reports a message status that is not known: left aside")
    status = _STATUSES.get(word)
    if status is None:
        return []
    code = words = ""
    if status is DeliveryStatus.FAILED:
        code = wire.text(form.get("ErrorCode", ""), 40)
        words = wire.text(form.get("ErrorMessage", "") or form.get("ChannelStatusMessage", ""), 500)
    return [
        DeliveryReport(
            channel=channel,
            provider=PROVIDER,
            provider_message_id=wire.identifier(sid),
            status=status,
            error_code=code,
            error_detail=http.late_failure(code, words, twilio.MEANINGS),
            idempotency_key=wire.identifier(reply_key),
            raw=_raw(form),
        )
    ]


def nothing_to_say() -> HttpResponse:
    """Answer with empty TwiML: the reply goes out by REST when it is ready."""
    return HttpResponse('<?xml version="1.0" encoding="UTF-8"?><Response/>', content_type="text/xml")


def _attachments(form: QueryDict) -> tuple[Attachment, ...]:
    count = form.get("NumMedia", "0")[:9]
    numbers = range(min(int(count), _MEDIA_LIMIT) if count.isascii() and count.isdecimal() else 0)
    return tuple(
        Attachment(wire.text(form.get(f"MediaContentType{number}", ""), 100), wire.text(url, 500))
        for number in numbers
        if (url := form.get(f"MediaUrl{number}", ""))
    )


def _raw(form: QueryDict) -> dict[str, object]:
    fields = {name: values[0] if len(values) == 1 else values for name, values in form.lists()}
    stored = wire.storable(fields)
    assert isinstance(stored, dict)
    return stored
