from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels_whatsapp.payloads import meta as payloads
from receptionist.domain.messages import Address, AddressKind, DeliveryReport, DeliveryStatus, Inbound, MessageKind
from receptionist.webhooks import Unreadable
from tests import fixtures
from tests.environment import FIXED

PHONE = Address(AddressKind.PHONE, "+14155550123")
BSUID = Address(AddressKind.BSUID, "US.13491208655302741918")


def read(event: str) -> list[Inbound | DeliveryReport]:
    return payloads.read(json.dumps(fixtures.load("meta", event)).encode())


def message(event: str) -> Inbound:
    (event_read,) = read(event)
    assert isinstance(event_read, Inbound)
    return event_read


def report(event: str) -> DeliveryReport:
    (event_read,) = read(event)
    assert isinstance(event_read, DeliveryReport)
    return event_read


def test_a_message_in_our_words():
    inbound = message("text")
    assert (inbound.channel, inbound.provider) == ("whatsapp", "meta")
    assert inbound.to == FIXED["WHATSAPP_PHONE_NUMBER_ID"]
    assert inbound.call_id.startswith("wamid.")
    assert inbound.sender == (PHONE,)
    assert inbound.sender_name == "Ana García"
    assert inbound.raw["message"] == fixtures.load("meta", "text")["entry"][0]["changes"][0]["value"]["messages"][0]


@pytest.mark.parametrize(
    ("event", "kind", "text"),
    [
        ("text", MessageKind.TEXT, "Hola, ¿tienen hora el viernes? 🙂"),
        ("text_from_advert", MessageKind.TEXT, "Is this still on?"),
        ("text_reply", MessageKind.TEXT, "Yes"),
        ("image", MessageKind.MEDIA, "This length, please"),
        ("video", MessageKind.MEDIA, "Look"),
        ("voice_note", MessageKind.MEDIA, ""),
        ("document", MessageKind.MEDIA, ""),
        ("sticker", MessageKind.MEDIA, ""),
        ("location", MessageKind.LOCATION, ""),
        ("contacts", MessageKind.CONTACT_CARD, ""),
        ("button", MessageKind.CHOICE, "Confirm"),
        ("button_reply", MessageKind.CHOICE, "Thu 10:00"),
        ("list_reply", MessageKind.CHOICE, "Haircut"),
        ("nfm_reply", MessageKind.CHOICE, "Ana"),
        ("reaction", MessageKind.REACTION, "👍"),
        ("reaction_removed", MessageKind.REACTION, ""),
        ("order", MessageKind.UNSUPPORTED, ""),
        ("unsupported", MessageKind.UNSUPPORTED, ""),
        ("type_of_the_future", MessageKind.UNSUPPORTED, ""),
        ("stop_button", MessageKind.OPT_OUT, "Stop promotions"),
    ],
)
def test_every_kind_of_message_has_a_meaning(event: str, kind: MessageKind, text: str):
    inbound = message(event)
    assert (inbound.kind, inbound.text) == (kind, text)
    assert inbound.sender == (PHONE,), "whoever wrote is somebody to answer"


def test_files_are_referred_to_never_fetched():
    (file,) = message("voice_note").attachments
    assert (file.content_type, file.reference) == ("audio/ogg; codecs=opus", "1908647269898587")


def test_a_customer_without_a_phone_number_has_an_address_all_the_same():
    inbound = message("text_bsuid")
    assert inbound.sender == (BSUID,)
    assert inbound.sender_name == "Ana García"


def test_both_addresses_are_learnt_and_the_phone_is_answered_first():
    assert message("text_phone_and_bsuid").sender == (PHONE, BSUID)


@pytest.mark.parametrize("event", ["system_changed_number", "template_status_update", "account_error"])
def test_what_no_customer_said_is_kept_but_answered_to_nobody(event: str):
    inbound = message(event)
    assert (inbound.kind, inbound.sender) == (MessageKind.UNSUPPORTED, ())
    assert inbound.raw


@pytest.mark.parametrize("kind", ["system", "revoke", "request_welcome"])
def test_what_whatsapp_tells_of_a_customer_is_not_taken_for_the_customers_words(kind: str):
    batch = fixtures.load("meta", "text")
    batch["entry"][0]["changes"][0]["value"]["messages"][0]["type"] = kind
    (event,) = payloads.read(json.dumps(batch).encode())
    assert isinstance(event, Inbound)
    assert (event.kind, event.text, event.sender) == (MessageKind.UNSUPPORTED, "", ())


def test_a_message_that_names_no_sender_is_of_the_only_contact_there_is():
    batch = fixtures.load("meta", "text")
    del batch["entry"][0]["changes"][0]["value"]["messages"][0]["from"]
    (event,) = payloads.read(json.dumps(batch).encode())
    assert isinstance(event, Inbound)
    assert event.sender == (PHONE,)


def test_an_error_beside_a_message_is_the_messages_own_and_no_event_besides():
    batch = fixtures.load("meta", "text")
    batch["entry"][0]["changes"][0]["value"]["errors"] = [{"code": 131051, "title": "Message type unknown"}]
    (event,) = payloads.read(json.dumps(batch).encode())
    assert isinstance(event, Inbound)
    assert event.kind is MessageKind.TEXT


