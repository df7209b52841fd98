"""A customer who is forgotten is named and quoted nowhere, and everything else stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calendar_integration.models import Appointment
from knowledge_base.models import UnansweredQuestion
from receptionist import inbox
from receptionist.audit_proof import broken_links
from receptionist.domain.messages import Address, AddressKind, DeliveryReport, DeliveryStatus, MessageKind
from receptionist.models import (
    AuditEvent,
    Contact,
    ContactAddress,
    Conversation,
    FollowUp,
    InboundMessage,
    Interaction,
    OutboundMessage,
    Turn,
)
from receptionist.people import forgetting
from receptionist.sending import delivery
from receptionist.telling import interactions
from receptionist.turn import leases
from tests.fakes.ports import Stage
from tests.receptionist.conftest import Phone
from tests.receptionist.test_pipeline import drain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("salon", "carriers", "clock")]

NUMBER = "+447700900123"
#: Each of these stands somewhere before, and nowhere after.
PRIVATE = ("Quillfeather", "7700900123", "zoe.q@example.com", "7700900777", "allergic", "gift card", "wamid.HBgM")

Say = Callable[..., None]


@pytest.fixture
def say(phone: Phone, workers: None, django_capture_on_commit_callbacks: Any) -> Say:
    def tell(text: str = "", **other: Any) -> None:
        raw = {"From": phone.number, "Body": text, "ProfileName": "Zoë Quillfeather"}
        drain(django_capture_on_commit_callbacks, lambda: phone.text(text, raw=raw, **other))

    return tell


@pytest.fixture
def zoe(say: Say, admin_user: User) -> Contact:
    """A customer who has left something in every corner of the house."""
    say("Hi, this is Zoë Quillfeather, can I get a haircut tomorrow at 3pm?", call_id="wamid.HBgMNDQ3NzAwOTAwMTIz")
    say("my email is zoe.q@example.com")
    say("do you sell a gift card?")
    say("I want to talk to a person, call me on +44 7700 900777")
    Conversation.objects.update(last_inbound_at=timezone.now() - timedelta(hours=2))
    interactions.close()
    contact = Contact.objects.get()
    contact.callback_phone = "+447700900777"
    contact.save()
    Appointment.objects.update(notes="allergic to henna")
    sent = OutboundMessage.objects.order_by("pk").first()
    assert sent
    OutboundMessage.objects.filter(pk=sent.pk).update(
        provider_message_id="wamid.HBgMNDQ3NzAwOTAwMTIz", error="to Quillfeather"
    )
    # Written before her number was ours to answer on, and set aside.
    inbox.receive(
        Phone().inbound("hello, Quillfeather", to="+441111111111", raw={"body": "From=%2B447700900123&Body=hi"})
    )
    content_type = ContentType.objects.get_for_model(Contact)
    LogEntry.objects.create(
        user=admin_user,
        content_type=content_type,
        object_id=str(contact.pk),
        object_repr="Zoë Quillfeather",
        action_flag=CHANGE,
    )
    return contact


def _everything() -> Iterator[str]:
    """Yield every row of every table, as text."""
    for model in apps.get_models():
        for row in model._default_manager.values():
            yield f"{model.__name__} {row}"


def _told_of(word: str) -> list[str]:
    return [line for line in _everything() if word in line]


def test_nothing_private_is_left_in_any_table(zoe: Contact):
    assert [word for word in PRIVATE if not _told_of(word)] == [], "the test itself forgot to leave something"
    forgetting.forget(zoe.pk, by="maya")
    assert {word: _told_of(word) for word in PRIVATE if _told_of(word)} == {}


def test_the_bare_facts_stay_and_the_audit_holds(zoe: Contact):
    models = (Conversation, InboundMessage, OutboundMessage, Turn, FollowUp, Appointment, ContactAddress)
    before = [model.objects.count() for model in models]
    lines = AuditEvent.objects.count()
    forgetting.forget(zoe.pk, by="maya")
    assert [model.objects.count() for model in models] == before
    assert list(broken_links(limit=5)) == []
    told = list(AuditEvent.objects.order_by("pk")[lines:].values_list("kind", flat=True))
    assert sorted(told) == ["appointment.cancelled", "contact.forgotten", "notice.dropped"]
    line = AuditEvent.objects.get(kind="contact.forgotten")
    assert (line.conversation_id, line.facts) == (Conversation.objects.get().pk, {"contact": zoe.pk, "by": "maya"})


def test_other_customers_are_left_alone(zoe: Contact, say: Say, phone: Phone):
    phone.number = "+447700900124"
    say("hello, I am Bea Stone, where can I park?")
    inbox.receive(Phone().inbound("", to="+441111111111", raw={"body": "From=%2B1447700900123&Body=hi"}))

    def of_others() -> list[Any]:
        bea = Contact.objects.exclude(pk=zoe.pk).get()
        conversation = Conversation.objects.get(contact=bea)
        rows = InboundMessage.objects.filter(conversation=conversation) | InboundMessage.objects.filter(
            raw__body__contains="B144"
        )
        replies = OutboundMessage.objects.filter(conversation=conversation)
        return [
            bea.name,
            conversation.state,
            conversation.version,
            *rows.order_by("pk").values(),
            *replies.order_by("pk").values(),
        ]

    before = of_others()
    forgetting.forget(zoe.pk, by="maya")
    assert of_others() == before


def test_a_coming_appointment_is_cancelled_and_its_time_is_free_again(zoe: Contact):
    forgetting.forget(zoe.pk, by="maya")
    coming = Appointment.objects.get()
    assert (coming.status, coming.customer_name, coming.notes) == ("cancelled", forgetting.ERASED, "")
    assert AuditEvent.objects.filter(kind="appointment.cancelled", facts__appointment=coming.pk).exists()


def test_a_past_appointment_stands_without_a_name(zoe: Contact, clock: Any):
    clock.move_to("2026-03-05T10:00:00+00:00")
    forgetting.forget(zoe.pk, by="maya")
    assert (Appointment.objects.get().status, Appointment.objects.get().customer_name) == ("booked", forgetting.ERASED)


def test_questions_are_gone_and_tasks_are_closed(zoe: Contact):
    assert UnansweredQuestion.objects.exists()
    assert FollowUp.objects.filter(done_at=None).exists()
    forgetting.forget(zoe.pk, by="maya")
    assert not UnansweredQuestion.objects.exists()
    assert not FollowUp.objects.filter(done_at=None).exists()
    assert {task.done_by for task in FollowUp.objects.all()} == {"maya"}


def test_nothing_is_sent_any_more_and_no_report_finds_its_message(zoe: Contact):
    key = OutboundMessage.objects.order_by("pk").values_list("idempotency_key", flat=True)[0]
    for status in ("queued", "failed", "unknown"):
        message = OutboundMessage.objects.filter(status="sent").latest("pk")
        OutboundMessage.objects.filter(pk=message.pk).update(status=status)
    sent = len(Stage.text.sent)
    forgetting.forget(zoe.pk, by="maya")
    assert set(OutboundMessage.objects.values_list("status", flat=True)) <= {"sent", "withdrawn"}
    for message in OutboundMessage.objects.all():
        delivery.deliver_by_id(message.pk)
        assert not delivery.try_again(message.pk, by="maya")
    assert len(Stage.text.sent) == sent
    report = DeliveryReport(
        channel="sms",
        provider="twilio",
        provider_message_id="SMlate",
        status=DeliveryStatus.FAILED,
        idempotency_key=key,
    )
    assert not delivery.record_report(report)


def test_a_message_that_waits_is_not_answered_any_more(zoe: Contact, phone: Phone, no_workers: Any):
    phone.text("are you there?")
    forgetting.forget(zoe.pk, by="maya")
    assert set(InboundMessage.objects.values_list("status", flat=True)) == {"done"}


def test_whoever_writes_from_that_number_again_is_a_new_customer(zoe: Contact, say: Say):
    forgetting.forget(zoe.pk, by="maya")
    say("hello")
    again = Contact.objects.exclude(pk=zoe.pk).get()
    assert again.addresses.get().value == NUMBER
    assert Stage.text.sent[-1].to == Address(AddressKind.PHONE, NUMBER)
    assert "Hello, this is Sara" in Stage.text.sent[-1].text


def test_what_sara_remembered_is_gone_and_a_worker_that_held_it_commits_nothing(zoe: Contact):
    conversation = Conversation.objects.get()
    version = conversation.version
    forgetting.forget(zoe.pk, by="maya")
    conversation.refresh_from_db()
    assert (conversation.state, conversation.version > version) == ({}, True)


def test_how_it_went_stays_and_what_it_was_about_does_not(zoe: Contact, say: Say):
    (before,) = Interaction.objects.all()
    assert "gift card" in before.summary
    say("do you sell gift cards for two?")
    forgetting.forget(zoe.pk, by="maya")
    Conversation.objects.update(last_inbound_at=timezone.now() - timedelta(hours=2))
    assert interactions.close() == 0, "of what was erased nothing can be told"
    (after,) = Interaction.objects.all()
    assert (after.outcome, after.summary) == (before.outcome, "")


def test_forgetting_twice_changes_nothing_more(zoe: Contact):
    def rows() -> list[str]:
        return sorted(line for line in _everything() if not line.startswith(("Conversation", "Audit")))

    forgetting.forget(zoe.pk, by="maya")
    before = rows()
    forgetting.forget(zoe.pk, by="maya")
    assert rows() == before


def _being_answered() -> None:
    Conversation.objects.update(lease_holder=uuid4(), lease_until=timezone.now() + leases.LEASE)


def test_while_sara_answers_nothing_is_erased(zoe: Contact):
    _being_answered()
    with pytest.raises(forgetting.BeingAnswered):
        forgetting.forget(zoe.pk, by="maya")
    assert _told_of("Quillfeather")
    assert Conversation.objects.get().lease_holder is not None


def test_while_a_reply_is_on_its_way_nothing_is_erased(zoe: Contact):
    OutboundMessage.objects.filter(pk=OutboundMessage.objects.latest("pk").pk).update(status="sending")
    with pytest.raises(forgetting.BeingAnswered):
        forgetting.forget(zoe.pk, by="maya")
    assert _told_of("Quillfeather")
    assert Conversation.objects.get().lease_holder is None


def test_a_lease_that_has_run_out_is_in_nobodys_way(zoe: Contact):
    Conversation.objects.update(lease_holder=uuid4(), lease_until=timezone.now() - timedelta(seconds=1))
    forgetting.forget(zoe.pk, by="maya")
    assert not _told_of("Quillfeather")


def test_an_event_that_was_being_stored_meanwhile_is_erased_too(zoe: Contact, monkeypatch: pytest.MonkeyPatch):
    erase, on_the_way = forgetting._erase, ["SMmeanwhile"]

    def and_store(contact_id: int, by: str) -> None:
        erase(contact_id, by)
        for call_id in on_the_way[:]:
            on_the_way.remove(call_id)
            columns = {"channel": "sms", "provider": "twilio", "kind": "text", "text": "Quillfeather again"}
            InboundMessage.objects.create(conversation=Conversation.objects.get(), call_id=call_id, **columns)

    monkeypatch.setattr(forgetting, "_erase", and_store)
    forgetting.forget(zoe.pk, by="maya")
    assert not on_the_way
    assert not _told_of("Quillfeather")


def test_a_call_is_forgotten_with_its_carriers_id(phone: Phone, say: Say):
    say(kind=MessageKind.CALL_STARTED, channel="voice", thread="CA0123456789abcdef", call_id="CA0123456789abcdef:0")
    forgetting.forget(Contact.objects.get().pk, by="maya")
    assert _told_of("CA0123456789abcdef") == []


def test_the_staffs_pages_still_open(zoe: Contact, admin_client: Client):
    forgetting.forget(zoe.pk, by="maya")
    for name, pk in (("conversation", Conversation.objects.get().pk), ("contact", zoe.pk)):
        assert admin_client.get(reverse(f"admin:receptionist_{name}_change", args=[pk])).status_code == 200
    told = admin_client.get(reverse("admin:receptionist_conversation_change", args=[Conversation.objects.get().pk]))
    assert "was erased by maya" in told.content.decode()
    for name in ("receptionist_conversation", "receptionist_outboundmessage", "calendar_integration_appointment"):
        assert admin_client.get(reverse(f"admin:{name}_changelist")).status_code == 200


def _choose(client: Client, *contacts: Contact, **more: str) -> str:
    form = {"action": "forget_selected", "_selected_action": [contact.pk for contact in contacts], **more}
    return client.post(reverse("admin:receptionist_contact_changelist"), form, follow=True).content.decode()


def test_staff_are_asked_before_a_customer_is_forgotten(zoe: Contact, admin_client: Client):
    page = _choose(admin_client, zoe)
    assert "Zoë Quillfeather" in page
    assert "appointments still to come, which are cancelled: 1" in page
    assert _told_of("Quillfeather")
    assert f"Customer {zoe.pk} is forgotten" in _choose(admin_client, zoe, confirmed="yes")
    assert not _told_of("Quillfeather")
    assert AuditEvent.objects.get(kind="contact.forgotten").facts["by"] == "admin"


def test_staff_are_told_when_sara_is_just_answering(zoe: Contact, admin_client: Client):
    _being_answered()
    assert "Try again in a minute" in _choose(admin_client, zoe, confirmed="yes")
    assert _told_of("Quillfeather")


def test_who_may_only_look_at_customers_cannot_have_them_forgotten(zoe: Contact, client: Client):
    maya = User.objects.create_user("maya", password="secret", is_staff=True)
    may = {"content_type__app_label": "receptionist", "codename__in": ["view_contact", "change_contact"]}
    maya.user_permissions.set(Permission.objects.filter(**may))
    client.force_login(maya)
    _choose(client, zoe, confirmed="yes")
    assert _told_of("Quillfeather")


@pytest.mark.parametrize(
    "who",
    [
        NUMBER,
        "+44 7700 900-123",
        "447700900123",
        "+44 (7700) 900777",
        "ZOE.Q@example.com",
        "zoë quillfeather",
        " @Zoë Quillfeather ",
    ],
)
def test_a_customer_is_found_by_what_staff_know(zoe: Contact, who: str):
    assert forgetting.find(who) == [zoe]


@pytest.mark.parametrize("who", ["", "  ", "@", "+447700900124", "quillfeather@example.com", "Zoë", "erased"])
def test_nobody_is_found_by_what_is_not_theirs(zoe: Contact, who: str):
    Contact.objects.create(business=zoe.business)
    assert forgetting.find(who) == []


def test_a_whatsapp_customer_without_a_number_is_found_by_id_and_by_username(salon: Any):
    contact = Contact.objects.create(business=salon, name="zoe_quill")
    ContactAddress.objects.create(business=salon, contact=contact, kind="bsuid", value="US.13491208655302741918")
    assert forgetting.find("@zoe_quill") == forgetting.find("US.13491208655302741918") == [contact]


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Answer what the command asks."""
    return lambda words: monkeypatch.setattr("builtins.input", lambda _: words)


