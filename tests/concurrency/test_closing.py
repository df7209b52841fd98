"""Closing while a customer writes, while another closes, and while the process dies: every turn is told once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from receptionist import inbox, pipeline
from receptionist.audit_proof import broken_links
from receptionist.models import AuditEvent, Contact, Conversation, InboundMessage, Interaction
from receptionist.people import forgetting
from receptionist.telling import interactions
from receptionist.turn import leases
from tests.at_once import at_once, until, waiting
from tests.receptionist.conftest import Phone, furnish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("carriers")]


def _customers(count: int) -> list[Phone]:
    """Let customers be answered, long ago."""
    furnish()
    phones = [Phone(f"+4477009001{number:02}") for number in range(count)]
    for phone in phones:
        phone.text("where can I park?")
    for pk in Conversation.objects.values_list("pk", flat=True):
        pipeline.process_conversation(pk)
    _be_silent()
    return phones


def _be_silent() -> None:
    long_ago = timezone.now() - timedelta(hours=3)
    InboundMessage.objects.update(received_at=long_ago)
    Conversation.objects.update(last_inbound_at=long_ago)


def _close(_: int = 0) -> int:
    try:
        return interactions.close()
    finally:
        connections.close_all()


def _told() -> list[tuple[int, int, int]]:
    rows = Interaction.objects.order_by("conversation_id", "first_turn")
    return list(rows.values_list("conversation_id", "first_turn", "last_turn"))


def _every_turn_is_told_once() -> None:
    for conversation in Conversation.objects.select_related("last_interaction"):
        assert conversation.last_interaction
        assert conversation.last_interaction.last_turn == conversation.closed_version == conversation.version
        told = [n for pk, first, last in _told() if pk == conversation.pk for n in range(first, last + 1)]
        assert told == list(range(1, conversation.version + 1))
    assert AuditEvent.objects.filter(kind="interaction.closed").count() == Interaction.objects.count()
    assert list(broken_links(limit=5)) == []


def test_several_who_close_at_once_keep_everything_once(no_workers: Any) -> None:
    _customers(12)
    assert sum(at_once(4, _close)) == 12
    assert Interaction.objects.count() == 12
    _every_turn_is_told_once()


def test_without_the_lock_two_closers_would_tell_the_audit_twice(
    no_workers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The race is real: it is the lock that keeps the second one away."""
    _customers(1)
    queryset = type(Conversation.objects.all())
    monkeypatch.setattr(queryset, "select_for_update", lambda self, **_: self)
    keep = interactions._keep

    def both_have_read(found: Any) -> None:
        with ThreadPoolExecutor(1) as other:
            monkeypatch.setattr(interactions, "_keep", keep)
            other.submit(_close).result(timeout=30)
        keep(found)

    monkeypatch.setattr(interactions, "_keep", both_have_read)
    interactions.close()
    assert AuditEvent.objects.filter(kind="interaction.closed").count() == 2
    assert Interaction.objects.count() == 1, "the unique key holds even then"


