from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest
from django.test import RequestFactory

from receptionist.domain.messages import DeliveryReport, Inbound, MessageKind
from receptionist.models import InboundMessage, InboundStatus
from receptionist.webhooks import WebhookView

pytestmark = pytest.mark.django_db

PRIVATE = "I am Bea and my number is 020 7183 8750"


class EchoView(WebhookView):
    """A webhook that everything is authentic to, and that hears one event in it."""

    channel = "sms"
    provider = "twilio"

    def verify(self, request: HttpRequest) -> bool:
        return True

    def parse(self, request: HttpRequest) -> Sequence[Inbound | DeliveryReport]:
        return [Inbound(channel="sms", provider="twilio", call_id="SM1", to="", sender=(), kind=MessageKind.TEXT)]


class ClumsyView(EchoView):
    """A webhook whose reader stumbles over what the customer wrote."""

    def parse(self, request: HttpRequest) -> Sequence[Inbound | DeliveryReport]:
        raise KeyError(request.body.decode())


def request() -> HttpRequest:
    return RequestFactory().post("/", PRIVATE, content_type="text/plain")


def test_a_fault_of_ours_in_reading_an_event_does_not_lose_it(caplog: pytest.LogCaptureFixture):
    assert ClumsyView.as_view()(request()).status_code == 200
    kept = InboundMessage.objects.get()
    assert kept.status == InboundStatus.UNREADABLE
    assert kept.raw["body"] == PRIVATE
    assert "KeyError" in caplog.text
    assert PRIVATE not in caplog.text


def test_a_row_that_cannot_be_written_is_logged_without_what_it_would_have_held(caplog: pytest.LogCaptureFixture):
    def down(*args: object) -> None:
        raise OperationalError(f"failing row contains ({PRIVATE})")

    with connection.execute_wrapper(down):
        assert EchoView.as_view()(request()).status_code == 503
    assert "OperationalError" in caplog.text
    assert PRIVATE not in caplog.text
