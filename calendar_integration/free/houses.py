"""What staff have set up around a service, read: who performs it when, where, and in which rooms."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.core.cache import cache
from django.db.models import F, Min

from calendar_integration import public_holidays
from calendar_integration.free.searches import Performer, Site, Terms
from calendar_integration.free.searches import Resource as Room
from calendar_integration.free.timetables import DayShift, Hours, Shift, Timetable, Walls, presence
from calendar_integration.models import (
    Appointment,
    Closure,
    Location,
    OpeningHours,
    Resource,
    Service,
    ServiceNeed,
    SpecialDay,
    Staff,
    StaffDay,
    StaffHours,
    TimeOff,
)
from calendar_integration.spans import NEVER, Span

log = logging.getLogger(__name__)

#: Seconds for which what staff have set up is taken as it was read; every message asks, and it hardly changes.
_REMEMBER = 5
#: What lies further back than this touches no appointment still to come, in whatever zone.
_PAST = timedelta(days=3)

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class House:
    """All that staff have set up around a service, and nothing of what is booked."""

    service: Service
    staff: tuple[Staff, ...]
    locations: tuple[Location, ...]
    terms: Terms
    sites: tuple[Site, ...]
    performers: tuple[Performer, ...]

    def narrowed(self, *, staff_id: int | None = None, location_id: int | None = None) -> House:
        """Return the house as if it had only this member of staff, only this location, or both."""
        return replace(
            self,
            staff=tuple(who for who in self.staff if staff_id in (None, who.pk)),
            performers=tuple(who for who in self.performers if staff_id in (None, who.staff_id)),
            locations=tuple(where for where in self.locations if location_id in (None, where.pk)),
            sites=tuple(site for site in self.sites if location_id in (None, site.location_id)),
        )

    def at_short_notice(self) -> House:
        """Return the house as if nobody had to give notice."""
        return replace(self, terms=replace(self.terms, lead_minutes=0))

    def today(self, now: datetime) -> date:
        """Return the earliest day that it is at any of the locations."""
        return min((now.astimezone(site.zone).date() for site in self.sites), default=now.date())


def remembered(key: str, read: Callable[[], Read]) -> Read:
    """Return what was read under this key a few seconds ago at most, or read it."""
    known: Read | None = cache.get(key)
    if known is None:
        known = read()
        cache.set(key, known, _REMEMBER)
    return known


def service_of(business_id: int, service_id: int) -> Service | None:
    """Return a service with its business, whether it is still offered or not; None where the business has no such."""
    return Service.objects.select_related("business").filter(pk=service_id, business_id=business_id).first()


def house(service: Service, now: datetime, *, as_booked: Appointment | None = None) -> House:
    """Read what is set up around a service as it stands now: to be asked before booking.

    What is to move ``as_booked`` asks for what it did then, whatever the service says by now.
    """
    terms = _terms(service) if as_booked is None else _terms_of(as_booked)
    needs = terms.needs
    chosen = set(service.locations.values_list("pk", flat=True))
    active = Location.objects.filter(business_id=service.business_id, active=True)
    locations = tuple(row for row in active if row.pk in chosen or not chosen)
    timetables = _timetables(locations, now, terms.horizon_days)
    rooms = _rooms(timetables, needs)
    sites = tuple(Site(row.pk, timetables[row.pk], tuple(rooms[row.pk]), row.name) for row in locations)
    staff = tuple(service.staff.filter(active=True).order_by("pk"))
    return House(service, staff, locations, terms, sites, _performers(staff, timetables, now))


def recent_house(business_id: int, service_id: int, now: datetime) -> House | None:
    """Read the same, as of a few seconds ago at most, which is good enough to offer; None for no such service."""

    def read() -> House | None:
        service = service_of(business_id, service_id)
        return house(service, now) if service is not None else None

    return remembered(f"house:{business_id}:{service_id}", read)


def hours_at(
    location: Location, staff: Sequence[Staff], since: datetime, days: int
) -> tuple[Timetable, tuple[Performer, ...]]:
    """Read when a location is open, and when these people are there, from a moment on for some days."""
    timetables = _timetables([location], since, days)
    return timetables[location.pk], _performers(staff, timetables, since)


def _terms(service: Service) -> Terms:
    offered = Service.objects.filter(business_id=service.business_id, active=True)
    shortest = offered.aggregate(minutes=Min(F("buffer_before") + F("minutes") + F("buffer_after")))["minutes"]
    return Terms(
        service_id=service.pk,
        minutes=service.minutes,
        minutes_before=service.buffer_before,
        minutes_after=service.buffer_after,
        lead_minutes=service.lead_minutes,
        horizon_days=service.horizon_days,
        needs=frozenset(ServiceNeed.objects.filter(service=service).values_list("kind_id", flat=True)),
        shortest_minutes=shortest or 0,
    )


def _terms_of(booked: Appointment) -> Terms:
    """Return what an appointment asks for that staff move; notice is for customers to give."""
    return Terms(
        service_id=booked.service_id,
        minutes=(booked.during.upper - booked.during.lower) // timedelta(minutes=1),
        minutes_before=booked.buffer_before,
        minutes_after=booked.buffer_after,
        lead_minutes=0,
        horizon_days=booked.service.horizon_days,
        needs=frozenset(booked.needs),
    )


def _timetables(locations: Sequence[Location], now: datetime, horizon_days: int) -> dict[int, Timetable]:
    """Read when each location is open, in their own order."""
    pks, since = [row.pk for row in locations], (now - _PAST).date()
    hours: dict[int, list[Hours]] = defaultdict(list)
    weekly = OpeningHours.objects.filter(location__in=pks)
    for pk, weekday, opens, closes in weekly.values_list("location_id", "weekday", "opens", "closes"):
        hours[pk].append(Hours(weekday, opens, closes))
    special: dict[int, dict[date, Walls]] = defaultdict(dict)
    days = SpecialDay.objects.filter(location__in=pks, day__gte=since)
    for pk, day, first, last in days.values_list("location_id", "day", "opens", "closes"):
        known = special[pk].get(day, ())
        special[pk][day] = known if first is None or last is None else (*known, (first, last))
    closures: dict[int, list[tuple[date, date]]] = defaultdict(list)
    closed = Closure.objects.filter(location__in=pks, last_day__gte=since)
    for pk, first_day, last_day in closed.values_list("location_id", "first_day", "last_day"):
        closures[pk].append((first_day, last_day))
    years = range(since.year, (now + timedelta(days=horizon_days)).year + 1)
    return {
        row.pk: Timetable(
            row.zone, tuple(hours[row.pk]), special[row.pk], tuple(closures[row.pk]), _holidays(row, years)
        )
        for row in locations
    }


def _holidays(location: Location, years: Iterable[int]) -> frozenset[date]:
    """Return the days on which a location is closed by law; none for a place that the library no longer knows."""
    if not location.holiday_country:
        return frozenset()
    place = location.holiday_country, location.holiday_region
    try:
        return frozenset(day for year in years for day in public_holidays.of_year(*place, year))
    except NotImplementedError:
        # A business that is open on a holiday too many serves its customers better than one that cannot be booked.
        log.warning("location %s is open on public holidays: those of %s %s are not known", location.pk, *place)
        return frozenset()


def _rooms(location_ids: Iterable[int], needs: frozenset[int]) -> Mapping[int, list[Room]]:
    rooms: dict[int, list[Room]] = defaultdict(list)
    if needs:
        rows = Resource.objects.filter(location__in=list(location_ids), kind__in=needs, active=True).order_by("pk")
        for pk, kind_id, location_id in rows.values_list("pk", "kind_id", "location_id"):
            rooms[location_id].append(Room(pk, kind_id))
    return rooms


def _performers(staff: Sequence[Staff], timetables: Mapping[int, Timetable], now: datetime) -> tuple[Performer, ...]:
    pks, since = [who.pk for who in staff], now - _PAST
    shifts: dict[int, list[Shift]] = defaultdict(list)
    weekly = StaffHours.objects.filter(staff__in=pks)
    for pk, location_id, weekday, starts, ends in weekly.values_list(
        "staff_id", "location_id", "weekday", "starts", "ends"
    ):
        shifts[pk].append(Shift(location_id, Hours(weekday, starts, ends)))
    days: dict[int, list[DayShift]] = defaultdict(list)
    others = StaffDay.objects.filter(staff__in=pks, day__gte=since.date())
    for pk, day, where, first, last in others.values_list("staff_id", "day", "location_id", "starts", "ends"):
        days[pk].append(DayShift(day, where, first, last))
    off: dict[int, list[Span]] = defaultdict(list)
    for pk, away, back in TimeOff.objects.filter(staff__in=pks, ends__gt=since).values_list(
        "staff_id", "starts", "ends"
    ):
        off[pk].append(Span(away, back))
    return tuple(
        Performer(
            who.pk,
            who.name,
            presence(timetables, shifts[who.pk], days[who.pk]),
            off=NEVER.with_spans(off[who.pk]),
        )
        for who in staff
    )
