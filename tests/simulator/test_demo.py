from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from calendar_integration import selectors
from calendar_integration.models import OpeningHours, Service, Staff
from knowledge_base.models import FAQ, FaqEmbedding
from receptionist.models import Business, BusinessAddress
from receptionist.understanding.rules.services import find_services
from receptionist.understanding.rules.tokens import tokenize
from simulator import demo
from simulator.demo_faqs import FAQS, Known
from tests.knowledge_base.asking import find

pytestmark = pytest.mark.django_db


def test_it_loads_a_business_one_can_book_with():
    assert demo.load()
    business = Business.objects.get()
    assert business.services.count() == 3
    assert all(service.staff.exists() for service in Service.objects.all())
    assert Staff.objects.count() == 2
    assert FAQ.objects.count() >= 12
    assert set(OpeningHours.objects.values_list("weekday", flat=True)) == set(range(7))
    for row in (*Service.objects.all(), *OpeningHours.objects.all(), *FAQ.objects.all(), business):
        row.full_clean()


def test_its_faqs_are_found_by_what_they_mean_from_the_first_question_on():
    call_command("load_demo", stdout=StringIO())
    assert FaqEmbedding.objects.values("faq").distinct().count() == FAQ.objects.filter(active=True).count()
    found = find(Business.objects.get().pk, "where can I leave my car?", "en")
    assert found is not None
    assert "parking" in found.answer


def test_loading_again_leaves_alone_what_staff_changed():
    demo.load()
    FAQ.objects.first().delete()  # type: ignore[union-attr]
    Service.objects.filter(name="Haircut").update(name="Cut")
    Business.objects.update(name="Our salon")
    before = FAQ.objects.count()
    assert not demo.load()
    assert FAQ.objects.count() == before
    assert Business.objects.get().name == "Our salon"
    assert not Service.objects.filter(name="Haircut").exists()


def test_a_number_that_has_changed_is_added_and_the_old_one_still_works(settings):
    demo.load()
    settings.ENV = settings.ENV.model_copy(update={"twilio_phone_number": "+12125550777"})
    demo.load()
    numbers = BusinessAddress.objects.filter(channel="sms").values_list("value", flat=True)
    assert set(numbers) == {"+15005550006", "+12125550777"}


def test_a_number_that_belongs_to_another_business_is_not_taken_from_it(settings):
    demo.load()
    other = Business.objects.create(name="Other")
    BusinessAddress.objects.filter(channel="sms").update(business=other)
    demo.load()
    assert BusinessAddress.objects.get(channel="sms").business == other


@pytest.mark.parametrize("known", FAQS, ids=lambda known: known.question)
def test_each_wording_of_a_question_finds_its_answer(known: Known):
    demo.load()
    business = Business.objects.get()
    for wording in (known.question, *known.wordings):
        found = find(business.pk, wording, known.language or "en")
        assert found is not None, wording
        assert found.answer == known.answer, wording


@pytest.mark.parametrize(
    ("asked", "language", "words"),
    [
        ("how long does a haircut take", "en", "45 minutes"),
        ("do you cut beards", "en", "shape beards"),
        ("how much is a beard trim", "en", "$25"),
        ("where are you", "en", "218 Willow Street"),
        ("do you cut kids hair", "en", "Children under 12"),
        ("how long are you open", "en", "9 am to 7 pm"),
        ("cuánto dura un corte de pelo", "es", "45 minutos"),
        ("arreglan la barba", "es", "arreglamos barbas"),
    ],
)
def test_neighbouring_questions_find_each_their_own_answer(asked: str, language: str, words: str):
    demo.load()
    found = find(Business.objects.get().pk, asked, language)
    assert found is not None
    assert words in found.answer


@pytest.mark.parametrize("asked", ["where are my photos", "how long is the wait", "do you do weddings"])
def test_what_the_demo_does_not_know_is_not_answered(asked: str):
    demo.load()
    assert find(Business.objects.get().pk, asked, "en") is None


@pytest.mark.parametrize(
    ("words", "name"),
    [("quiero cortarme el pelo", "Haircut"), ("teñirme el pelo", "Color & highlights"), ("la barba", "Beard trim")],
)
def test_services_have_spanish_names(words: str, name: str):
    demo.load()
    services = tuple(selectors.services(Business.objects.get().pk))
    named = find_services(tokenize(words), services)
    assert [service.name for service in services if service.id in named] == [name]
