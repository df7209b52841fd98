"""A real conversation, taken from the admin, is a case that can be scored."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from calendar_integration.models import Service
from receptionist.models import AuditEvent, Conversation, OutboundMessage, Turn
from receptionist.people import forgetting
from receptionist.telling import casebook
from receptionist.understanding import cases
from tests.receptionist.conftest import Phone
from tests.receptionist.staff.conftest import Reception
from tests.receptionist.staff.pages import page

pytestmark = pytest.mark.django_db

Talk = Callable[..., Conversation]


@pytest.fixture
def talk(salon, carriers, clock, workers, phone: Phone, django_capture_on_commit_callbacks) -> Talk:
    """Let a customer write, and Sara answer, message by message."""

    def write(*messages: str) -> Conversation:
        for words in messages:
            with django_capture_on_commit_callbacks(execute=True):
                phone.text(words)
        return Conversation.objects.get()

    return write


def address(conversation: Conversation) -> str:
    return reverse("admin:receptionist_conversation_download", args=[conversation.pk])


def download(client: Client, conversation: Conversation) -> str:
    response = client.post(address(conversation))
    assert response.status_code == 200
    return response.content.decode()


def scenario(text: str) -> Any:
    (only,) = yaml.safe_load(text)
    return only


def evaluate(tmp_path: Path, text: str) -> str:
    file = tmp_path / "conversation.yaml"
    file.write_text(text)
    out = io.StringIO()
    call_command("evaluate", str(file), at_least=100.0, stdout=out)
    return out.getvalue()


def test_what_was_said_and_read_is_in_the_file(talk: Talk, admin_client: Client):
    Service.objects.update(aliases=["snip"])
    conversation = talk("I'd like a snip tomorrow at 3pm", "Bea Stone")
    told = scenario(download(admin_client, conversation))
    first, asked, second, booked = told["turns"]
    assert (told["timezone"], told["channel"], told["language"]) == ("Europe/London", "sms", "en")
    assert (told["services"], told["also_called"]) == (["Haircut"], {"Haircut": ["snip"]})
    assert first["customer"] == "I'd like a snip tomorrow at 3pm"
    assert first["now"] == "2026-03-02 10:00"
    assert first["expected"] == {
        "intent": "schedule",
        "appointment": {"date": "2026-03-03", "time": "15:00"},
        "slots": {"service_type": "Haircut"},
    }
    assert second["expected"]["contact_info"] == {"name": "Bea Stone"}
    replies = OutboundMessage.objects.order_by("pk").values_list("text", flat=True)
    assert [asked["receptionist"], booked["receptionist"]] == list(replies)


def test_it_can_be_scored_as_it_is_and_fails_once_corrected(talk: Talk, admin_client: Client, tmp_path: Path):
    conversation = talk("I'd like a haircut tomorrow at 3pm", "Bea Stone", "where can I park?")
    text = download(admin_client, conversation)
    assert "3 of 3 cases wholly right; 100.0 %" in evaluate(tmp_path, text)
    with pytest.raises(CommandError, match="below"):
        evaluate(tmp_path, text.replace("'15:00'", "'16:00'"))


@pytest.mark.parametrize(
    "words",
    [
        "no",
        "15:00",
        "# not a comment: {x}",
        "two\nlines",
        "- name: evil\n  turns: []",
        "null",
        "¿mañana? 🙂",
        "\x07 \u2028 x",
    ],
)
def test_whatever_the_customer_wrote_is_read_back_as_it_was(
    talk: Talk, admin_client: Client, tmp_path: Path, words: str
):
    file = tmp_path / "conversation.yaml"
    file.write_text(download(admin_client, talk(words)))
    (case,) = cases.read(file)
    assert case.utterance.text == words


def test_it_is_a_file_that_no_browser_keeps_or_shows(talk: Talk, admin_client: Client):
    conversation = talk("hello")
    response = admin_client.post(address(conversation))
    assert response.headers["Content-Disposition"] == f'attachment; filename="conversation-{conversation.pk}.yaml"'
    assert "no-store" in response.headers["Cache-Control"]


def test_who_took_it_is_written_down_without_the_customers_words(talk: Talk, admin_client: Client):
    conversation = talk("I am Bea Stone")
    download(admin_client, conversation)
    line = AuditEvent.objects.get(kind="conversation.downloaded")
    assert (line.conversation, line.facts) == (conversation, {"by": "admin", "turns": 1})
    assert "Downloaded as a test case by admin." in page(
        admin_client, "receptionist_conversation_change", conversation.pk
    )


def test_it_needs_both_permissions_and_the_forms_own_token(talk: Talk, staff_with: Any, admin_user: User):
    conversation = talk("hello")
    assert Client().post(address(conversation)).status_code == 302, "to the login"
    view, take = "receptionist.view_conversation", "receptionist.download_conversation"
    client = staff_with(view)
    assert client.post(address(conversation)).status_code == 403
    assert address(conversation) not in page(client, "receptionist_conversation_change", conversation.pk)
    User.objects.filter(username="maya").delete()
    assert staff_with(take).post(address(conversation)).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)
    assert strict.post(address(conversation)).status_code == 403
    assert not AuditEvent.objects.filter(kind="conversation.downloaded").exists()
    User.objects.filter(username="maya").delete()
    client = staff_with(view, take)
    assert address(conversation) in page(client, "receptionist_conversation_change", conversation.pk)
    assert "customer: hello" in download(client, conversation)


def test_a_link_alone_never_takes_one(talk: Talk, admin_client: Client):
    assert admin_client.get(address(talk("hello"))).status_code == 405


def test_one_without_words_has_nothing_to_take(reception: Reception, admin_client: Client):
    response = admin_client.post(address(reception.conversation()), follow=True)
    assert "There are no words in it to make a test case of." in response.content.decode()
    assert not AuditEvent.objects.filter(kind="conversation.downloaded").exists()


def test_a_forgotten_customer_is_in_no_file(talk: Talk, admin_client: Client):
    conversation = talk("I am Bea Stone")
    forgetting.forget(conversation.contact_id, by="admin")
    assert admin_client.post(address(conversation)).status_code == 302


def test_a_turn_that_this_version_cannot_read_is_passed_over(talk: Talk, admin_client: Client):
    conversation = talk("hello", "what are your opening hours?")
    Turn.objects.filter(number=1).update(events=[{"happened": "moon_landing"}])
    customers = [t["customer"] for t in scenario(download(admin_client, conversation))["turns"] if "customer" in t]
    assert customers == ["what are your opening hours?"]


def test_of_a_long_one_the_latest_turns_are_taken(talk: Talk, admin_client: Client, monkeypatch):
    monkeypatch.setattr(casebook, "LATEST", 2)
    turns = scenario(download(admin_client, talk("hello", "thanks", "where can I park?")))["turns"]
    assert [turn.get("customer", "Sara") for turn in turns] == ["thanks", "Sara", "where can I park?", "Sara"]
