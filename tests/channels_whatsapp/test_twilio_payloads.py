from __future__ import annotations

import pytest
from django.http import QueryDict

from channels_whatsapp.payloads import twilio as payloads
from receptionist.domain.messages import Address, AddressKind, DeliveryReport, DeliveryStatus, Inbound, MessageKind
from receptionist.webhooks import Unreadable
from tests import fixtures

PHONE = Address(AddressKind.PHONE, "+14155550123")
BSUID = Address(AddressKind.BSUID, "US.13491208655302741918")


def form(event: str, **changed: str) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update({**fixtures.load("twilio", f"whatsapp_{event}"), **changed})
    return query


def message(event: str, **changed: str) -> Inbound:
    (event_read,) = payloads.read(form(event, **changed))
    assert isinstance(event_read, Inbound)
    return event_read


def test_a_message_in_our_words_and_without_twilios_prefixes():
    inbound = message("text")
    assert (inbound.channel, inbound.provider) == ("whatsapp", "twilio")
    assert inbound.to == "+15005550006"
    assert inbound.sender == (PHONE,)
    assert inbound.sender_name == "Ana García"
    assert inbound.raw["ChannelMetadata"]


@pytest.mark.parametrize(
    ("event", "kind", "text"),
    [
        ("text", MessageKind.TEXT, "Do you have time on Friday?"),
        ("button", MessageKind.CHOICE, "Confirm"),
        ("list", MessageKind.CHOICE, "Haircut"),
        ("voice_note", MessageKind.MEDIA, ""),
        ("image", MessageKind.MEDIA, "This length"),
        ("location", MessageKind.LOCATION, ""),
        ("contact_card", MessageKind.CONTACT_CARD, ""),
        ("reaction", MessageKind.REACTION, "👍"),
        ("order", MessageKind.UNSUPPORTED, ""),
        ("stop", MessageKind.OPT_OUT, "Stop."),
        ("cancel", MessageKind.TEXT, "CANCEL"),
    ],
)
def test_every_kind_of_message_has_a_meaning(event: str, kind: MessageKind, text: str):
    inbound = message(event)
    assert (inbound.kind, inbound.text) == (kind, text)


def test_a_customer_without_a_phone_number_has_an_address_all_the_same():
    assert message("bsuid").sender == (BSUID,)


def test_both_addresses_are_learnt_and_the_phone_is_answered_first():
    assert message("phone_and_bsuid").sender == (PHONE, BSUID)


def test_digits_without_a_plus_are_a_phone_number_too():
    assert message("text", From="whatsapp:14155550123").sender == (PHONE,)


def test_a_button_that_says_stop_is_an_opt_out():
    assert message("button", ButtonText="Stop promotions").kind is MessageKind.OPT_OUT


def test_a_picture_is_a_picture_whatever_its_caption_says():
    assert message("image", Body="Stop").kind is MessageKind.MEDIA


def test_a_text_message_at_this_address_is_told_where_it_belongs():
    with pytest.raises(Unreadable, match="/webhooks/sms/twilio/"):
        payloads.read(form("text", To="+15005550006"))


@pytest.mark.parametrize(
    ("event", "status", "code"),
    [("status_read", DeliveryStatus.READ, ""), ("status_failed", DeliveryStatus.FAILED, "63016")],
)
def test_a_status_in_our_words(event: str, status: DeliveryStatus, code: str):
    (report,) = payloads.read(form(event))
    assert isinstance(report, DeliveryReport)
    assert (report.channel, report.status, report.error_code) == ("whatsapp", status, code)
    assert report.error_detail.partition(":")[0] == ("window_closed" if code else "")
