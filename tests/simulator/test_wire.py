from __future__ import annotations

import hashlib
import hmac

import pytest
from pytest_httpserver import HTTPServer
from twilio.request_validator import RequestValidator
from werkzeug import Request, Response

from simulator import wire


@pytest.fixture
def seen(httpserver: HTTPServer, settings) -> list[Request]:
    """What arrives at this server, which listens on the port of a fake."""
    requests: list[Request] = []

    def keep(request: Request) -> Response:
        request.get_data()
        requests.append(request)
        return Response("<Response/>")

    httpserver.expect_request("/webhooks/sms/twilio/").respond_with_handler(keep)
    httpserver.expect_request("/webhooks/whatsapp/meta/").respond_with_handler(keep)
    httpserver.expect_request("/webhooks/voice/twilio/").respond_with_handler(keep)
    settings.ENV = settings.ENV.model_copy(update={"port": httpserver.port})
    return requests


def _is_signed(request: Request, url: str, settings) -> bool:
    validator = RequestValidator(settings.ENV.twilio_auth_token.get_secret_value())
    return bool(validator.validate(url, request.form.to_dict(), request.headers["X-Twilio-Signature"]))


def test_a_form_is_signed_for_the_address_it_goes_to(seen: list[Request], settings):
    url = wire.webhook_url("/webhooks/sms/twilio/")
    wire.post_form(url, {"Body": "héllo", "From": "+12125550100"})
    assert url == f"http://127.0.0.1:{settings.ENV.port}/webhooks/sms/twilio/"
    assert _is_signed(seen[0], url, settings)


def test_with_a_public_address_that_one_is_signed_while_this_server_is_called(seen: list[Request], settings):
    settings.PUBLIC_BASE_URL = "https://sara.example.com"
    wire.post_form(wire.webhook_url("/webhooks/sms/twilio/"), {"Body": "hello"})
    assert _is_signed(seen[0], "https://sara.example.com/webhooks/sms/twilio/", settings)
    assert seen[0].headers["X-Forwarded-Proto"] == "https"


def test_calls_go_to_the_process_that_answers_calls(seen: list[Request], httpserver: HTTPServer, settings):
    settings.LIVE_BASE_URL = f"http://127.0.0.1:{httpserver.port}"
    settings.ENV = settings.ENV.model_copy(update={"port": 9})
    url = wire.webhook_url("/webhooks/voice/twilio/")
    wire.post_form(url, {"CallSid": "CA1"})
    assert _is_signed(seen[0], url, settings)


def test_an_event_is_signed_over_its_raw_bytes(seen: list[Request], settings):
    wire.post_json(wire.webhook_url("/webhooks/whatsapp/meta/"), {"text": "ümlaut"})
    secret = settings.ENV.whatsapp_app_secret.get_secret_value().encode()
    expected = hmac.new(secret, seen[0].get_data(), hashlib.sha256).hexdigest()
    assert seen[0].headers["X-Hub-Signature-256"] == f"sha256={expected}"


@pytest.mark.parametrize(
    "url",
    [
        "http://203.0.113.9/webhooks/sms/twilio/",
        "https://sara.example.com.evil.test/webhooks/sms/twilio/",
        "http://169.254.169.254/latest/meta-data/",
        "https://127.0.0.1/webhooks/sms/twilio/",
        "http://127.0.0.1:6379/",
        "http://localhost/webhooks/sms/twilio/",
        "http://127.0.0.1:8000@203.0.113.9/",
        "http://127.0.0.1:99999999/",
        "http://[/",
        "file:///etc/passwd",
    ],
)
def test_no_other_host_or_port_is_ever_called(url: str, settings):
    settings.PUBLIC_BASE_URL = "https://sara.example.com"
    with pytest.raises(wire.LineError, match=r"this server only|address that is none"):
        wire.post_form(url, {})


def test_a_refusal_is_told_with_its_status(httpserver: HTTPServer, settings):
    settings.ENV = settings.ENV.model_copy(update={"port": httpserver.port})
    httpserver.expect_request("/webhooks/sms/twilio/").respond_with_data("", status=403)
    with pytest.raises(wire.LineError, match="403"):
        wire.post_form(wire.webhook_url("/webhooks/sms/twilio/"), {})


def test_a_server_that_is_not_there_is_told(settings):
    settings.ENV = settings.ENV.model_copy(update={"port": 9})
    assert not wire.is_running()
    with pytest.raises(wire.LineError, match="did not answer"):
        wire.post_form(wire.webhook_url("/webhooks/sms/twilio/"), {})
