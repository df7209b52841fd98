"""Staff who work on the same FAQs and questions at once wait for each other in one order, never in a circle."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from knowledge_base.learning import services
from knowledge_base.learning.forgetting import QuestionData
from knowledge_base.models import FAQ, FaqVersion, QuestionGroup, UnansweredQuestion
from knowledge_base.transfer import plans
from knowledge_base.transfer.rows import FaqRow
from receptionist.models import Business
from tests.at_once import in_turn
from tests.knowledge_base.questions import ask, group_asking
from tests.people import converse

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_workers")]


@pytest.fixture
def salon() -> Business:
    return Business.objects.create(name="Salon", timezone="Europe/Madrid")


def kept(salon: Business, question: str, **about: Any) -> FAQ:
    return FAQ.objects.create(business=salon, question=question, answer="Only hair.", **about)


def posts(admin_user: User, page: str, *args: object, **form: str) -> Callable[[], int]:
    """Have somebody send a form of the admin, and return its status."""
    client = Client(raise_request_exception=True)
    client.force_login(admin_user)
    at, _, query = page.partition("?")
    url = f"{reverse(f'admin:knowledge_base_{at}', args=args)}?{query}"
    return lambda: client.post(url, form).status_code


def filled_in(faq: FAQ) -> dict[str, str]:
    return {"business": str(faq.business_id), "question": faq.question, "answer": faq.answer, "active": "on"}


def test_a_new_faq_and_other_wordings_may_be_saved_of_one_group(salon: Business, admin_user: User) -> None:
    group, faq = group_asking(salon, "Do you do tattoos?", "do you do tattoos"), kept(salon, "Body art?")
    asked = group.questions.latest("pk")
    new = filled_in(FAQ(business=salon, question="Tattoos?", answer="No."))
    saves = posts(admin_user, f"faq_add?from_question={asked.pk}", **new)
    adds = partial(services.add_wordings, group.pk, faq.pk, [asked.pk], by="maya")
    added, status = in_turn(QuestionGroup.objects.all(), adds, saves)
    assert (bool(added), status, FAQ.objects.count()) == (True, 302, 2)


def test_an_faq_may_be_saved_while_a_list_of_them_is(salon: Business, admin_user: User) -> None:
    first, last = kept(salon, "Beards?"), kept(salon, "Tattoos?")
    form = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "_save": "Save"}
    switches_off = {f"form-{place}-id": str(faq.pk) for place, faq in enumerate((first, last))}
    saves_list = posts(admin_user, "faq_changelist", **form, **switches_off)
    saves_one = posts(admin_user, "faq_change", last.pk, **filled_in(last) | {"answer": "None."})
    assert in_turn(FaqVersion.objects.all(), saves_list, saves_one) == [302, 302]
    assert (FAQ.objects.get(pk=first.pk).active, FAQ.objects.get(pk=last.pk).answer) == (False, "None.")


@pytest.mark.parametrize("page", ["one", "several"])
def test_an_faq_with_a_translation_may_be_removed_while_a_file_is_imported(
    salon: Business, admin_user: User, page: str
) -> None:
    faq = kept(salon, "Tattoos?")
    kept(salon, "¿Tatuajes?", translation_of=faq, language="es")
    chosen = {"action": "delete_selected", "_selected_action": str(faq.pk)}
    removes = (
        posts(admin_user, "faq_delete", faq.pk, post="yes")
        if page == "one"
        else posts(admin_user, "faq_changelist", **chosen, post="yes")
    )
    rows = [FaqRow(question="Beards?", answer="Yes.")]
    imports = partial(plans.load, salon, rows, replace=False, by="ben", reason="")
    status, _ = in_turn(FAQ.objects.filter(pk=faq.pk), removes, imports)
    assert status == 302
    assert set(FAQ.objects.values_list("question", flat=True)) == {"¿Tatuajes?", "Beards?"}


@pytest.mark.parametrize("how", ["admin", "import"])
def test_an_faq_may_be_removed_while_a_customer_is_forgotten_whose_questions_it_resolved(
    salon: Business, admin_user: User, how: str
) -> None:
    faq, conversation = kept(salon, "Tattoos?"), converse(salon, "+34600000001")
    groups = []
    for text in ("Do you do tattoos?", "Can I park my bicycle?"):
        question = ask(salon, text, conversation)
        groups.append(services.group_of(question).pk)
    # The first was resolved last: where no order is asked for, it comes after the other.
    for pk in reversed(groups):
        services.answer_with(pk, faq, by="maya")
    removes = (
        partial(plans.load, salon, [], replace=True, by="ben", reason="")
        if how == "import"
        else posts(admin_user, "faq_delete", faq.pk, post="yes")
    )
    erases = partial(QuestionData().erase, conversation.contact_id)
    in_turn(QuestionGroup.objects.filter(pk=groups[1]), removes, erases)
    assert [model.objects.count() for model in (FAQ, UnansweredQuestion, QuestionGroup)] == [0, 0, 0]
