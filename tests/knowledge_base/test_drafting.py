"""A drafted answer: from the business's own words, or none; whatever ails the model, staff get what is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from pydantic import SecretStr

from knowledge_base.learning import drafting
from knowledge_base.models import FAQ, AnswerDraft, QuestionGroup
from receptionist.models import Business, ModelCall
from receptionist.resilience.shared_breaker import SharedBreaker
from tests.fakes.openai import KEY, FakeOpenAI, Mishap
from tests.knowledge_base.questions import answer, group_asking

pytestmark = pytest.mark.django_db

ASKED = "Hi, is there parking for bicycles? +1 415 555 0123"


@pytest.fixture
def group(salon: Business) -> QuestionGroup:
    return group_asking(salon, ASKED)


@pytest.fixture
def parking(salon: Business) -> FAQ:
    return FAQ.objects.get(question="Is there parking?")


@pytest.fixture
def openai(httpserver: Any, settings: Any) -> Iterator[FakeOpenAI]:
    fake = FakeOpenAI(httpserver)
    settings.ENV = settings.ENV.model_copy(
        update={"openai_api_key": SecretStr(KEY), "openai_base_url": fake.base_url, "openai_timeout": 3.0}
    )
    SharedBreaker(settings.ENV.openai_model).succeeded()  # Redis outlives a test
    yield fake
    fake.close()


def draft_of(group: QuestionGroup) -> AnswerDraft:
    assert drafting.ask_for(group)
    drafting.make(group.pk)
    return AnswerDraft.objects.get(group=group)


def test_without_a_model_a_draft_is_what_the_nearest_faqs_say_and_names_them(group: QuestionGroup, parking: FAQ):
    draft = draft_of(group)
    assert draft.text.startswith(parking.answer)
    assert draft.sources[0] == parking.pk
    assert (draft.by_model, draft.note) == (False, "")
    assert draft.made_at is not None


def test_a_question_that_nothing_is_like_gets_no_draft(salon: Business):
    draft = draft_of(group_asking(salon, "Qwertyuiop zxcvbnm?"))
    assert (draft.text, draft.sources) == ("", [])
    assert draft.note == "No FAQ is near enough to draft an answer from."


def test_a_draft_is_never_said_to_a_customer(group: QuestionGroup):
    before = list(FAQ.objects.order_by("pk").values())
    draft_of(group)
    assert list(FAQ.objects.order_by("pk").values()) == before
    assert answer(group.business, "Do you have racks for unicycles?") is None


def test_a_draft_is_made_once_until_it_is_asked_for_again(group: QuestionGroup):
    assert drafting.ask_for(group)
    assert not drafting.ask_for(group)
    drafting.make(group.pk)
    made = AnswerDraft.objects.get().made_at
    drafting.make(group.pk)
    assert AnswerDraft.objects.get().made_at == made
    assert drafting.ask_for(group)
    assert AnswerDraft.objects.get().made_at is None


def test_a_draft_whose_worker_died_can_be_asked_for_again(group: QuestionGroup):
    drafting.ask_for(group)
    AnswerDraft.objects.update(asked_at=timezone.now() - timedelta(minutes=2))
    assert drafting.ask_for(group)


def test_the_model_drafts_from_the_businesss_own_words(openai: FakeOpenAI, group: QuestionGroup, parking: FAQ):
    openai.answer = {"known": True, "answer": "Yes, behind the building.", "faq_ids": [parking.pk, 10**6]}
    draft = draft_of(group)
    assert (draft.text, draft.by_model, draft.sources) == ("Yes, behind the building.", True, [parking.pk])
    assert ModelCall.objects.get().answered


def test_the_model_is_told_what_is_known_and_nothing_of_who_asked(openai: FakeOpenAI, group: QuestionGroup):
    openai.answer = {"known": False, "answer": "", "faq_ids": []}
    draft_of(group)
    system, user = openai.requests[0]["messages"]
    told = json.loads(user["content"])
    assert told["questions"] == ["Is there parking for bicycles?"]
    assert set(told) == {"questions", "business", "faqs"}
    assert told["business"]["name"] == "Salon"
    assert "There is a car park behind the building." in {faq["answer"] for faq in told["faqs"]}
    assert "415" not in json.dumps(openai.requests[0])
    assert "bicycles" not in system["content"]


def test_a_model_that_does_not_know_leaves_what_similar_faqs_say(
    openai: FakeOpenAI, group: QuestionGroup, parking: FAQ
):
    openai.answer = {"known": False, "answer": "", "faq_ids": []}
    draft = draft_of(group)
    assert (draft.by_model, draft.sources[0]) == (False, parking.pk)
    assert draft.note.startswith("The language model does not know")


@pytest.mark.parametrize(
    "invented", ["It is 5 euros.", "Ask park@salon.example.", "See https://salon.example/bikes", "Open until 20:30."]
)
def test_a_draft_with_a_number_or_an_address_of_the_models_own_is_thrown_away(
    openai: FakeOpenAI, group: QuestionGroup, parking: FAQ, invented: str
):
    openai.answer = {"known": True, "answer": f"Behind the building. {invented}", "faq_ids": [parking.pk]}
    draft = draft_of(group)
    assert not draft.by_model
    assert invented not in draft.text


@pytest.mark.parametrize(
    "mishap",
    [
        Mishap(refusal="I cannot help with that."),
        Mishap(delay=5.0),
        Mishap(status=429, code="rate_limit_exceeded"),
        Mishap(status=401, code="invalid_api_key"),
        Mishap(status=500),
        Mishap(content="not JSON"),
        Mishap(content='{"known": true}'),
        Mishap(body="<html>gateway</html>"),
        Mishap(hangs_up=True),
        Mishap(finish_reason="length"),
        Mishap(content=json.dumps({"known": True, "answer": "x" * 1_500, "faq_ids": []})),
    ],
    ids=[
        "refusal",
        "timeout",
        "429",
        "401",
        "500",
        "no json",
        "half",
        "html",
        "hangs up",
        "too long",
        "endless",
    ],
)
def test_whatever_ails_the_model_staff_get_what_similar_faqs_say(
    openai: FakeOpenAI, group: QuestionGroup, parking: FAQ, mishap: Mishap
):
    openai.next(mishap)
    draft = draft_of(group)
    assert (draft.by_model, draft.sources[0]) == (False, parking.pk)
    assert draft.note.startswith("The language model gave no draft")
    assert draft.made_at is not None


def test_no_more_is_spent_than_the_limits_allow(openai: FakeOpenAI, settings: Any, group: QuestionGroup):
    settings.ENV = settings.ENV.model_copy(update={"llm_daily_spend_limit": Decimal("0.000001")})
    draft = draft_of(group)
    assert openai.attempts == 0
    assert draft.note.startswith("The language model gave no draft (quota)")
