"""What is kept of a conversation when it is over: once, whole, and never while anything is still on its way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine

from receptionist.audit_proof import broken_links
from receptionist.domain.messages import MessageKind
from receptionist.models import (
    AuditEvent,
    Business,
    Conversation,
    FollowUp,
    InboundMessage,
    Interaction,
    OutboundMessage,
    Turn,
)
from receptionist.telling import interactions, story
from tests.fakes.ports import Stage
from tests.receptionist.conftest import Phone
from tests.receptionist.test_pipeline import drain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("salon", "carriers")]

HOUR = timedelta(hours=1)
Say = Callable[..., None]
BOOKING = ("a haircut tomorrow at 3pm please", "My name is Bea Stone")


@pytest.fixture
def say(phone: Phone, workers: None, clock: time_machine.Traveller, django_capture_on_commit_callbacks: Any) -> Say:
    def tell(*texts: str, **other: Any) -> None:
        for text in texts:
            drain(django_capture_on_commit_callbacks, partial(phone.text, text, **other))

    return tell


def _close_after(clock: time_machine.Traveller, silence: timedelta) -> list[Interaction]:
    clock.shift(silence)
    interactions.close()
    return list(Interaction.objects.order_by("conversation_id", "first_turn"))


def test_a_booking_is_kept_with_its_outcome_and_summary_once_the_customer_is_silent(say: Say, clock):
    say("where can I park?", *BOOKING)
    assert _close_after(clock, HOUR - timedelta(minutes=1)) == [], "not yet silent for long enough"
    (kept,) = _close_after(clock, timedelta(minutes=2))
    assert (kept.outcome, kept.channel, kept.language, kept.first_turn, kept.last_turn) == ("booked", "sms", "en", 1, 3)
    assert kept.summary == (
        "Booked Haircut for Tue 3 March, 15:00, with Ana. Asked “where can I park?”, and was answered."
    )
    messages = InboundMessage.objects.order_by("id")
    assert (kept.started_at, kept.ended_at) == (messages[0].received_at, messages[2].received_at)
    assert kept.business_id == kept.conversation.business_id


def test_each_close_is_one_line_of_the_audit_without_a_word_of_the_customers(say: Say, clock):
    say(*BOOKING)
    (kept,) = _close_after(clock, 2 * HOUR)
    line = AuditEvent.objects.get(kind="interaction.closed")
    assert (line.conversation_id, line.facts) == (
        kept.conversation_id,
        {"interaction": kept.pk, "outcome": "booked"},
    )
    assert story.tell(line.kind, line.facts).sentence == "Closed as booked."
    assert list(broken_links(limit=5)) == []


def test_closing_again_keeps_nothing_twice(say: Say, clock):
    say("hello")
    _close_after(clock, 2 * HOUR)
    assert interactions.close() == 0
    assert len(_close_after(clock, 48 * HOUR)) == 1


def test_who_writes_again_after_the_close_begins_the_next_one_and_is_remembered_as_before(say: Say, clock):
    say(BOOKING[0])
    _close_after(clock, 2 * HOUR)
    state = Conversation.objects.get().state
    say(BOOKING[1])
    first, second = _close_after(clock, 2 * HOUR)
    assert state["goal"] == "schedule", "closing is not forgetting"
    assert [(kept.outcome, kept.first_turn, kept.last_turn) for kept in (first, second)] == [
        ("abandoned", 1, 1),
        ("booked", 2, 2),
    ]


def test_however_late_it_is_looked_at_a_silence_parts_what_lies_before_and_after(say: Say, clock):
    say("where can I park?")
    clock.shift(2 * HOUR)
    say(*BOOKING)
    clock.shift(HOUR / 2)
    say("thanks")
    kept = _close_after(clock, 72 * HOUR)
    assert [(one.outcome, one.first_turn, one.last_turn) for one in kept] == [("answered", 1, 1), ("booked", 2, 4)]


def test_messages_that_waited_for_a_worker_are_parted_by_when_they_came(phone: Phone, say: Say, no_workers, clock):
    phone.text("where can I park?")
    clock.shift(3 * HOUR)
    phone.text("hello again")
    assert _close_after(clock, 2 * HOUR) == []
    assert Interaction.objects.count() == 0


def _wait(conversation: Conversation) -> None:
    InboundMessage.objects.create(
        conversation=conversation, channel="sms", call_id="SMwaits", provider="twilio", kind="text", text="and?"
    )


def _have_queued(conversation: Conversation) -> None:
    OutboundMessage.objects.update(status="queued")


def _have_claimed(conversation: Conversation) -> None:
    OutboundMessage.objects.update(status="sending")


@pytest.mark.parametrize("hinder", [_wait, _have_queued, _have_claimed])
def test_nothing_is_closed_while_a_message_waits_or_a_reply_is_on_its_way(say: Say, clock, hinder):
    say("hello")
    hinder(Conversation.objects.get())
    assert _close_after(clock, 48 * HOUR) == []
    InboundMessage.objects.update(status="done")
    OutboundMessage.objects.update(status="failed")
    assert len(_close_after(clock, HOUR)) == 1


def test_a_broken_off_turn_is_left_open(say: Say, clock, monkeypatch):
    say("hello")
    conversation = Conversation.objects.get()
    _wait(conversation)
    turn = Turn.objects.create(conversation=conversation, number=2, error="KeyError")
    InboundMessage.objects.filter(status="pending").update(turn=turn)
    assert _close_after(clock, 2 * HOUR) == []


def test_what_sara_gave_up_is_handed_over(say: Say, clock):
    say("hello")
    InboundMessage.objects.update(status="failed")
    (kept,) = _close_after(clock, 2 * HOUR)
    assert (kept.outcome, kept.summary) == ("handed_over", "Left for a person: Sara failed to answer.")


def _call(say: Say, *words: str, hang_up: bool = True) -> None:
    steps = [("", MessageKind.CALL_STARTED), *((text, MessageKind.SPEECH) for text in words)]
    for text, kind in steps + [("", MessageKind.CALL_ENDED)] * hang_up:
        say(text, kind=kind, channel="voice", thread="CA1")
        # What the carrier fetches and says.
        OutboundMessage.objects.filter(status="queued", channel="voice").update(status="sent")


def test_a_call_is_over_when_it_is_hung_up(say: Say, clock):
    _call(say, *BOOKING)
    (kept,) = _close_after(clock, timedelta(seconds=1))
    assert (kept.channel, kept.outcome) == ("voice", "booked")


def test_a_call_under_way_is_not_over_and_one_whose_end_was_lost_is_after_a_silence(say: Say, clock):
    _call(say, "where can I park?", hang_up=False)
    assert _close_after(clock, timedelta(minutes=10)) == []
    (kept,) = _close_after(clock, HOUR)
    assert kept.outcome == "answered"


def test_a_caller_who_hangs_up_at_once_asked_for_nothing(say: Say, clock):
    _call(say)
    (kept,) = _close_after(clock, timedelta(seconds=1))
    assert (kept.outcome, kept.summary) == ("no_request", "Said nothing.")


def test_the_words_of_a_recording_that_come_later_belong_to_their_call(say: Say, clock):
    _call(say, "where can I park?")
    _close_after(clock, timedelta(seconds=1))
    clock.shift(3 * HOUR)
    say("please call me", kind=MessageKind.TRANSCRIPT, channel="voice", thread="CA1")
    (kept,) = _close_after(clock, timedelta(seconds=1))
    assert (kept.outcome, kept.first_turn) == ("handed_over", 1)
    assert kept.last_turn == Conversation.objects.get().version
    told = AuditEvent.objects.filter(kind="interaction.closed").values_list("facts__outcome", flat=True)
    assert list(told) == ["answered", "handed_over"]


def test_the_language_is_the_one_the_customer_spoke_last_and_staff_read_english(say: Say, clock):
    say("hello", "quiero pedir hora para un corte de pelo")
    (kept,) = _close_after(clock, 2 * HOUR)
    assert kept.language == "es"
    assert kept.summary.startswith("Wanted to book ")


def test_a_customer_without_words_is_kept_in_the_businesss_language(say: Say, clock):
    Business.objects.update(language="es")
    _call(say)
    (kept,) = _close_after(clock, timedelta(seconds=1))
    assert kept.language == "es"


def test_a_journal_that_nobody_understands_any_more_stands_in_nobodys_way(say: Say, clock, caplog):
    say("where can I park?")
    turn = Turn.objects.get()
    turn.events = [turn.events[0], {"happened": "moon_landed"}, {}]
    turn.save()
    (kept,) = _close_after(clock, 2 * HOUR)
    assert kept.outcome == "no_request"
    assert "cannot be told" in caplog.text
    assert "park" not in caplog.text


def test_follow_ups_and_reminders_stay_as_they_are(say: Say, clock):
    say("I want to talk to a person")
    (kept,) = _close_after(clock, 2 * HOUR)
    assert kept.outcome == "handed_over"
    assert FollowUp.objects.get().done_at is None
    assert len(Stage.text.sent) == 1


def test_the_setting_decides_how_long_a_silence_is(say: Say, clock, settings):
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, "interaction_silence": timedelta(minutes=5)}
    say("hello")
    assert len(_close_after(clock, timedelta(minutes=6))) == 1
