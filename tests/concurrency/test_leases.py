"""A ring that comes while the conversation is being let go falls on neither side of the gap."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from receptionist.models import Conversation
from receptionist.turn import leases
from tests.receptionist.conftest import Phone, furnish

pytestmark = pytest.mark.django_db(transaction=True)


def _release(conversation: Conversation) -> bool:
    try:
        return leases.release(conversation)
    finally:
        connections.close_all()


def _wait_until_somebody_waits_for_a_lock() -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")


def test_a_message_that_is_younger_than_the_statement_that_lets_go_is_rung_for(
    no_workers: list[tuple[str, int]],
) -> None:
    """The statement sees the database as it was when it began, but the row as the ring has left it."""
    furnish()
    phone = Phone()
    phone.text("hello")
    held = leases.take(Conversation.objects.get().pk)
    assert held is not None
    held.inbound_messages.update(status="done")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            # As the ring does: it writes to the row before the other statement gets hold of it.
            Conversation.objects.filter(pk=held.pk).update(rung_meanwhile=False)
            letting_go = pool.submit(_release, held)
            _wait_until_somebody_waits_for_a_lock()
            phone.text("where can I park?")
            assert leases.take(held.pk) is None
        assert letting_go.result(timeout=10) is True
