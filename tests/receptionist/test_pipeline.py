"""One conversation, answered in order and once, whatever goes wrong on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from calendar_integration.models import Appointment
from receptionist import pipeline, sweeping, usage, wiring
from receptionist.domain.messages import DeliveryStatus, MessageKind
from receptionist.models import (
    AuditEvent,
    Business,
    Conversation,
    FollowUp,
    InboundMessage,
    InboundStatus,
    OutboundMessage,
    Turn,
)
from receptionist.turn import committing, journal, leases
from receptionist.usage import Tokens
from tests.fakes.ports import BrokenReader, FakePhraser, Stage
from tests.receptionist.conftest import Phone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("salon", "carriers", "clock")]


def drain(capture: Any, act: Callable[[], object]) -> None:
    """Act, and let everything rung for happen, as if each transaction had committed."""
    with capture(execute=True):
        act()


@pytest.fixture
def say(phone: Phone, workers: None, django_capture_on_commit_callbacks: Any) -> Callable[..., str]:
    def tell(text: str, **other: Any) -> str:
        before = OutboundMessage.objects.count()
        drain(django_capture_on_commit_callbacks, lambda: phone.text(text, **other))
        if OutboundMessage.objects.count() == before:
            return ""
        return OutboundMessage.objects.latest("id").text

    return tell


def test_it_books_in_one_message_and_confirms_what_is_committed(say: Callable[..., str]) -> None:
    reply = say("Hi, this is Bea Stone, can I get a haircut tomorrow at 3pm?")
    appointment = Appointment.objects.get()
    assert (str(appointment.local_day), str(appointment.local_time)) == ("2026-03-03", "15:00:00")
    assert appointment.customer_name == "Bea Stone"
    assert "You are booked, Bea Stone: Haircut, Tuesday 3 March at 3 pm" in reply
    assert [sent.text for sent in Stage.text.sent] == [reply]


def test_it_remembers_across_messages_what_is_still_missing(say: Callable[..., str]) -> None:
    assert "I have" in say("I'd like an appointment tomorrow")
    assert "What name" in say("3pm please")
    assert "You are booked, Bea" in say("Bea")
    assert Appointment.objects.count() == 1


def test_a_name_or_address_that_is_too_long_to_be_one_stops_nothing(say: Callable[..., str]) -> None:
    email = f"{'a' * 60}@{'.'.join(['b' * 60] * 5)}.com"
    assert "What name" in say(f"Please book a haircut tomorrow at 3pm for {email}. I am {'Ab' * 500}.")
    assert "You are booked, Bea" in say("Bea")
    contact = Appointment.objects.get().contact
    assert (contact.name, contact.email) == ("Bea", "")


def test_it_answers_from_an_faq_and_says_which(say: Callable[..., str]) -> None:
    assert "Behind the house" in say("where can I park?")
    backing = OutboundMessage.objects.latest("id").faq_id
    assert backing is not None
    assert AuditEvent.objects.get(kind="question.answered").facts["faq_id"] == backing


def test_messages_that_arrived_together_are_answered_together(
    phone: Phone, no_workers: list[tuple[str, int]], django_capture_on_commit_callbacks: Any
) -> None:
    def three() -> None:
        for text in ("hi", "where can I", "park?"):
            phone.text(text)

    drain(django_capture_on_commit_callbacks, three)
    pipeline.process_conversation(Conversation.objects.get().pk)
    assert Turn.objects.count() == 1
    assert "Behind the house" in OutboundMessage.objects.get().text
    assert set(InboundMessage.objects.values_list("status", flat=True)) == {InboundStatus.DONE}


def test_a_worker_leaves_alone_what_another_one_holds(phone: Phone, no_workers: list[tuple[str, int]]) -> None:
    phone.text("hi")
    conversation = Conversation.objects.get()
    held = {
        "lease_holder": "00000000-0000-0000-0000-000000000001",
        "lease_until": timezone.now() + timedelta(seconds=9),
    }
    Conversation.objects.update(**held)
    pipeline.process_conversation(conversation.pk)
    assert not OutboundMessage.objects.exists()


def test_a_lease_lost_during_a_turn_commits_nothing(
    phone: Phone, no_workers: list[tuple[str, int]], settings: Any
) -> None:
    phone.text("where can I park?")

    class Thief(BrokenReader):
        """Takes the conversation away while it is being read."""

        def read(self, utterance: Any) -> Any:
            Conversation.objects.update(lease_holder="00000000-0000-0000-0000-000000000001")
            raise RuntimeError

    Stage.reader = Thief(RuntimeError())
    settings.RECEPTIONIST = {
        **settings.RECEPTIONIST,
        "readers": ["tests.fakes.ports.broken_reader", *settings.RECEPTIONIST["readers"]],
    }
    pipeline.process_conversation(Conversation.objects.get().pk)
    assert not OutboundMessage.objects.exists()
    assert InboundMessage.objects.get().status == InboundStatus.PENDING


def test_a_turn_that_fails_again_and_again_is_handed_to_a_person(
    say: Callable[..., str], settings: Any, phone: Phone
) -> None:
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, "calendar": "tests.receptionist.test_pipeline.no_calendar"}
    for attempt in range(1, 7):
        if attempt == 1:
            say("book me in tomorrow at 3")
        else:
            pipeline.process_conversation(Conversation.objects.get().pk)
    assert InboundMessage.objects.get().status == InboundStatus.FAILED
    assert "the diary is on fire" in FollowUp.objects.get().summary
    assert "a colleague will get back to you" in OutboundMessage.objects.get().text


def no_calendar() -> Any:
    """Stand for a diary that is broken."""
    raise RuntimeError("the diary is on fire")


def test_what_nobody_rang_for_is_found_by_the_sweeper(
    phone: Phone, no_workers: list[tuple[str, int]], clock: Any, django_capture_on_commit_callbacks: Any
) -> None:
    phone.text("where can I park?")
    no_workers.clear()
    drain(django_capture_on_commit_callbacks, sweeping.sweep)
    assert no_workers == []  # too young: it is most likely being worked on
    clock.shift(timedelta(seconds=11))
    drain(django_capture_on_commit_callbacks, sweeping.sweep)
    assert no_workers == [("receptionist.process_conversation", Conversation.objects.get().pk)]


def test_a_conversation_of_300_turns_is_as_quick_as_a_young_one(
    say: Callable[..., str], django_assert_max_num_queries: Any
) -> None:
    def count_queries() -> int:
        with django_assert_max_num_queries(200) as counted:
            say("where can I park?")
        return len(counted)

    say("where can I park?")
    young = count_queries()
    conversation = Conversation.objects.get()
    Turn.objects.bulk_create(
        Turn(conversation=conversation, number=number, finished_at=timezone.now()) for number in range(10, 310)
    )
    InboundMessage.objects.bulk_create(
        InboundMessage(
            channel="sms", call_id=f"old{number}", conversation=conversation, kind="text", text="hi", status="done"
        )
        for number in range(300)
    )
    Conversation.objects.update(version=310)
    assert count_queries() == young


def test_a_call_that_is_hung_up_first_gets_its_answer_as_a_text(
    phone: Phone, workers: None, django_capture_on_commit_callbacks: Any
) -> None:
    def in_call(kind: MessageKind, text: str = "") -> None:
        drain(
            django_capture_on_commit_callbacks,
            lambda: phone.text(text, kind=kind, channel="voice", thread="CA1"),
        )

    in_call(MessageKind.CALL_STARTED)
    in_call(MessageKind.SPEECH, "where can i park")
    assert Stage.text.sent == []
    in_call(MessageKind.CALL_ENDED)
    (sent,) = Stage.text.sent
    assert "Behind the house" in sent.text
    assert sent.channel == "sms"
    assert OutboundMessage.objects.filter(channel="voice", status="withdrawn").count() == 2


def test_every_step_leaves_a_line_in_the_audit(say: Callable[..., str]) -> None:
    say("this is Bea Stone, book a haircut tomorrow at 3pm")
    kinds = list(AuditEvent.objects.order_by("id").values_list("kind", flat=True))
    for kind in (
        "message.received",
        "appointment.booked",
        "turn.understood",
        "turn.decided",
        "reply.queued",
        "reply.sent",
    ):
        assert kind in kinds
    told = str(list(AuditEvent.objects.values_list("facts", flat=True)))
    assert "Bea" not in told
    assert "7700" not in told


def test_rings_in_vain_say_nothing_and_are_not_counted_against_the_conversation(say: Callable[..., str]) -> None:
    say("where can I park?")
    conversation = Conversation.objects.get()
    for _ in range(7):
        pipeline.process_conversation(conversation.pk)
    conversation.refresh_from_db()
    assert (OutboundMessage.objects.count(), conversation.attempts) == (1, 0)
    assert "Behind the house" in say("where can I park?")


def test_a_customer_who_writes_without_a_pause_goes_to_the_end_of_the_queue(
    phone: Phone, no_workers: list[tuple[str, int]], django_capture_on_commit_callbacks: Any
) -> None:
    phone.text("where can I park?")
    # While the first reply is on its way the customer writes again, and the ring for it finds the conversation held.
    Stage.text.after_taking = lambda: phone.text("thanks")
    no_workers.clear()
    conversation = Conversation.objects.get()
    drain(django_capture_on_commit_callbacks, lambda: pipeline.process_conversation(conversation.pk))
    assert Turn.objects.count() == 1
    assert ("receptionist.process_conversation", conversation.pk) in no_workers
    Stage.text.after_taking = lambda: None
    pipeline.process_conversation(conversation.pk)
    assert [sent.idempotency_key[-2:] for sent in Stage.text.sent] == [":1", ":2"]


def test_a_channel_that_breaks_after_the_commit_does_not_undo_it(
    phone: Phone, no_workers: list[tuple[str, int]]
) -> None:
    phone.text("where can I park?")
    conversation = Conversation.objects.get()

    def break_down() -> None:
        raise RuntimeError

    Stage.text.after_taking = break_down
    with pytest.raises(RuntimeError):
        pipeline.process_conversation(conversation.pk)
    Stage.text.after_taking = lambda: None
    pipeline.process_conversation(conversation.pk)
    assert InboundMessage.objects.get().status == InboundStatus.DONE
    assert OutboundMessage.objects.get().status == DeliveryStatus.SENDING  # in doubt: the sweeper tells staff
    assert len(Stage.text.sent) == 1
    conversation.refresh_from_db()
    assert conversation.lease_holder is None


def test_a_commit_that_breaks_is_done_again_and_once(phone: Phone, no_workers: list[tuple[str, int]]) -> None:
    phone.text("where can I park?")
    conversation = Conversation.objects.get()

    def refuse_the_reply(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "INSERT INTO receptionist_outboundmessage" in sql:
            raise RuntimeError("the disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse_the_reply):
        pipeline.process_conversation(conversation.pk)
    assert InboundMessage.objects.get().status == InboundStatus.PENDING
    assert "the disk is full" in Turn.objects.get().error
    pipeline.process_conversation(conversation.pk)
    assert InboundMessage.objects.get().status == InboundStatus.DONE
    assert Turn.objects.get().finished_at is not None
    assert len(Stage.text.sent) == 1


def test_a_worker_that_slept_through_its_lease_wakes_nothing_that_another_has_finished(
    phone: Phone, no_workers: list[tuple[str, int]]
) -> None:
    phone.text("where can I park?")
    conversation = leases.take(Conversation.objects.get().pk)
    assert conversation is not None
    asleep = journal.open_next(conversation)
    assert asleep is not None
    asleep.save()
    Conversation.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    pipeline.process_conversation(conversation.pk)
    assert InboundMessage.objects.get().status == InboundStatus.DONE
    with pytest.raises(leases.LeaseLost):
        asleep.save()
    asleep.fail(RuntimeError("too late"))
    assert InboundMessage.objects.get().status == InboundStatus.DONE
    assert Turn.objects.get().finished_at is not None
    assert len(Stage.text.sent) == 1


def test_a_ring_that_was_sent_away_is_made_up_for_when_the_conversation_is_let_go(
    phone: Phone, no_workers: list[tuple[str, int]]
) -> None:
    phone.text("hello")
    held = leases.take(Conversation.objects.get().pk)
    assert held is not None
    phone.text("where can I park?")
    pipeline.process_conversation(held.pk)
    assert Stage.text.sent == []
    assert leases.release(held) is True


def test_a_message_whose_own_ring_is_still_on_its_way_is_not_rung_for_twice(
    phone: Phone, no_workers: list[tuple[str, int]]
) -> None:
    phone.text("hello")
    held = leases.take(Conversation.objects.get().pk)
    assert held is not None
    assert leases.release(held) is False
    pipeline.process_conversation(held.pk)
    assert len(Stage.text.sent) == 1


def test_a_ring_for_what_is_done_already_takes_nothing(phone: Phone, no_workers: list[tuple[str, int]]) -> None:
    phone.text("hello")
    pipeline.process_conversation(Conversation.objects.get().pk)
    assert leases.take(Conversation.objects.get().pk) is None


def test_a_journal_that_this_version_cannot_read_comes_to_a_person(
    phone: Phone, no_workers: list[tuple[str, int]]
) -> None:
    phone.text("where can I park?")
    conversation = leases.take(Conversation.objects.get().pk)
    assert conversation is not None
    begun = journal.open_next(conversation)
    assert begun is not None
    begun.save()
    leases.release(conversation)
    unreadable = [{"happened": "what no version knows"}]
    Turn.objects.update(events=unreadable)
    for _ in range(7):
        pipeline.process_conversation(conversation.pk)
    assert InboundMessage.objects.get().status == InboundStatus.FAILED
    assert FollowUp.objects.count() == 1
    assert Turn.objects.get().events == unreadable


@pytest.fixture
def rewords(settings: Any) -> Iterator[FakePhraser]:
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, "phraser": "tests.fakes.ports.phraser"}
    wiring.phraser.cache_clear()
    Stage.phraser = FakePhraser()
    yield Stage.phraser
    wiring.phraser.cache_clear()


def test_a_rewording_that_says_the_same_is_stored_and_sent(rewords: FakePhraser, say: Callable[..., str]) -> None:
    plain = "is free, and I will keep it for you until 10:10 am. What name may I book it under?"
    natural = "is available, and I am keeping it for you until 10:10 am. What name should I put it under?"
    rewords.change = (plain, natural)
    reply = say("a haircut tomorrow at 3pm please")
    assert reply.endswith(natural)
    assert [sent.text for sent in Stage.text.sent] == [reply]
    assert AuditEvent.objects.get(kind="turn.decided").facts["style"] == "natural"


def test_a_rewording_that_says_something_else_is_never_sent(rewords: FakePhraser, say: Callable[..., str]) -> None:
    rewords.change = ("3 pm", "4 pm")
    reply = say("a haircut tomorrow at 3pm please")
    assert "Tuesday 3 March at 3 pm is free" in reply
    assert [sent.text for sent in Stage.text.sent] == [reply]
    assert "did not say the same" in AuditEvent.objects.get(kind="turn.decided").facts["style"]


def test_a_run_that_dies_after_rewording_is_walked_again_and_answers_once(
    rewords: FakePhraser, phone: Phone, no_workers: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    phone.text("a haircut tomorrow at 3pm please")
    rewords.change = ("is free", "is available")
    with monkeypatch.context() as dying:
        dying.setattr(committing, "settle", lambda *_, **__: 1 / 0)
        pipeline.process_conversation(Conversation.objects.get().pk)
    assert not OutboundMessage.objects.exists()
    rewords.change = ("What name may I", "What name shall I")
    pipeline.process_conversation(Conversation.objects.get().pk)
    assert "What name shall I" in OutboundMessage.objects.get().text
    assert len(rewords.asked) == 2


def test_rewording_asks_outside_every_transaction(rewords: FakePhraser, say: Callable[..., str]) -> None:
    depths: list[int] = []
    rewords.watch = lambda: depths.append(len(connection.savepoint_ids))
    say("hi")
    assert depths == [0]


def _asks_a_model() -> None:
    tokens = Tokens(input=200, cached=0, output=30)
    usage.note(usage.Call(model="m", milliseconds=7, tokens=tokens, cost=Decimal("0.0002")))


def test_a_turn_keeps_what_its_rewording_took_beside_its_reading(
    rewords: FakePhraser, say: Callable[..., str], phone: Phone
) -> None:
    rewords.watch = _asks_a_model
    say("hi")
    kept = Turn.objects.get().understanding
    assert (kept["reader"], kept["cost"], kept["input_tokens"], kept["output_tokens"]) == ("rules", "0.0002", 200, 30)
    assert [(call["for"], call["model"]) for call in kept["calls"]] == [("rewording", "m")]


def test_what_rewording_cost_is_kept_where_there_were_no_words_to_read(
    rewords: FakePhraser, say: Callable[..., str]
) -> None:
    rewords.watch = _asks_a_model
    say("", kind=MessageKind.MEDIA)
    turn = Turn.objects.get()
    assert (turn.was_read, turn.understanding["cost"]) == (False, "0.0002")
    assert not AuditEvent.objects.filter(kind="turn.understood").exists()


def test_a_reply_that_is_worded_twice_has_cost_twice(
    rewords: FakePhraser, phone: Phone, no_workers: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    rewords.watch = _asks_a_model
    phone.text("hi")
    with monkeypatch.context() as dying:
        dying.setattr(committing, "settle", lambda *_, **__: 1 / 0)
        pipeline.process_conversation(Conversation.objects.get().pk)
    pipeline.process_conversation(Conversation.objects.get().pk)
    assert Turn.objects.get().understanding["cost"] == "0.0004"


def test_the_phraser_is_told_the_tone_of_the_business(
    salon: Business, rewords: FakePhraser, say: Callable[..., str]
) -> None:
    Business.objects.update(tone="warm and brief")
    say("hi")
    assert [rewording.tone for rewording in rewords.asked] == ["warm and brief"]
