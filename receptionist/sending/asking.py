"""Puts a question of Sara's own into a conversation, between two turns, so that the answer finds her knowing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import connection, transaction
from django.utils import timezone

from receptionist import audit, wiring
from receptionist.domain import initiative
from receptionist.domain.messages import AddressKind
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.rendering import render
from receptionist.domain.state import ConversationState, OwnQuestion, Question
from receptionist.memory import dump_state, load_state
from receptionist.models import BusinessAddress, Contact, Conversation, InboundStatus, OutboundMessage
from receptionist.sending import outbox, reach, routes


class Asked(StrEnum):
    """What came of it."""

    #: It is asked, now or by an earlier call with the same key.
    ASKED = "asked"
    #: A turn is under way, or the customer in the middle of something: try again later.
    BUSY = "busy"
    #: The customer wants no messages, or cannot be reached by them.
    UNREACHABLE = "unreachable"


class Nowhere(StrEnum):
    """Why nothing can be asked of a customer anywhere."""

    #: Carriers let Sara speak first only so long after the customer has written: by that way she may ask again then.
    NOT_NOW = "not_now"
    #: They want no messages, or there is no address of theirs that an answer comes from.
    NO_WAY = "no_way"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question, its words, and how long it stands. Both moments are aware; see ``OwnQuestion``."""

    question: Question
    phrase: PhraseKey
    facts: Facts
    open_until: datetime
    undisturbed_until: datetime | None = None


def ask(conversation_id: int, asking: Asking, key: str) -> Asked:
    """Ask in one short transaction: the reply is queued and the question remembered, or neither.

    The same ``key`` asks once. No turn can run meanwhile: one that begins waits for the conversation's row and then
    knows the question; while one runs, or a message waits for one, the answer here is BUSY.
    """
    with transaction.atomic():
        # Its key stays free: a message that is being stored refers to it, and has locked the audit's head already.
        rows = Conversation.objects.select_for_update(of=("self",), no_key=True)
        conversation = rows.select_related("business", "contact_address").get(pk=conversation_id)
        if OutboundMessage.objects.filter(idempotency_key=key).exists():
            return Asked.ASKED
        if conversation.opted_out_at or routes.reply_route(conversation) is None:
            return Asked.UNREACHABLE
        now, state = timezone.now(), load_state(conversation)
        if not put(conversation, asking, now):
            return Asked.BUSY
        spoken = wiring.channel(conversation.channel).spoken
        text = render(asking.phrase, asking.facts, state.language, spoken=spoken)
        message = outbox.put(outbox.compose(conversation, text, key))
        audit.record("question.asked", conversation_id=conversation_id, question=asking.question, key=key)
        outbox.ring(message)
    return Asked.ASKED


def put(conversation: Conversation, asking: Asking, now: datetime) -> bool:
    """Remember a question that whoever has locked the conversation sends, in that transaction; False when it is BUSY.

    ``now`` is aware.
    """
    state = load_state(conversation)
    if _is_being_worked_on(conversation, now) or not initiative.may_ask(state, now):
        return False
    _remember(conversation, asking, state, now)
    return True


def where_to_ask(contact: Contact, now: datetime) -> int | Nowhere:
    """Find the conversation in which a contact can be asked something at ``now`` (aware), and answer.

    It is one by text, on an address that was proven by writing from it, or by calling: a call and a mailbox, which
    anybody can name, are none. The latest counts; one is opened for a contact who was only ever heard by telephone.
    """
    ways = [line for line in reach.lines_to(reach.know(contact, None)) if line.can_be_answered and not line.opted_out]
    for line in ways:
        found = line.conversation.pk if line.conversation else open_by_telephone(contact)
        if found is not None and line.is_free(now):
            return found
    return Nowhere.NOT_NOW if any(line.conversation for line in ways) else Nowhere.NO_WAY


def open_by_telephone(contact: Contact) -> int | None:
    """Open a conversation by text with a contact of whom only a number is known; None where there is no way."""
    address = contact.addresses.filter(kind=AddressKind.PHONE).order_by("pk").first()
    fallbacks = (wiring.fallback(name) for name in wiring.channel_names() if wiring.channel(name).spoken)
    way = next((fallback for fallback in fallbacks if fallback is not None), None)
    if address is None or way is None:
        return None
    if Conversation.objects.filter(contact=contact, channel=way.channel, opted_out_at__isnull=False).exists():
        return None
    sender = BusinessAddress.objects.filter(business_id=contact.business_id, channel=way.channel).first()
    if sender is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conversation_of(%s, ARRAY[%s], ARRAY[%s], '', %s, '', %s, %s)",
            [contact.business_id, address.kind, address.value, way.channel, way.provider, sender.value],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else None


def _is_being_worked_on(conversation: Conversation, now: datetime) -> bool:
    is_leased = conversation.lease_until is not None and conversation.lease_until >= now
    return is_leased or conversation.inbound_messages.filter(status=InboundStatus.PENDING).exists()


def _remember(conversation: Conversation, asking: Asking, state: ConversationState, now: datetime) -> None:
    own = OwnQuestion(
        question=asking.question,
        asked_at=now,
        open_until=asking.open_until,
        undisturbed_until=asking.undisturbed_until,
    )
    after = dump_state(initiative.ask(state, own, asking.facts))
    Conversation.objects.filter(pk=conversation.pk).update(state=after, updated_at=now)
