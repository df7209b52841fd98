"""The database itself notes that a business's FAQs have changed, whoever changed them and however."""

from __future__ import annotations

from django.db import migrations

FORWARDS = """
CREATE FUNCTION faq_new_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- In order, so that two statements that touch the same businesses wait for each other rather than deadlock.
    INSERT INTO knowledge_base_faqversion (business_id, version)
        SELECT business_id, gen_random_uuid() FROM (SELECT DISTINCT business_id FROM changed ORDER BY 1) AS touched
        ON CONFLICT (business_id) DO UPDATE SET version = excluded.version;
    RETURN NULL;
END $$;

CREATE TRIGGER faq_added AFTER INSERT ON knowledge_base_faq
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION faq_new_version();
CREATE TRIGGER faq_changed_from AFTER UPDATE ON knowledge_base_faq
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION faq_new_version();
CREATE TRIGGER faq_changed_to AFTER UPDATE ON knowledge_base_faq
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION faq_new_version();
CREATE TRIGGER faq_removed AFTER DELETE ON knowledge_base_faq
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION faq_new_version();
"""

BACKWARDS = """
DROP TRIGGER faq_removed ON knowledge_base_faq;
DROP TRIGGER faq_changed_to ON knowledge_base_faq;
DROP TRIGGER faq_changed_from ON knowledge_base_faq;
DROP TRIGGER faq_added ON knowledge_base_faq;
DROP FUNCTION faq_new_version();
"""


class Migration(migrations.Migration):
    """Install the triggers that give a business's FAQs a new version."""

    dependencies = [("knowledge_base", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
