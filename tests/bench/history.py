"""Half a year of a very busy business for the bench of the manager's page: a million messages, written by SQL.

Everything is drawn from one seed and lies before ``now``, so that two runs measure the same figures.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from calendar_integration.models import Appointment, Service, Staff
from knowledge_base.models import FAQ
from receptionist.models import Business

DAYS = 182
#: A text conversation has two interactions, a call one; an interaction has four turns, a turn a message and a reply.
CONVERSATIONS = 75_000
MESSAGES = CONVERSATIONS // 3 * (2 + 2 + 1) * 4 * 2

_PEOPLE = """
INSERT INTO receptionist_contact (id, business_id, name, email, callback_phone, created_at)
SELECT c, %(business)s, 'Customer ' || c, '', '', %(now)s::timestamptz FROM generate_series(1, %(conversations)s) c;
INSERT INTO receptionist_contactaddress (id, business_id, contact_id, kind, value)
SELECT c, %(business)s, c, 'phone', '+1212' || lpad(c::text, 7, '0') FROM generate_series(1, %(conversations)s) c;
"""
# Who calls is a customer who also writes: calls that end early are made good now and then.
_CONVERSATIONS = """
INSERT INTO receptionist_conversation (
    id, business_id, contact_id, channel, thread, provider, business_address, contact_address_id, state, version,
    closed_version, rung_meanwhile, attempts, last_inbound_at, created_at, updated_at)
SELECT c, %(business)s, c - (c %% 3 = 0)::int, (ARRAY['voice', 'sms', 'whatsapp'])[c %% 3 + 1],
    CASE WHEN c %% 3 = 0 THEN 'CA' || c ELSE '' END, 'twilio', '+15005550006', c - (c %% 3 = 0)::int, '{}', 8, 8, false,
    0, %(now)s::timestamptz - random() * interval '%(days)s days', %(now)s::timestamptz, %(now)s::timestamptz
FROM generate_series(1, %(conversations)s) c;
"""
_INTERACTIONS = """
INSERT INTO receptionist_interaction (
    conversation_id, business_id, channel, first_turn, last_turn, started_at, ended_at, language, outcome, summary)
SELECT id, %(business)s, channel, 1 + 4 * part, 4 + 4 * part, begun, begun + interval '6 minutes', 'en',
    (ARRAY['booked', 'booked', 'booked', 'answered', 'answered', 'answered', 'answered', 'rescheduled', 'cancelled',
        'handed_over', 'lead', 'abandoned', 'no_request', 'spam'])[1 + floor(random() * 14)], 'Booked a haircut.'
FROM (
    SELECT conversation.id, channel, part,
        last_inbound_at - interval '6 minutes' - (channel <> 'voice' AND part = 0)::int * interval '1 day' AS begun
    FROM receptionist_conversation AS conversation, generate_series(0, CASE channel WHEN 'voice' THEN 0 ELSE 1 END) part
    ORDER BY last_inbound_at
) AS interaction;
"""
_TURNS = """
INSERT INTO receptionist_turn (conversation_id, number, events, understanding, started_at, finished_at, error)
SELECT conversation_id, number, '[]', '{"reader": "rules"}', started_at + (number - first_turn) * interval '2 minutes',
    started_at + (number - first_turn) * interval '2 minutes' + interval '1 second', ''
FROM receptionist_interaction, generate_series(first_turn, last_turn) number
ORDER BY 5;
"""
_MESSAGES = """
INSERT INTO receptionist_inboundmessage (
    channel, call_id, provider, conversation_id, turn_id, kind, text, attachments, carrier_answered, raw, status,
    received_at)
SELECT channel, 'SM' || turn.id, 'twilio', conversation_id, turn.id, 'text', 'Can I have a haircut tomorrow at three?',
    '[]', false, '{}', 'done', started_at
FROM receptionist_turn AS turn JOIN receptionist_conversation AS conversation ON conversation.id = conversation_id
ORDER BY turn.id;
INSERT INTO receptionist_outboundmessage (
    conversation_id, turn_id, idempotency_key, channel, provider, sender, recipient_id, subject, text, enclosures,
    expects, faq_id, status, provider_message_id, attempts, error_code, error, created_at, sent_at)
SELECT conversation_id, turn_id, 'turn:' || turn_id, channel, 'twilio', '+15005550006', contact_address_id, '',
    'Tomorrow at 3 pm with Maya is free. Shall I book it?', '[]', 'reply',
    CASE WHEN random() < 0.25 THEN (SELECT min(id) FROM knowledge_base_faq) + floor(300 * random() * random()) END,
    CASE WHEN channel = 'voice' AND random() < 0.02 THEN 'withdrawn' ELSE 'delivered' END, 'SM' || turn_id, 1, '', '',
    received_at + interval '0.3 seconds', received_at + (0.3 - 2 * ln(1 - random())) * interval '1 second'
