from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from jsonschema import Draft202012Validator
from pydantic import SecretStr

from channels_whatsapp.channel import WhatsappChannel
from receptionist.domain.messages import Address, AddressKind, Outbound, Template
from receptionist.errors import ErrorCategory, ProviderError
from tests.cases.sending import HttpSendingChannelCase
from tests.environment import FIXED
from tests.fakes import specs
from tests.fakes.carrier import FakeCarrier, Mishap
from tests.fakes.meta import FakeMeta
from tests.fakes.twilio import FakeTwilio

PHONE = Address(AddressKind.PHONE, "+14155550123")
BSUID = Address(AddressKind.BSUID, "US.13491208655302741918")


def reply(provider: str, text: str = "Hello", to: Address = PHONE, age: timedelta = timedelta(minutes=1)) -> Outbound:
    return Outbound(
        channel="whatsapp",
        provider=provider,
        idempotency_key="turn:1:0",
        sender=FIXED["WHATSAPP_PHONE_NUMBER_ID"] if provider == "meta" else "+15005550006",
        to=to,
        text=text,
        last_inbound_at=datetime.now(UTC) - age,
    )


class TestByTwilio(HttpSendingChannelCase):
    channel = WhatsappChannel()
    base_url_setting = "twilio_api_base_url"
    rate_limit = 63018

    @pytest.fixture
    def carrier(self, twilio: FakeTwilio) -> FakeCarrier:
        return twilio

    def outbound(self, text: str = "Hello") -> Outbound:
        return reply("twilio", text)

    def recipient(self) -> str:
        return "whatsapp:+14155550123"


class TestByMeta(HttpSendingChannelCase):
    channel = WhatsappChannel()
    base_url_setting = "meta_graph_base_url"
    rate_limit = 130429

    @pytest.fixture
    def carrier(self, meta: FakeMeta) -> FakeCarrier:
        return meta

    def outbound(self, text: str = "Hello") -> Outbound:
        return reply("meta", text)

    def recipient(self) -> str:
        return "14155550123"


def refused(outbound: Outbound) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        WhatsappChannel().send(outbound)
    return caught.value


def test_what_meta_is_sent(meta: FakeMeta):
    receipt = WhatsappChannel().send(reply("meta"))
    assert receipt.provider_message_id.startswith("wamid.")
    assert meta.messages == [
        {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": "14155550123",
            "type": "text",
            "text": {"body": "Hello", "preview_url": False},
            "biz_opaque_callback_data": "turn:1:0",
        }
    ]


def test_what_meta_is_sent_is_what_its_specification_asks_for(meta: FakeMeta):
    schemas = specs.require("whatsapp_business_messaging_v23.0.yaml")["components"]["schemas"]
    # The specification contradicts itself: each part of this allOf forbids what the other one asks for.
    parts = [{**part, "additionalProperties": True} for part in schemas["TextMessage"]["allOf"]]
    judge = Draft202012Validator({"allOf": parts, "components": {"schemas": schemas}})
    WhatsappChannel().send(reply("meta"))
    judge.validate(meta.messages[0])
    assert not judge.is_valid({**meta.messages[0], "recipient_type": "pigeon"})
    assert not judge.is_valid({**meta.messages[0], "text": {"words": "Hello"}})


def test_a_customer_without_a_phone_number_is_answered_by_meta(meta: FakeMeta):
    WhatsappChannel().send(reply("meta", to=BSUID))
    assert meta.messages[0]["recipient"] == BSUID.value
    assert "to" not in meta.messages[0]


def test_a_customer_without_a_phone_number_is_answered_by_twilio(twilio: FakeTwilio):
    WhatsappChannel().send(reply("twilio", to=BSUID))
    assert twilio.messages[0]["To"] == f"whatsapp:{BSUID.value}"
    assert twilio.messages[0]["From"] == "whatsapp:+15005550006"


def test_twilio_is_asked_for_news_at_the_whatsapp_address(twilio: FakeTwilio, settings):
    settings.PUBLIC_BASE_URL = "https://sara.example.com"
    WhatsappChannel().send(reply("twilio"))
    assert (
        twilio.messages[0]["StatusCallback"]
        == "https://sara.example.com/webhooks/whatsapp/twilio/status/?reply=turn%3A1%3A0"
    )


@pytest.mark.parametrize("provider", ["meta", "twilio"])
def test_after_a_day_of_silence_nothing_is_sent(meta: FakeMeta, twilio: FakeTwilio, provider: str):
    assert refused(reply(provider, age=timedelta(hours=24))).category is ErrorCategory.WINDOW_CLOSED
    assert refused(replace(reply(provider), last_inbound_at=None)).category is ErrorCategory.WINDOW_CLOSED
    assert meta.requests == twilio.requests == 0


@pytest.mark.parametrize(
    ("mishap", "category"),
    [
        (Mishap(status=400, code=131047), ErrorCategory.WINDOW_CLOSED),
        (Mishap(status=400, code=131026), ErrorCategory.RECIPIENT),
        (Mishap(status=401, code=190), ErrorCategory.AUTHENTICATION),
        (Mishap(status=401, code=0), ErrorCategory.AUTHENTICATION),
        (Mishap(status=400, code=131056), ErrorCategory.RATE_LIMIT),
        (Mishap(status=400, code=131042), ErrorCategory.QUOTA),
        (Mishap(status=400, code=100), ErrorCategory.INVALID_REQUEST),
        (Mishap(status=400, code=987654), ErrorCategory.INVALID_REQUEST),
        (Mishap(status=400, body='{"error": {"code": "x"}}'), ErrorCategory.INVALID_REQUEST),
        (Mishap(status=503, code=131016), ErrorCategory.PROVIDER_FAULT),
        (Mishap(status=502, body="<html>"), ErrorCategory.UNCERTAIN),
    ],
)
def test_it_sorts_what_goes_wrong_at_meta(meta: FakeMeta, mishap: Mishap, category: ErrorCategory):
    meta.next(mishap)
    assert refused(reply("meta")).category is category