def test_a_message_that_arrives_while_it_is_closed_is_stored_at_once_and_begins_the_next(
    no_workers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (phone,) = _customers(1)
    keep = interactions._keep

    def write_meanwhile(found: Any) -> None:
        with ThreadPoolExecutor(1) as customer:
            # The lock is held: a webhook that had to wait for it would wait for this very thread.
            customer.submit(_text, phone, "a haircut tomorrow at 3pm please").result(timeout=30)
        keep(found)

    monkeypatch.setattr(interactions, "_keep", write_meanwhile)
    assert interactions.close() == 1
    monkeypatch.setattr(interactions, "_keep", keep)
    pk = Conversation.objects.get().pk
    pipeline.process_conversation(pk)
    assert interactions.close() == 0, "the customer is there again"
    _be_silent()
    interactions.close()
    assert _told() == [(pk, 1, 1), (pk, 2, 2)]
    assert list(Interaction.objects.order_by("first_turn").values_list("outcome", flat=True)) == [
        "answered",
        "abandoned",
    ]


def _text(phone: Phone, words: str) -> None:
    try:
        inbox.receive(phone.inbound(words))
    finally:
        connections.close_all()


def test_a_turn_that_is_committed_while_the_closer_looks_keeps_it_open(no_workers: Any) -> None:
    """The closer sees a silent row, waits for nobody, and must not close what it no longer describes."""
    (phone,) = _customers(1)
    phone.text("hello again")
    pk = Conversation.objects.get().pk
    with transaction.atomic():
        pipeline.process_conversation(pk)
        with ThreadPoolExecutor(1) as closer:
            assert closer.submit(_close).result(timeout=30) == 0
    _be_silent()
    interactions.close()
    _every_turn_is_told_once()


def test_a_worker_that_wants_the_conversation_while_it_is_closed_waits_and_goes_on(
    no_workers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (phone,) = _customers(1)
    pk = Conversation.objects.get().pk
    keep, worker = interactions._keep, ThreadPoolExecutor(1)
    answering: list[Any] = []

    def want_it_meanwhile(found: Any) -> None:
        _in_thread(_text, phone, "hello")
        answering.append(worker.submit(_process, pk))
        until(waiting)
        keep(found)

    monkeypatch.setattr(interactions, "_keep", want_it_meanwhile)
    interactions.close()
    answering[0].result(timeout=30)
    worker.shutdown()
    assert not InboundMessage.objects.filter(status="pending").exists()
    monkeypatch.setattr(interactions, "_keep", keep)
    _be_silent()
    interactions.close()
    assert _told() == [(pk, 1, 1), (pk, 2, 2)]


def _in_thread(act: Any, *arguments: Any) -> None:
    with ThreadPoolExecutor(1) as thread:
        thread.submit(act, *arguments).result(timeout=30)


def _process(pk: int) -> None:
    try:
        pipeline.process_conversation(pk)
    finally:
        connections.close_all()


class PowerCut(BaseException):
    """The process is gone."""


def test_killed_before_any_of_its_statements_it_has_closed_nothing_and_the_next_one_closes_all(
    no_workers: Any,
) -> None:
    _customers(2)
    cuts = 0
    for cut_at in range(1, 50):
        steps = iter(range(1, 50))

        def tick(execute: Any, *arguments: Any, steps: Any = steps, cut_at: int = cut_at) -> Any:
            if next(steps) == cut_at:
                raise PowerCut
            return execute(*arguments)

        with suppress(PowerCut), connection.execute_wrapper(tick):
            interactions.close()
        if Interaction.objects.exists():
            break
        assert not AuditEvent.objects.filter(kind="interaction.closed").exists()
        assert set(Conversation.objects.values_list("closed_version", flat=True)) == {0}
        cuts += 1
    assert cuts >= 4, "it was cut at every statement"
    interactions.close()
    assert Interaction.objects.count() == 2
    _every_turn_is_told_once()


def test_a_customer_who_is_being_forgotten_leaves_no_summary_behind(
    no_workers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _customers(1)
    keep = interactions._keep
    contact = Contact.objects.get()
    forgotten: list[Any] = []
    staff = ThreadPoolExecutor(1)

    def forget_meanwhile(found: Any) -> None:
        forgotten.append(staff.submit(_forget, contact.pk))
        until(waiting)
        keep(found)

    monkeypatch.setattr(interactions, "_keep", forget_meanwhile)
    interactions.close()
    forgotten[0].result(timeout=30)
    staff.shutdown()
    assert [kept.summary for kept in Interaction.objects.all()] == [""]
    monkeypatch.setattr(interactions, "_keep", keep)
    assert interactions.close() == 0
    assert leases.take(Conversation.objects.get().pk) is None, "nothing waits"


def _forget(contact_id: int) -> None:
    try:
        forgetting.forget(contact_id, by="maya")
    finally:
        connections.close_all()