FROM (
    SELECT conversation_id, turn_id, message.channel, contact_address_id, received_at
    FROM receptionist_inboundmessage AS message
    JOIN receptionist_conversation AS conversation ON conversation.id = conversation_id
    ORDER BY message.id
) AS answered;
"""
_REST = """
INSERT INTO receptionist_followup (
    business_id, conversation_id, idempotency_key, reason, summary, created_at, done_at, done_by)
SELECT %(business)s, conversation_id, 'bench:' || id, 'asked', 'Call back', ended_at + interval '5 seconds',
    CASE WHEN random() < 0.999 THEN ended_at END, ''
FROM receptionist_interaction WHERE outcome IN ('handed_over', 'lead') OR random() < 0.02;
INSERT INTO knowledge_base_unansweredquestion (business_id, question, conversation_id, idempotency_key, why,
    badly_received, asked_at, resolved_at)
SELECT %(business)s, 'Do you do weddings?', conversation_id, 'bench:' || id, '', false, ended_at,
    CASE WHEN random() < 0.99 THEN ended_at END
FROM receptionist_interaction WHERE random() < 0.05 ORDER BY ended_at;
INSERT INTO receptionist_modelcall (model, at, cost, input_tokens, output_tokens, milliseconds, answered)
SELECT 'gpt-6-luna', started_at, 0.0002 + random() * 0.0003, 900, 120, 700, true FROM receptionist_turn ORDER BY id;
INSERT INTO calendar_integration_appointment (
    business_id, service_id, staff_id, location_id, during, buffer_before, buffer_after, needs, contact_id,
    conversation_id, public_id, idempotency_key, customer_name, notes, status, local_day, local_time, timezone,
    cancelled_at, created_at, mirror_status, mirror_version, mirror_attempts, mirror_error, mirror_calendar_id,
    mirror_event_id, mirror_event_generation, mirror_etag, told_calendar_pending)
SELECT %(business)s, %(service)s, %(staff)s, %(location)s, tstzrange(at, at + interval '30 minutes'), 0, 0, '{}',
    contact_id, CASE WHEN chance < 0.8 THEN conversation_id END, gen_random_uuid(), 'bench:' || id, 'Customer', '',
    status, at::date, at::time, 'UTC', CASE status WHEN 'cancelled' THEN at END, made, 'not_needed', 1, 0, '', '', '',
    0, '', false
FROM (
    SELECT interaction.id, contact_id, conversation_id, random() AS chance, interaction.ended_at AS made,
        interaction.ended_at + interval '3 days' AS at,
        (ARRAY['booked', 'completed', 'completed', 'completed', 'completed', 'cancelled', 'no_show'])[
            1 + floor(random() * 7)] AS status
    FROM receptionist_interaction AS interaction
    JOIN receptionist_conversation AS conversation ON conversation.id = conversation_id
    WHERE outcome = 'booked' ORDER BY interaction.ended_at
) AS booked;
"""


def write(now: datetime, conversations: int = CONVERSATIONS) -> Business:
    """Write the half year that ends at ``now``, into an empty database."""
    business = Business.objects.create(name="Bench", timezone="America/New_York")
    service = Service.objects.create(business=business, name="Haircut", minutes=30)
    staff = Staff.objects.create(business=business, name="Maya")
    FAQ.objects.bulk_create(
        FAQ(business=business, question=f"Question {number}?", answer="Yes.") for number in range(300)
    )
    facts = {
        "business": business.pk,
        "service": service.pk,
        "staff": staff.pk,
        "location": business.locations.get().pk,
        "now": now,
        "days": DAYS,
        "conversations": conversations,
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")
        # The triggers judge row by row what is right by construction here.
        cursor.execute(f"ALTER TABLE {Appointment._meta.db_table} DISABLE TRIGGER USER")
        for script in (_PEOPLE, _CONVERSATIONS, _INTERACTIONS, _TURNS, _MESSAGES, _REST):
            for statement in script.split(";\n"):
                if statement.strip():
                    cursor.execute(_written_out(statement, facts))
        cursor.execute(f"ALTER TABLE {Appointment._meta.db_table} ENABLE TRIGGER USER")
        cursor.execute("VACUUM ANALYZE")
    return business


def _written_out(statement: str, facts: dict[str, object]) -> str:
    """Put the facts into a statement: they are ours, and the server cannot guess the type of each."""
    return statement % {name: f"'{fact}'" if isinstance(fact, datetime) else fact for name, fact in facts.items()}
