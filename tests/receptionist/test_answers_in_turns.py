"""Answers as whole turns: what backs them stands in the rows, and nothing stale, lost or doubled is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.core.cache import cache

from calendar_integration.models import Service
from knowledge_base.models import FAQ, UnansweredQuestion
from receptionist import inbox, pipeline, sweeping
from receptionist.audit_proof import broken_links
from receptionist.domain.knowing import LONGEST_TOPIC
from receptionist.memory import load_state
from receptionist.models import AuditEvent, Business, Conversation, OutboundMessage
from tests.fakes.ports import Stage
from tests.power import Power
from tests.receptionist.conftest import NOW, Phone, furnish

_AS_TOLD = [pytest.mark.django_db, pytest.mark.usefixtures("carriers", "clock")]


@pytest.fixture
def say(phone: Phone, workers: None, django_capture_on_commit_callbacks: Any) -> Callable[[str], str]:
    def tell(text: str) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            phone.text(text)
        return OutboundMessage.objects.latest("id").text

    return tell


@pytest.fixture
def vouchers(salon: Business) -> list[FAQ]:
    rows = (("How long is a voucher valid?", "Two years."), ("How do I redeem a voucher?", "At the desk."))
    return [
        FAQ.objects.create(business=salon, question=question, answer=answer, wordings=["voucher questions"])
        for question, answer in rows
    ]


def audited(kind: str) -> list[dict[str, Any]]:
    lines = AuditEvent.objects.filter(kind=kind).order_by("pk")
    return [{key: value for key, value in line.facts.items() if key.startswith("faq")} for line in lines]


class TestWhatBacksAnAnswer:
    pytestmark = _AS_TOLD

    def test_the_faq_that_was_chosen_stands_on_the_message_and_in_the_audit(
        self, vouchers: list[FAQ], say: Callable[[str], str]
    ) -> None:
        assert "Which of these do you mean" in say("voucher questions")
        assert OutboundMessage.objects.latest("id").faq_id is None
        assert say("the second one") == "At the desk."
        assert OutboundMessage.objects.latest("id").faq_id == vouchers[1].pk
        assert audited("question.unclear") == [{"faq_ids": [faq.pk for faq in vouchers]}]
        assert audited("question.answered") == [{"faq_id": vouchers[1].pk}]

    def test_the_translation_that_was_said_is_what_backs_it(self, salon: Business, say: Callable[[str], str]) -> None:
        english = FAQ.objects.get()
        english.language = "en"
        english.save()
        spanish = FAQ.objects.create(
            business=salon, question="¿Dónde puedo aparcar?", answer="Detrás.", language="es", translation_of=english
        )
        assert say("¿Dónde puedo aparcar?").endswith("Detrás.")
        assert OutboundMessage.objects.latest("id").faq_id == spanish.pk
        assert audited("question.answered") == [{"faq_id": spanish.pk}]

    def test_both_answers_are_audited_where_both_are_said(self, vouchers: list[FAQ], say: Callable[[str], str]) -> None:
        say("voucher questions")
        assert say("both") == "Two years. At the desk."
        assert audited("question.answered") == [{"faq_id": faq.pk} for faq in vouchers]


class TestAsThingsAre:
    pytestmark = _AS_TOLD

    def test_a_price_is_the_one_of_this_moment(self, salon: Business, say: Callable[[str], str]) -> None:
        Service.objects.update(price_text="€25")
        FAQ.objects.update(answer="It is {price:haircut}.")
        assert say("where can I park?").endswith("It is €25.")
        Service.objects.update(price_text="€30")
        cache.clear()
        assert say("where can I park?") == "It is €30."

    def test_an_faq_that_is_gone_by_the_time_it_is_chosen_is_not_said(
        self, vouchers: list[FAQ], say: Callable[[str], str]
    ) -> None:
        say("voucher questions")
        vouchers[0].delete()
        assert "I don't know that" in say("1")
        assert UnansweredQuestion.objects.get().question == "voucher questions"
        assert OutboundMessage.objects.latest("id").faq_id is None

    def test_staff_learn_why_an_answer_was_not_said(self, salon: Business, say: Callable[[str], str]) -> None:
        FAQ.objects.update(answer="It is {price:haircut}.")
        assert "I don't know that" in say("where can I park?")
        kept = UnansweredQuestion.objects.get()
        assert kept.question == "where can I park?"
        assert "No price is known for Haircut." in kept.why

    def test_an_endless_question_leaves_a_small_state(self, salon: Business, say: Callable[[str], str]) -> None:
        say("where can I park? " + "I come with a very long car. " * 200)
        conversation = Conversation.objects.get()
        assert len(load_state(conversation).topic) <= LONGEST_TOPIC
        assert len(json.dumps(conversation.state)) < 3_000

    def test_a_state_of_before_there_were_choices_is_still_understood(
        self, salon: Business, say: Callable[[str], str]
    ) -> None:
        say("where can I park?")
        conversation = Conversation.objects.get()
        for name in ("topic", "choices"):
            del conversation.state[name]
        conversation.save()
        assert load_state(conversation).greeted
        assert "unless_question" not in conversation.state


@pytest.mark.django_db(transaction=True)
def test_a_power_cut_at_any_step_keeps_a_question_that_could_not_be_answered_once(
    carriers: type[Stage], no_workers: list[tuple[str, int]]
) -> None:
    furnish()
    FAQ.objects.update(answer="It is {price:haircut}.")
    cut_at, power = 0, Power(cut_at=0, counts_reads=False)
    while power.was_cut:
        cut_at += 1
        phone = Phone(f"+4477009{cut_at:05}")
        asked = phone.inbound("where can I park?")
        power = Power(cut_at, counts_reads=False)
        with time_machine.travel(NOW, tick=True):
            power.run(partial(_work, asked))
        with time_machine.travel(NOW + timedelta(minutes=5), tick=True):
            _work(asked)
            sweeping.sweep()
        conversation = Conversation.objects.get(contact__addresses__value=phone.number)
        assert "I don't know that" in OutboundMessage.objects.get(conversation=conversation).text, power.cut
        assert UnansweredQuestion.objects.filter(conversation=conversation).count() == 1, power.cut
    assert cut_at > 5
    assert list(broken_links(limit=5)) == []


def _work(asked: Any) -> None:
    inbox.receive(asked)
    for conversation in Conversation.objects.filter(contact__addresses__value=asked.sender[0].value):
        pipeline.process_conversation(conversation.pk)
