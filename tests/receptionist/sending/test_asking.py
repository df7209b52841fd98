"""A question of Sara's own stands in the conversation when its answer comes, or it is not asked."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from calendar_integration.models import Appointment, Service, Staff
from receptionist import inbox, pipeline
from receptionist.audit_proof import broken_links
from receptionist.domain.diary import Slot
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.state import Question
from receptionist.memory import load_state
from receptionist.models import AuditEvent, Business, BusinessAddress, Contact, Conversation, OutboundMessage
from receptionist.sending import asking, outbox
from receptionist.sending.asking import Asked, Asking, Nowhere
from receptionist.telling import story
from receptionist.turn import leases
from tests.fakes.ports import FakeChannel, Stage
from tests.people import converse
from tests.power import Power
from tests.receptionist.conftest import NOW, Phone, furnish
from tests.receptionist.test_pipeline import drain

#: Tomorrow at two.
START = datetime(2026, 3, 3, 14, 0, tzinfo=UTC)
Say = Callable[..., str]


def offer() -> Asking:
    slot = Slot(Service.objects.get().pk, Staff.objects.get().pk, "Ana", START)
    return Asking(
        question=Question.WHICH_SLOT,
        phrase=PhraseKey.OFFER_ONE,
        facts=Facts(slots=(slot,)),
        open_until=START,
    )


def known() -> Conversation:
    return converse(Business.objects.get(), "+447700900123", name="Bea Stone", business_address="+442071838750")


def put_question(conversation_id: int, key: str) -> None:
    asking.ask(conversation_id, offer(), key)


@pytest.fixture
def say(
    salon: Business,
    phone: Phone,
    workers: None,
    carriers: type[Stage],
    clock: time_machine.Traveller,
    django_capture_on_commit_callbacks: Any,
) -> Say:
    def tell(text: str, **other: Any) -> str:
        drain(django_capture_on_commit_callbacks, partial(phone.text, text, **other))
        return OutboundMessage.objects.latest("id").text

    return tell


@pytest.mark.django_db
def test_the_question_is_sent_once_and_a_yes_to_it_is_understood(say: Say, django_capture_on_commit_callbacks: Any):
    conversation = known()
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert asking.ask(conversation.pk, offer(), "place:1") is Asked.ASKED
    (sent,) = Stage.text.sent
    assert sent.text == "I have Tuesday 3 March at 2 pm. Would that suit you?"
    lines = AuditEvent.objects.filter(kind="question.asked")
    assert [line.facts for line in lines] == [{"question": "which_slot", "key": "place:1"}]
    assert story.tell("question.asked", lines[0].facts).sentence == "Sara asked something of her own accord."
    assert "You are booked" in say("yes please")
    assert Appointment.objects.get().start == START
    assert list(broken_links(limit=5)) == []


@pytest.mark.django_db
def test_a_question_stays_open_though_the_customer_is_silent_for_longer_than_sara_remembers_talk(
    say: Say, clock: time_machine.Traveller
):
    conversation = known()
    say("hello")
    clock.shift(timedelta(hours=1))
    asking.ask(conversation.pk, offer(), "place:1")
    clock.shift(timedelta(hours=20))
    say("where can I park?")
    assert load_state(Conversation.objects.get()).asked is Question.WHICH_SLOT
    clock.move_to(START + timedelta(seconds=1))
    clock.shift(timedelta(hours=20))
    say("where can I park?")
    assert load_state(Conversation.objects.get()).asked is None, "its time is over"


@pytest.mark.django_db
def test_who_is_in_the_middle_of_something_is_not_disturbed(say: Say, clock: time_machine.Traveller):
    assert "What name" in say("a haircut tomorrow at 3pm please")
    conversation = Conversation.objects.get()
    assert asking.ask(conversation.pk, offer(), "place:1") is Asked.BUSY
    assert load_state(Conversation.objects.get()).asked is Question.NAME
    clock.shift(timedelta(minutes=16))
    assert asking.ask(conversation.pk, offer(), "place:1") is Asked.ASKED


@pytest.mark.django_db
def test_one_question_of_her_own_takes_the_place_of_another_only_where_that_may_be(say: Say, clock: Any):
    conversation = known()
    alone = replace(offer(), undisturbed_until=timezone.now() + timedelta(minutes=30))
    assert asking.ask(conversation.pk, alone, "place:1") is Asked.ASKED
    assert asking.ask(conversation.pk, offer(), "place:2") is Asked.BUSY
    clock.shift(timedelta(minutes=31))
    assert asking.ask(conversation.pk, offer(), "place:2") is Asked.ASKED


@pytest.mark.django_db
@pytest.mark.usefixtures("salon", "carriers")
def test_nothing_is_asked_while_a_message_waits_or_a_turn_runs(phone: Phone, no_workers: Any):
    conversation = Conversation.objects.get(inbound_messages=phone.text("hello").message_id)
    assert asking.ask(conversation.pk, offer(), "place:1") is Asked.BUSY
    taken = leases.take(conversation.pk)
    assert taken is not None
    assert asking.ask(conversation.pk, offer(), "place:1") is Asked.BUSY
    leases.release(taken)
    pipeline.process_conversation(conversation.pk)
    assert asking.ask(conversation.pk, offer(), "place:1") is Asked.ASKED


@pytest.mark.django_db
@pytest.mark.usefixtures("carriers")
def test_who_wants_no_messages_is_asked_nothing(salon: Business, no_workers: Any):
    conversation = known()
    Conversation.objects.update(opted_out_at=timezone.now())
    assert asking.ask(conversation.pk, offer(), "place:1") is Asked.UNREACHABLE
    assert asking.where_to_ask(conversation.contact, timezone.now()) is Nowhere.NO_WAY
    assert not OutboundMessage.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("carriers")
def test_a_caller_is_asked_by_text_where_the_answer_will_come(salon: Business, no_workers: Any):
    call = converse(salon, "+447700900123", channel="voice", thread="CA1", business_address="+442071838750")
    found = asking.where_to_ask(call.contact, timezone.now())
    assert isinstance(found, int)
    assert asking.where_to_ask(call.contact, timezone.now()) == found, "it is opened once"
    text = Conversation.objects.get(pk=found)
    assert (text.channel, text.business_address, text.contact) == ("sms", "+442071838750", call.contact)
    assert asking.ask(found, offer(), "place:1") is Asked.ASKED
    assert OutboundMessage.objects.get().recipient == call.contact_address


@pytest.mark.django_db
@pytest.mark.usefixtures("carriers")
def test_a_contact_without_an_address_cannot_be_asked(salon: Business):
    assert asking.where_to_ask(Contact.objects.create(business=salon), timezone.now()) is Nowhere.NO_WAY


@pytest.mark.django_db
@pytest.mark.usefixtures("carriers")
def test_a_mailbox_is_never_asked_though_it_is_the_latest_way(salon: Business, settings: Any):
    channels = {**settings.RECEPTIONIST["channels"], "email": "tests.fakes.ports.mail_channel"}
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, "channels": channels}
    text = known()
    Contact.objects.update(email="bea@example.com")
    letters = {"provider": "smtp", "business_address": "salon@example.com"}
    about = {"business": salon, "contact": text.contact, "contact_address": text.contact_address, **letters}
    Conversation.objects.create(channel="email", last_inbound_at=NOW, **about)
    assert asking.where_to_ask(text.contact, NOW) == text.pk
    Conversation.objects.filter(pk=text.pk).delete()
    BusinessAddress.objects.all().delete()
    assert asking.where_to_ask(text.contact, NOW) is Nowhere.NO_WAY


@pytest.mark.django_db
@pytest.mark.usefixtures("carriers")
def test_who_may_not_be_written_to_first_is_asked_another_way_or_later(salon: Business, settings: Any):
    Stage.call = FakeChannel(free_words_for=timedelta(hours=24))
    channels = {"sms": "tests.fakes.ports.text_channel", "whatsapp": "tests.fakes.ports.call_channel"}
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, "channels": channels, "fallbacks": {}}
    number = "+447700900123"
    chat = converse(salon, number, channel="whatsapp", business_address="+442071838750", last_inbound_at=NOW)
    a_day_later = NOW + timedelta(hours=24)
    assert asking.where_to_ask(chat.contact, a_day_later - timedelta(seconds=1)) == chat.pk
    assert asking.where_to_ask(chat.contact, a_day_later) is Nowhere.NOT_NOW
    lines = {"channel": "sms", "provider": "twilio", "business_address": "+442071838750"}
    about = {"business": salon, "contact": chat.contact, "contact_address": chat.contact_address}
    text = Conversation.objects.create(**about, **lines)
    assert asking.where_to_ask(chat.contact, NOW) == chat.pk, "the latest, while it may be"
    assert asking.where_to_ask(chat.contact, a_day_later) == text.pk
    Conversation.objects.filter(pk=text.pk).update(opted_out_at=NOW)
    assert asking.where_to_ask(chat.contact, a_day_later) is Nowhere.NOT_NOW
    Conversation.objects.update(opted_out_at=NOW)
    assert asking.where_to_ask(chat.contact, NOW) is Nowhere.NO_WAY


@pytest.mark.django_db(transaction=True)
def test_a_message_that_comes_while_the_question_is_being_put_is_answered_knowing_it(
    carriers: type[Stage], no_workers: Any, monkeypatch: pytest.MonkeyPatch
):
    """The message is stored at once; its worker stands at the conversation's row until the question is committed."""
    furnish()
    conversation, phone, put = known(), Phone(), outbox.put

    def receive() -> None:
        inbox.receive(phone.inbound("where can I park?"))
        connections.close_all()

    def answer_it() -> None:
        pipeline.process_conversation(conversation.pk)
        connections.close_all()

    def put_meanwhile(message: OutboundMessage | None) -> OutboundMessage | None:
        running.submit(receive).result(timeout=10)
        workers.append(running.submit(answer_it))
        assert not wait(workers, timeout=0.5).done, "it waits"
        return put(message)

    workers: list[Future[None]] = []
    monkeypatch.setattr(outbox, "put", put_meanwhile)
    with time_machine.travel(NOW, tick=True), ThreadPoolExecutor(1) as running:
        assert asking.ask(conversation.pk, offer(), "place:1") is Asked.ASKED
        workers[0].result(timeout=20)
    state = load_state(Conversation.objects.select_related("business").get(pk=conversation.pk))
    assert state.asked is Question.WHICH_SLOT, "the turn has not forgotten the question"
    keys = OutboundMessage.objects.order_by("id").values_list("idempotency_key", flat=True)
    assert list(keys) == ["place:1", f"turn:{conversation.pk}:1"]


@pytest.mark.django_db(transaction=True)
def test_a_power_cut_at_any_step_asks_once_or_not_yet(carriers: type[Stage], no_workers: Any):
    furnish()
    conversation, cut_at, power = known(), 0, Power(cut_at=0)
    while power.was_cut:
        cut_at += 1
        # Who was asked a while ago and was silent may be asked again.
        Conversation.objects.update(state={})
        key = f"place:{cut_at}"
        power = Power(cut_at)
        power.run(partial(put_question, conversation.pk, key))
        state = load_state(Conversation.objects.select_related("business").get(pk=conversation.pk))
        is_queued = OutboundMessage.objects.filter(idempotency_key=key).exists()
        assert (state.asked is Question.WHICH_SLOT) == is_queued
        assert asking.ask(conversation.pk, offer(), key) is Asked.ASKED
        assert OutboundMessage.objects.filter(idempotency_key=key).count() == 1
    assert cut_at > 5
