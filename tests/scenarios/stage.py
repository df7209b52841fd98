"""The house before the curtain rises: the demo business, with the scenario's own diary."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from calendar_integration import taking
from calendar_integration.models import Appointment, Closure, MirrorStatus, Service, Staff
from receptionist.domain.messages import AddressKind
from receptionist.models import Business, Contact, ContactAddress
from simulator import demo
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
        Closure.objects.create(location=business.locations.get(), first_day=day, last_day=day)
    for entry in scenario.diary:
        enter(business, entry)
    return business


def enter(business: Business, entry: Entry) -> None:
    """Write an appointment into the diary, as staff would at the desk."""
    service = Service.objects.get(name=entry.service)
    start = entry.start.replace(tzinfo=ZONE)
    contact = _me(business) if entry.whose == "mine" else Contact.objects.create(business=business, name=entry.whose)
    appointment = Appointment.objects.create(
        business=business,
        location=business.locations.get(),
        service=service,
        staff=Staff.objects.get(name=entry.staff),
        contact=contact,
        idempotency_key=f"scenario:{entry.staff}:{start.isoformat()}",
        customer_name=contact.name or "Bea Stone",
        during=DateTimeTZRange(start, start + timedelta(minutes=service.minutes)),
        local_day=entry.start.date(),
        local_time=entry.start.time(),
        timezone=demo.TIMEZONE,
        mirror_status=MirrorStatus.NOT_NEEDED,
    )
    taking.occupy(appointment, ())


def _me(business: Business) -> Contact:
    known = ContactAddress.objects.filter(business=business, kind=AddressKind.PHONE, value=NUMBER).first()
    if known is not None:
        return known.contact
    contact = Contact.objects.create(business=business, name="Bea Stone")
    ContactAddress.objects.create(business=business, contact=contact, kind=AddressKind.PHONE, value=NUMBER)
    return contact
