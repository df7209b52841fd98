"""Closing what many customers left: a few statements by index, and one that cannot be told harms no other."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from receptionist.models import Business, Conversation, InboundMessage, Interaction, OutboundMessage, Turn
from receptionist.telling import interactions
from tests.people import converse
from tests.receptionist.conftest import NOW

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def _many(business: Business, count: int, unclosed: int = 100) -> None:
    """Let many customers have said something and been answered, all of it closed but the last."""
    first = converse(business, "+447700900001")
    them = Conversation.objects.bulk_create(
        Conversation(
            business=business,
            contact=first.contact,
            contact_address=first.contact_address,
            channel="sms",
            provider="twilio",
            thread=f"T{number}",
            version=1,
            closed_version=int(number < count - unclosed),
            last_inbound_at=NOW - timedelta(minutes=count - number),
        )
        for number in range(count)
    )
    turns = Turn.objects.bulk_create(Turn(conversation=one, number=1, finished_at=NOW) for one in them)
    InboundMessage.objects.bulk_create(
        InboundMessage(
            conversation=turn.conversation, turn=turn, channel="sms", call_id=f"SM{turn.pk}", kind="text", status="done"
        )
        for turn in turns
    )
    OutboundMessage.objects.bulk_create(
        OutboundMessage(
            conversation=turn.conversation,
            turn=turn,
            recipient=first.contact_address,
            idempotency_key=f"key:{turn.pk}",
            channel="sms",
            status="sent",
        )
        for turn in turns
    )


def test_one_that_cannot_be_told_stands_in_no_others_way(salon: Business, clock, monkeypatch, caplog):
    _many(salon, 3)
    first = Conversation.objects.filter(version=1).earliest("pk")
    tell = interactions._told

    def stumble(conversation: Conversation, turns: Any) -> Interaction:
        if conversation.pk == first.pk:
            raise KeyError
        return tell(conversation, turns)

    monkeypatch.setattr(interactions, "_told", stumble)
    clock.shift(48 * HOUR)
    assert [interactions.close(), interactions.close()] == [2, 0]
    assert f"conversation {first.pk} cannot be told" in caplog.text
    monkeypatch.undo()
    assert interactions.close() == 1, "mended, it is told after all"


def test_it_costs_the_same_few_statements_however_many_are_closed(
    salon: Business, clock, django_assert_max_num_queries
):
    _many(salon, 100)
    clock.shift(48 * HOUR)
    with django_assert_max_num_queries(8):
        assert interactions.close() == 100


def test_more_than_a_batch_is_closed_by_and_by(salon: Business, clock, monkeypatch):
    monkeypatch.setattr(interactions, "_BATCH", 40)
    _many(salon, 100)
    clock.shift(48 * HOUR)
    assert [interactions.close() for _ in range(4)] == [40, 40, 20, 0]
    assert Interaction.objects.count() == 100


def _plan(sql: str, params: Any) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(row[0] for row in cursor.fetchall())


def test_the_silent_are_found_by_an_index_and_not_by_walking_through_history(salon: Business, clock):
    _many(salon, 5000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = _plan(*interactions.over(timezone.now())[:100].query.sql_with_params())
    assert "conversation_unclosed" in plan
    assert not re.search(r"Seq Scan on receptionist_(conversation|inboundmessage|outboundmessage|turn)\b", plan), plan


def test_outcomes_are_counted_by_channel_from_an_index(salon: Business, clock):
    conversation = converse(salon, "+447700900001")
    Interaction.objects.bulk_create(
        Interaction(
            conversation=conversation,
            business=salon,
            channel="sms",
            first_turn=number,
            last_turn=number,
            started_at=NOW,
            ended_at=NOW - timedelta(minutes=number),
            language="en",
            outcome="booked",
        )
        for number in range(5000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE receptionist_interaction")
    count = """SELECT channel, outcome, count(*) FROM receptionist_interaction
               WHERE business_id = %s AND ended_at >= %s GROUP BY channel, outcome"""
    assert "interaction_outcomes" in _plan(count, [salon.pk, NOW - timedelta(hours=2)])
