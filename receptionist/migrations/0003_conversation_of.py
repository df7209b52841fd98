"""One question to the database finds, or opens, the conversation that an event belongs to.

Every webhook asks it before it answers its carrier. In statements of their own the same steps cost more than all the
rest of the request.
"""

from __future__ import annotations

from django.db import migrations

FORWARDS = """
CREATE FUNCTION contact_of(business bigint, kinds text[], given_values text[]) RETURNS bigint LANGUAGE sql STABLE AS $$
    -- The inner LIMIT has each address looked up by the unique index. A plain join may be planned, before the table
    -- was ever analysed, as a walk through all customers of the business.
    SELECT known.contact_id
    FROM unnest(kinds, given_values) WITH ORDINALITY AS given (kind, value, position), LATERAL (
        SELECT contact_id FROM receptionist_contactaddress
        WHERE business_id = business AND kind = given.kind AND value = given.value LIMIT 1
    ) AS known
    ORDER BY given.position LIMIT 1
$$;

-- The best of a sender's addresses stands first; it is where the answer goes.
CREATE FUNCTION conversation_of(
    business bigint, kinds text[], given_values text[], sender_name text,
    on_channel text, in_thread text, by_provider text, sent_to text
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    who bigint := contact_of(business, kinds, given_values);
    way_back bigint;
    known receptionist_conversation%ROWTYPE;
BEGIN
    IF who IS NULL THEN
        -- Two first messages of one customer take turns, so that they make one contact.
        PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(' ', business, kinds[1], given_values[1]), 0));
        who := contact_of(business, kinds, given_values);
    END IF;
    IF who IS NULL THEN
        INSERT INTO receptionist_contact (business_id, name, email, callback_phone, created_at)
            VALUES (business, sender_name, '', '', now()) RETURNING id INTO who;
    ELSIF sender_name <> '' THEN
        UPDATE receptionist_contact SET name = sender_name WHERE id = who AND name = '';
    END IF;

    SELECT id INTO way_back FROM receptionist_contactaddress
        WHERE business_id = business AND kind = kinds[1] AND value = given_values[1];
    IF way_back IS NULL OR array_length(kinds, 1) > 1 THEN
        INSERT INTO receptionist_contactaddress (business_id, contact_id, kind, value)
            SELECT business, who, given.kind, given.value FROM unnest(kinds, given_values) AS given (kind, value)
            ON CONFLICT DO NOTHING;
        SELECT id INTO way_back FROM receptionist_contactaddress
            WHERE business_id = business AND kind = kinds[1] AND value = given_values[1];
    END IF;

    SELECT * INTO known FROM receptionist_conversation
        WHERE contact_id = who AND channel = on_channel AND thread = in_thread;
    IF (known.provider, known.business_address, known.contact_address_id) = (by_provider, sent_to, way_back) THEN
        RETURN known.id;
    END IF;
    INSERT INTO receptionist_conversation (
            business_id, contact_id, channel, thread, provider, business_address, contact_address_id,
            state, version, closed_version, attempts, rung_meanwhile, last_inbound_at, created_at, updated_at)
        VALUES (business, who, on_channel, in_thread, by_provider, sent_to, way_back, '{}', 0, 0, 0, false, now(), now(), now())
        ON CONFLICT (contact_id, channel, thread) DO UPDATE SET
            provider = by_provider, business_address = sent_to, contact_address_id = way_back
        RETURNING * INTO known;
    RETURN known.id;
END $$;
"""

BACKWARDS = """
DROP FUNCTION conversation_of(bigint, text[], text[], text, text, text, text, text);
DROP FUNCTION contact_of(bigint, text[], text[]);
"""


class Migration(migrations.Migration):
    """Install the look-up."""

    dependencies = [("receptionist", "0002_audit_chain")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
