"""A conversation as people read it: who said what, when, how it arrived, and the audit beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from receptionist.domain.messages import DeliveryStatus, MessageKind
from receptionist.models import AuditEvent, Conversation, InboundMessage, InboundStatus, OutboundMessage, Turn
from receptionist.selectors import TROUBLE
from receptionist.telling import effort, reading_in_words, story
from receptionist.telling.advice import advice

#: Messages on one page; what was before is a click away.
PAGE = 60
#: Lines of the audit beside them: a turn makes about six.
_STORY = 400

#: What stands for a message without words.
_WORDLESS = {
    MessageKind.MEDIA: "sent a picture or a file",
    MessageKind.LOCATION: "sent a place",
    MessageKind.CONTACT_CARD: "sent a contact card",
    MessageKind.CALL_STARTED: "called",
    MessageKind.CALL_ENDED: "hung up",
    MessageKind.SILENCE: "said nothing",
    MessageKind.VOICEMAIL: "left a recording",
    MessageKind.TRANSCRIPT: "left a recording, which was written down",
}

#: A delivery status in words, and how it should look.
_ARRIVED = {
    DeliveryStatus.QUEUED: ("waiting to be sent", story.Tone.PLAIN),
    DeliveryStatus.SENDING: ("being sent", story.Tone.PLAIN),
    DeliveryStatus.SENT: ("sent", story.Tone.PLAIN),
    DeliveryStatus.DELIVERED: ("delivered", story.Tone.GOOD),
    DeliveryStatus.READ: ("read", story.Tone.GOOD),
    DeliveryStatus.FAILED: ("not delivered", story.Tone.BAD),
    DeliveryStatus.UNKNOWN: ("perhaps not delivered", story.Tone.BAD),
    DeliveryStatus.WITHDRAWN: ("taken back", story.Tone.PLAIN),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One bubble. Moments are aware, in the business's time zone."""

    ours: bool
    at: datetime
    text: str
    #: Of an e-mail.
    subject: str = ""
    #: What the customer did, where there are no words.
    did: str = ""
    attachments: tuple[str, ...] = ()
    #: What was understood, on the last message of a turn.
    understood: str = ""
    #: Who read it and what that took, there as well.
    effort: str = ""
    arrived: str = ""
    tone: story.Tone = story.Tone.PLAIN
    #: Why it could not be answered or delivered, and what staff can do about it.
    problem: str = ""
    remedy: str = ""
    #: The reply's number where it is in trouble, for the page on which it is sent again.
    troubled_id: int | None = None
    #: The channel, where it is another than the conversation's (a caller answered by text).
    over: str = ""
    faq_id: int | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the audit, told."""

    at: datetime
    kind: str
    told: story.Told


@dataclass(frozen=True, slots=True)
class Transcript:
    """One page of a conversation, oldest first; ``earlier`` is the moment to ask for what was before, if anything."""

    lines: Sequence[Line]
    happenings: Sequence[Happening]
    earlier: datetime | None


def read(conversation: Conversation, before: datetime | None = None) -> Transcript:
    """Read the last page of a conversation, or the one before a moment, with three queries."""
    received = InboundMessage.objects.filter(conversation=conversation).select_related("turn").order_by("-id")
    replied = OutboundMessage.objects.filter(conversation=conversation).order_by("-id")
    if before is not None:
        received, replied = received.filter(received_at__lt=before), replied.filter(created_at__lt=before)
    zone = conversation.business.zone
    lines = [
        *_customer_lines(list(received[: PAGE + 1])[::-1], zone),
        *(_our_line(message, conversation.channel, zone) for message in replied[: PAGE + 1]),
    ]
    lines.sort(key=lambda line: (line.at, line.ours))
    earlier = lines[-PAGE].at if len(lines) > PAGE else None
    return Transcript(lines[-PAGE:], _happenings(conversation, earlier, before), earlier)


def _customer_lines(messages: Sequence[InboundMessage], zone: ZoneInfo) -> Iterable[Line]:
    ends_turn = {message.turn_id: message.pk for message in messages}
    for message in messages:
        turn = message.turn if message.turn_id and ends_turn[message.turn_id] == message.pk else None
        kind = MessageKind(message.kind)
        yield Line(
            ours=False,
            at=message.received_at.astimezone(zone),
            text=message.text,
            did="" if message.text else _WORDLESS.get(kind, "sent something Sara cannot read"),
            attachments=tuple(str(attachment.get("content_type", "")) for attachment in message.attachments),
            understood=_understood(turn) if turn else "",
            effort=effort.of_turn(turn.understanding) if turn else "",
            problem="Sara could not answer this." if message.status == InboundStatus.FAILED else "",
        )


def _understood(turn: Turn) -> str:
    spoke: dict[str, Any] = next((event for event in turn.events if event.get("happened") == "customer_spoke"), {})
    services = (spoke.get("around") or {}).get("services") or ()
    names = {service["id"]: service["name"] for service in services}
    # Without a reader nothing was read: a call that began, a picture without words.
    return reading_in_words.understood(spoke.get("reading") or {}, names) if turn.was_read else ""


def _our_line(message: OutboundMessage, channel: str, zone: ZoneInfo) -> Line:
    status = DeliveryStatus(message.status)
    arrived, tone = _ARRIVED[status]
    known = advice(message) if status in TROUBLE else None
    return Line(
        ours=True,
        at=message.created_at.astimezone(zone),
        text=message.text,
        subject=message.subject,
        attachments=tuple(str(enclosure["name"]) for enclosure in message.enclosures),
        arrived="said" if message.channel == "voice" and status is DeliveryStatus.SENT else arrived,
        tone=tone,
        problem=known.why if known else "",
        remedy=known.remedy if known else "",
        troubled_id=message.pk if known else None,
        over=message.channel if message.channel != channel else "",
        faq_id=message.faq_id,
    )


def _happenings(conversation: Conversation, since: datetime | None, before: datetime | None) -> list[Happening]:
    events = AuditEvent.objects.filter(conversation=conversation).order_by("-id")
    if since is not None:
        events = events.filter(at__gte=since)
    if before is not None:
        events = events.filter(at__lt=before)
    facts = {"timezone": conversation.business.timezone}
    return [
        Happening(
            event.at.astimezone(conversation.business.zone), event.kind, story.tell(event.kind, facts | event.facts)
        )
        for event in reversed(events[:_STORY])
    ]
