"""Whole calls, with the core's own dialogue behind them: what is heard, and what remains when nobody hears it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from receptionist import pipeline
from receptionist.domain.messages import DeliveryStatus
from receptionist.models import AuditEvent, Business, Conversation, FollowUp, InboundMessage, OutboundMessage
from receptionist.sending import outbox
from tests.channels_voice.conftest import START, Post, fields, said, tags, verbs

CALL = fields("speech")["CallSid"]
WANTS_PERSON = "I would like to speak to a person please"

Step = Callable[..., Any]


def work() -> None:
    """Do what the worker does when it is rung for."""
    for conversation in Conversation.objects.all():
        while conversation.inbound_messages.filter(status="pending").exists():
            pipeline.process_conversation(conversation.pk)


@pytest.fixture
def step(post: Post) -> Step:
    """Take one step of a call, let the worker work, and come back for the reply."""

    def take(path: str, event: str, **changed: str) -> Any:
        post(path, event, **changed)
        work()
        return post(path, event, **changed)

    return take


def test_a_caller_who_stays_silent_is_asked_again_and_then_for_a_message(
    step: Step, post: Post, business: Business
) -> None:
    assert "Salon Ana" in said(step(START, "call_started"))
    assert tags(step(f"{START}turn/?turn=1", "silence")) == ["Gather"]
    asked = step(f"{START}turn/?turn=2", "silence")
    assert tags(asked) == ["Say", "Record", "Hangup"]

    recording = verbs(asked)[1].attrib
    thanks = step(recording["action"], "recording")
    assert tags(thanks) == ["Say", "Hangup"]
    assert "call you back" in said(thanks)

    post(f"{START}status/", "status_completed")
    post(recording["transcribeCallback"], "transcription")
    work()
    follow_up = FollowUp.objects.get(reason="voicemail")
    assert "Please call me back about my appointment." in follow_up.summary
    assert not OutboundMessage.objects.exclude(channel="voice").exists(), "thanked once, not again by text"
    assert not InboundMessage.objects.filter(status="pending").exists()


def test_the_transcription_alone_is_enough_for_staff_when_the_recordings_own_callback_was_lost(
    post: Post, step: Step, business: Business
) -> None:
    step(START, "call_started")
    post(f"{START}transcription/?turn=3", "transcription")
    work()
    assert "Please call me back" in FollowUp.objects.get(reason="voicemail").summary


def test_a_caller_who_hangs_up_before_the_answer_gets_it_by_text(step: Step, post: Post, business: Business) -> None:
    step(START, "call_started")
    post(f"{START}turn/?turn=1", "speech", SpeechResult=WANTS_PERSON)
    post(f"{START}status/", "status_completed")
    work()
    unsaid, text = OutboundMessage.objects.order_by("id")[1:]
    assert (unsaid.channel, unsaid.status) == ("voice", DeliveryStatus.WITHDRAWN)
    assert (text.channel, text.status, text.recipient.value) == ("sms", DeliveryStatus.QUEUED, "+14155550123")
    assert text.text == unsaid.text


def test_a_view_that_still_waits_does_not_take_the_reply_away_from_a_caller_who_hung_up(
    step: Step, post: Post, business: Business
) -> None:
    step(START, "call_started")
    post(f"{START}turn/?turn=1", "speech", SpeechResult=WANTS_PERSON)
    # The reply is committed; the end of the call is stored, but its turn has not come yet.
    spoken = InboundMessage.objects.get(call_id=f"{CALL}:1")
    work()
    post(f"{START}status/", "status_completed")
    assert outbox.claim_spoken(spoken.pk) is None
    work()
    assert OutboundMessage.objects.get(channel="sms").text


def test_a_text_message_is_never_counted_as_said(step: Step, post: Post, business: Business) -> None:
    step(START, "call_started")
    post(f"{START}status/", "status_completed")
    work()
    # The last words arrive after the end of the call: their reply goes out as a text.
    late = post(f"{START}turn/?turn=1", "speech", SpeechResult=WANTS_PERSON)
    work()
    assert tags(late) == ["Say", "Redirect"]
    assert tags(post(f"{START}turn/?turn=1", "speech", SpeechResult=WANTS_PERSON)) == ["Say", "Redirect"]
    assert OutboundMessage.objects.get(channel="sms").status == DeliveryStatus.QUEUED


def test_a_greeting_that_nobody_stayed_for_is_not_sent_after_the_caller(post: Post, business: Business) -> None:
    post(START, "call_started")
    post(f"{START}status/", "status_completed")
    work()
    assert not OutboundMessage.objects.filter(channel="sms").exists()


def test_a_caller_without_a_number_who_hangs_up_leaves_a_trace_in_the_audit(
    step: Step, post: Post, business: Business
) -> None:
    anonymous = fields("call_started_anonymous")
    caller = {"From": anonymous["From"], "Caller": anonymous["Caller"]}
    step(START, "call_started_anonymous")
    post(f"{START}turn/?turn=1", "speech", SpeechResult=WANTS_PERSON, **caller)
    post(f"{START}status/", "status_completed", **caller)
    work()
    assert not OutboundMessage.objects.filter(channel="sms").exists()
    withdrawn = AuditEvent.objects.filter(kind="reply.withdrawn")
    assert withdrawn.filter(facts__why="no way to reach the customer").exists()


def test_a_reply_that_comes_after_three_waits_is_not_lost(step: Step, post: Post, business: Business) -> None:
    step(START, "call_started")
    post(f"{START}turn/?turn=1", "speech", SpeechResult=WANTS_PERSON)
    assert "Record" in tags(post(f"{START}reply/?turn=1&wait=3", "silence"))
    work()
    post(f"{START}status/", "status_completed")
    work()
    assert OutboundMessage.objects.get(channel="sms").text


def test_a_call_that_never_says_that_it_ended_is_ended_by_the_sweeper(
    step: Step, post: Post, business: Business
) -> None:
    from datetime import timedelta

    import time_machine
    from django.utils import timezone

    from receptionist import sweeping

    step(START, "call_started")
    post(f"{START}turn/?turn=1", "speech", SpeechResult=WANTS_PERSON)
    work()
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        sweeping.sweep()
    assert OutboundMessage.objects.get(channel="sms").status == DeliveryStatus.QUEUED


def test_two_calls_of_one_caller_are_two_conversations_of_one_contact(step: Step, business: Business) -> None:
    step(START, "call_started")
    step(START, "call_started", CallSid="CA" + "f" * 32)
    first, second = Conversation.objects.all()
    assert first.contact_id == second.contact_id
    assert first.thread != second.thread
