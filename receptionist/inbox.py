"""The way in: an authentic event becomes a row, once, before anybody is told that it arrived."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone

from receptionist import audit, doorbell, wiring
from receptionist.domain.messages import Inbound
from receptionist.models import Business, InboundMessage, InboundStatus

log = logging.getLogger(__name__)

#: Seconds.
_REMEMBER_BUSINESS = 5

#: One statement, and so one transaction: every webhook waits for it. ``conversation_of`` stands in migration 0003.
_STORE = """
WITH place AS (
    SELECT conversation_of(
        %(business)s::bigint, %(kinds)s::text[], %(values)s::text[], %(sender_name)s::text,
        %(channel)s::text, %(thread)s::text, %(provider)s::text, %(sent_to)s::text
    ) AS conversation_id
    WHERE NOT EXISTS (
        SELECT FROM receptionist_inboundmessage WHERE channel = %(channel)s::text AND call_id = %(call_id)s::text
    )
), message AS (
    INSERT INTO receptionist_inboundmessage (
        conversation_id, channel, provider, call_id, kind, text,
        attachments, carrier_answered, raw, status, received_at)
    SELECT conversation_id, %(channel)s::text, %(provider)s::text, %(call_id)s::text, %(kind)s::text, %(text)s::text,
        %(attachments)s::jsonb, %(carrier_answered)s::boolean, %(raw)s::jsonb, %(pending)s::text, %(now)s::timestamptz
    FROM place
    ON CONFLICT (channel, call_id) DO NOTHING
    RETURNING id, conversation_id, kind
), line AS (
    INSERT INTO receptionist_auditevent (kind, conversation_id, facts, at)
    SELECT 'message.received', conversation_id, jsonb_build_object('message', id, 'what', kind), %(now)s::timestamptz
    FROM message
)
SELECT id, conversation_id FROM message
"""


class _AlreadyHere(Exception):
    """The event has a row."""


@dataclass(frozen=True, slots=True)
class Received:
    """The row of an event; ``is_new`` is False when it had arrived before."""

    message_id: int
    is_new: bool


def receive(inbound: Inbound) -> Received:
    """Store one event and ring for it; the same event again gives the first one's row.

    Raises django.db.DatabaseError when the row could not be written, and only then: the carrier must try again.
    """
    business = _business(inbound)
    try:
        if business is not None and inbound.sender:
            message_id = _store(business, inbound)
        else:
            message_id = _store_aside(inbound, business)
    except _AlreadyHere:
        original = InboundMessage.objects.filter(channel=inbound.channel, call_id=inbound.call_id)
        return Received(original.values_list("pk", flat=True).get(), is_new=False)
    return Received(message_id, is_new=True)


def _store(business: Business, inbound: Inbound) -> int:
    """Write the row into its conversation and ring; raises _AlreadyHere."""
    facts: dict[str, Any] = {
        **_columns(inbound),
        "attachments": json.dumps([asdict(attachment) for attachment in inbound.attachments]),
        "raw": json.dumps(dict(inbound.raw)),
        "business": business.pk,
        "kinds": [str(address.kind) for address in inbound.sender],
        "values": [address.value for address in inbound.sender],
        "sender_name": inbound.sender_name[:120],
        "thread": inbound.thread,
        "sent_to": inbound.to,
        "pending": InboundStatus.PENDING.value,
        "now": timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_STORE, facts)
        row = cursor.fetchone()
    if row is None:
        raise _AlreadyHere
    message_id, conversation_id = row
    doorbell.ring("receptionist.process_conversation", conversation_id, queue=wiring.queue(inbound.channel))
    return int(message_id)


@transaction.atomic
def _store_aside(inbound: Inbound, business: Business | None) -> int:
    """Keep what no conversation can be made of, where staff will find it; raises _AlreadyHere."""
    status = InboundStatus.UNREADABLE if not inbound.sender else InboundStatus.UNROUTED
    attachments = [asdict(attachment) for attachment in inbound.attachments]
    message, is_new = InboundMessage.objects.get_or_create(
        channel=inbound.channel,
        call_id=inbound.call_id,
        defaults={**_columns(inbound), "attachments": attachments, "raw": dict(inbound.raw), "status": status},
    )
    if not is_new:
        raise _AlreadyHere
    audit.record(
        f"message.{status}",
        business_id=business.pk if business else None,
        message=message.pk,
        channel=inbound.channel,
    )
    log.warning("%s event from %s kept as message %s for staff to look at", status, inbound.provider, message.pk)
    return message.pk


def _columns(inbound: Inbound) -> dict[str, object]:
    return {
        "channel": inbound.channel,
        "provider": inbound.provider,
        "call_id": inbound.call_id,
        "kind": inbound.kind,
        "text": inbound.text,
        "carrier_answered": inbound.carrier_answered,
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
