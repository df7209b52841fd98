"""The one statement that ends a turn: what is remembered, journal, messages, reply and audit, all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from receptionist.domain.state import ConversationState
from receptionist.memory import dump_state
from receptionist.models import Conversation, InboundStatus, OutboundMessage
from receptionist.turn.journal import OpenTurn
from receptionist.turn.leases import LeaseLost

#: Nothing is written unless the conversation is still ours and as we found it: all else hangs on ``ours``. What nobody
#: reads is written last: the contact is read, so that it is locked before the audit, as by whoever stores an event.
_SETTLE = """
WITH ours AS (
    UPDATE receptionist_conversation
    SET version = version + 1, state = coalesce(%(state)s::jsonb, state),
        opted_out_at = %(opted_out_at)s::timestamptz,
        last_inbound_at = %(last_inbound_at)s::timestamptz, updated_at = %(now)s::timestamptz
    WHERE id = %(conversation)s::bigint AND version = %(version)s AND lease_holder = %(lease_holder)s::uuid
    RETURNING id, contact_id
), contact AS (
    UPDATE receptionist_contact AS contact
    SET name = coalesce(%(name)s::text, name), email = coalesce(%(email)s::text, email),
        callback_phone = coalesce(%(callback_phone)s::text, callback_phone)
    FROM ours
    WHERE contact.id = ours.contact_id AND num_nonnulls(%(name)s::text, %(email)s::text, %(callback_phone)s::text) > 0
    RETURNING contact.id
), turn AS (
    INSERT INTO receptionist_turn (
        conversation_id, number, events, understanding, started_at, finished_at, error)
    SELECT id, %(number)s, %(events)s::jsonb, %(understanding)s::jsonb,
        %(started_at)s::timestamptz, %(now)s::timestamptz, %(error)s
    FROM ours
    ON CONFLICT (conversation_id, number) DO UPDATE
        SET events = excluded.events, understanding = excluded.understanding, finished_at = excluded.finished_at
    RETURNING id
), answered AS (
    UPDATE receptionist_inboundmessage AS message SET turn_id = turn.id, status = %(status)s
    FROM turn WHERE message.id = ANY(%(messages)s::bigint[])
), reply AS (
    INSERT INTO receptionist_outboundmessage (
        conversation_id, turn_id, idempotency_key, channel, provider, sender, recipient_id, text, expects, faq_id,
        status, attempts, claimed_at, created_at, provider_message_id, error_code, error, subject, enclosures)
    SELECT %(conversation)s::bigint, turn.id, reply.idempotency_key, reply.channel, reply.provider, reply.sender,
        reply.recipient_id, reply.text, reply.expects, reply.faq_id,
        reply.status, reply.attempts, reply.claimed_at, %(now)s::timestamptz, '', '', '', '', '[]'
    FROM turn, jsonb_populate_record(NULL::receptionist_outboundmessage, %(reply)s::jsonb) AS reply
    WHERE reply.text IS NOT NULL
    RETURNING id, channel
), told AS (
    SELECT line.position, line.kind, jsonb_build_object('turn', turn.id) || line.facts AS facts
    FROM turn, jsonb_to_recordset(%(lines)s::jsonb) AS line (position integer, kind text, facts jsonb)
    UNION ALL
    SELECT NULL, 'reply.queued', jsonb_build_object('message', id, 'channel', channel) FROM reply
), line AS (
    INSERT INTO receptionist_auditevent (kind, conversation_id, facts, at)
    SELECT kind, %(conversation)s::bigint, facts, %(now)s::timestamptz FROM told ORDER BY position NULLS LAST
)
SELECT turn.id, reply.id FROM turn LEFT JOIN reply ON true LEFT JOIN contact ON true
"""

#: What an audit line tells: its kind, and facts that are ready for JSON. The turn's id is added to them.
Line = tuple[str, Mapping[str, object]]


def settle(
    conversation: Conversation,
    turn: OpenTurn,
    status: InboundStatus,
    *,
    state: ConversationState | None,
    contact: Mapping[str, str],
    lines: Sequence[Line],
    reply: OutboundMessage | None,
) -> None:
    """End a turn, its messages with ``status``, and give it and the reply their ids; ``state`` None keeps the old one.

    ``contact`` are new values for columns of the contact, and the conversation's consent is stored as it stands there.
    Raises LeaseLost, and writes nothing, when another worker has taken the conversation.
    """
    now = timezone.now()
    facts: dict[str, Any] = {
        "conversation": conversation.pk,
        "version": conversation.version,
        "lease_holder": conversation.lease_holder,
        "state": None if state is None else json.dumps(dump_state(state)),
        "opted_out_at": conversation.opted_out_at,
        "now": now,
        "status": status.value,
        "lines": json.dumps([{"position": n, "kind": kind, "facts": told} for n, (kind, told) in enumerate(lines)]),
        "reply": json.dumps(_columns(reply) if reply else {}),
        **{column: contact.get(column) for column in ("name", "email", "callback_phone")},
        **_journal(turn),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, facts)
        row = cursor.fetchone()
    if row is None:
        raise LeaseLost(conversation.pk)
    turn.row.pk, turn.row.finished_at = row[0], now
    conversation.version, conversation.last_inbound_at = conversation.version + 1, facts["last_inbound_at"]
    if reply is not None:
        reply.pk = row[1]


def _journal(turn: OpenTurn) -> dict[str, Any]:
    """Return what the turn's row holds, and which messages it answers."""
    return {
        "number": turn.row.number,
        "events": json.dumps(turn.journal()),
        "understanding": json.dumps(turn.row.understanding),
        "started_at": turn.row.started_at,
        "error": turn.row.error,
        "messages": [message.pk for message in turn.messages],
        "last_inbound_at": turn.messages[-1].received_at,
    }


def _columns(reply: OutboundMessage) -> dict[str, object]:
    """Return what a reply says, to whom, and who has claimed it, ready for JSON."""
    columns = ("idempotency_key", "channel", "provider", "sender", "recipient_id", "text", "expects", "faq_id")
    claimed = {"claimed_at": reply.claimed_at and reply.claimed_at.isoformat(), "attempts": reply.attempts}
    return {name: getattr(reply, name) for name in columns} | {"status": reply.status} | claimed
