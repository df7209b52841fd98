"""Whole processes die by kill -9 under load; afterwards nothing is lost, nothing doubled, and every doubt is shown."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest

from calendar_integration.models import Appointment
from calendar_integration.proof import broken_promises
from receptionist.audit_proof import broken_links
from receptionist.domain.messages import DeliveryStatus
from receptionist.models import AuditEvent, FollowUp, InboundMessage, InboundStatus, OutboundMessage, Turn
from tests.crash.customers import QUESTION
from tests.crash.storm import PATIENCE, Storm, wait_until

pytestmark = [pytest.mark.crash, pytest.mark.slow, pytest.mark.timeout(600)]


def taken(storm: Storm) -> Counter[str]:
    """Count what the carrier took, by our own idempotency keys."""
    return Counter(parse_qs(urlsplit(form["StatusCallback"]).query)["reply"][0] for form in storm.twilio.messages)


def test_the_storm_broke_off_what_was_under_way(storm: Storm) -> None:
    """Shows that the others prove something: turns, sendings and acknowledgements were cut off in the middle."""
    assert storm.processes.kills == 6
    assert storm.processes.ended() == []
    assert storm.broken_turns
    assert storm.broken_sendings
    assert any(text.attempts > 1 for text in storm.texts)


def test_every_message_is_one_row_and_is_answered(storm: Storm) -> None:
    """By Sara herself: a turn is struck three times at the most, and a person takes over after five attempts."""
    rows = InboundMessage.objects.all()
    assert sorted(row.call_id for row in rows) == sorted(text.sid for text in storm.texts)
    assert {row.status for row in rows} == {InboundStatus.DONE}
    assert all(row.turn_id is not None for row in rows)
    assert not FollowUp.objects.exclude(reason="delivery").exists()


def test_every_turn_has_one_reply(storm: Storm) -> None:
    turns = Turn.objects.order_by("pk")
    assert all(turn.finished_at is not None for turn in turns)
    answered = OutboundMessage.objects.order_by("turn_id").values_list("turn_id", flat=True)
    assert list(answered) == list(turns.values_list("pk", flat=True))


def test_every_customer_gets_the_answer_to_what_they_asked(storm: Storm) -> None:
    for text in storm.texts:
        message = InboundMessage.objects.get(call_id=text.sid)
        reply = OutboundMessage.objects.select_related("recipient").get(turn=message.turn)
        assert reply.recipient.value == text.sender
        was_asked_alone = InboundMessage.objects.filter(turn=message.turn).count() == 1
        if text.words == QUESTION and was_asked_alone:
            assert "Behind the house, for free." in reply.text


def test_the_carrier_took_no_reply_twice(storm: Storm) -> None:
    assert {key: count for key, count in taken(storm).items() if count > 1} == {}
    assert taken(storm).keys() <= set(OutboundMessage.objects.values_list("idempotency_key", flat=True))


def test_what_we_say_was_sent_was_taken_and_every_doubt_lies_with_a_person(storm: Storm) -> None:
    for reply in OutboundMessage.objects.all():
        if reply.status == DeliveryStatus.UNKNOWN:
            assert FollowUp.objects.filter(idempotency_key=f"delivery:{reply.pk}", done_at=None).exists()
        else:
            assert (reply.status, taken(storm)[reply.idempotency_key]) == (DeliveryStatus.SENT, 1)


def test_no_two_appointments_overlap(storm: Storm) -> None:
    spans = sorted((row.start, row.end) for row in Appointment.objects.filter(status="booked"))
    assert spans
    assert [(first, second) for first, second in pairwise(spans) if first[1] > second[0]] == []


def test_the_diary_keeps_every_promise(storm: Storm) -> None:
    assert list(broken_promises(limit=5)) == []


def test_what_is_promised_is_booked_and_what_is_booked_is_promised(storm: Storm) -> None:
    promises = OutboundMessage.objects.filter(text__contains="You are booked").values_list("conversation_id", flat=True)
    booked = Appointment.objects.filter(status="booked").values_list("conversation_id", flat=True)
    assert sorted(promises) == sorted(booked)
    assert AuditEvent.objects.filter(kind="appointment.booked").count() == len(booked)


def test_the_audit_holds_and_tells_of_every_message_once(storm: Storm) -> None:
    assert list(broken_links(limit=5)) == []
    assert AuditEvent.objects.filter(kind="message.received").count() == len(storm.texts)


def test_what_the_processes_wrote_names_no_customer(storm: Storm) -> None:
    assert re.findall(r"7700900|Bea|Stone", storm.processes.said()) == []


def test_a_worker_that_came_back_shows_a_probe_that_it_lives(storm: Storm) -> None:
    touched = storm.processes.heartbeat.stat().st_mtime
    assert wait_until(lambda: storm.processes.heartbeat.stat().st_mtime > touched, within=PATIENCE)
