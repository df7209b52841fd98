"""A salon that can be reached by WhatsApp, through Twilio and through Meta."""

from __future__ import annotations

import pytest
from pytest_httpserver import HTTPServer

from receptionist.models import Business, BusinessAddress
from tests.environment import FIXED
from tests.fakes.meta import FakeMeta
from tests.fakes.twilio import FakeTwilio


@pytest.fixture
def salon(db: None) -> Business:
    salon = Business.objects.create(name="Salon", timezone="Europe/London")
    for address in ("+15005550006", FIXED["WHATSAPP_PHONE_NUMBER_ID"]):
        BusinessAddress.objects.create(business=salon, channel="whatsapp", value=address)
    return salon


@pytest.fixture
def twilio(httpserver: HTTPServer, settings) -> FakeTwilio:
    fake = FakeTwilio(httpserver)
    settings.ENV = settings.ENV.model_copy(update={"twilio_api_base_url": fake.base_url})
    return fake


@pytest.fixture
def meta(httpserver: HTTPServer, settings) -> FakeMeta:
    fake = FakeMeta(httpserver)
    settings.ENV = settings.ENV.model_copy(update={"meta_graph_base_url": fake.base_url})
    return fake
