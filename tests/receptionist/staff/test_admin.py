from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from knowledge_base.learning import arranging
from knowledge_base.models import FAQ, UnansweredQuestion
from receptionist import audit
from receptionist.admin.businesses import AddressForm
from tests.receptionist.staff.conftest import Reception
from tests.receptionist.staff.pages import EVERY_PAGE, page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_every_page_opens_and_wants_a_login(reception: Reception, admin_client: Client, name: str):
    conversation = reception.conversation()
    reception.follow_up(conversation)
    reception.reply(conversation, status="failed", error="quota: 30001")
    reception.message(None, status="unrouted")
    UnansweredQuestion.objects.create(business=reception.business, question="Tattoos?", idempotency_key="k")
    arranging.arrange(reception.business.pk)
    FAQ.objects.create(business=reception.business, question="Parking?", answer="Yes.", tags=["car"])
    assert "Traceback" not in page(admin_client, name)
    refused = Client().get(reverse(f"admin:{name}"))
    assert refused.status_code == 302
    assert "/admin/login/" in refused["Location"]


@pytest.mark.parametrize("name", [name for name in EVERY_PAGE if name.startswith(("receptionist", "knowledge"))])
def test_a_page_of_many_rows_costs_as_many_queries_as_one_of_few(
    reception: Reception, admin_client: Client, django_assert_max_num_queries, name: str
):
    for number in range(12):
        conversation = reception.conversation(name=f"Customer {number}")
        reception.message(conversation)
        reception.message(None, status="unreadable")
        reception.message(conversation, status="failed")
        reception.reply(conversation, status="unknown")
        reception.follow_up(conversation)
        audit.record("message.received", conversation_id=conversation.pk, what="text")
        FAQ.objects.create(business=reception.business, question=f"Question {number}", answer="Yes.", tags=["a", "b"])
        UnansweredQuestion.objects.create(
            business=reception.business,
            question=f"Subject{number} {number}?",
            conversation=conversation,
            idempotency_key=f"k{number}",
        )
    arranging.arrange(reception.business.pk)
    with django_assert_max_num_queries(14):
        page(admin_client, name)


def test_the_front_page_tells_what_waits(reception: Reception, admin_client: Client, django_assert_max_num_queries):
    for _ in range(8):
        conversation = reception.conversation()
        reception.follow_up(conversation, summary="Ring about the wedding party")
        reception.reply(conversation, text="A reply that got lost", status="failed")
    UnansweredQuestion.objects.create(business=reception.business, question="Tattoos?", idempotency_key="k")
    arranging.arrange(reception.business.pk)
    with django_assert_max_num_queries(20):
        html = page(admin_client, "index")
    assert html.count("Ring about the wedding party") == 6
    assert "A reply that got lost" in html
    assert "Tattoos?" in html
    assert "No appointments today." in html


def test_the_front_page_shows_only_what_an_account_may_see(reception: Reception, staff_with: Callable[..., Client]):
    reception.follow_up(reception.conversation(), summary="Ring about the wedding party")
    html = page(staff_with("knowledge_base.view_faq"), "index")
    assert "Ring about the wedding party" not in html
    assert "Follow-ups" not in html
    assert reverse("admin:knowledge_base_faq_changelist") in html


def test_a_business_and_its_numbers_are_edited_together(reception: Reception, admin_client: Client):
    business = reception.business
    address = business.addresses.get()
    form = {
        "name": "Salon Verde",
        "timezone": "Europe/Madrid",
        "language": "es",
        "addresses-TOTAL_FORMS": "2",
        "addresses-INITIAL_FORMS": "1",
        "addresses-0-id": str(address.pk),
        "addresses-0-business": str(business.pk),
        "addresses-0-channel": "sms",
        "addresses-0-value": "+15005550006",
        "addresses-1-business": str(business.pk),
        "addresses-1-channel": "voice",
        "addresses-1-value": "+15005550007",
    }
    url = reverse("admin:receptionist_business_change", args=[business.pk])
    assert admin_client.post(url, form).status_code == 302
    business.refresh_from_db()
    assert business.timezone == "Europe/Madrid"
    assert set(business.addresses.values_list("channel", flat=True)) == {"sms", "voice"}
    refused = admin_client.post(url, form | {"timezone": "Mars/Olympus"})
    assert "is not a time zone" in refused.content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+1 (415) 555-0123", "+14155550123"),
        ("whatsapp:+44 20 7183 8750", "+442071838750"),
        ("+1.415.555\u20110123", "+14155550123"),
        ("106540352242922", "106540352242922"),
        ("40404", "40404"),
        ("sip:desk@salon.example", "sip:desk@salon.example"),
    ],
)
def test_a_number_of_the_business_is_kept_as_carriers_write_it(db, typed: str, kept: str):
    form = AddressForm({"channel": "sms", "value": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["value"] == kept


@pytest.mark.parametrize("typed", ["(415) 555-0123", "4155550123", "14155550123", "+1415", "+1 415 555 0123 ext. 7"])
def test_a_number_that_would_never_match_is_refused_with_a_word_on_how_to_write_it(db, typed: str):
    form = AddressForm({"channel": "sms", "value": typed})
    assert "+14155550123" in str(form.errors["value"])


def test_a_customer_is_corrected_but_neither_made_up_nor_removed(reception: Reception, admin_client: Client):
    contact = reception.conversation("Anna").contact
    url = reverse("admin:receptionist_contact_change", args=[contact.pk])
    form = {"name": "Ana", "email": "", "callback_phone": "+15005551111"}
    inline = {"addresses-TOTAL_FORMS": "0", "addresses-INITIAL_FORMS": "0"}
    assert admin_client.post(url, form | inline).status_code == 302
    contact.refresh_from_db()
    assert (contact.name, contact.callback_phone) == ("Ana", "+15005551111")
    assert admin_client.get(reverse("admin:receptionist_contact_add")).status_code == 403
    assert admin_client.post(reverse("admin:receptionist_contact_delete", args=[contact.pk])).status_code == 403


def test_the_root_shows_the_ways_in(client: Client):
    html = client.get("/").content.decode()
    for way in ("/simulator/", "/admin/", "/api/docs/"):
        assert f'href="{way}"' in html
