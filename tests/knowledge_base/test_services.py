from __future__ import annotations

import pytest

from knowledge_base.learning import services
from knowledge_base.models import FAQ, UnansweredQuestion
from receptionist.domain.events import AnswerFound
from receptionist.models import AuditEvent, Business
from tests.knowledge_base.questions import answer, ask, group_asking

pytestmark = pytest.mark.django_db


@pytest.fixture
def faq(business: Business) -> FAQ:
    return FAQ.objects.create(business=business, question="Which body art do you offer?", answer="Only piercings.")


def test_an_faq_resolves_all_of_a_group_once_and_only_one_of_its_own_business(business: Business, faq: FAQ):
    group = group_asking(business, "Do you do tattoos?", "do you do tattoos")
    theirs = FAQ.objects.create(business=Business.objects.create(name="Garage"), question="Tattoos?", answer="No.")
    assert services.answer_with(group.pk, theirs, by="maya") == 0
    assert services.answer_with(group.pk, faq, by="maya") == 2
    assert services.answer_with(group.pk, faq, by="leo") == 0
    assert services.dismiss(group.pk, by="leo") == 0
    group.refresh_from_db()
    assert (group.faq, group.resolved_by) == (faq, "maya")
    assert set(UnansweredQuestion.objects.values_list("faq", flat=True)) == {faq.pk}
    line = AuditEvent.objects.get(kind="questions.resolved")
    assert (line.facts["by"], line.facts["faq"], line.facts["questions"]) == ("maya", faq.pk, 2)


def test_what_was_dismissed_can_be_put_back(business: Business):
    group = group_asking(business, "Do you do tattoos?", "do you do tattoos")
    assert not services.reopen(group.pk, by="maya")
    services.dismiss(group.pk, by="maya")
    assert services.reopen(group.pk, by="leo")
    assert UnansweredQuestion.objects.filter(resolved_at=None).count() == 2
    assert services.dismiss(group.pk, by="maya") == 2


def test_wordings_that_are_added_are_understood_from_the_next_question_on(business: Business, faq: FAQ):
    assert answer(business, "Can you ink me?") is None
    group = group_asking(business, "hi, can you ink me??", "Can you ink me")
    added = services.add_wordings(group.pk, faq.pk, list(group.questions.values_list("pk", flat=True)), by="maya")
    assert added == faq
    faq.refresh_from_db()
    # Both are one wording.
    assert faq.wordings == ["Can you ink me?"]
    found = answer(business, "Can you ink me?")
    assert isinstance(found, AnswerFound)
    assert found.faq_id == faq.pk
    assert services.add_wordings(group.pk, faq.pk, [], by="leo") is None


def test_only_questions_of_the_group_are_added_and_none_that_the_faq_has(business: Business, faq: FAQ):
    group = group_asking(business, "WHICH BODY ART DO YOU OFFER", "Do you do tattoos?")
    other = ask(business, "Where can I park?")
    ids = [*group.questions.values_list("pk", flat=True), other.pk]
    services.add_wordings(group.pk, faq.pk, ids, by="maya")
    faq.refresh_from_db()
    assert "Where can I park?" not in faq.wordings
    assert "WHICH BODY ART DO YOU OFFER?" not in faq.wordings


def test_nothing_is_added_to_an_faq_that_is_gone_or_anothers(business: Business):
    group = group_asking(business, "Do you do tattoos?")
    ids = list(group.questions.values_list("pk", flat=True))
    theirs = FAQ.objects.create(business=Business.objects.create(name="Garage"), question="Tattoos?", answer="No.")
    assert services.add_wordings(group.pk, 10**9, ids, by="maya") is None
    assert services.add_wordings(group.pk, theirs.pk, ids, by="maya") is None
    group.refresh_from_db()
    theirs.refresh_from_db()
    assert (group.resolved_at, theirs.wordings) == (None, [])


def test_an_faq_takes_no_more_wordings_than_are_of_use(business: Business, faq: FAQ):
    faq.wordings = [f"Wording number {number}" for number in range(services.MOST_WORDINGS)]
    faq.save()
    group = group_asking(business, "Do you do tattoos?")
    services.add_wordings(group.pk, faq.pk, list(group.questions.values_list("pk", flat=True)), by="maya")
    faq.refresh_from_db()
    assert len(faq.wordings) == services.MOST_WORDINGS
