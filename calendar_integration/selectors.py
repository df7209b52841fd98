"""What the diary holds, read; nothing here writes or leaves the house."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from django.core.cache import cache
from django.db.models import Q, QuerySet

from calendar_integration import availability
from calendar_integration.availability import Busy, Hours, Performer, Search, Span, Timetable
from calendar_integration.models import (
    LONGEST_MINUTES,
    Appointment,
    AppointmentStatus,
    Closure,
    OpeningHours,
    Service,
    Staff,
)
from receptionist.domain import diary
from receptionist.models import Business

#: Seconds for which what staff have set up is taken as it was read; every message asks, and it hardly changes.
_REMEMBER = 5

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class House:
    """What staff have set up around a service: who performs it, and when the house is open."""

    service: Service
    staff: tuple[Staff, ...]
    timetable: Timetable


def _remembered(key: str, read: Callable[[], Read]) -> Read:
    known: Read | None = cache.get(key)
    if known is None:
        known = read()
        cache.set(key, known, _REMEMBER)
    return known


def services(business_id: int) -> list[diary.Service]:
    """List what can be booked, in the business's own order; as of a few seconds ago at most."""

    def read() -> list[diary.Service]:
        rows = Service.objects.filter(business_id=business_id, active=True)
        return [diary.Service(row.pk, row.name, row.minutes, tuple(row.aliases)) for row in rows]

    return _remembered(f"services:{business_id}", read)


def service_of(business_id: int, service_id: int) -> Service | None:
    """Return a service with its business, whether it is still offered or not; None where the business has no such."""
    return Service.objects.select_related("business").filter(pk=service_id, business_id=business_id).first()


def house(service: Service) -> House:
    """Read who performs a service and when its business is open, as it stands now: to be asked before booking."""
    staff = tuple(service.staff.filter(active=True).order_by("pk"))
    return House(service, staff, _timetable(service.business))


def recent_house(business_id: int, service_id: int) -> House | None:
    """Read the same, as of a few seconds ago at most, which is good enough to offer; None for no such service."""

    def read() -> House | None:
        service = service_of(business_id, service_id)
        return house(service) if service is not None else None

    return _remembered(f"house:{business_id}:{service_id}", read)


def as_domain(appointment: Appointment) -> diary.Appointment:
    """Say a row in the core's words; its service and staff should have been selected with it."""
    return diary.Appointment(
        id=appointment.pk,
        service_id=appointment.service_id,
        service_name=appointment.service.name,
        staff_name=appointment.staff.name,
        start=appointment.start,
        calendar_confirmed=not appointment.told_calendar_pending,
    )


def upcoming(business_id: int, contact_id: int, now: datetime) -> list[diary.Appointment]:
    """List a contact's coming appointments, soonest first."""
    rows = Appointment.objects.filter(
        business_id=business_id, contact_id=contact_id, status=AppointmentStatus.BOOKED, during__startswith__gt=now
    )
    return [as_domain(row) for row in rows.select_related("service", "staff").order_by("during__startswith")]


def todays_appointments(business_id: int | None, now: datetime) -> QuerySet[Appointment]:
    """Return today's appointments, cancelled ones too, in order; of every business, each by its own day, for None."""
    businesses = Business.objects.all() if business_id is None else Business.objects.filter(pk=business_id)
    days: dict[date, list[int]] = defaultdict(list)
    for business in businesses:
        days[now.astimezone(business.zone).date()].append(business.pk)
    wanted = Q(pk__in=[])
    for day, ids in days.items():
        wanted |= Q(business_id__in=ids, local_day=day)
    rows = Appointment.objects.filter(wanted).select_related("business", "service", "staff", "contact")
    return rows.order_by("local_day", "local_time", "pk")


def booked_on_days(business_id: int, first_day: date, last_day: date) -> int:
    """Count the appointments that stand on these local days, both included."""
    booked = Appointment.objects.filter(business_id=business_id, status=AppointmentStatus.BOOKED)
    return booked.filter(local_day__range=(first_day, last_day)).count()


def _timetable(business: Business) -> Timetable:
    hours = OpeningHours.objects.filter(business=business).values_list("weekday", "opens", "closes")
    closures = Closure.objects.filter(business=business).values_list("first_day", "last_day")
    return Timetable(business.zone, tuple(Hours(*row) for row in hours), tuple(closures))


def busy_spans(staff_ids: Iterable[int], within: Span, *, without: int | None = None) -> dict[int, list[Span]]:
    """Return the booked times of staff that reach into ``within``, leaving out the appointment ``without``."""
    # No appointment is longer than this, so the index on the start finds all that reach in, however old the diary.
    rows = Appointment.objects.filter(
        staff_id__in=list(staff_ids),
        status=AppointmentStatus.BOOKED,
        during__startswith__gt=within.start - timedelta(minutes=LONGEST_MINUTES),
        during__startswith__lt=within.end,
    )
    if without is not None:
        rows = rows.exclude(pk=without)
    spans: dict[int, list[Span]] = defaultdict(list)
    # Two moments are read by the driver in C, a range in Python.
    for staff_id, start, end in rows.order_by().values_list("staff_id", "during__startswith", "during__endswith"):
        spans[staff_id].append(Span(start, end))
    return spans


def span_of_days(business: Business, first_day: date, last_day: date) -> Span:
    """Return the time (UTC) that appointments beginning on these local days can take."""
    start = availability.instant(business.zone, datetime.combine(first_day, time(0)))
    end = availability.instant(business.zone, datetime.combine(last_day + timedelta(days=1), time(0)))
    return Span(start, end + timedelta(minutes=LONGEST_MINUTES))


def load_search(
    house: House,
    days: tuple[date, date],
    now: datetime,
    *,
    moving: diary.Appointment | None = None,
    also_busy: Mapping[int, Sequence[Span]] | None = None,
) -> Search:
    """Read our own diary, and gather all that decides what is free for a service on some days.

    ``also_busy`` are the times that the calendars outside add; the appointment ``moving`` takes up none.
    """
    service, business = house.service, house.service.business
    staff_ids = [who.pk for who in house.staff]
    busy = busy_spans(staff_ids, span_of_days(business, *days), without=moving.id if moving else None)
    return Search(
        service_id=service.pk,
        minutes=service.minutes,
        timetable=house.timetable,
        performers=tuple(
            Performer(who.pk, who.name, Busy([*busy.get(who.pk, ()), *(also_busy or {}).get(who.pk, ())]))
            for who in house.staff
        ),
        earliest=now + availability.LEAD_TIME,
        first_day=days[0],
        last_day=days[1],
        last_open=now.astimezone(business.zone).date() + timedelta(days=availability.HORIZON_DAYS),
        stands_at=moving.start.astimezone(UTC) if moving else None,
    )
