"""Which FAQ is said: its translation, its season, and which of two is meant."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from knowledge_base.answers.answering import Answers
from knowledge_base.models import FAQ
from knowledge_base.searching import search
from receptionist.domain.events import AnswerFound, AnswerUnclear
from receptionist.domain.knowledge import AnswerBlocked, Asked
from receptionist.models import Business
from tests.knowledge_base.asking import ask, find

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 12, 21, 12, tzinfo=ZoneInfo("Europe/Madrid"))


def faq(business: Business, question: str, answer: str, **known: Any) -> FAQ:
    return FAQ.objects.create(business=business, question=question, answer=answer, **known)


@pytest.fixture
def parking(business: Business) -> FAQ:
    english = faq(business, "Is there parking?", "Yes, behind the house.", language="en")
    faq(business, "¿Hay aparcamiento?", "Sí, detrás de la casa.", language="es", translation_of=english)
    return english


@pytest.mark.parametrize("asked", ["Is there parking?", "¿Hay aparcamiento?"])
@pytest.mark.parametrize(("language", "said"), [("es", "Sí, detrás de la casa."), ("en", "Yes, behind the house.")])
def test_whichever_of_two_translations_is_found_the_answer_is_in_the_customers_language(
    parking: FAQ, asked: str, language: str, said: str
):
    found = find(parking.business_id, asked, language)
    assert found is not None
    assert found.answer == said
    assert FAQ.objects.get(pk=found.faq_id).answer == said


def test_the_original_is_said_where_there_is_no_translation(parking: FAQ):
    found = find(parking.business_id, "¿Hay aparcamiento?", "fr")
    assert found is not None
    assert found.answer == "Yes, behind the house."


def test_a_translation_that_has_gone_to_another_business_is_not_said(parking: FAQ):
    FAQ.objects.filter(translation_of=parking).update(business=Business.objects.create(name="Garage"))
    found = find(parking.business_id, "Is there parking?", "es")
    assert found is not None
    assert found.answer == "Yes, behind the house."


@pytest.mark.parametrize("off", [{"active": False}, {"valid_until": date(2026, 12, 20)}])
def test_a_translation_is_not_used_when_its_original_is_not(parking: FAQ, off: dict[str, Any]):
    FAQ.objects.filter(pk=parking.pk).update(**off)
    assert ask(parking.business_id, "¿Hay aparcamiento?", "es", now=NOON) is None


def test_a_translation_that_is_switched_off_is_not_said(parking: FAQ):
    parking.translations.update(active=False)
    found = find(parking.business_id, "Is there parking?", "es")
    assert found is not None
    assert found.answer == "Yes, behind the house."


@pytest.mark.parametrize(
    ("now", "is_used"),
    [
        (datetime(2026, 12, 19, 23, 59, tzinfo=ZoneInfo("Europe/Madrid")), False),
        (datetime(2026, 12, 20, 0, 0, tzinfo=ZoneInfo("Europe/Madrid")), True),
        (datetime(2027, 1, 6, 23, 59, tzinfo=ZoneInfo("Europe/Madrid")), True),
        (datetime(2027, 1, 7, 0, 0, tzinfo=ZoneInfo("Europe/Madrid")), False),
    ],
)
def test_an_faq_is_used_on_its_days_only_as_the_business_counts_them(business: Business, now: datetime, is_used: bool):
    faq(business, "Is there mulled wine?", "Yes.", valid_from=date(2026, 12, 20), valid_until=date(2027, 1, 6))
    assert (ask(business.pk, "Is there mulled wine?", now=now) is not None) == is_used


def test_a_seasonal_answer_goes_first_while_it_holds(business: Business):
    faq(business, "What are your opening hours?", "Nine to six.")
    season = {"valid_from": date(2026, 12, 20), "valid_until": date(2027, 1, 6)}
    faq(business, "What are your opening hours at Christmas?", "Ten to two.", wordings=["opening hours"], **season)
    during = find(business.pk, "your opening hours?", now=NOON)
    after = find(business.pk, "your opening hours?", now=NOON.replace(year=2027, month=2))
    assert during is not None
    assert after is not None
    assert (during.answer, after.answer) == ("Ten to two.", "Nine to six.")


@pytest.fixture
def vouchers(business: Business) -> Business:
    faq(business, "How long is a gift voucher valid?", "Two years.", wordings=["gift voucher questions"])
    faq(business, "How do I redeem a gift voucher?", "At the desk.", wordings=["gift voucher questions"])
    return business


@pytest.mark.parametrize(
    ("scores", "is_asked"), [((0.73, 0.66), True), ((0.99, 0.97), False), ((0.73, 0.6), False), ((0.992, 0.991), True)]
)
def test_near_certainty_smaller_differences_decide(
    vouchers: Business, monkeypatch: pytest.MonkeyPatch, scores: tuple[float, float], is_asked: bool
):
    ids = FAQ.objects.order_by("pk").values_list("pk", flat=True)
    hits = [(SimpleNamespace(id=pk), SimpleNamespace(score=score)) for pk, score in zip(ids, scores, strict=True)]
    monkeypatch.setattr(search.shared(), "rank", lambda *_, **__: hits)
    assert isinstance(ask(vouchers.pk, "vouchers"), AnswerUnclear) == is_asked


def test_two_answers_that_fit_alike_are_both_named(vouchers: Business):
    unclear = ask(vouchers.pk, "Gift voucher questions")
    assert isinstance(unclear, AnswerUnclear)
    assert {choice.question for choice in unclear.choices} == {
        "How long is a gift voucher valid?",
        "How do I redeem a gift voucher?",
    }


def test_the_choice_is_named_in_the_customers_language(vouchers: Business):
    for original in list(FAQ.objects.all()):
        faq(vouchers, f"¿{original.pk}?", "Sí.", language="es", translation_of=original)
    FAQ.objects.filter(language="").update(language="en")
    FAQ.objects.filter(language="es", translation_of__answer="Two years.").update(answer="Dos años.")
    unclear = ask(vouchers.pk, "Gift voucher questions", "es")
    assert isinstance(unclear, AnswerUnclear)
    assert all(choice.question.startswith("¿") for choice in unclear.choices)


def test_the_same_answer_twice_is_no_choice(vouchers: Business):
    FAQ.objects.update(answer="Ask at  the desk.")
    assert isinstance(ask(vouchers.pk, "Gift voucher questions"), AnswerFound)


def test_who_asks_in_the_very_words_of_one_is_not_asked_back(vouchers: Business):
    found = find(vouchers.pk, "How do I redeem a gift voucher?")
    assert found is not None
    assert found.answer == "At the desk."


def test_the_chosen_answer_is_the_one_that_holds_by_then(vouchers: Business):
    first = FAQ.objects.earliest("pk")
    asked = Asked(question="vouchers?", language="en", now=NOON)
    found = Answers().answer_of(vouchers.pk, first.pk, asked)
    assert isinstance(found, AnswerFound)
    assert (found.answer, found.faq_id, found.question) == ("Two years.", first.pk, "vouchers?")
    FAQ.objects.filter(pk=first.pk).update(answer="{price:nothing}")
    assert isinstance(Answers().answer_of(vouchers.pk, first.pk, asked), AnswerBlocked)
    gone = first.pk
    first.delete()
    assert Answers().answer_of(vouchers.pk, gone, asked) is None
    other = Business.objects.create(name="Garage")
    assert Answers().answer_of(other.pk, FAQ.objects.earliest("pk").pk, asked) is None


def test_a_follow_up_is_asked_together_with_what_came_before(salon: Business):
    before = "What are your opening hours?"
    found = find(salon.pk, "and on Wednesdays?", before=before)
    assert found is not None
    assert found.answer.startswith("We are open Monday to Friday")
    assert found.question == f"{before} and on Wednesdays?"


@pytest.mark.parametrize("follow_up", ["and for helicopters?", "and?", "what about the wedding"])
def test_what_came_before_does_not_answer_something_new(salon: Business, follow_up: str):
    assert ask(salon.pk, follow_up, before="Is there parking?") is None


def test_a_follow_up_that_is_a_question_of_its_own_finds_its_own_answer(salon: Business):
    found = find(salon.pk, "and where can I park?", before="What are your opening hours?")
    assert found is not None
    assert found.answer.startswith("There is a car park")


def test_the_database_refuses_what_the_form_would(parking: FAQ):
    with pytest.raises(IntegrityError), transaction.atomic():
        FAQ.objects.filter(pk=parking.pk).update(valid_from=date(2026, 2, 1), valid_until=date(2026, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        FAQ.objects.filter(pk=parking.pk).update(translation_of=parking.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        faq(parking.business, "Otra", "Otra", language="es", translation_of=parking)


def test_who_asks_in_spanish_is_not_asked_to_choose_an_answer_of_no_language(business: Business):
    faq(business, "Where are you?", "At the green door.", wordings=["¿Dónde estáis?"])
    faq(business, "¿Dónde estáis vosotros?", "En la puerta verde.", wordings=["¿Dónde estáis?"], language="es")
    found = find(business.pk, "¿dónde estáis?", "es")
    assert found is not None
    assert found.answer == "En la puerta verde."
