from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from knowledge_base.models import FAQ, UnansweredQuestion
from tests.receptionist.staff.conftest import Reception
from tests.receptionist.staff.pages import page

pytestmark = pytest.mark.django_db


def test_an_unanswered_question_becomes_an_faq_and_leaves_the_list(reception: Reception, admin_client: Client):
    question = UnansweredQuestion.objects.create(
        business=reception.business, question="Do you do tattoos?", idempotency_key="k"
    )
    url = f"{reverse('admin:knowledge_base_faq_add')}?from_question={question.pk}"
    assert url.replace("&", "&amp;") in page(admin_client, "knowledge_base_unansweredquestion_changelist")
    assert 'value="Do you do tattoos?"' in admin_client.get(url).content.decode()
    form = {
        "business": reception.business.pk,
        "question": "Do you do tattoos?",
        "wordings": "Tattoo?\r\n\r\n  Can I get  ink?\r\nTattoo?",
        "answer": "No, only hair.",
        "tags": "offer, hair,, offer",
        "language": "",
        "active": "on",
    }
    assert "Sara knows the answer now" in admin_client.post(url, form, follow=True).content.decode()
    faq = FAQ.objects.get()
    assert (faq.wordings, faq.tags) == (["Tattoo?", "Can I get ink?"], ["offer", "hair"])
    question.refresh_from_db()
    assert question.faq == faq
    assert question.resolved_at is not None
    assert "Do you do tattoos?" not in page(admin_client, "knowledge_base_unansweredquestion_changelist")
    assert "Now in the FAQs" in page(admin_client, "knowledge_base_unansweredquestion_changelist", state="answered")


def test_a_question_can_be_dismissed(reception: Reception, admin_client: Client):
    question = UnansweredQuestion.objects.create(business=reception.business, question="Asdf?", idempotency_key="k")
    url = reverse("admin:knowledge_base_unansweredquestion_dismiss", args=[question.pk])
    assert admin_client.get(url).status_code == 405
    assert admin_client.post(url).status_code == 302
    assert "Asdf?" not in page(admin_client, "knowledge_base_unansweredquestion_changelist")
    assert "Dismissed" in page(admin_client, "knowledge_base_unansweredquestion_changelist", state="dismissed")


def test_dismissing_needs_the_permission(reception: Reception, staff_with: Callable[..., Client]):
    question = UnansweredQuestion.objects.create(business=reception.business, question="A?", idempotency_key="k")
    url = reverse("admin:knowledge_base_unansweredquestion_dismiss", args=[question.pk])
    assert staff_with("knowledge_base.view_unansweredquestion").post(url).status_code == 403


def test_a_wording_that_is_too_long_is_refused_in_words(reception: Reception, admin_client: Client):
    form = {"business": reception.business.pk, "question": "Q", "wordings": "w" * 301, "answer": "A", "tags": ""}
    html = admin_client.post(reverse("admin:knowledge_base_faq_add"), form).content.decode()
    assert "is longer than 300 characters" in html
    assert not FAQ.objects.exists()


def test_faqs_are_found_by_wording_and_by_tag(reception: Reception, admin_client: Client):
    FAQ.objects.create(
        business=reception.business,
        question="Is there parking?",
        answer="Yes.",
        wordings=["Car park?"],
        tags=["car"],
    )
    FAQ.objects.create(business=reception.business, question="Are dogs welcome?", answer="Yes.", tags=["animals"])
    for query in ({"q": "car park"}, {"tag": "car"}):
        html = page(admin_client, "knowledge_base_faq_changelist", **query)
        assert "Is there parking?" in html
        assert "Are dogs welcome?" not in html