def _command(*arguments: str) -> None:
    call_command("forget_customer", *arguments)


def test_the_command_shows_what_it_will_erase_and_asks(zoe: Contact, answer, capsys):
    answer("")
    with pytest.raises(CommandError, match="Nothing was erased"):
        _command(NUMBER)
    shown = capsys.readouterr().out
    assert f"Customer {zoe.pk} of Salon (Zoë Quillfeather, zoe.q@example.com, +447700900777, {NUMBER})" in shown
    for line in (
        "conversations: 1",
        "messages: 4",
        "summaries: 1",
        "messages nobody got: 1",
        "appointments: 1",
        "unanswered questions: 1",
    ):
        assert f"  {line}\n" in shown
    assert _told_of("Quillfeather")
    answer("y")
    _command(NUMBER)
    assert not _told_of("Quillfeather")


def test_a_script_is_not_asked(zoe: Contact, capsys):
    _command(NUMBER, "--yes")
    assert not _told_of("Quillfeather")
    assert AuditEvent.objects.get(kind="contact.forgotten").facts["by"] == "manage.py"


def test_where_nobody_can_be_asked_nothing_is_erased(zoe: Contact, monkeypatch):
    def nobody(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    with pytest.raises(CommandError, match="Nothing was erased"):
        _command(NUMBER)
    assert _told_of("Quillfeather")


def test_of_several_customers_one_must_be_named(zoe: Contact, salon: Any):
    other = Contact.objects.create(business=salon, name="Bea Stone", callback_phone=NUMBER)
    with pytest.raises(CommandError, match=rf"(?s)--contact ID.*Customer {zoe.pk} .*Customer {other.pk} .*Bea Stone"):
        _command(NUMBER, "--yes")
    assert _told_of("Quillfeather")
    _command("--contact", str(zoe.pk), "--yes")
    assert not _told_of("Quillfeather")
    assert Contact.objects.get(pk=other.pk).name == "Bea Stone"


@pytest.mark.parametrize(
    ("arguments", "told"), [(["+15550001111"], "No customer"), ([], "Say who"), (["--contact", "0"], "No customer")]
)
def test_a_mistake_is_told_and_erases_nothing(zoe: Contact, arguments: list[str], told: str):
    with pytest.raises(CommandError, match=told):
        _command(*arguments, "--yes")
    assert _told_of("Quillfeather")


def test_a_customer_who_is_being_answered_is_forgotten_later(zoe: Contact):
    _being_answered()
    with pytest.raises(CommandError, match="Try again in a minute"):
        _command(NUMBER, "--yes")
