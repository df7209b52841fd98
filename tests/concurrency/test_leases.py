"""A ring that comes while the conversation is being let go falls on neither side of the gap."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from receptionist.models import Conversation
from receptionist.turn import leases
from tests.at_once import on_its_own, until, waiting
from tests.receptionist.conftest import Phone, furnish

pytestmark = pytest.mark.django_db(transaction=True)


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
            letting_go = pool.submit(on_its_own, lambda: leases.release(held))
            until(waiting)
            phone.text("where can I park?")
            assert leases.take(held.pk) is None
        assert letting_go.result(timeout=30) is True
