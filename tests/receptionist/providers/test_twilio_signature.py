from __future__ import annotations

import base64
import hashlib
import hmac
from urllib.parse import quote, urlencode

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.test import RequestFactory
from pydantic import SecretStr
from twilio.request_validator import RequestValidator

from receptionist.providers import twilio as provider
from tests.fakes.twilio import FORM

TOKEN = "fedcba9876543210" * 2
PATH = "/webhooks/sms/twilio/"
FIELDS = {"MessageSid": "SM1", "Body": "Grüße 👋 & more = less", "From": "+14155550123"}
HERE = f"http://testserver{PATH}"


def signature(url: str, fields: dict[str, str], secret: str = TOKEN, algorithm: str = "HMAC_SHA1") -> str:
    return str(RequestValidator(secret).compute_signature(url, fields, algorithm))


def form(signed: str | None, *, path: str = PATH, body: str | None = None, settings_header: str = "") -> HttpRequest:
    headers = {"X-Twilio-Signature": signed} if signed is not None else {}
    if settings_header:
        headers["X-Twilio-Webhooks-Signature-Settings"] = settings_header
    return RequestFactory().post(path, urlencode(FIELDS) if body is None else body, FORM, headers=headers)


def test_it_accepts_the_signature_of_twilios_own_example(settings):
    """A known answer, so that sender and judge are not one code: https://www.twilio.com/docs/usage/security."""
    settings.ENV = settings.ENV.model_copy(update={"twilio_auth_token": SecretStr("12345")})
    settings.PUBLIC_BASE_URL = "https://mycompany.com"
    fields = {"CallSid": "CA1234567890ABCDE", "Caller": "+14158675309", "Digits": "1234", "From": "+14158675309"}
    body = urlencode({**fields, "To": "+18005551212"})
    assert provider.is_authentic(form("RSOYDt4T1cUTdK1PDd93/VVr8B8=", path="/myapp.php?foo=1&bar=2", body=body))


def test_it_accepts_what_the_auth_token_signed():
    assert provider.is_authentic(form(signature(HERE, FIELDS)))


@pytest.mark.parametrize("signed", [None, "", "nonsense", "ünïcode", signature(HERE, FIELDS, "another token")])
def test_it_refuses_a_signature_that_is_wrong_or_missing(signed: str | None):
    assert not provider.is_authentic(form(signed))


def test_it_refuses_a_body_that_was_changed_on_the_way():
    assert not provider.is_authentic(form(signature(HERE, FIELDS), body=urlencode({**FIELDS, "Body": "changed"})))
    assert not provider.is_authentic(form(signature(HERE, FIELDS), body=urlencode({**FIELDS, "New": ""})))


def test_it_refuses_a_signature_made_for_another_address():
    assert not provider.is_authentic(form(signature("http://testserver/webhooks/voice/twilio/", FIELDS)))


@pytest.mark.parametrize("token", ["", TOKEN])
def test_without_an_auth_token_nobody_is_authentic(settings, token: str):
    settings.ENV = settings.ENV.model_copy(update={"twilio_auth_token": SecretStr("")})
    assert not provider.is_authentic(form(signature(HERE, FIELDS, token)))


@pytest.mark.parametrize(
    ("public", "signed_url"),
    [
        ("https://sara.example.com", "https://sara.example.com" + PATH),
        ("https://sara.example.com", "https://sara.example.com:443" + PATH),
        ("https://sara.example.com:8443", "https://sara.example.com:8443" + PATH),
        ("https://sara.example.com:8443", "https://sara.example.com" + PATH),
        ("https://example.com/sara", "https://example.com/sara" + PATH),
        ("", "http://testserver" + PATH),
        ("", "http://testserver:80" + PATH),
    ],
)
def test_it_accepts_the_public_address_with_and_without_the_port(settings, public: str, signed_url: str):
    settings.PUBLIC_BASE_URL = public
    assert provider.is_authentic(form(signature(signed_url, FIELDS)))


def test_behind_a_proxy_only_the_public_address_counts(settings):
    settings.PUBLIC_BASE_URL = "https://sara.example.com"
    assert not provider.is_authentic(form(signature(HERE, FIELDS)))


def test_a_call_may_be_signed_for_the_address_of_the_live_process(settings):
    settings.PUBLIC_BASE_URL = "https://sara.example.com"
    settings.LIVE_BASE_URL = "https://live.example.com"
    assert provider.is_authentic(form(signature(f"https://live.example.com{PATH}", FIELDS)))


@pytest.mark.parametrize("query", ["turn=2&x=a%20b", "turn=2&turn=1", "z=1&a=%2B", "q=" + quote("é")])
def test_the_query_counts_exactly_as_sent(query: str):
    signed = signature(f"{HERE}?{query}", FIELDS)
    assert provider.is_authentic(form(signed, path=f"{PATH}?{query}"))
    assert not provider.is_authentic(form(signed, path=f"{PATH}?{query}&more=1"))


def test_a_field_that_comes_twice_with_one_value_counts_once():
    body = urlencode([*FIELDS.items(), *FIELDS.items()])
    assert provider.is_authentic(form(signature(HERE, FIELDS), body=body))


