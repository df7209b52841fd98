"""A salon that can be reached by SMS."""

from __future__ import annotations

import pytest
from pytest_httpserver import HTTPServer

from receptionist.models import Business, BusinessAddress
from tests.fakes.twilio import FakeTwilio


@pytest.fixture
def salon(db: None) -> Business:
    salon = Business.objects.create(name="Salon", timezone="Europe/London")
    BusinessAddress.objects.create(business=salon, channel="sms", value="+15005550006")
    return salon


@pytest.fixture
def carrier(httpserver: HTTPServer, settings) -> FakeTwilio:
    fake = FakeTwilio(httpserver)
    settings.ENV = settings.ENV.model_copy(update={"twilio_api_base_url": fake.base_url})
    return fake
