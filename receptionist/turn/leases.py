"""One worker a conversation: a lease taken by compare-and-set, which a dead worker loses by itself.

The statements stand in SQL because they run for every message: see ``rows``.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from receptionist.models import Business, Contact, ContactAddress, Conversation, InboundStatus
from receptionist.turn.rows import Rows

#: Longer than any one turn may take; a worker that was killed delays its conversation by this much at the most.
LEASE = timedelta(seconds=45)

_CONVERSATIONS, _BUSINESSES = Rows(Conversation, "taken"), Rows(Business, "business")
_CONTACTS, _ADDRESSES = Rows(Contact, "contact"), Rows(ContactAddress, "address")

_FREE = "(lease_until IS NULL OR lease_until < %(now)s::timestamptz)"

# The status of messages stands there itself: as a parameter it would keep a kept plan from the index of the pending.
#: One statement, so that a ring finds either a lease that is free or a holder who will see that it rang.
_TAKE = f"""
WITH taken AS (
    UPDATE receptionist_conversation
    SET lease_holder = CASE WHEN {_FREE} THEN %(holder)s::uuid ELSE lease_holder END,
        lease_until = CASE WHEN {_FREE} THEN %(until)s::timestamptz ELSE lease_until END,
        attempts = CASE WHEN {_FREE} THEN attempts + 1 ELSE attempts END,
        rung_meanwhile = NOT {_FREE}
    WHERE id = %(id)s AND EXISTS (
        SELECT FROM receptionist_inboundmessage AS message
        WHERE message.conversation_id = %(id)s AND message.status = '{InboundStatus.PENDING}'
    )
    RETURNING *
)
SELECT {_CONVERSATIONS}, {_BUSINESSES}, {_CONTACTS}, {_ADDRESSES}
FROM taken
JOIN receptionist_business AS business ON business.id = taken.business_id
JOIN receptionist_contact AS contact ON contact.id = taken.contact_id
JOIN receptionist_contactaddress AS address ON address.id = taken.contact_address_id
WHERE taken.lease_holder = %(holder)s::uuid
"""  # noqa: S608 - our own columns

#: It looks at the row alone: of messages it would see only those that were there when it began.
_RELEASE = """
UPDATE receptionist_conversation
SET lease_holder = NULL, lease_until = NULL, attempts = %(attempts)s
WHERE id = %(id)s AND lease_holder = %(holder)s
RETURNING rung_meanwhile
"""


class LeaseLost(Exception):
    """Another worker has taken over; nothing of this turn may be committed here."""


def take(conversation_id: int) -> Conversation | None:
    """Take a conversation for one turn; None when no message waits in it, or another worker holds it.

    Each time counts as an attempt, on the row and beforehand, so that a message which kills its worker is noticed;
    whoever holds the conversation sets ``attempts`` back when all went well.
    """
    now = timezone.now()
    facts: dict[str, Any] = {
        "id": conversation_id,
        "holder": uuid.uuid4(),
        "now": now,
        "until": now + LEASE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, facts)
        row = cursor.fetchone()
    return _conversation(iter(row)) if row else None


def _conversation(columns: Iterator[Any]) -> Conversation | None:
    """Read a conversation with those who take part in it."""
    conversation, business = _CONVERSATIONS.read(columns), _BUSINESSES.read(columns)
    contact, address = _CONTACTS.read(columns), _ADDRESSES.read(columns)
    if conversation and business and contact and address:
        conversation.business, conversation.contact, conversation.contact_address = business, contact, address
    return conversation


def insist(conversation: Conversation) -> None:
    """Keep the conversation ours until the caller's transaction ends; raises LeaseLost when it is no longer."""
    ours = Conversation.objects.select_for_update().filter(pk=conversation.pk, lease_holder=conversation.lease_holder)
    if ours.values_list("pk", flat=True).first() is None:
        raise LeaseLost(conversation.pk)


def release(conversation: Conversation) -> bool:
    """Let go, and say whether somebody has rung meanwhile and was sent away; its message may be answered by now.

    False where somebody else holds the conversation already. A ring that comes before this statement has left its
    mark on the row; one that comes later finds the lease free. So no ring falls between the two.
    """
    facts: dict[str, Any] = {
        "id": conversation.pk,
        "holder": conversation.lease_holder,
        "attempts": conversation.attempts,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RELEASE, facts)
        row = cursor.fetchone()
    return bool(row and row[0])
