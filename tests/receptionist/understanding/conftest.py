"""One customer's words, read by the rules on a Wednesday morning in Madrid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pytest_httpserver import HTTPServer

from receptionist.domain.diary import Service
from receptionist.domain.reading import Reading
from receptionist.ports import Utterance
from receptionist.resilience.shared_breaker import SharedBreaker
from receptionist.understanding.rules_reader import RulesReader
from tests.fakes.openai import KEY, FakeOpenAI

MADRID = "Europe/Madrid"
#: The second model.
SECOND = "gpt-4.1-nano"
#: A Wednesday.
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=ZoneInfo(MADRID))
SERVICES = (
    Service(id=1, name="Haircut", minutes=30, aliases=("cut", "corte de pelo")),
    Service(id=2, name="Beard trim", minutes=15),
    Service(id=3, name="Dental cleaning", minutes=45, aliases=("limpieza",)),
)

Read = Callable[..., Reading]


def utterance(text: str, **known: Any) -> Utterance:
    """Say something to Sara; what stands around it can be overridden."""
    about = {"now": NOW, "timezone": MADRID, "channel": "sms", "services": SERVICES, "business_name": "Salon", **known}
    return Utterance(text=text, **about)


@pytest.fixture(scope="session")
def read() -> Read:
    reader = RulesReader()
    return lambda text, **known: reader.read(utterance(text, **known))


def shared_breaker_forgets(*models: str) -> None:
    """Close the breakers that an earlier test may have left open: Redis outlives a test."""
    for model in models:
        SharedBreaker(model).succeeded()


@pytest.fixture
def openai(db: None, httpserver: HTTPServer, settings):
    """OpenAI on loopback, and Sara set up to ask it."""
    fake = FakeOpenAI(httpserver)
    settings.ENV = settings.ENV.model_copy(
        update={
            "openai_api_key": type(settings.ENV.openai_api_key)(KEY),
            "openai_base_url": fake.base_url,
            "openai_model": "gpt-5-mini",
            "openai_fallback_model": SECOND,
            "openai_timeout": 5.0,
        }
    )
    shared_breaker_forgets("gpt-5-mini", SECOND)
    yield fake
    fake.close()
