from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from knowledge_base.models import FAQ
from tests.receptionist.staff.conftest import Reception
from tests.receptionist.staff.pages import page

pytestmark = pytest.mark.django_db


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
