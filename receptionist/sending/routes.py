"""Which way a reply goes: back over the channel it came from, or, after a call has ended, by another one."""

from __future__ import annotations

from dataclasses import dataclass

from receptionist import wiring
from receptionist.domain.messages import AddressKind, MessageKind
from receptionist.models import BusinessAddress, Conversation, Turn


@dataclass(frozen=True, slots=True)
class Route:
    """A channel, who carries it, and the business's own address on it."""

    channel: str
    provider: str
    sender: str


def reply_route(conversation: Conversation) -> Route | None:
    """Choose the way of a reply; None when the customer cannot be reached at all."""
    if conversation.ended_at is None:
        return Route(conversation.channel, conversation.provider, conversation.business_address)
    fallback = wiring.fallback(conversation.channel)
    if fallback is None or conversation.contact_address.kind != AddressKind.PHONE:
        return None
    sender = BusinessAddress.objects.filter(business_id=conversation.business_id, channel=fallback.channel).first()
    opted_out = Conversation.objects.filter(
        contact_id=conversation.contact_id, channel=fallback.channel, opted_out_at__isnull=False
    ).exists()
    if sender is None or opted_out:
        return None
    return Route(fallback.channel, fallback.provider, sender.value)


def has_hung_up(conversation: Conversation) -> bool:
    """Whether the end of the call is known, even if its turn has not come yet: it waits behind the reply's own."""
    ended = conversation.inbound_messages.filter(kind=MessageKind.CALL_ENDED)
    return conversation.ended_at is not None or ended.exists()


def answers_a_caller(turn: Turn) -> bool:
    """Whether the caller had said something that the reply answers (a greeting alone is not worth a text)."""
    return turn.inbound_messages.filter(kind__in=[MessageKind.SPEECH, MessageKind.KEYS, MessageKind.VOICEMAIL]).exists()
