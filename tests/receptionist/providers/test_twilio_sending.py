from __future__ import annotations

import pytest
from pydantic import AnyHttpUrl, SecretStr

from receptionist.errors import ErrorCategory, ProviderError
from receptionist.providers import twilio as provider
from tests.at_once import at_once
from tests.fakes import specs
from tests.fakes.twilio import FakeTwilio, Mishap

HELLO = {"to": "+14155550123", "sender": "+15005550006", "content": "Hello"}


def send_and_fail(**message: str) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        provider.send_message(**{**HELLO, **message})
    return caught.value


def test_it_hands_a_message_over_and_returns_its_sid(twilio: FakeTwilio):
    sid = provider.send_message(**HELLO, status_callback="https://sara.example.com/status/")
    assert sid.startswith("SM")
    assert twilio.messages == [
        {
            "To": "+14155550123",
            "From": "+15005550006",
            "Body": "Hello",
            "StatusCallback": "https://sara.example.com/status/",
        }
    ]


def test_it_leaves_the_callback_out_where_nobody_could_call_us(twilio: FakeTwilio):
    provider.send_message(**HELLO)
    assert "StatusCallback" not in twilio.messages[0]


def test_what_it_sends_is_what_twilios_specification_asks_for(twilio: FakeTwilio):
    specs.require("twilio_api_v2010.json")
    provider.send_message(**HELLO)
    assert len(twilio.messages) == 1, "the fake holds each form against the specification before it takes it"


@pytest.mark.parametrize(
    ("message", "category", "code"),
    [
        ({"to": "+1"}, ErrorCategory.RECIPIENT, "21211"),
        ({"to": "+15005550006"}, ErrorCategory.INVALID_REQUEST, "21266"),
        ({"sender": "Sara"}, ErrorCategory.INVALID_REQUEST, "21606"),
        ({"content": "x" * 1601}, ErrorCategory.INVALID_REQUEST, "21617"),
        ({"to": "+14155550199"}, ErrorCategory.RECIPIENT, "21610"),
    ],
)
def test_it_says_what_a_refusal_means(twilio: FakeTwilio, message: dict[str, str], category: ErrorCategory, code: str):
    twilio.opted_out.add("+14155550199")
    error = send_and_fail(**message)
    assert (error.category, error.code) == (category, code)


@pytest.mark.parametrize(
    ("mishap", "category"),
    [
        (Mishap(status=429, code=20429), ErrorCategory.RATE_LIMIT),
        (Mishap(status=400, code=63016), ErrorCategory.WINDOW_CLOSED),
        (Mishap(status=403), ErrorCategory.AUTHENTICATION),
        (Mishap(status=500), ErrorCategory.PROVIDER_FAULT),
        (Mishap(status=503, body="<html>"), ErrorCategory.PROVIDER_FAULT),
        (Mishap(status=502), ErrorCategory.UNCERTAIN),
        (Mishap(status=504), ErrorCategory.UNCERTAIN),
        (Mishap(status=302, headers={"Location": "http://127.0.0.1/"}), ErrorCategory.INVALID_REQUEST),
        (Mishap(status=400, body='["nonsense"]'), ErrorCategory.INVALID_REQUEST),
        (Mishap(status=201, body="{}"), ErrorCategory.UNCERTAIN),
        (Mishap(status=201, body="\xff"), ErrorCategory.UNCERTAIN),
    ],
)
def test_it_sorts_what_goes_wrong_at_twilio(twilio: FakeTwilio, mishap: Mishap, category: ErrorCategory):
    twilio.next(mishap)
    assert send_and_fail().category is category


def test_a_hang_up_after_the_request_is_uncertain_because_the_message_may_be_out(twilio: FakeTwilio):
    twilio.next(Mishap(hang_up=True))
    assert send_and_fail().category is ErrorCategory.UNCERTAIN
    assert len(twilio.messages) == 1


def test_wrong_credentials_are_named_as_such(twilio: FakeTwilio, settings):
    settings.ENV = settings.ENV.model_copy(update={"twilio_auth_token": SecretStr("wrong")})
    error = send_and_fail()
    assert (error.category, error.code) == (ErrorCategory.AUTHENTICATION, "20003")


@pytest.mark.parametrize("field", ["twilio_account_sid", "twilio_auth_token"])
def test_without_credentials_it_names_them_and_calls_nobody(twilio: FakeTwilio, settings, field: str):
    empty = "" if field == "twilio_account_sid" else SecretStr("")
    settings.ENV = settings.ENV.model_copy(update={field: empty})
    error = send_and_fail()
    assert error.category is ErrorCategory.AUTHENTICATION
    assert field.upper() in error.detail
    assert twilio.requests == 0


def test_when_nobody_listens_it_was_certainly_not_sent(settings):
    settings.ENV = settings.ENV.model_copy(update={"twilio_api_base_url": AnyHttpUrl("http://127.0.0.1:9")})
    assert send_and_fail().category is ErrorCategory.CONNECTIVITY


def test_an_error_never_carries_numbers_words_or_secrets(twilio: FakeTwilio):
    error = send_and_fail(to="+1")
    for private in ("+1 ", "+15005550006", "Hello", twilio.auth_token, twilio.account_sid):
        assert private not in str(error)


def test_threads_share_one_client_and_every_message_arrives_once(twilio: FakeTwilio):
    def send(number: int) -> str:
        return provider.send_message(to=f"+1415555{number:04}", sender="+15005550006", content=str(number))

    sids = at_once(8, send)
    assert len(set(sids)) == 8
    assert sorted(message["Body"] for message in twilio.messages) == [str(number) for number in range(8)]
