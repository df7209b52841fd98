from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from knowledge_base.learning import arranging
from knowledge_base.models import FAQ, UnansweredQuestion
from receptionist import audit
from receptionist.models import AuditEvent, Contact, ContactAddress, Conversation
from receptionist.telling import story, transcript
from tests.receptionist.conftest import Phone
from tests.receptionist.staff.conftest import Reception
from tests.receptionist.staff.pages import EVERY_PAGE, page

pytestmark = pytest.mark.django_db


def test_it_reads_as_a_chat_with_what_was_understood_and_how_it_arrived(reception: Reception, admin_client: Client):
    conversation = reception.conversation()
    faq = FAQ.objects.create(business=reception.business, question="Parking?", answer="Behind the house.")
    turn = reception.turn(
        conversation,
        {"intent": "schedule", "confidence": 0.93, "service_id": 7, "day": "2026-11-27", "at": "14:30:00"},
    )
    reception.message(conversation, "Can I have a haircut?", turn)
    reception.reply(conversation, "Behind the house.", turn, faq_id=faq.pk, status="read")
    html = page(admin_client, "receptionist_conversation_change", conversation.pk)
    assert html.index("Can I have a haircut?") < html.index("Behind the house.")
    assert "Wants an appointment · Haircut · Fri 27 Nov · 14:30 · 93% sure" in html
    assert reverse("admin:knowledge_base_faq_change", args=[faq.pk]) in html
    assert '<span class="sara-good">read</span>' in html


@pytest.mark.parametrize(
    ("state", "why", "remedy"),
    [
        (
            {"status": "failed", "error": "recipient: Unreachable destination handset"},
            "The number or address cannot get messages, or the customer opted out.",
            "Reach the customer another way.",
        ),
        ({"status": "unknown"}, "The connection broke while it was being sent.", "Ask the customer, or send it again"),
    ],
)
def test_a_reply_in_trouble_says_at_a_glance_what_it_needs(
    reception: Reception, admin_client: Client, staff_with, state: dict[str, Any], why: str, remedy: str
):
    conversation = reception.conversation()
    reply = reception.reply(conversation, "See you on Friday", **state)
    reception.reply(conversation, "Good morning", status="read")
    html = page(admin_client, "receptionist_conversation_change", conversation.pk)
    assert html.count(why) == 1
    assert remedy in html
    way_out = reverse("admin:receptionist_outboundmessage_change", args=[reply.pk])
    assert way_out in html
    assert remedy in page(admin_client, "index")
    elsewhere = page(staff_with("receptionist.view_conversation"), "receptionist_conversation_change", conversation.pk)
    assert way_out not in elsewhere, "a link for those who may follow it"


@pytest.mark.parametrize(("kind", "words"), [("call", "number withheld"), ("bsuid", "hides the number")])
def test_who_gives_no_number_is_not_shown_as_a_carriers_id(
    reception: Reception, admin_client: Client, kind: str, words: str
):
    conversation = reception.conversation("", "voice", "CA1f6b7c8d9e0a1b2c3d4e5f6071829304")
    ContactAddress.objects.update(kind=kind)
    reception.follow_up(conversation)
    reception.reply(conversation, status="failed")
    for name in ("conversation", "followup", "contact", "outboundmessage"):
        html = page(admin_client, f"receptionist_{name}_changelist")
        assert words in html
        assert "CA1f6b7c" not in html
    html = page(admin_client, "receptionist_conversation_change", conversation.pk)
    assert words in html
    assert "CA1f6b7c" not in html


def test_what_customers_write_never_becomes_markup(reception: Reception, admin_client: Client):
    evil = "<script>alert('boo')</script>"
    conversation = reception.conversation(name=evil, value=evil)
    turn = reception.turn(conversation, {"intent": "contact", "confidence": 1.0, "name": evil})
    reception.message(conversation, evil, turn, attachments=[{"content_type": evil, "reference": ""}])
    reception.reply(conversation, evil, status="failed", error=evil)
    reception.follow_up(conversation, evil)
    reception.message(None, evil, status="unrouted", raw={"Body": evil})
    audit.record(evil, conversation_id=conversation.pk, evil=evil)
    question = UnansweredQuestion.objects.create(business=reception.business, question=evil, idempotency_key="k")
    FAQ.objects.create(business=reception.business, question=evil, answer=evil, tags=[evil])
    arranging.arrange(reception.business.pk)
    question.refresh_from_db()
    pages = [page(admin_client, name) for name in EVERY_PAGE]
    pages.append(page(admin_client, "receptionist_conversation_change", conversation.pk))
    pages.append(page(admin_client, "knowledge_base_questiongroup_change", question.group_id))
    pages.append(page(admin_client, "knowledge_base_faq_add", from_question=str(question.pk)))
    assert any("&lt;script&gt;alert" in html for html in pages)
    assert not any("<script>alert" in html for html in pages)


def test_times_are_the_businesss_own(reception: Reception, admin_client: Client, time_machine_at):
    with time_machine_at("2026-07-01T23:30:00+00:00"):
        conversation = reception.conversation()
        reception.message(conversation)
    html = page(admin_client, "receptionist_conversation_change", conversation.pk)
    assert "Wednesday, 1 July 2026" in html
    assert ">19:30<" in html


def test_a_burst_shows_what_was_understood_once_below_its_last_message(reception: Reception, admin_client: Client):
    conversation = reception.conversation()
    turn = reception.turn(conversation, {"intent": "faq", "confidence": 0.5})
    reception.message(conversation, "First part", turn)
    reception.message(conversation, "Second part", turn)
    html = page(admin_client, "receptionist_conversation_change", conversation.pk)
    assert html.count("Asks a question") == 1
    assert html.index("Second part") < html.index("Asks a question")


