"""The editor's desk: asking, importing, exporting, versions, use and warnings, as a browser sees them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from knowledge_base.admin import importing
from knowledge_base.editing import usage
from knowledge_base.models import FAQ, FaqImport, UnansweredQuestion
from receptionist.models import OutboundMessage
from tests.receptionist.staff.conftest import Reception
from tests.receptionist.staff.pages import page

pytestmark = pytest.mark.django_db
#: What is told of a saved FAQ is found out after the commit, before the answer goes out.
COMMITTED = pytest.mark.django_db(transaction=True)

EDITOR = ("knowledge_base.view_faq", "knowledge_base.add_faq", "knowledge_base.change_faq")


@pytest.fixture
def parking(reception: Reception) -> FAQ:
    answer = "Yes, 12 places behind the house."
    return FAQ.objects.create(business=reception.business, question="Is there parking?", answer=answer, tags=["car"])


def upload(client: Client, reception: Reception, name: str, content: bytes, **more: str) -> Any:
    form = {"file": SimpleUploadedFile(name, content), "business": str(reception.business.pk), **more}
    return client.post(reverse("admin:knowledge_base_faq_import"), form, follow=True)


# Asking


def test_a_question_shows_the_ranking_why_and_what_each_channel_would_say(parking: FAQ, admin_client: Client):
    parking.spoken_answer = "Yes, there is."
    parking.save()
    html = page(admin_client, "knowledge_base_faq_ask", q="is there parking nearby", language="en")
    assert "Answered: " in html
    assert reverse("admin:knowledge_base_faq_change", args=[parking.pk]) in html
    assert '<span class="sara-label">parking</span>' in html
    assert "<blockquote>Yes, 12 places behind the house.</blockquote>" in html
    assert "<blockquote>Yes, there is. " in html
    assert "?wording=is+there+parking+nearby" in html


def test_a_question_nobody_can_answer_is_not_kept_for_staff(parking: FAQ, admin_client: Client):
    html = page(admin_client, "knowledge_base_faq_ask", q="do you repair bicycles", language="es")
    assert "Not answered" in html
    assert "No lo sé" in html or "no lo sé" in html
    assert not UnansweredQuestion.objects.exists()


def test_the_script_gets_the_answer_alone(parking: FAQ, admin_client: Client):
    html = page(admin_client, "knowledge_base_faq_ask", q="parking?", only="answer")
    assert "<html" not in html
    assert "What customers are told" in html


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "x" * 501}, {"q": "a", "business": "x"}, {"q": "a\0b"}])
def test_what_is_no_question_is_refused_in_words(parking: FAQ, admin_client: Client, query: dict[str, str]):
    assert "sara-refused" in page(admin_client, "knowledge_base_faq_ask", **query)


def test_a_question_is_shown_as_text(parking: FAQ, admin_client: Client):
    assert "<script>alert" not in page(admin_client, "knowledge_base_faq_ask", q="parking <script>alert(1)</script>")


def test_a_wording_that_was_asked_for_stands_in_the_form_and_is_kept_by_saving(parking: FAQ, admin_client: Client):
    html = page(admin_client, "knowledge_base_faq_change", parking.pk, wording="Can I leave my car?")
    assert "Can I leave my car?</textarea>" in html
    parking.refresh_from_db()
    assert parking.wordings == []


# Importing


def test_an_import_is_shown_and_then_done(parking: FAQ, reception: Reception, admin_client: Client):
    content = b"question;answer\nIs there parking?;No.\nVouchers?;At the desk.\n"
    response = upload(admin_client, reception, "faqs.csv", content)
    html = response.content.decode()
    assert "<strong>1</strong><span>added</span>" in html
    assert '<del><span class="sara-only-heard">removed: </span>Yes, 12 places behind the house</del>' in html
    assert FAQ.objects.count() == 1
    waiting = FaqImport.objects.get()
    seen = response.context["version"]
    url = reverse("admin:knowledge_base_faq_import_apply", args=[waiting.pk])
    assert admin_client.get(url).status_code == 405
    assert "Imported: 1 added, 1 changed" in admin_client.post(url, {"seen": seen}, follow=True).content.decode()
    assert FAQ.objects.get(pk=parking.pk).answer == "No."
    assert FAQ.history.filter(id=parking.pk).latest("history_id").history_user_id == "admin"
    assert "done, or was dropped, already" in admin_client.post(url, {"seen": seen}, follow=True).content.decode()


def test_an_import_is_shown_anew_when_the_faqs_have_changed(parking: FAQ, reception: Reception, admin_client: Client):
    response = upload(admin_client, reception, "faqs.csv", b"question,answer\nVouchers?,Yes.\n")
    parking.save()
    url = reverse("admin:knowledge_base_faq_import_apply", args=[FaqImport.objects.get().pk])
    after = admin_client.post(url, {"seen": response.context["version"]}, follow=True)
    assert "have changed meanwhile, so nothing was done" in after.content.decode()
    assert FAQ.objects.count() == 1
    admin_client.post(url, {"seen": after.context["version"]})
    assert FAQ.objects.count() == 2


def test_an_import_can_be_dropped(parking: FAQ, reception: Reception, admin_client: Client):
    upload(admin_client, reception, "faqs.csv", b"question,answer\nVouchers?,Yes.\n", replace="on")
    url = reverse("admin:knowledge_base_faq_import_drop", args=[FaqImport.objects.get().pk])
    assert "Nothing was changed" in admin_client.post(url, follow=True).content.decode()
    assert (FaqImport.objects.count(), FAQ.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b"question,answer\nWhy?,<b>So</b>\n", "Line 2: answer: holds the HTML tag &lt;b&gt;"),
        ("a.csv", b"question,answer\nWh\xff?,So\n", "Line 2: a.csv is not UTF-8 text"),
        ("a.csv", b"question,answer\nWhy?,=1+1\n", "Line 2: answer is a formula"),
        ("a.exe", b"MZ", "expected a .jsonl, .csv or .md file"),
        ("a.csv", b"", "The submitted file is empty"),
    ],
)
def test_a_broken_file_is_refused_with_line_and_reason(
    parking: FAQ, reception: Reception, admin_client: Client, name: str, content: bytes, reason: str
):
    response = upload(admin_client, reception, name, content)
    assert response.status_code == 400
    assert reason in response.content.decode()
    assert not FaqImport.objects.exists()


@pytest.mark.parametrize(("limit", "reason"), [("MOST_BYTES", "larger than"), ("MOST_ROWS", "It holds 2 FAQs")])
def test_a_page_takes_less_than_the_command(
    reception: Reception, admin_client: Client, monkeypatch: pytest.MonkeyPatch, limit: str, reason: str
):
    monkeypatch.setattr(importing, limit, 1)
    response = upload(admin_client, reception, "faqs.csv", b"question,answer\nVouchers?,Yes.\nDogs?,Yes.\n")
    assert reason in response.content.decode()
    assert "manage.py import_faqs" in response.content.decode()


def test_importing_needs_the_right_to_add_and_change_and_replacing_that_to_delete(
    reception: Reception, staff_with: Callable[..., Client]
):
    client = staff_with(*EDITOR)
    content = b"question,answer\nVouchers?,Yes.\n"
    assert upload(client, reception, "a.csv", content, replace="on").status_code == 403
    assert not FaqImport.objects.exists()
    assert upload(client, reception, "a.csv", content).status_code == 200


def test_who_may_only_look_may_not_import(reception: Reception, staff_with: Callable[..., Client]):
    client = staff_with("knowledge_base.view_faq")
    waiting = FaqImport.objects.create(business=reception.business, file_name="a", rows=[], replace=False, made_by="x")
    assert client.get(reverse("admin:knowledge_base_faq_import")).status_code == 403
    for name in ("preview", "apply", "drop"):
        url = reverse(f"admin:knowledge_base_faq_import_{name}", args=[waiting.pk])
        assert (client.get(url) if name == "preview" else client.post(url)).status_code == 403
    assert "Import</a>" not in page(client, "knowledge_base_faq_changelist")


# Exporting


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "md"])
def test_all_faqs_are_exported(parking: FAQ, admin_client: Client, suffix: str):
    response = admin_client.get(reverse("admin:knowledge_base_faq_export", args=[suffix]))
    assert f'{suffix}"' in response["Content-Disposition"]
    assert "Is there parking?" in b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]


def test_the_chosen_ones_are_exported(parking: FAQ, reception: Reception, admin_client: Client):
    FAQ.objects.create(business=reception.business, question="Vouchers?", answer="Yes.")
    form = {"action": "export_jsonl", "_selected_action": [parking.pk]}
    response = admin_client.post(reverse("admin:knowledge_base_faq_changelist"), form)
    rows = [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]  # type: ignore[attr-defined]
    assert [row["question"] for row in rows] == ["Is there parking?"]


def test_exports_of_nothing_that_there_is_are_not_found(parking: FAQ, admin_client: Client):
    assert admin_client.get(reverse("admin:knowledge_base_faq_export", args=["exe"])).status_code == 404
    url = reverse("admin:knowledge_base_faq_export", args=["csv"])
    assert admin_client.get(url, query_params={"business": "0"}).status_code == 404


@pytest.mark.parametrize("name", ["ask", "coverage", "export", "history"])
def test_looking_needs_the_permission(parking: FAQ, staff_with: Callable[..., Client], name: str):
    args: dict[str, list[object]] = {"export": ["csv"], "history": [parking.pk]}
    url = reverse(f"admin:knowledge_base_faq_{name}", args=args.get(name, []))
    assert staff_with("receptionist.view_conversation").get(url).status_code == 403
    assert Client().get(url).status_code == 302


# Versions


def test_versions_show_author_and_difference_and_lead_back(parking: FAQ, admin_client: Client):
    url = reverse("admin:knowledge_base_faq_changelist")
    form = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": str(parking.pk), "_save": "Save"}
    admin_client.post(url, form)
    response = admin_client.get(reverse("admin:knowledge_base_faq_history", args=[parking.pk]))
    html = response.content.decode()
    assert "Changed by admin" in html
    assert '<del><span class="sara-only-heard">removed: </span>yes</del>' in html
    first = response.context["versions"][-1].id
    back = reverse("admin:knowledge_base_faq_roll_back", args=[parking.pk, first])
    assert admin_client.get(back).status_code == 405
    said = admin_client.post(back, {"seen": response.context["newest"]}, follow=True).content.decode()
    assert "It reads as it did then" in said
    parking.refresh_from_db()
    assert parking.active
    assert "Somebody has changed it meanwhile" in admin_client.post(back, {"seen": "x"}, follow=True).content.decode()


def test_rolling_back_needs_the_right_to_change(parking: FAQ, staff_with: Callable[..., Client]):
    version = FAQ.history.get()
    url = reverse("admin:knowledge_base_faq_roll_back", args=[parking.pk, version.history_id])
    client = staff_with("knowledge_base.view_faq")
    assert client.post(url, {"seen": version.history_id}).status_code == 403
    assert "Roll back" not in page(client, "knowledge_base_faq_history", parking.pk)


def test_versions_of_nothing_are_not_found(parking: FAQ, admin_client: Client):
    for object_id in ("0", "x"):
        assert admin_client.get(f"/admin/knowledge_base/faq/{object_id}/history/").status_code == 404
    assert admin_client.post(reverse("admin:knowledge_base_faq_roll_back", args=[parking.pk, 0])).status_code == 404


# Warnings


def save(client: Client, reception: Reception, question: str, answer: str, **more: str) -> str:
    form = {"business": reception.business.pk, "question": question, "answer": answer, "active": "on", **more}
    return str(client.post(reverse("admin:knowledge_base_faq_add"), form, follow=True).content.decode())


@COMMITTED
def test_a_near_double_is_saved_and_told_of(parking: FAQ, reception: Reception, admin_client: Client):
    html = save(admin_client, reception, "Is there any parking?", "There is.")
    assert "Very like" in html
    assert reverse("admin:knowledge_base_faq_change", args=[parking.pk]) in html
    assert FAQ.objects.count() == 2


@COMMITTED
def test_answers_that_contradict_each_other_are_told_with_what_differs(
    parking: FAQ, reception: Reception, admin_client: Client
):
    html = save(admin_client, reception, "Is there any parking?", "Yes, 20 places.")
    assert "the answers contradict each other. Numbers: 20 against 12." in html


@COMMITTED
@pytest.mark.parametrize(
    ("question", "more"), [("Do you sell vouchers?", {}), ("Is there parking?", {"language": "es"})]
)
def test_another_question_and_another_language_are_no_double(
    parking: FAQ, reception: Reception, admin_client: Client, question: str, more: dict[str, str]
):
    FAQ.objects.update(language="en")
    assert "Very like" not in save(admin_client, reception, question, "Yes, 20.", **more)


def test_html_in_an_answer_is_refused(reception: Reception, admin_client: Client):
    assert "It holds the HTML tag" in save(admin_client, reception, "Why?", "<b>So</b>")
    assert not FAQ.objects.exists()


# Use


@pytest.fixture
def said(parking: FAQ, reception: Reception) -> OutboundMessage:
    conversation = reception.conversation()
    FAQ.objects.create(business=reception.business, question="Vouchers?", answer="Yes.", tags=["car", "gifts"])
    FAQ.objects.create(business=reception.business, question="Old?", answer="Yes.", active=False)
    return [reception.reply(conversation, faq_id=parking.pk) for _ in range(3)][-1]


def test_the_list_tells_how_often_each_was_the_answer_in_one_query(
    said: OutboundMessage, admin_client: Client, django_assert_max_num_queries: Any
):
    url = reverse("admin:knowledge_base_faq_changelist")
    admin_client.get(url)
    with django_assert_max_num_queries(17) as few:
        html = admin_client.get(url, query_params={"o": "-5"}).content.decode()
    assert "3 times, last today" in html
    assert html.index("Is there parking?") < html.index("Vouchers?")
    FAQ.objects.bulk_create(
        FAQ(business=FAQ.objects.all()[0].business, question=f"Q{n}?", answer="A") for n in range(30)
    )
    with django_assert_max_num_queries(len(few)):
        admin_client.get(url, query_params={"o": "-5"})


def test_those_never_used_can_be_found_and_tags_are_counted(said: OutboundMessage, admin_client: Client):
    html = page(admin_client, "knowledge_base_faq_changelist", use="never")
    assert "Vouchers?" in html
    assert "Is there parking?" not in html
    assert "Old?" not in html
    assert "car (2)" in html
    assert "gifts (1)" in html


def test_coverage_counts_by_tag(said: OutboundMessage, admin_client: Client):
    rows = {row.tag: (row.faqs, row.inactive, row.uses, row.never_used) for row in usage.coverage()}
    assert rows == {"car": (2, 0, 3, 1), "gifts": (1, 0, 0, 1), "": (1, 1, 0, 0)}
    assert usage.coverage()[0].last_used == said.created_at
    assert "without a tag" in page(admin_client, "knowledge_base_faq_coverage")


NOW = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/Madrid"))


@pytest.mark.parametrize(
    ("uses", "ago", "words"),
    [
        (1, timedelta(hours=1), "once, today"),
        (41, timedelta(hours=1), "41 times, last today"),
        (2, timedelta(hours=13), "twice, last yesterday"),
        (41, timedelta(days=3), "41 times, last Tuesday"),
        (1, timedelta(days=3), "once, last Tuesday"),
        (1, timedelta(days=10), "once, on 10 November"),
        (1200, timedelta(days=400), "1,200 times, last on 16 October 2025"),
    ],
)
def test_use_is_told_as_people_tell_it(uses: int, ago: timedelta, words: str):
    assert usage.in_words(uses, (NOW.astimezone(UTC) - ago).astimezone(NOW.tzinfo), NOW) == words
