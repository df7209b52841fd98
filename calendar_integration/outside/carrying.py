"""An event that a person has put into the calendar of somebody else: the appointment goes with it, where it can."""

from __future__ import annotations

import logging
from datetime import datetime

from calendar_integration.booking.moving_by_staff import move_by_staff
from calendar_integration.booking.moving_refused import NotMoved, Why
from calendar_integration.free import busy_outside
from calendar_integration.models import Appointment, Staff
from calendar_integration.outside import differences, putting_back
from calendar_integration.ports import EventGoneError, OutsideCalendar, StandingEvent

log = logging.getLogger(__name__)

_BACK = "The event has been put back, and the appointment stands as it was."
_WHOSE = "its event was put into another calendar there, and that one is not just one person's. "


def follow(calendars: OutsideCalendar, appointment: Appointment, now: datetime) -> bool:
    """Follow an event that is gone from its calendar into another one; False when it stands in none of ours.

    Raises ProviderError.
    """
    found = _elsewhere(calendars, appointment)
    if found is None:
        return False
    calendar_id, standing = found
    who = _whose(appointment, calendar_id)
    if who is None or standing.span is None:
        _take_back(calendars, appointment, calendar_id, _WHOSE)
        return True
    key = putting_back.key_of(appointment, f"{calendar_id} {standing.etag}")
    moved = move_by_staff(
        appointment.pk,
        start=standing.span.start,
        staff_id=who.pk,
        by="outside",
        key=key,
        now=now,
        within_hours=False,
    )
    if not isinstance(moved, NotMoved):
        putting_back.note_moved(appointment, calendar_id, standing)
        if moved.remarks:
            what = f"its event was put into the calendar of {who.name} there. {' '.join(moved.remarks)}"
            differences.leave(appointment, what, key=key)
    elif moved.why not in {Why.GONE, Why.CHANGED}:
        what = f"its event was put into the calendar of {who.name} there. {moved.why.words()} "
        _take_back(calendars, appointment, calendar_id, what)
    return True


def _elsewhere(calendars: OutsideCalendar, appointment: Appointment) -> tuple[str, StandingEvent] | None:
    for calendar_id in sorted(
        busy_outside.calendars_in_use(appointment.business_id) - {appointment.mirror_calendar_id}
    ):
        try:
            standing = calendars.get(calendar_id, appointment.mirror_event_id)
        except EventGoneError:
            continue
        if standing.appointment == str(appointment.public_id) and not standing.is_deleted:
            return calendar_id, standing
    return None


def _whose(appointment: Appointment, calendar_id: str) -> Staff | None:
    """Return whose calendar that is; None where it could be several people's and is not that of who has it now."""
    people = list(busy_outside.people_of(calendar_id).filter(business=appointment.business_id, active=True)[:50])
    if appointment.staff in people:
        return appointment.staff
    return people[0] if len(people) == 1 else None


def _take_back(calendars: OutsideCalendar, appointment: Appointment, calendar_id: str, what: str) -> None:
    """Write the event where it belongs again, then take it out of where it was put: a crash never leaves it nowhere."""
    if not putting_back.write_again(appointment, what + _BACK):
        return
    try:
        calendars.delete(calendar_id, appointment.mirror_event_id)
    except EventGoneError:
        log.info("the event of appointment %s is not where it was put any more", appointment.pk)
