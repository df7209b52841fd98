"""A mail server on loopback, and Sara connected to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from receptionist.models import Business, Contact
from tests.fakes.mail import FakeMailServer, mail_server
from tests.people import converse


@pytest.fixture
def carrier(settings: Any) -> Iterator[FakeMailServer]:
    with mail_server() as fake:
        connect(settings, fake)
        yield fake


def connect(settings: Any, fake: FakeMailServer, **other: Any) -> None:
    """Let Sara send by this server."""
    ours = {"email_host": "127.0.0.1", "email_port": fake.port, "email_security": "none", **other}
    settings.ENV = settings.ENV.model_copy(update={"email_from": "hello@salon.example", **ours})
    channels = settings.RECEPTIONIST["channels"] | {"email": "channels_email.channel.EmailChannel"}
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, "channels": channels}


@pytest.fixture
def salon(db: None) -> Business:
    return Business.objects.create(name="Salón Luz", timezone="Europe/Madrid")


@pytest.fixture
def luz(salon: Business) -> Contact:
    contact = converse(salon, "+34600000001", name="Luz").contact
    contact.email = "luz@example.com"
    contact.save()
    return contact


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Keep the doorbell from looking for a broker; what it would ring for."""
    ids: list[int] = []
    monkeypatch.setattr("receptionist.doorbell.ring", lambda task, row_id, **_: ids.append(row_id))
    return ids
