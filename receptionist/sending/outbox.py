"""The way out: a reply is a row before anything else; a call fetches its replies, all others are delivered."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from receptionist import audit, doorbell, wiring
from receptionist.domain.messages import DeliveryStatus, Expectation
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.rendering import render
from receptionist.models import Conversation, FollowUp, OutboundMessage, Turn
from receptionist.sending import routes


def compose(
    conversation: Conversation,
    text: str,
    key: str,
    *,
    turn: Turn | None = None,
    expects: Expectation = Expectation.REPLY,
    faq_id: int | None = None,
) -> OutboundMessage | None:
    """Write one reply, addressed but not stored.

    Returns None, and tells staff, when the customer cannot be reached (a caller without a number who has hung up).
    """
    route = routes.reply_route(conversation)
    if route is None:
        _tell_staff(conversation, key, text)
        return None
    return OutboundMessage(
        conversation=conversation,
        turn=turn,
        idempotency_key=key,
        channel=route.channel,
        provider=route.provider,
        sender=route.sender,
        recipient=conversation.contact_address,
        text=text,
        expects=expects,
        faq_id=faq_id,
    )


def put(message: OutboundMessage | None) -> OutboundMessage | None:
    """Store a composed reply, in the caller's transaction; whoever puts it there delivers it or rings for that."""
    if message is not None:
        message.save()
        audit.record(
            "reply.queued", conversation_id=message.conversation_id, message=message.pk, channel=message.channel
        )
    return message


def _tell_staff(conversation: Conversation, key: str, text: str) -> None:
    audit.record("reply.withdrawn", conversation_id=conversation.pk, why="no way to reach the customer")
    FollowUp.objects.get_or_create(
        idempotency_key=f"{key}:unreachable",
        defaults={
            "business_id": conversation.business_id,
            "conversation": conversation,
            "reason": "delivery",
            "summary": f"The customer could not be told: {text}"[:500],
        },
    )


def is_pushed(message: OutboundMessage) -> bool:
    """Whether a reply must be sent, rather than waiting to be fetched by a call."""
    return not wiring.channel(message.channel).fetches_replies


def ring(message: OutboundMessage | None) -> None:
    """Ring for the delivery of a reply that is pushed."""
    if message is not None and is_pushed(message):
        doorbell.ring("receptionist.deliver_message", message.pk)


def notify(conversation_id: int, phrase: PhraseKey, facts: Facts, key: str) -> bool:
    """Tell a customer something later than their last message; the same key says it once.

    False when no message is on its way: a customer who has opted out of messages is left alone, and staff are told of
    one who cannot be reached.
    """
    with transaction.atomic():
        conversation = (
            Conversation.objects.select_for_update(of=("self",), no_key=True)
            .select_related("business")
            .get(pk=conversation_id)
        )
        if is_queued(key):
            return True
        if conversation.opted_out_at:
            return False
        language = conversation.state.get("language", conversation.business.language)
        spoken = wiring.channel(conversation.channel).spoken
        text = render(phrase, facts, language, spoken=spoken)
        message = put(compose(conversation, text, key, expects=Expectation.NOTHING))
        ring(message)
        return message is not None


def is_queued(key: str) -> bool:
    """Whether there is a message of this key, however far it has come."""
    return OutboundMessage.objects.filter(idempotency_key=key).exists()


@dataclass(frozen=True, slots=True)
class Spoken:
    """What to say in a call, and what to wait for afterwards."""

    text: str
    expects: Expectation
    language: str


def claim_spoken(inbound_message_id: int) -> Spoken | None:
    """Fetch the reply to one turn of a call and note it as said; None while there is none yet.

    The same request again (a carrier's retry) is given the same words. A reply that nobody can hear any more is not
    given: the end of the call sends it another way.
    """
    message = (
        OutboundMessage.objects.filter(turn__inbound_messages=inbound_message_id, channel=F("conversation__channel"))
        .select_related("conversation")
        .order_by("id")
        .first()
    )
    if message is None or message.status == DeliveryStatus.WITHDRAWN:
        return None
    if message.status == DeliveryStatus.QUEUED:
        if routes.has_hung_up(message.conversation):
            return None
        _note_said(message)
    language = message.conversation.state.get("language", "en")
    return Spoken(message.text, Expectation(message.expects), language)


@transaction.atomic
def _note_said(message: OutboundMessage) -> None:
    said = OutboundMessage.objects.filter(pk=message.pk, status=DeliveryStatus.QUEUED).update(
        status=DeliveryStatus.SENT, sent_at=timezone.now(), attempts=1
    )
    if said:
        audit.record("reply.sent", conversation_id=message.conversation_id, message=message.pk)


def redirect_unsaid(conversation: Conversation) -> None:
    """Send what a caller could not hear before hanging up, by the fallback channel; in the caller's transaction."""
    unsaid = OutboundMessage.objects.filter(
        conversation=conversation, channel=conversation.channel, status=DeliveryStatus.QUEUED
    )
    for message in unsaid.order_by("id"):
        if not OutboundMessage.objects.filter(pk=message.pk, status=DeliveryStatus.QUEUED).update(
            status=DeliveryStatus.WITHDRAWN
        ):
            continue
        audit.record("reply.withdrawn", conversation_id=conversation.pk, message=message.pk, why="the caller hung up")
        if message.turn is not None and routes.answers_a_caller(message.turn):
            key = f"{message.idempotency_key}:text"
            ring(put(compose(conversation, message.text, key, expects=Expectation.NOTHING)))
