from __future__ import annotations

from collections.abc import Callable

import pytest

from knowledge_base.answers.answering import Answers
from knowledge_base.models import FAQ, UnansweredQuestion
from receptionist import wiring
from receptionist.models import Business, Conversation
from tests.knowledge_base.asking import find

pytestmark = pytest.mark.django_db


def test_the_settings_name_it_as_the_knowledge_of_the_core():
    assert isinstance(wiring.knowledge(), Answers)


def test_it_answers_in_the_faqs_own_words(salon: Business):
    found = find(salon.pk, "where can I leave my car", "en")
    assert found is not None
    assert found.answer == "There is a car park behind the building."
    assert FAQ.objects.get(pk=found.faq_id).question == "Is there parking?"


def test_it_says_nothing_rather_than_something_wrong(salon: Business):
    assert find(salon.pk, "do you repair bicycles", "en") is None


def test_one_business_does_not_answer_from_anothers_faqs(salon: Business):
    other = Business.objects.create(name="Garage")
    assert find(other.pk, "Is there parking?", "en") is None


def test_a_customer_gets_the_answer_in_their_language_where_there_is_one(business: Business):
    texts = {"en": "Yes, behind the building.", "es": "Sí, detrás del edificio."}
    for language, answer in texts.items():
        FAQ.objects.create(business=business, question="Parking?", answer=answer, language=language)
    found = find(business.pk, "parking?", "es")
    assert found is not None
    assert found.answer == texts["es"]


def test_another_language_is_better_than_a_wrong_subject(salon: Business):
    FAQ.objects.filter(question="Is there parking?").update(language="en")
    found = find(salon.pk, "Is there parking?", "es")
    assert found is not None
    assert found.answer.startswith("There is a car park")


@pytest.mark.parametrize("how", ["save", "update", "bulk", "delete", "switch off"])
def test_a_change_counts_from_the_next_question_on_however_it_was_made(salon: Business, how: str):
    before = find(salon.pk, "Is there parking?", "en")
    assert before is not None
    faq = FAQ.objects.get(pk=before.faq_id)
    faq.answer = "No longer."
    changes: dict[str, Callable[[], object]] = {
        "save": faq.save,
        "update": lambda: FAQ.objects.filter(pk=faq.pk).update(answer="No longer."),
        "bulk": lambda: FAQ.objects.bulk_update([faq], ["answer"]),
        "delete": faq.delete,
        "switch off": lambda: FAQ.objects.filter(pk=faq.pk).update(active=False),
    }
    changes[how]()
    after = find(salon.pk, "Is there parking?", "en")
    assert after != before
    assert after is None or after.answer == "No longer."


def test_an_answer_costs_three_small_queries_once_the_faqs_are_in_memory(salon: Business, django_assert_num_queries):
    find(salon.pk, "Is there parking?", "en")
    with django_assert_num_queries(3):
        find(salon.pk, "Where can I park?", "en")


def test_an_faq_that_moves_to_another_business_leaves_the_first(salon: Business):
    other = Business.objects.create(name="Garage")
    assert find(salon.pk, "Is there parking?", "en") is not None
    assert find(other.pk, "Is there parking?", "en") is None
    FAQ.objects.filter(question="Is there parking?").update(business=other)
    assert find(salon.pk, "Is there parking?", "en") is None
    assert find(other.pk, "Is there parking?", "en") is not None


def test_a_business_can_be_deleted_with_its_faqs(salon: Business):
    salon.delete()
    assert not FAQ.objects.exists()


def test_an_unanswered_question_is_kept_once_a_key(conversation: Conversation):
    answers = Answers()
    for _ in range(2):
        missing = answers.keep_unanswered(conversation.business_id, "Do you do tattoos?", conversation.pk, "turn:1:q")
        assert missing.question == "Do you do tattoos?"
    kept = UnansweredQuestion.objects.get()
    assert (kept.conversation, kept.resolved_at) == (conversation, None)
