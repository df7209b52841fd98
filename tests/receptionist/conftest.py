"""A salon, a customer's phone, and a carrier that is a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from itertools import count
from typing import Any

import pytest
import time_machine
from django.db import transaction

from calendar_integration.models import OpeningHours, Service, Staff
from knowledge_base.models import FAQ
from receptionist import inbox
from receptionist.domain.messages import Address, AddressKind, Inbound, MessageKind
from receptionist.inbox import Received
from receptionist.models import Business, BusinessAddress, OutboundMessage
from sara.celery import app
from tests.fakes.ports import FakeChannel, Stage

#: A Monday, ten in the morning in London.
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


def furnish() -> Business:
    """Open a salon with one service, one member of staff and one FAQ."""
    salon = Business.objects.create(name="Salon", timezone="Europe/London")
    for channel in ("sms", "voice"):
        BusinessAddress.objects.create(business=salon, channel=channel, value="+442071838750")
    for weekday in range(5):
        OpeningHours.objects.create(location=salon.locations.get(), weekday=weekday, opens=time(9), closes=time(18))
    ana = Staff.objects.create(business=salon, name="Ana")
    ana.services.add(Service.objects.create(business=salon, name="Haircut", minutes=30))
    FAQ.objects.create(business=salon, question="Where can I park?", answer="Behind the house, for free.")
    return salon


@pytest.fixture
def salon(db: None) -> Business:
    return furnish()


@pytest.fixture
def carriers(settings: Any) -> type[Stage]:
    """Put lists in the place of the carriers."""
    Stage.text, Stage.call = FakeChannel(), FakeChannel(spoken=True, fetches_replies=True)
    settings.RECEPTIONIST = {
        **settings.RECEPTIONIST,
        "channels": {"sms": "tests.fakes.ports.text_channel", "voice": "tests.fakes.ports.call_channel"},
    }
    return Stage


@pytest.fixture
def workers() -> Iterator[None]:
    """Let every ring be answered at once, in this thread."""
    app.autodiscover_tasks(force=True)
    app.conf.task_always_eager, app.conf.task_eager_propagates = True, True
    yield
    app.conf.task_always_eager, app.conf.task_eager_propagates = False, False


@pytest.fixture
def no_workers(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Let rings go unheard, but be counted."""
    heard: list[tuple[str, int]] = []

    def hear(name: str, args: tuple[int, ...] = (), *rest: object, **options: object) -> None:
        heard.append((name, args[0]))

    monkeypatch.setattr(app, "send_task", hear)
    return heard


_ids = count(1)


@dataclass
class Phone:
    """A customer's phone: what it sends, in our own words."""

    number: str = "+447700900123"
    sent: list[Inbound] = field(default_factory=list)

    def inbound(self, text: str = "", kind: MessageKind = MessageKind.TEXT, **other: Any) -> Inbound:
        return Inbound(
            **{
                "channel": "sms",
                "provider": "twilio",
                "call_id": f"SM{next(_ids):032}",
                "to": "+442071838750",
                "sender": (Address(AddressKind.PHONE, self.number),),
                "kind": kind,
                "text": text,
                **other,
            }
        )

    def text(self, text: str, **other: Any) -> Received:
        return inbox.receive(self.inbound(text, **other))


@pytest.fixture
def phone() -> Phone:
    return Phone()


@pytest.fixture
def last_reply() -> Callable[[], str]:
    def read() -> str:
        with transaction.atomic():
            return OutboundMessage.objects.latest("id").text

    return read
