from __future__ import annotations

from typing import Any

import pytest

from knowledge_base.answers import keeping
from knowledge_base.answers.answering import Answers
from knowledge_base.learning import arranging, services
from knowledge_base.models import FAQ, QuestionGroup, UnansweredQuestion
from receptionist.models import Business, Conversation
from tests.knowledge_base.questions import ask, asked_together, group_asking

pytestmark = pytest.mark.django_db

TATTOOS = {"Do you do tattoos?", "do you do tattoos", "Tattoos, do you do them?"}
BIKES = {"Can I park my bicycle?", "can i park my bicycle there"}


def test_questions_that_ask_the_same_are_put_together(business: Business):
    for text in [*TATTOOS, *BIKES]:
        ask(business, text)
    arranging.arrange(business.pk)
    assert sorted(map(sorted, asked_together(business))) == sorted(map(sorted, [TATTOOS, BIKES]))


def test_a_group_stays_what_it_is_and_takes_new_questions_in(business: Business):
    group = group_asking(business, "Do you do tattoos?", "Can I park my bicycle?")
    ask(business, "do you do tattoos")
    arranging.arrange(business.pk)
    assert set(group.questions.values_list("question", flat=True)) == {"Do you do tattoos?", "do you do tattoos"}
    assert QuestionGroup.objects.count() == 2


def test_arranging_again_changes_nothing(business: Business):
    for text in [*TATTOOS, *BIKES]:
        ask(business, text)
    arranging.arrange(business.pk)
    before = list(UnansweredQuestion.objects.order_by("pk").values_list("pk", "group"))
    arranging.arrange(business.pk)
    assert list(UnansweredQuestion.objects.order_by("pk").values_list("pk", "group")) == before


def test_two_groups_that_ask_the_same_become_one_and_the_old_one_leads_there(business: Business):
    first = group_asking(business, "Do you do tattoos?")
    second = QuestionGroup.objects.create(business=business)
    stray = ask(business, "do you do tattoos")
    UnansweredQuestion.objects.filter(pk=stray.pk).update(group=second)
    ask(business, "do you do tattoos?")
    arranging.arrange(business.pk)
    second.refresh_from_db()
    assert second.merged_into == first
    assert first.questions.count() == 3
    # Whoever still has the old page open acts on the one it went into.
    assert services.dismiss(second.pk, by="maya") == 3


def test_a_resolved_group_takes_nothing_in(business: Business):
    group = group_asking(business, "Do you do tattoos?")
    services.dismiss(group.pk, by="maya")
    again = ask(business, "do you do tattoos?")
    arranging.arrange(business.pk)
    again.refresh_from_db()
    assert again.group is not None
    assert again.group != group


def test_one_business_never_sees_anothers_questions(business: Business):
    other = Business.objects.create(name="Garage")
    mine, theirs = group_asking(business, "Do you do tattoos?"), group_asking(other, "Do you do tattoos?")
    assert mine != theirs
    assert mine.business == business
    assert theirs.business == other


@pytest.mark.parametrize("text", ["", "???", "👍", "a" * 50_000, "\n\t"])
def test_whatever_was_written_finds_a_group(business: Business, text: str):
    ask(business, text)
    arranging.arrange(business.pk)
    assert not UnansweredQuestion.objects.filter(group=None).exists()


def test_a_question_without_a_group_is_rung_for_again(
    business: Business, no_workers: list[tuple[str, int]], django_capture_on_commit_callbacks: Any
):
    ask(business, "Do you do tattoos?")
    no_workers.clear()
    with django_capture_on_commit_callbacks(execute=True):
        arranging.sweep()
    assert no_workers == [(keeping.ARRANGE, business.pk)]
    arranging.arrange(business.pk)
    no_workers.clear()
    with django_capture_on_commit_callbacks(execute=True):
        arranging.sweep()
    assert no_workers == []


def test_a_question_is_kept_once_a_key_with_the_faq_that_did_not_answer_it(conversation: Conversation):
    business = conversation.business
    faq = FAQ.objects.create(business=business, question="Parking?", answer="Yes.")
    for _ in range(2):
        Answers().keep_badly_answered(
            business.pk, "Bicycle parking?", faq.pk, conversation_id=conversation.pk, key="turn:1"
        )
    kept = UnansweredQuestion.objects.get()
    assert (kept.badly_received, kept.said, kept.conversation) == (True, faq, conversation)


def test_a_question_is_kept_though_the_faq_is_gone_or_anothers(conversation: Conversation):
    other = FAQ.objects.create(business=Business.objects.create(name="Garage"), question="Parking?", answer="Yes.")
    for number, faq_id in enumerate([other.pk, 10**9]):
        Answers().keep_badly_answered(
            conversation.business_id, "Bicycles?", faq_id, conversation_id=None, key=f"turn:{number}"
        )
    assert UnansweredQuestion.objects.filter(badly_received=True, said=None).count() == 2
