"""What the diary holds, read; nothing here writes or leaves the house."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db.models import Q, QuerySet

from calendar_integration.free.houses import remembered
from calendar_integration.models import Appointment, Location, Service, Staff
from calendar_integration.statuses import AGREED, STANDING, AppointmentStatus
from receptionist.domain import diary
from receptionist.models import Business


def services(business_id: int) -> list[diary.Service]:
    """List what can be booked, in the business's own order; as of a few seconds ago at most."""

    def read() -> list[diary.Service]:
        rows = Service.objects.filter(business_id=business_id, active=True)
        return [diary.Service(row.pk, row.name, row.minutes, tuple(row.aliases), price=row.price_said) for row in rows]

    return remembered(f"services:{business_id}", read)


def locations(business_id: int) -> list[diary.Location]:
    """List where appointments take place, in the business's own order; as of a few seconds ago at most."""

    def read() -> list[diary.Location]:
        rows = Location.objects.filter(business_id=business_id, active=True)
        return [location_as_domain(row) for row in rows]

    return remembered(f"locations:{business_id}", read)


def location_as_domain(location: Location) -> diary.Location:
    """Say a house in the core's words."""
    return diary.Location(
        location.pk, location.name, location.timezone, tuple(location.aliases), address=location.address
    )


def staff(business_id: int) -> list[diary.StaffMember]:
    """List those who perform services; as of a few seconds ago at most."""

    def read() -> list[diary.StaffMember]:
        rows = Staff.objects.filter(business_id=business_id, active=True).order_by("pk")
        return [diary.StaffMember(pk, name) for pk, name in rows.values_list("pk", "name")]

    return remembered(f"staff:{business_id}", read)


def as_domain(appointment: Appointment) -> diary.Appointment:
    """Say a row in the core's words; its service, staff, location and contact should have been selected with it."""
    return diary.Appointment(
        id=appointment.pk,
        service_id=appointment.service_id,
        service_name=appointment.service.name,
        staff_name=appointment.staff.name,
        start=appointment.start,
        series=str(appointment.series_id) if appointment.series_id else None,
        location_id=appointment.location_id,
        location_name=appointment.location.name,
        guest=_guest(appointment.customer_name, appointment.contact.name),
        calendar_confirmed=not appointment.told_calendar_pending,
    )


def _guest(customer_name: str, contact_name: str) -> str | None:
    """Say whose an appointment is where it is not the contact's own, who may be "Bea" here and "Bea Stone" there."""
    first, own_first = customer_name.casefold().split()[:1], contact_name.casefold().split()[:1]
    return customer_name if first and first != own_first else None


def upcoming(business_id: int, contact_id: int, now: datetime) -> list[diary.Appointment]:
    """List a contact's coming appointments, soonest first."""
    rows = Appointment.objects.filter(
        business_id=business_id, contact_id=contact_id, status__in=STANDING, during__startswith__gt=now
    )
    rows = rows.select_related("service", "staff", "location", "contact")
    return [as_domain(row) for row in rows.order_by("during__startswith")]


def todays_appointments(business_id: int | None, now: datetime) -> QuerySet[Appointment]:
    """Return today's appointments, in order; of every business, each by its own day, for None.

    Cancelled ones are among them, holds are not.
    """
    businesses = Business.objects.all() if business_id is None else Business.objects.filter(pk=business_id)
    days: dict[date, list[int]] = defaultdict(list)
    for business in businesses:
        days[now.astimezone(business.zone).date()].append(business.pk)
    wanted = Q(pk__in=[])
    for day, ids in days.items():
        wanted |= Q(business_id__in=ids, local_day=day)
    rows = Appointment.objects.filter(wanted, status__in=[*AGREED, AppointmentStatus.CANCELLED])
    rows = rows.select_related("business", "service", "staff", "contact")
    return rows.order_by("local_day", "local_time", "pk")


def booked_on_days(location_id: int, first_day: date, last_day: date) -> int:
    """Count the appointments that stand at a location on these local days, both included."""
    booked = Appointment.objects.filter(location_id=location_id, status__in=STANDING)
    return booked.filter(local_day__range=(first_day, last_day)).count()


def day_sheet(location_id: int, day: date, staff_id: int | None = None) -> QuerySet[Appointment]:
    """Return what is to be done at a location on a local day, in order; by one person, or by everybody for None."""
    rows = Appointment.objects.filter(location_id=location_id, local_day=day, status__in=AGREED)
    rows = rows if staff_id is None else rows.filter(staff_id=staff_id)
    rows = rows.select_related("service", "staff", "contact", "conversation__contact_address")
    rooms = ("occupancies__resource", "session__occupancies__resource")
    return rows.prefetch_related(*rooms).order_by("staff__name", "staff_id", "local_time", "seat", "pk")
