"""One worker a conversation: a lease taken by compare-and-set, which a dead worker loses by itself.

Both statements stand in SQL: they run for every message, and composing them anew each time costs more than they do.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from receptionist.models import Conversation, InboundStatus

#: Longer than any one turn may take; a worker that was killed delays its conversation by this much at the most.
LEASE = timedelta(seconds=45)

_TAKE = """
UPDATE receptionist_conversation
SET lease_holder = %(holder)s, lease_until = %(until)s, attempts = attempts + 1
WHERE id = %(id)s AND (lease_until IS NULL OR lease_until < %(now)s)
"""

_RELEASE = """
UPDATE receptionist_conversation
SET lease_holder = NULL, lease_until = NULL, attempts = %(attempts)s
WHERE id = %(id)s AND lease_holder = %(holder)s
RETURNING EXISTS (
    SELECT FROM receptionist_inboundmessage WHERE conversation_id = %(id)s AND status = %(pending)s
)
"""


class LeaseLost(Exception):
    """Another worker has taken over; nothing of this turn may be committed here."""


def take(conversation_id: int) -> Conversation | None:
    """Take a conversation for one turn; None when another worker holds it.

    Each time counts as an attempt, on the row and beforehand, so that a message which kills its worker is noticed;
    whoever holds the conversation sets ``attempts`` back when all went well.
    """
    now = timezone.now()
    facts: dict[str, Any] = {"id": conversation_id, "holder": uuid.uuid4(), "now": now, "until": now + LEASE}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, facts)
        if not cursor.rowcount:
            return None
    return Conversation.objects.select_related("business", "contact", "contact_address").get(pk=conversation_id)


def insist(conversation: Conversation) -> None:
    """Keep the conversation ours until the caller's transaction ends; raises LeaseLost when it is no longer."""
    ours = Conversation.objects.select_for_update().filter(pk=conversation.pk, lease_holder=conversation.lease_holder)
    if ours.values_list("pk", flat=True).first() is None:
        raise LeaseLost(conversation.pk)


def release(conversation: Conversation) -> bool:
    """Let go, and say whether a message waits by then; False where somebody else holds the conversation already.

    A message stored before this statement is seen by it. One stored later rings for a worker that finds the lease
    free, or waits for this very row. So no message falls between the two.
    """
    facts: dict[str, Any] = {
        "id": conversation.pk,
        "holder": conversation.lease_holder,
        "attempts": conversation.attempts,
        "pending": InboundStatus.PENDING.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RELEASE, facts)
        row = cursor.fetchone()
    return bool(row and row[0])
