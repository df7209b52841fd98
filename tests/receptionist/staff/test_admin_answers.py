"""What the form of an FAQ refuses, and what the list tells of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calendar_integration.models import Service
from knowledge_base.learning import arranging
from knowledge_base.models import FAQ, UnansweredQuestion
from receptionist.models import Business
from tests.receptionist.staff.conftest import Reception
from tests.receptionist.staff.pages import page

pytestmark = pytest.mark.django_db


def save(client: Client, reception: Reception, faq: FAQ | None = None, **fields: Any) -> str:
    form = {"business": reception.business.pk, "question": "Q?", "answer": "A.", "active": "on", "language": ""}
    address = (
        reverse("admin:knowledge_base_faq_change", args=[faq.pk]) if faq else reverse("admin:knowledge_base_faq_add")
    )
    return client.post(address, {**form, **fields}, follow=True).content.decode()


@pytest.fixture
def english(reception: Reception) -> FAQ:
    return FAQ.objects.create(business=reception.business, question="Parking?", answer="Yes.", language="en")


def test_an_unknown_placeholder_is_refused_with_those_there_are(reception: Reception, admin_client: Client):
    html = save(admin_client, reception, answer="It is {prize:haircut}.")
    assert "There is no placeholder {prize:haircut}. There are: {opening_hours}, {price:haircut}" in html
    assert not FAQ.objects.exists()


@pytest.mark.parametrize("field", ["answer", "spoken_answer"])
def test_an_unknown_service_is_refused_with_those_there_are(reception: Reception, admin_client: Client, field: str):
    Service.objects.create(business=reception.business, name="Manicure", minutes=30, price_text="€30")
    wrong: dict[str, Any] = {field: "It is {price:pedicure}."}
    html = save(admin_client, reception, **wrong)
    assert "There is no service “pedicure”. The services are:" in html
    assert "Manicure" in html
    assert not FAQ.objects.exists()
    right: dict[str, Any] = {field: "It is {price:manicure}."}
    save(admin_client, reception, **right)
    assert FAQ.objects.count() == 1


def test_the_form_lists_every_placeholder(reception: Reception, admin_client: Client):
    html = admin_client.get(reverse("admin:knowledge_base_faq_add")).content.decode()
    assert "<code>{next_free:haircut}</code> the next free time for a service" in html
    assert "{opening_hours:saturday}" in html


def test_a_last_day_before_the_first_is_refused(reception: Reception, admin_client: Client):
    html = save(admin_client, reception, valid_from="2026-12-20", valid_until="2026-12-19")
    assert "The last day must not be before the first." in html
    assert not FAQ.objects.exists()


def test_a_translation_is_saved(reception: Reception, english: FAQ, admin_client: Client):
    save(admin_client, reception, language="es", translation_of=english.pk)
    assert english.translations.get().language == "es"


@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("", "A translation must say which language it is in."),
        ("en", "That is the language of the FAQ it translates."),
    ],
)
def test_a_translation_must_be_in_another_language(
    reception: Reception, english: FAQ, admin_client: Client, language: str, why: str
):
    assert why in save(admin_client, reception, language=language, translation_of=english.pk)
    assert FAQ.objects.get() == english


def test_a_second_translation_into_a_language_is_refused(reception: Reception, english: FAQ, admin_client: Client):
    FAQ.objects.create(business=reception.business, question="P?", answer="Sí.", language="es", translation_of=english)
    html = save(admin_client, reception, language="es", translation_of=english.pk)
    assert "has a translation into this language already" in html
    assert FAQ.objects.count() == 2


def test_translations_make_no_chains(reception: Reception, english: FAQ, admin_client: Client):
    spanish = FAQ.objects.create(
        business=reception.business, question="P?", answer="Sí.", language="es", translation_of=english
    )
    html = save(admin_client, reception, language="fr", translation_of=spanish.pk)
    assert "That FAQ is a translation itself. Choose the first one: Parking?" in html
    german = FAQ.objects.create(business=reception.business, question="Parkplatz?", answer="Ja.", language="de")
    html = save(admin_client, reception, english, language="en", translation_of=german.pk)
    assert "This FAQ has translations itself" in html
    html = save(admin_client, reception, english, language="es")
    assert "A translation of this FAQ is in that language already." in html


def test_an_faq_translates_neither_itself_nor_another_businesss(
    reception: Reception, english: FAQ, admin_client: Client
):
    html = save(admin_client, reception, english, language="en", translation_of=english.pk)
    assert "cannot be a translation of itself" in html
    other = FAQ.objects.create(
        business=Business.objects.create(name="Garage"), question="P?", answer="Y", language="en"
    )
    html = save(admin_client, reception, language="es", translation_of=other.pk)
    assert "That FAQ is another business&#x27;s." in html
    english.refresh_from_db()
    assert english.translation_of is None


def test_the_list_tells_when_an_faq_is_used(reception: Reception, english: FAQ, admin_client: Client):
    today = timezone.now().date()
    for question, first, last in (("Soon?", 40, None), ("Over?", None, -40), ("Now?", -40, 40)):
        FAQ.objects.create(
            business=reception.business,
            question=question,
            answer="A.",
            valid_from=None if first is None else today + timedelta(days=first),
            valid_until=None if last is None else today + timedelta(days=last),
        )
    html = page(admin_client, "knowledge_base_faq_changelist")
    assert "always" in html
    for words in ("from ", "until ", "over since "):
        assert words + f"{(today + timedelta(days=-40 if 'over' in words else 40)).day} " in html


def test_the_list_names_the_answers_that_cannot_be_said_any_more(
    reception: Reception, english: FAQ, admin_client: Client
):
    assert "cannot say" not in page(admin_client, "knowledge_base_faq_changelist")
    FAQ.objects.update(answer="It is {price:manicure}.")
    html = page(admin_client, "knowledge_base_faq_changelist")
    assert "Sara cannot say this answer" in html
    assert "There is no service “manicure”." in html
    FAQ.objects.update(active=False)
    assert "cannot say" not in page(admin_client, "knowledge_base_faq_changelist")


def test_staff_see_why_a_question_was_not_answered(reception: Reception, admin_client: Client):
    UnansweredQuestion.objects.create(
        business=reception.business, question="Price?", idempotency_key="k", why="FAQ 1 could not be said. <b>"
    )
    arranging.arrange(reception.business.pk)
    html = page(admin_client, "knowledge_base_questiongroup_changelist")
    assert "FAQ 1 could not be said. &lt;b&gt;" in html
