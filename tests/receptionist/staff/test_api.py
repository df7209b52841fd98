from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.test import Client
from rest_framework.authtoken.models import Token

from knowledge_base.models import FAQ, UnansweredQuestion
from receptionist import audit
from tests.receptionist.staff.conftest import Reception

pytestmark = pytest.mark.django_db

RESOURCES = ["conversations", "messages", "replies", "follow-ups", "audit", "faqs", "unanswered-questions"]


@pytest.fixture
def api(admin_user: User) -> Client:
    return Client(headers={"Authorization": f"Token {Token.objects.create(user=admin_user).key}"})


@pytest.mark.parametrize("resource", ["", *(f"{name}/" for name in RESOURCES)])
def test_nobody_reads_without_a_key(client: Client, resource: str):
    assert client.get(f"/api/v1/{resource}").status_code == 401
    wrong = Client(headers={"Authorization": "Token 0123456789"})
    assert wrong.get(f"/api/v1/{resource}").status_code == 401


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_key_reads_and_never_writes(reception: Reception, api: Client, resource: str):
    conversation = reception.conversation()
    reception.message(conversation)
    reception.reply(conversation)
    reception.follow_up(conversation)
    audit.record("message.received", conversation_id=conversation.pk, what="text")
    FAQ.objects.create(business=reception.business, question="Parking?", answer="Yes.")
    UnansweredQuestion.objects.create(business=reception.business, question="Why?", idempotency_key="k")
    page = api.get(f"/api/v1/{resource}/").json()
    assert page["results"]
    one = f"/api/v1/{resource}/{page['results'][0]['id']}/"
    assert api.get(one).json() == page["results"][0]
    for answer in (
        api.post(f"/api/v1/{resource}/", {}),
        api.put(one, {}, content_type="application/json"),
        api.patch(one, {}, content_type="application/json"),
        api.delete(one),
    ):
        assert answer.status_code == 405


def test_the_way_in_names_every_resource_to_staff(api: Client):
    assert set(RESOURCES) <= set(api.get("/api/v1/").json())


def test_an_account_reads_only_what_it_may_view(reception: Reception, staff_with: Callable[..., Client]):
    staff_with("knowledge_base.view_faq")
    user = User.objects.get(username="maya")
    key = Client(headers={"Authorization": f"Token {Token.objects.create(user=user).key}"})
    assert key.get("/api/v1/faqs/").status_code == 200
    assert key.get("/api/v1/conversations/").status_code == 403
    User.objects.filter(pk=user.pk).update(is_staff=False)
    user.user_permissions.add(Permission.objects.get(codename="view_conversation"))
    assert key.get("/api/v1/conversations/").status_code == 403


def test_a_conversation_tells_who_and_whether_a_person_is_needed(reception: Reception, api: Client):
    conversation = reception.conversation("Ana", value="+15005551234")
    reception.follow_up(conversation)
    found = api.get(f"/api/v1/conversations/{conversation.pk}/").json()
    assert found["contact"]["name"] == "Ana"
    assert found["address"] == "+15005551234"
    assert found["needs_person"] is True


def test_a_conversations_messages_come_in_order_and_page_by_page(reception: Reception, api: Client):
    conversation = reception.conversation()
    turn = reception.turn(conversation, {"intent": "faq", "confidence": 0.5})
    reception.message(conversation, "Is there parking?", turn)
    reception.reply(conversation, "Yes.", turn, faq_id=3)
    page = api.get(f"/api/v1/conversations/{conversation.pk}/messages/").json()
    assert [(line["ours"], line["text"]) for line in page["lines"]] == [(False, "Is there parking?"), (True, "Yes.")]
    assert page["lines"][0]["understood"] == "Asks a question · 50% sure"
    assert page["lines"][1]["faq_id"] == 3
    assert page["earlier"] is None
    before = page["lines"][1]["at"]
    url = f"/api/v1/conversations/{conversation.pk}/messages/"
    assert len(api.get(url, {"before": before}).json()["lines"]) == 1
    assert api.get(url, {"before": "yesterday"}).status_code == 400


def test_lists_can_be_narrowed_to_one_conversation(reception: Reception, api: Client):
    one, other = reception.conversation(), reception.conversation()
    wanted = reception.message(one)
    reception.message(other)
    found = api.get("/api/v1/messages/", {"conversation": one.pk}).json()["results"]
    assert [row["id"] for row in found] == [wanted.pk]
    for nonsense in ("x", "", "-1", "²", "9" * 30, "9" * 5000):
        assert api.get("/api/v1/messages/", {"conversation": nonsense}).status_code == 400


def test_pages_follow_each_other_by_cursor(reception: Reception, api: Client):
    conversation = reception.conversation()
    ids = [reception.message(conversation).pk for _ in range(5)]
    first = api.get("/api/v1/messages/", {"page_size": 3}).json()
    reception.message(conversation, "arrives meanwhile")
    second = api.get(first["next"]).json()
    assert [row["id"] for row in (*first["results"], *second["results"])] == ids[::-1]


def test_a_list_of_many_costs_as_many_queries_as_one_of_few(
    reception: Reception, api: Client, django_assert_max_num_queries
):
    for _ in range(10):
        reception.follow_up(reception.conversation())
    with django_assert_max_num_queries(3):
        assert len(api.get("/api/v1/conversations/").json()["results"]) == 10


def test_the_raw_payload_of_a_provider_stays_inside(reception: Reception, api: Client):
    reception.message(reception.conversation(), raw={"secret": "do not show"})
    assert "do not show" not in api.get("/api/v1/messages/").content.decode()


def test_the_description_is_valid_and_complete():
    out = StringIO()
    call_command("spectacular", "--fail-on-warn", "--validate", stdout=out)
    for resource in RESOURCES:
        assert f"/api/v1/{resource}/:" in out.getvalue()
    assert "/api/v1/appointments/:" in out.getvalue()


def test_its_page_is_there_and_loads_nothing_from_elsewhere(client: Client):
    html = client.get("/api/docs/").content.decode()
    assert "swagger-ui" in html
    assert "https://" not in html