def test_all_values_of_a_field_count():
    signed = base64.b64encode(hmac.new(TOKEN.encode(), f"{HERE}A1A2".encode(), hashlib.sha1).digest()).decode()
    assert provider.is_authentic(form(signed, body="A=2&A=1"))
    assert not provider.is_authentic(form(signed, body="A=1"))


def test_it_accepts_a_get_by_its_url_alone():
    signed = signature(f"{HERE}?a=1", {})
    assert provider.is_authentic(RequestFactory().get(f"{PATH}?a=1", headers={"X-Twilio-Signature": signed}))


def test_a_refusal_tells_the_operator_what_to_look_at(settings, caplog: pytest.LogCaptureFixture):
    settings.PUBLIC_BASE_URL = "https://sara.example.com"
    provider.is_authentic(form(signature(HERE, FIELDS)))
    assert "https://sara.example.com" in caplog.text
    settings.ENV = settings.ENV.model_copy(update={"twilio_auth_token": SecretStr("")})
    provider.is_authentic(form(signature(HERE, FIELDS)))
    assert "TWILIO_AUTH_TOKEN" in caplog.text
    provider.is_authentic(form(signature(HERE, FIELDS), settings_header="key=x,algorithm=HMAC_SHA256"))
    assert "TWILIO_SHARED_KEYS" in caplog.text


class TestSharedKey:
    KEY = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"

    @pytest.fixture(autouse=True)
    def _keys(self, settings):
        keys = {"webhooks_sharedkey_1": SecretStr("shared"), "webhooks_sharedkey_2": SecretStr("newer")}
        settings.ENV = settings.ENV.model_copy(update={"twilio_shared_keys": keys})

    @pytest.mark.parametrize(
        "header", [KEY, "algorithm=HMAC_SHA256, key=webhooks_sharedkey_1", KEY.replace("HMAC_SHA256", "hmac_sha256")]
    )
    def test_it_accepts_sha256_with_the_key_that_is_named(self, header: str):
        signed = signature(HERE, FIELDS, "shared", "HMAC_SHA256")
        assert provider.is_authentic(form(signed, settings_header=header))

    def test_a_rotated_key_is_accepted_beside_the_old_one(self):
        signed = signature(HERE, FIELDS, "newer", "HMAC_SHA256")
        header = self.KEY.replace("key_1", "key_2")
        assert provider.is_authentic(form(signed, settings_header=header))

    @pytest.mark.parametrize(
        ("secret", "algorithm", "header"),
        [
            ("newer", "HMAC_SHA256", KEY),
            (TOKEN, "HMAC_SHA256", KEY),
            ("shared", "HMAC_SHA1", KEY),
            ("shared", "HMAC_SHA256", ""),
            ("shared", "HMAC_SHA256", "key=another,algorithm=HMAC_SHA256"),
            ("", "HMAC_SHA256", "algorithm=HMAC_SHA256"),
            ("shared", "HMAC_SHA256", "key=webhooks_sharedkey_1,algorithm=HMAC_SHA512"),
            ("shared", "HMAC_SHA256", "key=webhooks_sharedkey_1,algorithm=none"),
            ("shared", "HMAC_SHA1", "key=webhooks_sharedkey_1,algorithm=HMAC_SHA1"),
        ],
    )
    def test_it_refuses_every_other_pairing(self, secret: str, algorithm: str, header: str):
        assert not provider.is_authentic(form(signature(HERE, FIELDS, secret, algorithm), settings_header=header))


class TestJson:
    BODY = '{"status": "grüß"}'

    def request(self, body: str, claimed: str | None, content_type: str = "application/json") -> HttpRequest:
        query = "" if claimed is None else f"?bodySHA256={claimed}"
        headers = {"X-Twilio-Signature": signature(f"{HERE}{query}", {})}
        return RequestFactory().post(f"{PATH}{query}", body.encode(), content_type, headers=headers)

    def test_it_accepts_a_body_whose_digest_is_in_the_signed_url(self):
        assert provider.is_authentic(self.request(self.BODY, hashlib.sha256(self.BODY.encode()).hexdigest()))

    @pytest.mark.parametrize("claimed", [None, "", "0" * 64, "%C3%A9"])
    def test_it_refuses_a_body_that_the_signature_does_not_cover(self, claimed: str | None):
        assert not provider.is_authentic(self.request(self.BODY, claimed))

    @pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data; boundary=x", ""])
    def test_no_other_content_type_slips_past_the_signature(self, content_type: str):
        assert not provider.is_authentic(self.request(self.BODY, None, content_type))


def test_a_body_that_is_too_large_is_not_even_read():
    with pytest.raises(RequestDataTooBig):
        provider.is_authentic(form(signature(HERE, FIELDS), body="Body=" + "x" * 3_200_000))


def test_our_own_signature_is_the_one_we_accept():
    assert provider.is_authentic(form(provider.sign(HERE, FIELDS, TOKEN)))


@pytest.mark.parametrize(
    ("public", "demo", "url"),
    [
        ("https://sara.example.com", False, "https://sara.example.com/x/"),
        ("", True, "http://127.0.0.1:8000/x/"),
        ("", False, ""),
    ],
)
def test_it_names_the_address_under_which_twilio_can_call_us(settings, public: str, demo: bool, url: str):
    settings.PUBLIC_BASE_URL, settings.DEMO = public, demo
    assert provider.webhook_url("/x/") == url
