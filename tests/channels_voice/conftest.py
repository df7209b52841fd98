from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings as django_settings
from django.test import Client

from receptionist.models import Business, BusinessAddress
from receptionist.providers.twilio import sign
from sara.celery import app
from tests import fixtures

HOST = "http://testserver"
START = "/webhooks/voice/twilio/"
FORM = "application/x-www-form-urlencoded"

Post = Callable[..., Any]


def fields(event: str, **changed: str) -> dict[str, str]:
    """Read a captured event, with some fields changed."""
    return {**fixtures.load("twilio", f"voice_{event}"), **changed}


def signature(path: str, form: dict[str, str]) -> str:
    return sign(HOST + path, form, django_settings.ENV.twilio_auth_token.get_secret_value())


def verbs(response: Any) -> list[ET.Element]:
    """Return the verbs of a TwiML answer."""
    assert response.status_code == 200, response.status_code
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    return list(ET.fromstring(response.content))


def tags(response: Any) -> list[str]:
    return [verb.tag for verb in verbs(response)]


def said(response: Any) -> str:
    """Return all that a TwiML answer says."""
    return " ".join(say.text or "" for say in ET.fromstring(response.content).iter("Say"))


@pytest.fixture(autouse=True)
def _voice_settings(settings: Any) -> None:
    """Wait briefly, and let the menu come from a fake: what can be booked is another app's matter."""
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, "calendar": "tests.channels_voice.fakes.Menu"}
    settings.ENV = settings.ENV.model_copy(update={"voice_reply_deadline": 0.01})


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let rings go unheard: each test sets its own worker going."""
    monkeypatch.setattr(app, "send_task", lambda *args, **options: None)


@pytest.fixture
def business(db: None) -> Business:
    business = Business.objects.create(name="Salon Ana")
    BusinessAddress.objects.create(business=business, channel="voice", value="+15005550006")
    BusinessAddress.objects.create(business=business, channel="sms", value="+15005550006")
    return business


@pytest.fixture
def post(client: Client) -> Post:
    """Post a captured event to a path, signed as the carrier signs it."""

    def send(path: str, event: str, **changed: str) -> Any:
        form = fields(event, **changed)
        return client.post(
            path, urlencode(form), content_type=FORM, headers={"X-Twilio-Signature": signature(path, form)}
        )

    return send
