"""What is still to come, by what it hangs on: what staff are told of when they change something under it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Count, Model, Q, QuerySet
from django.utils import timezone

from calendar_integration.models import (
    Appointment,
    Location,
    OpeningHours,
    Resource,
    ResourceKind,
    Service,
    Session,
    Staff,
    StaffHours,
)
from calendar_integration.models.locations import MIDNIGHT
from calendar_integration.statuses import STANDING

_OF: dict[type[Model], str] = {Service: "service", Staff: "staff", Location: "location"}


def appointments_of(thing: Model) -> QuerySet[Appointment]:
    """Return every appointment, of whatever status, that hangs on a service, a person, a location or a room."""
    if isinstance(thing, ResourceKind):
        return _in_rooms(resource__kind=thing)
    if isinstance(thing, Resource):
        return _in_rooms(resource=thing)
    return Appointment.objects.filter(**{_OF[type(thing)]: thing})


def still_to_come(appointments: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """Return those that stand and are not over."""
    return appointments.filter(status__in=STANDING, during__endswith__gt=timezone.now())


def standing_on_days(thing: Model, first_day: date, last_day: date) -> QuerySet[Appointment]:
    """Return the appointments of a person or location that stand on these local days, both included."""
    standing = appointments_of(thing).filter(status__in=STANDING)
    return standing.filter(local_day__range=(first_day, last_day))


def standing_in(staff: Staff, starts: datetime, ends: datetime) -> QuerySet[Appointment]:
    """Return the appointments of somebody that stand in a stretch of time, the end not included."""
    standing = Appointment.objects.filter(staff=staff, status__in=STANDING)
    return standing.filter(during__startswith__lt=ends, during__endswith__gt=starts)


def in_too_full_sittings(service: Service) -> QuerySet[Appointment]:
    """Return the appointments still to come in sittings that have more customers than the service has places by now."""
    sittings = Session.objects.filter(service=service, during__endswith__gt=timezone.now())
    fuller = sittings.annotate(seats=Count("appointments")).filter(seats__gt=service.capacity)
    return Appointment.objects.filter(session__in=fuller.values("pk"))


def hours_outside(staff: Staff) -> list[StaffHours]:
    """Return the weekly hours of somebody that no single stretch of opening hours of their location holds."""
    hours = list(staff.hours.select_related("location"))
    opening = OpeningHours.objects.filter(location__in={row.location_id for row in hours})
    return [row for row in hours if not any(_holds(stretch, row) for stretch in opening)]


def _holds(opening: OpeningHours, row: StaffHours) -> bool:
    if (opening.location_id, opening.weekday) != (row.location_id, row.weekday) or opening.opens > row.starts:
        return False
    return opening.closes == MIDNIGHT or (row.ends != MIDNIGHT and row.ends <= opening.closes)


def _in_rooms(**taken: Any) -> QuerySet[Appointment]:
    own = {f"occupancies__{name}": value for name, value in taken.items()}
    seats = {f"session__occupancies__{name}": value for name, value in taken.items()}
    return Appointment.objects.filter(Q(**own) | Q(**seats)).distinct()
