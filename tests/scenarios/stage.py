"""The house before the curtain rises: the demo business, with the scenario's own diary."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from calendar_integration.booking import booking, taking
from calendar_integration.models import (
    Appointment,
    Closure,
    Location,
    MirrorStatus,
    Notice,
    OpeningHours,
    Resource,
    Service,
    Staff,
    StaffHours,
)
from calendar_integration.notices import notices
from calendar_integration.statuses import STANDING
from knowledge_base.models import FAQ
from receptionist.domain.messages import AddressKind
from receptionist.models import Business, Contact, ContactAddress, OutboundMessage
from simulator import demo
from tests.people import converse
from tests.scenarios.lines import NUMBER
from tests.scenarios.script import Entry, Scenario

ZONE = ZoneInfo(demo.TIMEZONE)


def furnish(scenario: Scenario) -> Business:
    """Open the demo business as the scenario wants it."""
    demo.load()
    business = Business.objects.get()
    Business.objects.update(language=scenario.language)
    if scenario.services is not None:
        Service.objects.exclude(name__in=scenario.services).update(active=False)
    for name, words in scenario.also_called.items():
        service = Service.objects.get(name=name)
        service.aliases = [*service.aliases, *words]
        service.save()
    for day in scenario.closed:
        Closure.objects.create(location=business.locations.order_by("pk")[0], first_day=day, last_day=day)
    for known in scenario.faqs:
        original = FAQ.objects.get(question=known.translates) if known.translates else None
        FAQ.objects.create(business=business, translation_of=original, **known.model_dump(exclude={"translates"}))
    _open_houses(business, scenario)
    for name, weekdays in scenario.works.items():
        for weekday in weekdays:
            staff, house = Staff.objects.get(name=name), business.locations.order_by("pk")[0]
            StaffHours.objects.create(staff=staff, location=house, weekday=weekday, starts=time(9), ends=time(18))
    for entry in scenario.diary:
        enter(business, entry)
    return business


def enter(business: Business, entry: Entry) -> None:
    """Write an appointment into the diary, as staff would at the desk."""
    service = Service.objects.get(name=entry.service)
    start = entry.start.replace(tzinfo=_house(business, entry).zone)
    place = taking.Place(service=service, location=_house(business, entry), staff=_staff(entry), at=start)
    taking.clear(taking.survey(place, timezone.now()), timezone.now(), by="user 1")
    contact = _whose(business, entry)
    appointment = Appointment.objects.create(
        business=business,
        location=place.location,
        service=service,
        staff=place.staff,
        contact=contact,
        idempotency_key=f"scenario:{entry.staff}:{start.isoformat()}",
        customer_name=contact.name or "Bea Stone",
        during=DateTimeTZRange(start, start + timedelta(minutes=service.minutes)),
        local_day=entry.start.date(),
        local_time=entry.start.time(),
        timezone=place.location.timezone,
        mirror_status=MirrorStatus.NOT_NEEDED,
    )
    taking.occupy(appointment, ())


def plan_reminder(business: Business) -> datetime:
    """Plan what is to be said of the customer's next appointment, as its booking would; returns when it is due."""
    appointment = Appointment.objects.filter(contact=_me(business), status__in=STANDING).order_by("during").first()
    assert appointment is not None, "there is nothing to be reminded of"
    now = timezone.now()
    with transaction.atomic():
        notices.keep_up(appointment, notices.Change(at=now, told=True, by_customer=True))
    due = Notice.objects.filter(appointment=appointment, kind="reminder", next_at__gt=now).order_by("next_at").first()
    assert due is not None, "its reminder would have come by now"
    return due.next_at


def _whose(business: Business, entry: Entry) -> Contact:
    if entry.whose == "mine":
        return _me(business)
    if entry.phone is not None:
        return converse(business, entry.phone, name=entry.whose).contact
    return Contact.objects.create(business=business, name=entry.whose)


def code() -> str:
    """Return the code that was sent last."""
    text = OutboundMessage.objects.filter(idempotency_key__startswith="code:").latest("pk").text
    return next(word.strip(".") for word in text.split() if word.strip(".").isdigit())


def cancel(entry: Entry) -> None:
    """Call an appointment off, as staff would at the desk."""
    start = entry.start.replace(tzinfo=ZONE)
    appointment = Appointment.objects.get(staff__name=entry.staff, during__startswith=start, status="booked")
    booking.cancel_by_staff(appointment, user_id=1, now=timezone.now())


def _open_houses(business: Business, scenario: Scenario) -> None:
    first = business.locations.order_by("pk")[0]
    for number, house in enumerate(scenario.locations):
        known = {"aliases": house.also_called, "timezone": house.timezone or demo.TIMEZONE, "position": number}
        if number == 0:
            Location.objects.filter(pk=first.pk).update(name=house.name, **known)
            continue
        location = Location.objects.create(business=business, name=house.name, **known)
        for hours in first.opening_hours.all():
            OpeningHours.objects.create(
                location=location, weekday=hours.weekday, opens=hours.opens, closes=hours.closes
            )
        for room in first.resources.all():
            Resource.objects.create(location=location, kind=room.kind, name=f"{room.name} at {house.name}")
        if house.services is not None:
            for service in Service.objects.exclude(name__in=house.services):
                service.locations.set([first])


def _house(business: Business, entry: Entry) -> Location:
    houses = business.locations.order_by("position", "pk")
    return houses.get(name=entry.at) if entry.at else houses[0]


def _staff(entry: Entry) -> Staff:
    return Staff.objects.get(name=entry.staff)


def _me(business: Business) -> Contact:
    known = ContactAddress.objects.filter(business=business, kind=AddressKind.PHONE, value=NUMBER).first()
    if known is not None:
        return known.contact
    contact = Contact.objects.create(business=business, name="Bea Stone")
    ContactAddress.objects.create(business=business, contact=contact, kind=AddressKind.PHONE, value=NUMBER)
    return contact
