from __future__ import annotations

import pytest
from django.http import QueryDict

from channels_sms import payloads
from receptionist.domain.messages import Address, AddressKind, DeliveryReport, DeliveryStatus, Inbound, MessageKind
from receptionist.webhooks import Unreadable
from tests import fixtures


def form(event: str, **changed: str) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update({**fixtures.load("twilio", f"sms_{event}"), **changed})
    return query


def message(event: str, **changed: str) -> Inbound:
    (event_read,) = payloads.read(form(event, **changed))
    assert isinstance(event_read, Inbound)
    return event_read


def test_a_text_message_in_our_words():
    inbound = message("text")
    assert inbound.channel == "sms"
    assert inbound.provider == "twilio"
    assert inbound.call_id == fixtures.load("twilio", "sms_text")["MessageSid"]
    assert inbound.to == "+15005550006"
    assert inbound.sender == (Address(AddressKind.PHONE, "+14155550123"),)
    assert (inbound.kind, inbound.text) == (MessageKind.TEXT, "Hi, can I book a haircut for Thursday at 3?")
    assert inbound.raw["FromCity"] == "SAN FRANCISCO"
    assert not inbound.carrier_answered


@pytest.mark.parametrize(
    ("event", "kind", "text"),
    [
        ("emoji", MessageKind.TEXT, "👋🏽 Grüße! ¿Mañana?"),
        ("empty", MessageKind.TEXT, ""),
        ("media", MessageKind.MEDIA, "Like this one, please"),
        ("media_without_words", MessageKind.MEDIA, ""),
        ("contact_card", MessageKind.CONTACT_CARD, ""),
        ("stop", MessageKind.OPT_OUT, "STOP"),
        ("tapback", MessageKind.REACTION, "👍"),
    ],
)
def test_every_kind_of_message_has_a_meaning(event: str, kind: MessageKind, text: str):
    inbound = message(event)
    assert (inbound.kind, inbound.text) == (kind, text)


def test_files_are_referred_to_never_fetched():
    inbound = message("media")
    assert [file.content_type for file in inbound.attachments] == ["image/jpeg", "image/png"]
    assert all(file.reference.startswith("https://api.twilio.com/") for file in inbound.attachments)


@pytest.mark.parametrize("count", ["", "x", "-1", "²", "1000000000", "9" * 5000, "0"])
def test_a_nonsense_number_of_files_is_no_error(count: str):
    assert len(message("media", NumMedia=count).attachments) <= 2


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ("stop_advanced_opt_out", MessageKind.OPT_OUT),
        ("start_advanced_opt_out", MessageKind.OPT_IN),
        ("help_advanced_opt_out", MessageKind.HELP),
    ],
)
def test_what_twilio_has_answered_itself_is_marked_so_that_sara_stays_silent(event: str, kind: MessageKind):
    inbound = message(event)
    assert (inbound.kind, inbound.carrier_answered) == (kind, True)


@pytest.mark.parametrize("event", ["short_code", "alphanumeric_sender"])
def test_a_machine_is_nobody_to_answer(event: str):
    assert message(event).sender == ()


@pytest.mark.parametrize("sender", ["+1", "+0123456789", "+1415555012345678", "+1415abc", "client:sara", "+"])
def test_what_is_no_phone_number_is_no_address(sender: str):
    assert message("text", From=sender).sender == ()


def test_digits_without_a_plus_are_a_machine_however_many_they_are():
    assert message("text", From="4155550123").sender == ()


@pytest.mark.parametrize(
    ("text", "emoji"),
    [
        ("Loved “See you on Tuesday at 10”", "❤️"),
        ('Laughed at "Hello"', "😂"),
        ("Reacted 😮 to “See you at 10”", "😮"),
        ("Removed a like from “See you at 10”", ""),
    ],
)
def test_a_reaction_told_in_words_is_not_read_as_words(text: str, emoji: str):
    inbound = message("text", Body=text)
    assert (inbound.kind, inbound.text) == (MessageKind.REACTION, emoji)


@pytest.mark.parametrize("text", ["Liked it a lot", "I liked “Grease”", "Booked “tomorrow”", "liked"])
def test_words_about_liking_stay_words(text: str):
    assert message("text", Body=text).kind is MessageKind.TEXT


@pytest.mark.parametrize("field", ["MessageSid", "From", "To"])
def test_a_form_without_what_identifies_it_is_unreadable(field: str):
    with pytest.raises(Unreadable, match=field):
        payloads.read(form("text", **{field: ""}))


def test_endless_words_are_cut():
    inbound = message("text", Body="x" * 100_000, MessageSid="SM" + "1" * 10_000)
    assert len(inbound.text) == 4096
    assert len(inbound.call_id) <= 255
    assert len(str(inbound.raw["Body"])) < 20_000


def test_fields_nobody_has_heard_of_are_kept_and_do_no_harm():
    inbound = message("text", NewField="1")
    assert inbound.raw["NewField"] == "1"


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("sent", DeliveryStatus.SENT),
        ("delivered", DeliveryStatus.DELIVERED),
        ("partially_delivered", DeliveryStatus.DELIVERED),
        ("read", DeliveryStatus.READ),
        ("undelivered", DeliveryStatus.FAILED),
        ("failed", DeliveryStatus.FAILED),
        ("canceled", DeliveryStatus.FAILED),
    ],
)
def test_a_status_in_our_words(word: str, status: DeliveryStatus):
    (report,) = payloads.read(form("status_delivered", MessageStatus=word))
    assert isinstance(report, DeliveryReport)
    assert report.status is status
    assert report.provider_message_id == fixtures.load("twilio", "sms_status_delivered")["MessageSid"]


@pytest.mark.parametrize("word", ["accepted", "scheduled", "queued", "sending", "receiving", "teleported", ""])
def test_a_status_that_is_no_news_or_not_known_reports_nothing(word: str):
    assert payloads.read(form("status_delivered", MessageStatus=word)) == []
