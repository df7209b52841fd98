"""Reads what is taken, and puts a search together from it; nothing here writes or leaves the house."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from django.db import connection
from django.db.models import Count, F, Q
from django.db.models.functions import Least

from calendar_integration.clock import moment, second
from calendar_integration.free.houses import House
from calendar_integration.free.searches import Search, Site
from calendar_integration.free.searches import Session as Sitting
from calendar_integration.models import LONGEST_BUFFER, LONGEST_MINUTES, Appointment, Session
from calendar_integration.spans import NEVER, Busy, Span, Stretch
from calendar_integration.statuses import AppointmentStatus
from receptionist.domain import diary

#: Nothing takes anybody's time for longer: what reaches into a time is found by when it starts, however old the diary.
LONGEST = timedelta(minutes=LONGEST_MINUTES + 2 * LONGEST_BUFFER)

#: Written by hand, since Django takes longer to write it than PostgreSQL to answer it; and whole numbers in two arrays,
#: since reading a moment costs the driver more than all that is done with it here.
_TAKEN = """
SELECT staff_id, resource_id,
    array_agg(date_part('epoch', lower(during))::bigint), array_agg(date_part('epoch', upper(during))::bigint)
FROM calendar_integration_occupancy
WHERE lower(during) > %(after)s AND lower(during) < %(before)s
    AND (staff_id = ANY(%(staff)s) OR resource_id = ANY(%(resources)s))
    AND (appointment_id = ANY(%(appointments)s)) IS NOT TRUE AND (session_id = ANY(%(sessions)s)) IS NOT TRUE
GROUP BY staff_id, resource_id
"""

_A_DAY = timedelta(days=1)
_MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class _Void:
    """What still stands in the diary and takes up nothing any more, by id."""

    appointments: Collection[int] = ()
    sessions: Collection[int] = ()


def span_of_days(house: House, first_day: date, last_day: date) -> Span:
    """Return the time (UTC) that can be taken up by what begins on these local days, at any of the locations."""
    zones = {site.zone for site in house.sites}
    begins = min((second(zone, first_day, _MIDNIGHT) for zone in zones), default=0)
    ends = max((second(zone, last_day + _A_DAY, _MIDNIGHT) for zone in zones), default=0)
    before = timedelta(minutes=house.terms.minutes_before)
    after = timedelta(minutes=house.terms.minutes + house.terms.minutes_after)
    return Span(moment(begins) - before, moment(ends) + after)


def days_of(house: House, at: datetime) -> tuple[date, date]:
    """Return the days that it is at a moment on the clocks of the locations, the first and the last."""
    days = [at.astimezone(site.zone).date() for site in house.sites] or [at.date()]
    return min(days), max(days)


def load_search(
    house: House,
    days: tuple[date, date],
    now: datetime,
    *,
    moving: diary.Appointment | None = None,
    own_hold: int | None = None,
    also_busy: Mapping[int, Sequence[Span]] | None = None,
) -> Search:
    """Read our own diary, and gather all that decides what is free for a service on some days.

    ``also_busy`` are the times that the calendars outside add. The appointment ``moving`` takes up none, neither does
    the customer's ``own_hold`` (its id), nor do holds that have run out.
    """
    within = span_of_days(house, *days)
    void = _void(house.service.business_id, now, [pk for pk in (moving.id if moving else None, own_hold) if pk])
    staff, resources = _taken(house, within, void)
    outside = also_busy or {}
    return Search(
        terms=house.terms,
        now=now,
        sites=tuple(_with_resources(site, resources) for site in house.sites),
        performers=tuple(
            replace(who, busy=staff.get(who.staff_id, NEVER).with_spans(outside.get(who.staff_id, ())))
            for who in house.performers
        ),
        sessions=tuple(_sessions(house, within, void)) if house.service.capacity > 1 else (),
        first_day=days[0],
        last_day=days[1],
        stands_at=moving.start.astimezone(UTC) if moving else None,
    )


def _with_resources(site: Site, taken: Mapping[int, Busy]) -> Site:
    resources = tuple(replace(resource, busy=taken.get(resource.resource_id, NEVER)) for resource in site.resources)
    return replace(site, resources=resources)


def _void(business_id: int, now: datetime, leaving: Collection[int]) -> _Void:
    """Find the holds that have run out, the appointments that are leaving, and the sessions that nobody else is in."""
    gone = Q(status=AppointmentStatus.HELD, held_until__lte=now)
    rows = Appointment.objects.filter(gone | Q(pk__in=leaving), business_id=business_id).order_by()
    sessions: dict[int, int | None] = dict(rows.values_list("pk", "session_id"))
    emptied = {session_id for session_id in sessions.values() if session_id is not None}
    if emptied:
        others = Appointment.objects.filter(session__in=emptied).exclude(pk__in=sessions)
        emptied -= set(others.values_list("session_id", flat=True))
    return _Void(list(sessions), emptied)


def _taken(house: House, within: Span, void: _Void) -> tuple[dict[int, Busy], dict[int, Busy]]:
    """Read when the performers are taken and when the resources are, each by id."""
    values: dict[str, list[int] | datetime] = {
        "staff": [who.staff_id for who in house.performers],
        "resources": [resource.resource_id for site in house.sites for resource in site.resources],
        "after": within.start - LONGEST,
        "before": within.end,
        "appointments": list(void.appointments),
        "sessions": list(void.sessions),
    }
    staff: dict[int, Busy] = {}
    resources: dict[int, Busy] = {}
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, values)
        for staff_id, resource_id, starts, ends in cursor.fetchall():
            if staff_id is not None:
                staff[staff_id] = Busy(starts, ends)
            else:
                resources[resource_id] = Busy(starts, ends)
    return staff, resources


def _sessions(house: House, within: Span, void: _Void) -> Iterable[Sitting]:
    """Read the sittings of the service that have a seat left."""
    rows = Session.objects.filter(
        service_id=house.service.pk, during__startswith__gt=within.start, during__startswith__lt=within.end
    ).exclude(pk__in=void.sessions)
    # Where the service has fewer places by now, no more are sold than that; what is sold stays.
    places = Least(F("capacity"), house.service.capacity)
    seats = rows.annotate(seats=places - Count("appointments", filter=~Q(appointments__in=void.appointments)))
    for pk, staff_id, location_id, during, left in seats.order_by().values_list(
        "pk", "staff_id", "location_id", "during", "seats"
    ):
        if left > 0:
            taken = Stretch(int(during.lower.timestamp()), int(during.upper.timestamp()))
            yield Sitting(pk, staff_id, location_id, taken, left)
