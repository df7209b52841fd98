"""Finds what slipped into a calendar outside between our look at it and our event in it.

No calendar can be asked to take an event only where it is free, so it is looked at three times: before an appointment
is booked, before its event is written, and at every change of the calendar from then on. What comes up between two
looks is seen at the later one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from calendar_integration.free import busy_outside
from calendar_integration.models import Appointment
from calendar_integration.outside import differences
from calendar_integration.ports import EventGoneError, OutsideCalendar, OutsideChange
from calendar_integration.spans import Span, merge, overlap, subtract
from calendar_integration.statuses import STANDING
from receptionist.errors import ErrorCategory, ProviderError


def look_before_writing(calendars: OutsideCalendar, appointment: Appointment) -> None:
    """Tell staff when the time at which an event is about to be written is taken; our own event would hide it later.

    Raises ProviderError when nobody can tell and a customer waits for word of it.
    """
    if appointment.status not in STANDING:
        return
    if not appointment.told_calendar_pending and appointment.during == appointment.mirrored_during:
        return
    begins, ends = appointment.during.lower, appointment.during.upper
    seen = busy_outside.read([appointment.staff], Span(begins, ends), patient=True, in_question=appointment)
    if seen.unknown and appointment.told_calendar_pending:
        raise ProviderError(ErrorCategory.PROVIDER_FAULT, "the calendar's busy times cannot be read")
    taken = seen.busy.get(appointment.staff_id, ())
    if taken and overlap(subtract(taken, _own_event(calendars, appointment)), begins, ends):
        with transaction.atomic():
            differences.leave_clash(appointment)


def look_at_changes(calendar_id: str, changes: Iterable[OutsideChange], now: datetime) -> None:
    """Tell staff of coming appointments at whose time these changes have put something else."""
    foreign = [change.span for change in changes if change.span and not change.appointment and change.span.end > now]
    if not foreign:
        return
    rows = Appointment.objects.filter(
        staff__in=busy_outside.people_of(calendar_id),
        status__in=STANDING,
        during__endswith__gt=now,
        local_day__gte=now.date() - timedelta(days=1),
    )
    taken = merge(foreign)
    for appointment in rows.select_related("service", "staff", "contact").order_by("pk"):
        if overlap(taken, appointment.during.lower, appointment.during.upper):
            with transaction.atomic():
                differences.leave_clash(appointment)


def _own_event(calendars: OutsideCalendar, appointment: Appointment) -> list[Span]:
    """Return what the appointment's own event takes up, as the calendar has it: a run that died may have written it."""
    if not appointment.mirror_event_id or appointment.mirror_calendar_id != busy_outside.calendar_of(appointment.staff):
        return []
    try:
        standing = calendars.get(appointment.mirror_calendar_id, appointment.mirror_event_id)
    except EventGoneError:
        return []
    return [standing.span] if standing.span is not None and not standing.is_deleted else []
