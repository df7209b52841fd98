"""The carriers on loopback."""

from __future__ import annotations

import pytest
from pytest_httpserver import HTTPServer

from tests.fakes.twilio import FakeTwilio


@pytest.fixture
def twilio(httpserver: HTTPServer, settings) -> FakeTwilio:
    """Twilio, and Sara set up to send to it."""
    fake = FakeTwilio(httpserver)
    settings.ENV = settings.ENV.model_copy(update={"twilio_api_base_url": fake.base_url})
    return fake