def test_a_long_one_is_read_page_by_page_at_the_same_cost(
    reception: Reception, admin_client: Client, django_assert_max_num_queries
):
    conversation = reception.conversation()
    for number in range(150):
        reception.message(conversation, f"Word {number:03}.")
        audit.record("message.received", conversation_id=conversation.pk, what="text")
    with django_assert_max_num_queries(14):
        last = page(admin_client, "receptionist_conversation_change", conversation.pk)
    assert "Word 149." in last
    assert "Word 090." in last
    assert "Word 089." not in last
    earlier = last.partition('href="?before=')[2].partition('"')[0]
    response = admin_client.get(
        f"{reverse('admin:receptionist_conversation_change', args=[conversation.pk])}?before={earlier}"
    )
    html = response.content.decode()
    assert "Word 089." in html
    assert "Word 030." in html
    assert "Word 090." not in html


def test_the_story_beside_a_page_is_of_the_same_hours(reception: Reception, admin_client: Client, time_machine_at):
    conversation = reception.conversation()
    for hour, kind in enumerate(("dawn.broke", "noon.struck", "night.fell")):
        with time_machine_at(f"2026-07-01T{hour:02}:00:00+00:00"):
            audit.record(kind, conversation_id=conversation.pk)
            for number in range(transcript.PAGE):
                reception.message(conversation, f"{kind} {number}")
    url = reverse("admin:receptionist_conversation_change", args=[conversation.pk])
    last = admin_client.get(url).content.decode()
    assert ("noon.struck</span>" in last, "night.fell</span>" in last) == (False, True)
    middle = admin_client.get(url, {"before": "2026-07-01T02:00:00+00:00"}).content.decode()
    assert ["dawn.broke</span>" in middle, "noon.struck</span>" in middle, "night.fell</span>" in middle] == [
        False,
        True,
        False,
    ]


def test_how_a_call_was_answered_and_what_was_not_is_told(reception: Reception, admin_client: Client):
    call = reception.conversation("Ana", "voice")
    reception.message(call, "A haircut, please", status="failed")
    reception.reply(call, "One moment", status="sent")
    reception.reply(call, "Tomorrow at ten", channel="sms", status="delivered")
    html = page(admin_client, "receptionist_conversation_change", call.pk)
    assert '<span class="sara-plain">said</span>' in html
    assert "by text message" in html
    assert "Sara could not answer this." in html


def test_the_story_is_told_in_sentences_and_unknown_kinds_as_they_are(reception: Reception, admin_client: Client):
    conversation = reception.conversation()
    start = "2026-11-27T19:30:00+00:00"
    audit.record("appointment.booked", conversation_id=conversation.pk, appointment=12, start=start, by="customer")
    audit.record("moon.landed", conversation_id=conversation.pk)
    html = page(admin_client, "receptionist_conversation_change", conversation.pk)
    assert "Appointment 12 booked for Fri 27 Nov 2026, 14:30." in html
    assert "moon.landed" in html


def test_nothing_of_it_can_be_edited_added_or_deleted(reception: Reception, admin_client: Client):
    conversation = reception.conversation()
    change = reverse("admin:receptionist_conversation_change", args=[conversation.pk])
    assert admin_client.post(change, {"channel": "voice"}).status_code == 403
    assert admin_client.get(reverse("admin:receptionist_conversation_add")).status_code == 404
    delete = reverse("admin:receptionist_conversation_delete", args=[conversation.pk])
    assert admin_client.post(delete, {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("nonsense", ["0", "abc", "999999999999", "9" * 19, "9" * 5000])
def test_one_that_is_not_there_is_not_found(reception: Reception, admin_client: Client, nonsense: str):
    assert admin_client.get(f"/admin/receptionist/conversation/{nonsense}/change/").status_code == 404


@pytest.mark.parametrize("words", ["Ana", "ana@example", "5550777"])
def test_one_is_found_by_name_address_and_number(reception: Reception, admin_client: Client, words: str):
    found = reception.conversation("Ana", value="+15005550777")
    Contact.objects.filter(pk=found.contact_id).update(email="ana@example.com")
    reception.conversation("Somebody else")
    html = page(admin_client, "receptionist_conversation_changelist", q=words)
    assert "+15005550777" in html
    assert "Somebody else" not in html


def test_the_list_can_be_narrowed_to_those_that_need_a_person(reception: Reception, admin_client: Client):
    reception.conversation("Quiet Customer")
    reception.follow_up(reception.conversation("Waiting Customer"))
    html = page(admin_client, "receptionist_conversation_changelist", state="waiting")
    assert "Waiting Customer" in html
    assert "Quiet Customer" not in html


@pytest.mark.usefixtures("salon", "carriers", "clock", "workers")
def test_what_the_pipeline_leaves_behind_reads_as_a_story(
    phone: Phone, admin_client: Client, django_capture_on_commit_callbacks
):
    for words in ("Hi, this is Bea Stone, can I get a haircut tomorrow at 3pm?", "where can I park?"):
        with django_capture_on_commit_callbacks(execute=True):
            phone.text(words)
    conversation = Conversation.objects.get()
    html = page(admin_client, "receptionist_conversation_change", conversation.pk)
    for told in (
        "Wants an appointment · Haircut · Tue 3 Mar · 15:00 · Bea Stone",
        "You are booked, Bea Stone",
        "booked for Tue 3 Mar 2026, 15:00.",
        "Behind the house, for free.",
        f"from FAQ {FAQ.objects.get().pk}",
        "The reply was handed to the carrier.",
    ):
        assert told in html
    assert all(story.tell(event.kind, event.facts).sentence != event.kind for event in AuditEvent.objects.all())
