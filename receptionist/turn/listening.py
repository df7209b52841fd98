"""Turns the messages of one turn into the event that the dialogue hears."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from receptionist import usage, wiring
from receptionist.domain.circumstances import Circumstances
from receptionist.domain.diary import Service
from receptionist.domain.events import CustomerSpoke
from receptionist.domain.messages import AddressKind, MessageKind
from receptionist.domain.reading import Reading
from receptionist.domain.state import ConversationState
from receptionist.models import Conversation, InboundMessage, OutboundMessage
from receptionist.ports import Utterance
from receptionist.turn.journal import OpenTurn
from receptionist.understanding.chain import Understood, understand
from receptionist.understanding.emergencies import names_emergency

#: Messages each way that a reader is shown; a conversation may be hundreds long.
_HISTORY = 6

#: Kinds whose text are the customer's words.
_WORDS = {
    MessageKind.TEXT,
    MessageKind.CHOICE,
    MessageKind.SPEECH,
    MessageKind.KEYS,
    MessageKind.MEDIA,
    MessageKind.REACTION,
}


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard, and how it was understood: who read it and what it says, for staff; empty for no words."""

    event: CustomerSpoke
    understanding: dict[str, object]


def listen(conversation: Conversation, turn: OpenTurn, state: ConversationState, now: datetime) -> Heard:
    """Read a turn's messages together."""
    calendar, business_id = wiring.calendar(), conversation.business_id
    services = tuple(calendar.services(business_id))
    locations = tuple(calendar.locations(business_id))
    # Of an only one nobody needs to be told.
    locations = locations if len(locations) > 1 else ()
    text = "\n".join(message.text for message in turn.messages if message.text)
    around = replace(
        _circumstances(conversation, turn, services, now),
        locations=tuple(replace(location, aliases=(), address="") for location in locations),
        emergency=names_emergency(text, wiring.emergency_words()),
    )
    if not text or not _WORDS.intersection(around.kinds):
        return Heard(CustomerSpoke(text, Reading(language=state.language), around), {})
    readers = wiring.readers()
    utterance = Utterance(
        text=text,
        now=now,
        timezone=around.timezone,
        channel=around.channel,
        history=_history(conversation, turn) if any(reader.needs_history for reader in readers) else (),
        services=services,
        locations=locations,
        staff=tuple(calendar.staff(business_id)),
        business_name=around.business_name,
        asked=state.asked,
        spoken_of=state.spoken_of,
        language=state.language,
    )
    understood = understand(utterance, readers)
    return Heard(CustomerSpoke(text, understood.reading, around), _summary(understood))


def _summary(understood: Understood) -> dict[str, object]:
    reading = understood.reading
    stated = {
        "date": reading.day and reading.day.isoformat(),
        "time": reading.at and reading.at.isoformat("minutes"),
        "part_of_day": reading.part_of_day,
        "service": reading.service_id,
        "staff": reading.staff_id,
        "location": reading.location_id,
        "name": reading.name,
        "email": reading.email,
        "phone": reading.phone,
        "choice": reading.choice,
        "cues": sorted(reading.cues),
    }
    told: dict[str, object] = {
        "reader": understood.reader,
        "milliseconds": understood.milliseconds,
        "passed_over": list(understood.passed_over),
        "intent": reading.intent,
        "confidence": round(reading.confidence, 3),
        "language": reading.language,
        **{name: value for name, value in stated.items() if value},
    }
    return usage.noted(told, understood.calls, purpose="reading") if understood.calls else told


def _circumstances(
    conversation: Conversation, turn: OpenTurn, services: tuple[Service, ...], now: datetime
) -> Circumstances:
    spoken = wiring.channel(conversation.channel).spoken
    has_number = conversation.contact_address.kind == AddressKind.PHONE or bool(conversation.contact.callback_phone)
    return Circumstances(
        now=now,
        said_at=turn.messages[0].received_at,
        channel=conversation.channel,
        spoken=spoken,
        business_name=conversation.business.name,
        timezone=conversation.business.timezone,
        # Their other names are for readers, their prices for answers; the journal keeps what stands here.
        services=tuple(replace(service, aliases=(), price="") for service in services),
        contact_name=conversation.contact.name or None,
        opted_out=conversation.opted_out_at is not None,
        can_be_reached=has_number or not spoken,
        kinds=tuple(MessageKind(message.kind) for message in turn.messages),
        carrier_answered=any(message.carrier_answered for message in turn.messages),
    )


def _history(conversation: Conversation, turn: OpenTurn) -> tuple[tuple[str, str], ...]:
    """Recall the last few messages before this turn, oldest first."""
    if conversation.version == 0:
        return ()
    said = InboundMessage.objects.filter(conversation=conversation, id__lt=turn.messages[0].pk).exclude(text="")
    answered = OutboundMessage.objects.filter(conversation=conversation)
    lines = [
        *((at, "customer", text) for at, text in said.order_by("-id").values_list("received_at", "text")[:_HISTORY]),
        *(
            (at, "receptionist", text)
            for at, text in answered.order_by("-id").values_list("created_at", "text")[:_HISTORY]
        ),
    ]
    return tuple((who, text) for _, who, text in sorted(lines)[-_HISTORY:])
