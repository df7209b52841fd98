"""The database numbers and chains the audit itself, and refuses to change or remove a line."""

from __future__ import annotations

from django.db import migrations

FORWARDS = r"""
CREATE FUNCTION audit_hash(line receptionist_auditevent) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(concat_ws(E'\x1f',
        line.chain, line.position, line.kind, coalesce(line.conversation_id, 0),
        extract(epoch FROM line.at), line.facts::text, line.previous_hash), 'UTF8')), 'hex')
$$;

-- The head's row lock makes the writers of one chain take turns; those of other chains do not wait.
CREATE FUNCTION audit_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head receptionist_audithead%ROWTYPE;
BEGIN
    NEW.chain := coalesce(NEW.conversation_id, 0);
    -- The conversation before the head, as everybody locks them: the line's own foreign key would come after it.
    PERFORM FROM receptionist_conversation WHERE id = NEW.conversation_id FOR KEY SHARE;
    SELECT * INTO head FROM receptionist_audithead WHERE chain = NEW.chain FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO receptionist_audithead (chain, position, hash) VALUES (NEW.chain, 0, '')
            ON CONFLICT (chain) DO NOTHING;
        SELECT * INTO head FROM receptionist_audithead WHERE chain = NEW.chain FOR UPDATE;
    END IF;
    NEW.position := head.position + 1;
    NEW.previous_hash := head.hash;
    NEW.hash := audit_hash(NEW);
    UPDATE receptionist_audithead SET position = NEW.position, hash = NEW.hash WHERE chain = NEW.chain;
    RETURN NEW;
END $$;

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_append BEFORE INSERT ON receptionist_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_append();
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON receptionist_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON receptionist_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
-- Only audit_append may touch the heads: a statement from outside runs its triggers at depth 1, ours at depth 2.
CREATE TRIGGER audit_head_guard BEFORE INSERT OR UPDATE OR DELETE ON receptionist_audithead
    FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON receptionist_audithead
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""

BACKWARDS = """
DROP TRIGGER audit_head_no_truncate ON receptionist_audithead;
DROP TRIGGER audit_head_guard ON receptionist_audithead;
DROP TRIGGER audit_no_truncate ON receptionist_auditevent;
DROP TRIGGER audit_no_change ON receptionist_auditevent;
DROP TRIGGER audit_append ON receptionist_auditevent;
DROP FUNCTION audit_refuse();
DROP FUNCTION audit_append();
DROP FUNCTION audit_hash(receptionist_auditevent);
"""


class Migration(migrations.Migration):
    """Install the audit's triggers."""

    dependencies = [("receptionist", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