def test_the_same_event_without_an_id_has_the_same_name_again():
    assert message("template_status_update").call_id == message("template_status_update").call_id
    assert message("template_status_update").call_id != message("account_error").call_id


@pytest.mark.parametrize("part", ["contacts", "statuses", "errors"])
def test_a_part_of_a_change_that_is_null_costs_no_message(part: str):
    batch = fixtures.load("meta", "text")
    batch["entry"][0]["changes"][0]["value"][part] = None
    (event,) = payloads.read(json.dumps(batch).encode())
    assert isinstance(event, Inbound)
    assert (event.kind, event.sender) == (MessageKind.TEXT, (PHONE,))


@pytest.mark.parametrize("part", ["text", "context", "image", "timestamp"])
def test_a_part_of_a_message_that_is_null_is_one_that_is_not_there(part: str):
    batch = fixtures.load("meta", "button")
    batch["entry"][0]["changes"][0]["value"]["messages"][0][part] = None
    (event,) = payloads.read(json.dumps(batch).encode())
    assert isinstance(event, Inbound)
    assert (event.kind, event.text) == (MessageKind.CHOICE, "Confirm")


def test_a_failure_without_its_details_is_a_failure_all_the_same():
    batch = fixtures.load("meta", "status_failed")
    batch["entry"][0]["changes"][0]["value"]["statuses"][0]["errors"][0]["error_data"] = None
    (event,) = payloads.read(json.dumps(batch).encode())
    assert isinstance(event, DeliveryReport)
    assert (event.status, event.error_code) == (DeliveryStatus.FAILED, "131047")


def test_in_a_batch_each_event_has_its_own_outcome():
    events = read("batch")
    messages = [event for event in events if isinstance(event, Inbound)]
    assert [event.text for event in messages if event.kind is MessageKind.TEXT] == ["first", "second", "from Bo"]
    assert messages[3].sender_name == "Bo"
    assert messages[3].sender == (Address(AddressKind.PHONE, "+447911123456"),)
    unreadable = [event for event in messages if event.kind is MessageKind.UNREADABLE]
    assert len(unreadable) == 2
    assert all(event.raw["message"] for event in unreadable)
    reports = [event for event in events if isinstance(event, DeliveryReport)]
    assert [event.status for event in reports] == [DeliveryStatus.SENT, DeliveryStatus.DELIVERED]


def test_messages_that_come_in_changes_of_their_own_are_put_into_the_order_in_which_they_were_written():
    batch = fixtures.load("meta", "text")
    (change,) = batch["entry"][0]["changes"]
    changes = [copy.deepcopy(change) for _ in range(3)]
    for each, (words, second) in zip(
        changes, [("no, Friday", 7), ("bye", 9), ("a haircut on Thursday", 5)], strict=True
    ):
        message = each["value"]["messages"][0]
        message |= {"id": f"wamid.{second}", "timestamp": f"179525160{second}", "text": {"body": words}}
    batch["entry"] = [{"id": "1", "changes": changes[:2]}, {"id": "1", "changes": changes[2:]}]
    events = payloads.read(json.dumps(batch).encode())
    assert [event.text for event in events if isinstance(event, Inbound)] == [
        "a haircut on Thursday",
        "no, Friday",
        "bye",
    ]


@pytest.mark.parametrize(
    ("event", "status"),
    [
        ("status_delivered", DeliveryStatus.DELIVERED),
        ("status_read_bsuid", DeliveryStatus.READ),
        ("status_failed", DeliveryStatus.FAILED),
    ],
)
def test_a_status_in_our_words(event: str, status: DeliveryStatus):
    assert report(event).status is status
    assert report(event).provider_message_id.startswith("wamid.")


def test_a_failure_comes_with_metas_code_and_reason():
    failed = report("status_failed")
    assert failed.error_code == "131047"
    assert failed.error_detail.startswith("window_closed: ")
    assert "24 hours" in failed.error_detail


def test_a_status_nobody_has_heard_of_reports_nothing():
    assert read("status_of_the_future") == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"words"',
        b'{"entry": 1}',
        b'{"entry": [1]}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"object": "page"}',
        b'{"entry": ' + b"9" * 10_000 + b"}",
    ],
)
def test_what_is_no_batch_is_unreadable(body: bytes):
    with pytest.raises(Unreadable):
        payloads.read(body)


def test_more_events_than_meta_ever_sends_are_refused_as_one():
    batch = fixtures.load("meta", "text")
    batch["entry"] *= 1001
    with pytest.raises(Unreadable, match="1001"):
        payloads.read(json.dumps(batch).encode())


def test_an_empty_batch_is_no_event():
    assert payloads.read(b'{"object": "whatsapp_business_account", "entry": []}') == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
PARTS = ["from", "id", "type", "timestamp", "text", "image", "interactive", "button", "reaction", "context"]


@settings(deadline=None)
@given(part=st.sampled_from(PARTS), value=JSON)
def test_whatever_a_field_holds_the_message_is_kept(part: str, value: Any):
    batch = fixtures.load("meta", "text")
    batch["entry"][0]["changes"][0]["value"]["messages"][0][part] = value
    (event,) = payloads.read(json.dumps(batch).encode())
    assert isinstance(event, Inbound)
    json.dumps(event.raw, allow_nan=False)
