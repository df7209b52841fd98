"""An event becomes a row once, whoever sends it how often, and finds its business, contact and conversation."""

from __future__ import annotations

from time import monotonic
from typing import Any

import pytest
from celery import Celery
from django.core.cache import cache
from django.db import connection

from receptionist import doorbell, inbox
from receptionist.domain.messages import Address, AddressKind
from receptionist.models import (
    AuditEvent,
    Business,
    Contact,
    ContactAddress,
    Conversation,
    InboundMessage,
    InboundStatus,
)
from receptionist.resilience.breaker import Breaker
from sara.celery import app
from tests.at_once import at_once
from tests.receptionist.conftest import Phone, furnish


@pytest.mark.django_db
@pytest.mark.usefixtures("salon", "carriers", "no_workers")
class TestOneEvent:
    def test_the_same_event_again_gives_the_first_ones_row(self, phone: Phone) -> None:
        inbound = phone.inbound("hello")
        first, second = inbox.receive(inbound), inbox.receive(inbound)
        assert (first.is_new, second.is_new) == (True, False)
        assert first.message_id == second.message_id
        assert AuditEvent.objects.filter(kind="message.received").count() == 1

    def test_the_same_id_on_another_channel_is_another_event(self, phone: Phone) -> None:
        inbound = phone.inbound("hello", call_id="X1")
        elsewhere = phone.inbound("hello", call_id="X1", channel="voice", thread="CA1")
        assert inbox.receive(inbound).message_id != inbox.receive(elsewhere).message_id

    def test_one_phone_on_two_channels_is_one_contact_in_two_conversations(self, phone: Phone) -> None:
        phone.text("hello")
        phone.text("hello", channel="voice", thread="CA1")
        assert (Contact.objects.count(), Conversation.objects.count()) == (1, 2)

    def test_each_call_is_a_conversation_of_its_own(self, phone: Phone) -> None:
        for call in ("CA1", "CA2", "CA1"):
            phone.text("hello", channel="voice", thread=call)
        assert Conversation.objects.count() == 2

    def test_a_customer_without_a_phone_number_is_known_again(self, phone: Phone) -> None:
        hidden = (Address(AddressKind.BSUID, "US.123"),)
        phone.text("hello", sender=hidden)
        phone.text("again", sender=hidden)
        assert Contact.objects.count() == 1
        assert ContactAddress.objects.get().kind == AddressKind.BSUID

    def test_a_second_address_is_learned_with_the_first(self, phone: Phone) -> None:
        both = (Address(AddressKind.PHONE, phone.number), Address(AddressKind.BSUID, "US.123"))
        phone.text("hello")
        phone.text("hello", sender=both)
        phone.text("hello", sender=both[1:])
        assert Contact.objects.count() == 1

    def test_a_profile_name_is_learned_but_never_overwritten(self, phone: Phone) -> None:
        phone.text("hello")
        phone.text("hello", sender_name="Bea")
        phone.text("hello", sender_name="Somebody Else")
        assert Contact.objects.get().name == "Bea"

    def test_our_own_number_needs_no_entry_while_there_is_one_business(self, phone: Phone, settings: Any) -> None:
        settings.RECEPTIONIST = {**settings.RECEPTIONIST, "own_addresses": {"+15550000001"}}
        phone.text("hello", to="+15550000001")
        assert InboundMessage.objects.get().status == InboundStatus.PENDING
        Business.objects.create(name="Another")
        cache.clear()
        phone.text("hello", to="+15550000001")
        assert InboundMessage.objects.latest("id").status == InboundStatus.UNROUTED

    def test_what_is_for_nobody_is_kept_for_staff(self, phone: Phone, no_workers: list[Any]) -> None:
        phone.text("hello", to="+15550000000")
        phone.text("", sender=())
        assert set(InboundMessage.objects.values_list("status", flat=True)) == {
            InboundStatus.UNROUTED,
            InboundStatus.UNREADABLE,
        }
        assert no_workers == []


@pytest.mark.django_db(transaction=True)
def test_the_same_event_twenty_times_at_once_is_one_row(carriers: Any, no_workers: list[tuple[str, int]]) -> None:
    furnish()
    inbound = Phone().inbound("hello")
    received = at_once(20, lambda _: inbox.receive(inbound))
    assert InboundMessage.objects.count() == 1
    assert sum(each.is_new for each in received) == 1
    assert len({each.message_id for each in received}) == 1
    assert len(no_workers) == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_first_messages_of_one_new_customer_make_one_contact(carriers: Any, no_workers: list[Any]) -> None:
    furnish()
    at_once(20, lambda number: Phone().text(f"message {number}"))
    assert (Contact.objects.count(), Conversation.objects.count()) == (1, 1)
    assert InboundMessage.objects.count() == 20


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_loses_nothing_and_makes_no_carrier_wait(carriers: Any, caplog: pytest.LogCaptureFixture) -> None:
    furnish()
    dead = Celery("dead", broker="redis://127.0.0.1:1/0", set_as_current=False)
    dead.conf.update(
        broker_transport_options=app.conf.broker_transport_options, task_publish_retry=app.conf.task_publish_retry
    )
    dead.set_current()
    started = monotonic()
    try:
        Phone().text("hello")
    finally:
        app.set_current()
    # Each message would otherwise hold a thread of the web server for as long as Celery hopes.
    assert monotonic() - started < 3
    assert InboundMessage.objects.get().status == InboundStatus.PENDING
    assert "waits for the sweeper" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_says_nothing_is_left_alone_until_it_may_have_recovered(
    carriers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish()
    now, tried = [0.0], []

    def say_nothing(*_: object, **__: object) -> None:
        tried.append(now[0])
        raise TimeoutError

    monkeypatch.setattr(doorbell, "_broker", Breaker(failures=3, rest=5.0, clock=lambda: now[0]))
    monkeypatch.setattr(app, "send_task", say_nothing)
    for number in range(6):
        Phone().text(f"message {number}")
    assert tried == [0.0] * 3
    now[0] = 5.0
    Phone().text("one more")
    assert tried == [0.0] * 3 + [5.0]
    assert InboundMessage.objects.filter(status=InboundStatus.PENDING).count() == 7


def _rows_read(table: str) -> int:
    """Count the rows of a table that this transaction has read so far, by whatever plan."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables"
            " WHERE relname = %s",
            [table],
        )
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
@pytest.mark.usefixtures("carriers", "no_workers")
def test_thousands_of_customers_make_the_next_message_no_dearer(salon: Business, phone: Phone) -> None:
    contacts = Contact.objects.bulk_create(Contact(business=salon) for _ in range(5000))
    ContactAddress.objects.bulk_create(
        ContactAddress(business=salon, contact=contact, kind=AddressKind.PHONE, value=f"+4479{number:08}")
        for number, contact in enumerate(contacts)
    )
    phone.text("hello")
    with connection.cursor() as cursor:
        # As in a connection that is opened now, before the table was ever analysed.
        cursor.execute("DISCARD PLANS")
    before = _rows_read("receptionist_contactaddress")
    phone.text("hello again")
    assert _rows_read("receptionist_contactaddress") - before <= 5
