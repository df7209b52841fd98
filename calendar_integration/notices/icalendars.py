"""Appointments as iCalendar objects (RFC 5545): what invitations and subscriptions have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from icalendar import Calendar, Event

from calendar_integration.models import Appointment, AppointmentMove, Location
from calendar_integration.notices.vtimezones import vtimezone
from calendar_integration.statuses import AppointmentStatus

_PRODUCT = "-//Sara//Diary//EN"
#: What no line of an iCalendar may hold, and what PostgreSQL would keep.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def with_sequence(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """Number the revisions of appointments as ``sequence``: from their history, so that it never goes back.

    It begins at 0 and grows with each move and with the cancellation, after which nothing can come.
    """
    moves = AppointmentMove.objects.filter(appointment=OuterRef("pk")).order_by().values("appointment")
    cancelled = Case(When(status=AppointmentStatus.CANCELLED, then=Value(1)), default=Value(0))
    return rows.annotate(sequence=Coalesce(Subquery(moves.annotate(total=Count("pk")).values("total")), 0) + cancelled)


def event(appointment: Appointment, *, summary: str, stamp: datetime) -> Event:
    """Make the event of an appointment out of ``with_sequence``; its location should have been selected with it.

    ``stamp`` is aware: when this was written (an invitation), or when it changed last (a subscription). One
    appointment has one UID for ever, wherever it is told of.
    """
    made = Event()
    made.add("UID", str(appointment.public_id))
    made.add("SEQUENCE", getattr(appointment, "sequence"))  # noqa: B009 - annotated, and so unknown to the model
    made.add("DTSTAMP", stamp.astimezone(UTC))
    for name, moment in zip(("DTSTART", "DTEND"), _moments(appointment), strict=True):
        made.add(name, moment)
    made.add("SUMMARY", printable(summary))
    made.add("LOCATION", printable(_place(appointment.location)))
    cancelled = appointment.status == AppointmentStatus.CANCELLED
    made.add("STATUS", "CANCELLED" if cancelled else "CONFIRMED")
    return made


def calendar(events: Iterable[Event], *, method: str = "") -> Calendar:
    """Put events into a calendar, with every time zone they are told in."""
    made = Calendar()
    made.add("PRODID", _PRODUCT)
    made.add("VERSION", "2.0")
    made.add("CALSCALE", "GREGORIAN")
    if method:
        made.add("METHOD", method)
    kept = list(events)
    for zone, years in _zones(kept).items():
        made.add_component(vtimezone(zone, min(years), max(years)))
    for one in kept:
        made.add_component(one)
    return made


def printable(text: str) -> str:
    """Leave out what no calendar program can show; line breaks stay, and are escaped by the library."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def in_one_line(text: str) -> str:
    """Make a name of it: the library escapes line breaks in texts, not in names."""
    return " ".join(printable(text).split())


def _moments(appointment: Appointment) -> Sequence[datetime]:
    """Return start and end as told: by the wall's clock, except in an hour that the wall shows twice.

    There RFC 5545 knows the first time only, and the second can be told in UTC alone.
    """
    told = appointment.start, appointment.end
    if any(moment.fold for moment in told):
        return [moment.astimezone(UTC) for moment in told]
    return told


def _place(location: Location) -> str:
    return ", ".join(part for part in (location.name, location.address) if part)


def _zones(events: Iterable[Event]) -> dict[str, set[int]]:
    """Name the zones in use, each with the years it is needed for."""
    used: dict[str, set[int]] = {}
    for one in events:
        for moment in (one.DTSTART, one.DTEND):
            if isinstance(moment, datetime) and moment.tzinfo is not UTC:
                used.setdefault(str(moment.tzinfo), set()).add(moment.year)
    return used
