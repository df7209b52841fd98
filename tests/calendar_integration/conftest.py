"""A small salon in Madrid, and customers for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, time
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from pydantic import AnyHttpUrl, SecretStr
from pytest_httpserver import HTTPServer

from calendar_integration.booking import booking
from calendar_integration.free import busy_outside
from calendar_integration.models import (
    Appointment,
    OpeningHours,
    Resource,
    ResourceKind,
    Service,
    ServiceNeed,
    Session,
    Staff,
)
from calendar_integration.providers.caldav import discovery
from receptionist.domain.diary import Slot
from receptionist.domain.events import Booked
from receptionist.models import Business
from receptionist.ports import Customer
from receptionist.resilience.breaker import Breaker
from tests import radicale
from tests.fakes.caldav import CalDavKeeper, TroubledLine
from tests.fakes.google import FakeGoogle
from tests.fakes.service_account import write_key_file
from tests.people import converse

MADRID = ZoneInfo("Europe/Madrid")
#: A Monday, ten in the morning in Madrid.
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def business(db: None) -> Business:
    salon = Business.objects.create(name="Salon", timezone="Europe/Madrid")
    for weekday in range(5):
        OpeningHours.objects.create(location=salon.locations.get(), weekday=weekday, opens=time(9), closes=time(18))
    return salon


@pytest.fixture
def cut(business: Business) -> Service:
    return Service.objects.create(business=business, name="Haircut", aliases=["trim", "cut"], minutes=30)


@pytest.fixture
def ana(business: Business, cut: Service) -> Staff:
    ana = Staff.objects.create(business=business, name="Ana")
    ana.services.add(cut)
    return ana


@pytest.fixture
def ben(business: Business, cut: Service) -> Staff:
    ben = Staff.objects.create(business=business, name="Ben")
    ben.services.add(cut)
    return ben


@pytest.fixture
def new_customer(business: Business) -> Callable[[], Customer]:
    numbers = count(600_000_001)

    def create() -> Customer:
        conversation = converse(business, f"+34{next(numbers)}")
        return Customer(business_id=business.pk, contact_id=conversation.contact_id, conversation_id=conversation.pk)

    return create


@pytest.fixture
def customer(new_customer: Callable[[], Customer]) -> Customer:
    return new_customer()


@pytest.fixture
def slot_at(cut: Service, ana: Staff) -> Callable[..., Slot]:
    """A slot with Ana in the week of NOW, in Madrid's wall-clock time."""

    def slot(day: int, hour: int, minute: int = 0, *, staff: Staff = ana) -> Slot:
        start = datetime(2026, 3, day, hour, minute, tzinfo=MADRID)
        return Slot(cut.pk, staff.pk, staff.name, start, cut.business.locations.get().pk)

    return slot


@pytest.fixture(scope="session")
def google_server() -> Iterator[HTTPServer]:
    with HTTPServer(host="127.0.0.1", port=0, threaded=True) as server:
        yield server


@pytest.fixture
def google(
    settings: Any, tmp_path: Path, google_server: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FakeGoogle]:
    """Google on loopback, with Sara connected to it; fails the test on any request the real one would not know."""
    fake = FakeGoogle(google_server)
    monkeypatch.setattr(busy_outside, "_breaker", Breaker())
    settings.OUTSIDE_CALENDAR = "calendar_integration.providers.google.calendar.GoogleCalendar"
    settings.ENV = settings.ENV.model_copy(
        update={
            "google_calendar_id": "salon@example.com",
            "google_application_credentials": write_key_file(tmp_path / "key.json", fake.token_uri),
            "google_calendar_api_base_url": AnyHttpUrl(fake.base_url),
        }
    )
    yield fake
    fake.release()
    assert fake.violations == []


@pytest.fixture(scope="session")
def caldav_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server, one for all tests: each makes calendars of its own."""
    with radicale.running(tmp_path_factory.mktemp("radicale")) as url:
        yield url


@pytest.fixture(scope="session")
def caldav_front() -> Iterator[HTTPServer]:
    with HTTPServer(host="127.0.0.1", port=0, threaded=True) as server:
        yield server


@pytest.fixture
def caldav(
    settings: Any, caldav_server: str, caldav_front: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[CalDavKeeper]:
    """Two calendars on that server, with Sara connected to it by a line that can be told to go wrong."""
    line = TroubledLine(caldav_front, caldav_server)
    keeper = CalDavKeeper(line, caldav_server)
    monkeypatch.setattr(busy_outside, "_breaker", Breaker())
    settings.OUTSIDE_CALENDAR = "calendar_integration.providers.caldav.calendar.CalDavCalendar"
    settings.ENV = settings.ENV.model_copy(
        update={
            "caldav_url": AnyHttpUrl(line.url),
            "caldav_username": radicale.USERNAME,
            "caldav_password": SecretStr(radicale.PASSWORD),
            "caldav_calendar": keeper.own,
        }
    )
    discovery.forget()
    yield keeper
    line.release()
    keeper.close()
    discovery.forget()


@pytest.fixture
def rung(monkeypatch) -> list[int]:
    """Keep the doorbell from looking for a broker; what it would ring for."""
    ids: list[int] = []
    monkeypatch.setattr("receptionist.doorbell.ring", lambda task, row_id, **_: ids.append(row_id))
    return ids


@pytest.fixture
def booked(google, customer, slot_at, rung) -> Appointment:
    """An appointment on Tuesday at ten, in our diary only."""
    booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    return Appointment.objects.get()


@pytest.fixture
def time_machine_at() -> Iterator[Callable[[datetime], None]]:
    """Let the clock show a moment, and another one later."""
    with ExitStack() as travels:

        def go(moment: datetime) -> None:
            travels.enter_context(time_machine.travel(moment, tick=False))

        yield go


@pytest.fixture
def room(business, cut) -> Resource:
    kind = ResourceKind.objects.create(business=business, name="chair")
    ServiceNeed.objects.create(service=cut, kind=kind)
    return Resource.objects.create(location=business.locations.get(), kind=kind, name="Chair 1")


@pytest.fixture
def fitted(customer, slot_at, room) -> Appointment:
    """One with a chair and buffers on both sides."""
    Service.objects.update(buffer_before=10, buffer_after=5)
    booked = booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    assert isinstance(booked, Booked)
    return Appointment.objects.get()


@pytest.fixture
def sitting(customer, slot_at, room) -> Session:
    """A group of three with one seat taken."""
    Service.objects.update(capacity=3)
    booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    return Session.objects.get()
