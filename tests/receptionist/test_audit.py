"""The audit cannot be changed, and whoever changes it all the same is found out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from receptionist import audit
from receptionist.audit_proof import broken_links
from receptionist.models import AuditEvent, Business, Conversation
from tests.people import converse

_TABLES = ("receptionist_auditevent", "receptionist_audithead")


@pytest.fixture
def conversation(salon: Business) -> Conversation:
    """A conversation with three lines, beside one line of the house."""
    held = converse(salon, "+447700900123")
    for number in range(1, 4):
        audit.record("message.received", conversation_id=held.pk, message=number)
    audit.record("message.unrouted", message=4)
    # Foreign keys still to be checked would keep tables from being changed.
    _sql("SET CONSTRAINTS ALL IMMEDIATE")
    return held


def _sql(*statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def _guards_off() -> Iterator[None]:
    """As the owner of the database can, and nobody else."""
    _sql(*(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in _TABLES))
    yield
    _sql(*(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in _TABLES))


def _verdict(capsys: pytest.CaptureFixture[str]) -> str:
    call_command("verify_audit")
    return capsys.readouterr().out.strip()


def test_each_conversation_has_a_chain_of_its_own_and_the_house_one(conversation: Conversation):
    lines = AuditEvent.objects.order_by("chain", "position").values_list("chain", "position", "previous_hash")
    assert [line[:2] for line in lines] == [(0, 1), *((conversation.pk, number) for number in (1, 2, 3))]
    assert [bool(previous) for *_, previous in lines] == [False, False, True, True]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE receptionist_auditevent SET kind = 'moon.landed'",
        "UPDATE receptionist_auditevent SET facts = '{}'",
        "DELETE FROM receptionist_auditevent",
        "TRUNCATE receptionist_auditevent CASCADE",
        "UPDATE receptionist_audithead SET position = 1",
        "DELETE FROM receptionist_audithead",
        "INSERT INTO receptionist_audithead VALUES (99, 1, 'x')",
        "TRUNCATE receptionist_audithead CASCADE",
    ],
)
def test_the_database_refuses_to_change_or_remove_what_is_written(conversation: Conversation, statement: str):
    with pytest.raises(ProgrammingError, match="append-only"):
        _sql(statement)
    assert AuditEvent.objects.filter(kind="message.received").count() == 3


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE receptionist_auditevent SET facts = '{}' WHERE position = 2", "line 2: the line was changed"),
        ("UPDATE receptionist_auditevent SET kind = 'x' WHERE position = 2", "line 2: the line was changed"),
        ("UPDATE receptionist_auditevent SET at = now() WHERE position = 2", "line 2: the line was changed"),
        ("DELETE FROM receptionist_auditevent WHERE position = 2", "line 3: a line before it is missing"),
        ("DELETE FROM receptionist_auditevent WHERE position = 3", "line 3: the end of the chain is missing"),
        ("DELETE FROM receptionist_audithead WHERE position = 3", "line 0: the chain has no head"),
        ("UPDATE receptionist_audithead SET hash = 'x' WHERE position = 3", "line 3: the end of the chain is missing"),
        (
            """UPDATE receptionist_auditevent AS line
            SET facts = '{}', hash = audit_hash(jsonb_populate_record(line, '{"facts": {}}')) WHERE position = 2""",
            "line 3: it does not follow the line before it",
        ),
    ],
)
def test_whoever_switches_the_guards_off_and_tampers_is_found_out(
    conversation: Conversation, tampering: str, found: str
):
    with _guards_off():
        _sql(tampering)
    assert f"conversation {conversation.pk}, {found}" in [str(link) for link in broken_links(limit=20)]
    with pytest.raises(CommandError, match=found):
        call_command("verify_audit")


def test_an_untouched_audit_is_counted_and_holds(conversation: Conversation, capsys: pytest.CaptureFixture[str]):
    assert _verdict(capsys).startswith("The audit holds: 4 lines in 2 chains,")


def test_one_line_and_one_chain_are_counted_as_one(db: None, capsys: pytest.CaptureFixture[str]):
    audit.record("message.unrouted", message=1)
    assert _verdict(capsys).startswith("The audit holds: 1 line in 1 chain,")


def test_an_empty_audit_holds(db: None, capsys: pytest.CaptureFixture[str]):
    assert _verdict(capsys).startswith("The audit holds: 0 lines in 0 chains,")
