"""The way in: an authentic event becomes a row, once, before anybody is told that it arrived."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import asdict, dataclass

from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction

from receptionist import audit, doorbell, wiring
from receptionist.domain.messages import Inbound
from receptionist.models import (
    Business,
    InboundMessage,
    InboundStatus,
)

log = logging.getLogger(__name__)

#: Seconds.
_REMEMBER_BUSINESS = 5


@dataclass(frozen=True, slots=True)
class Received:
    """The row of an event; ``is_new`` is False when it had arrived before."""

    message_id: int
    is_new: bool


def receive(inbound: Inbound) -> Received:
    """Store one event and ring for it, in one transaction; the same event again gives the first one's row.

    Raises django.db.DatabaseError when the row could not be written, and only then: the carrier must try again.
    """
    try:
        with transaction.atomic():
            return _store(inbound)
    except IntegrityError:
        original = InboundMessage.objects.filter(channel=inbound.channel, call_id=inbound.call_id).first()
        if original is None:
            raise
        return Received(original.pk, is_new=False)


def _store(inbound: Inbound) -> Received:
    business = _business(inbound)
    if business is None or not inbound.sender:
        return _store_aside(inbound, business)
    conversation_id = _conversation_id(business, inbound)
    message = InboundMessage.objects.create(conversation_id=conversation_id, **_columns(inbound))
    audit.record("message.received", conversation_id=conversation_id, message=message.pk, what=inbound.kind)
    doorbell.ring("receptionist.process_conversation", conversation_id, queue=wiring.queue(inbound.channel))
    return Received(message.pk, is_new=True)


def _store_aside(inbound: Inbound, business: Business | None) -> Received:
    """Keep what no conversation can be made of, where staff will find it."""
    status = InboundStatus.UNREADABLE if not inbound.sender else InboundStatus.UNROUTED
    message = InboundMessage.objects.create(status=status, **_columns(inbound))
    audit.record(
        f"message.{status}",
        business_id=business.pk if business else None,
        message=message.pk,
        channel=inbound.channel,
    )
    log.warning("%s event from %s kept as message %s for staff to look at", status, inbound.provider, message.pk)
    return Received(message.pk, is_new=True)


def _columns(inbound: Inbound) -> dict[str, object]:
    return {
        "channel": inbound.channel,
        "provider": inbound.provider,
        "call_id": inbound.call_id,
        "kind": inbound.kind,
        "text": inbound.text,
        "attachments": [asdict(attachment) for attachment in inbound.attachments],
        "carrier_answered": inbound.carrier_answered,
        "raw": dict(inbound.raw),
    }


def _business(inbound: Inbound) -> Business | None:
    """Find whose number it is; remembered for a few seconds, since every event asks and the answer hardly changes."""
    key = f"business:{inbound.channel}:{hashlib.sha256(inbound.to.encode()).hexdigest()}"
    business: Business | None = cache.get(key)
    if business is None:
        business = _addressed_business(inbound) or _only_business(inbound)
        cache.set(key, business, _REMEMBER_BUSINESS)
    return business


def _addressed_business(inbound: Inbound) -> Business | None:
    return Business.objects.filter(addresses__channel=inbound.channel, addresses__value=inbound.to).first()


def _only_business(inbound: Inbound) -> Business | None:
    """Take the one business there is for an address that the environment names as ours."""
    if inbound.to not in settings.RECEPTIONIST["own_addresses"]:
        return None
    businesses = Business.objects.all()[:2]
    return businesses[0] if len(businesses) == 1 else None


def _conversation_id(business: Business, inbound: Inbound) -> int:
    """Find or open the conversation, the contact and the addresses, and note the way back (migration 0003)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conversation_of(%s::bigint, %s::text[], %s::text[], %s, %s, %s, %s, %s)",
            [
                business.pk,
                [str(address.kind) for address in inbound.sender],
                [address.value for address in inbound.sender],
                inbound.sender_name[:120],
                inbound.channel,
                inbound.thread,
                inbound.provider,
                inbound.to,
            ],
        )
        (conversation_id,) = cursor.fetchone()
    return int(conversation_id)