def test_metas_own_words_are_left_out_because_they_quote_numbers(meta: FakeMeta):
    meta.next(Mishap(status=400, code=131026))
    error = refused(reply("meta"))
    assert "+14155550123" not in str(error)
    assert error.code == "131026"


def test_without_a_token_it_is_named_and_nobody_is_called(meta: FakeMeta, settings):
    settings.ENV = settings.ENV.model_copy(update={"whatsapp_access_token": SecretStr("")})
    error = refused(reply("meta"))
    assert error.category is ErrorCategory.AUTHENTICATION
    assert "WHATSAPP_ACCESS_TOKEN" in error.detail
    assert meta.requests == 0


def test_a_text_is_never_longer_than_its_provider_takes(meta: FakeMeta, twilio: FakeTwilio):
    WhatsappChannel().send(reply("meta", "word " * 2000))
    WhatsappChannel().send(reply("twilio", "x" * 5000))
    assert 4000 < len(meta.messages[0]["text"]["body"]) <= 4096
    assert len(twilio.messages[0]["Body"]) == 1600


def test_an_address_of_another_kind_cannot_be_reached(meta: FakeMeta):
    client = Address(AddressKind.CLIENT, "sip:ana@example.com")
    assert refused(reply("meta", to=client)).category is ErrorCategory.RECIPIENT


REMINDER = {
    "meta": Template("appointment_reminder", "en_US", ("Willow & Finch", "Haircut, Tuesday 3 March at 10 am")),
    "twilio": Template("HX" + "a" * 32, "", ("Willow & Finch", "Haircut, “Tuesday” 3 March at 10 am")),
}


@pytest.mark.parametrize("provider", ["meta", "twilio"])
def test_a_template_is_sent_however_long_the_customer_has_been_silent(
    meta: FakeMeta, twilio: FakeTwilio, provider: str
):
    silent = replace(reply(provider, age=timedelta(days=30)), template=REMINDER[provider])
    assert WhatsappChannel().send(silent).provider_message_id
    assert WhatsappChannel().send(replace(silent, last_inbound_at=None)).provider_message_id


def test_what_meta_is_sent_of_a_template(meta: FakeMeta):
    WhatsappChannel().send(replace(reply("meta"), template=REMINDER["meta"]))
    body = meta.messages[0]
    assert "text" not in body
    assert body["type"] == "template"
    assert body["template"] == {
        "name": "appointment_reminder",
        "language": {"policy": "deterministic", "code": "en_US"},
        "components": [
            {
                "type": "body",
                "parameters": [
                    {"type": "text", "text": "Willow & Finch"},
                    {"type": "text", "text": "Haircut, Tuesday 3 March at 10 am"},
                ],
            }
        ],
    }


def test_what_meta_is_sent_of_a_template_is_what_its_specification_asks_for(meta: FakeMeta):
    schemas = specs.require("whatsapp_business_messaging_v23.0.yaml")["components"]["schemas"]
    parts = [{**part, "additionalProperties": True} for part in schemas["TemplateMessage"]["allOf"]]
    judge = Draft202012Validator({"allOf": parts, "components": {"schemas": schemas}})
    WhatsappChannel().send(replace(reply("meta"), template=REMINDER["meta"]))
    judge.validate(meta.messages[0])
    assert not judge.is_valid({**meta.messages[0], "template": {"name": "appointment_reminder"}})


def test_what_twilio_is_sent_of_a_template(twilio: FakeTwilio):
    WhatsappChannel().send(replace(reply("twilio"), template=REMINDER["twilio"]))
    form = twilio.messages[0]
    assert "Body" not in form
    assert form["ContentSid"] == "HX" + "a" * 32
    assert json.loads(form["ContentVariables"]) == {
        "1": "Willow & Finch",
        "2": "Haircut, “Tuesday” 3 March at 10 am",
    }


@pytest.mark.parametrize(
    ("provider", "broken", "code"),
    [
        ("meta", Template("appointment_reminder", "en_US", ("only one",)), "132000"),
        ("meta", Template("Appointment Reminder", "en_US", ("a", "b")), "132001"),
        ("meta", Template("appointment_reminder", "English", ("a", "b")), "132001"),
        ("meta", Template("appointment_reminder", "en", ("a", "b\nc")), "132012"),
        ("twilio", Template("appointment_reminder", "", ("a", "b")), "21655"),
        ("twilio", Template("HX" + "a" * 32, "", ("a", "")), "21656"),
    ],
)
def test_a_template_that_is_not_as_it_was_approved_is_refused_for_good(
    meta: FakeMeta, twilio: FakeTwilio, provider: str, broken: Template, code: str
):
    error = refused(replace(reply(provider), template=broken))
    assert (error.category, error.code) == (ErrorCategory.INVALID_REQUEST, code)
    assert error.category.is_permanent
