"""Events of ours where none is to stand: carried elsewhere while we wrote, or brought back after they were deleted."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from calendar_integration.models import Appointment, MirrorStatus
from calendar_integration.outside import differences, putting_back
from calendar_integration.ports import EventChangedError, EventGoneError, OutsideCalendar, OutsideChange
from calendar_integration.statuses import AGREED, STANDING

log = logging.getLogger(__name__)

_RESTORED = (
    "its event was brought back there, but the appointment had been cancelled and its time given away. The event was "
    "taken out again. Should the customer come after all, book it anew."
)


def clear(
    calendars: OutsideCalendar, calendar_id: str, changes: Iterable[OutsideChange], now: datetime
) -> list[Appointment]:
    """Take out what stands in a calendar for an appointment that stands elsewhere or nowhere; a person's copies stay.

    Returns the appointments whose one event was put into this calendar. Raises ProviderError.
    """
    told: dict[UUID, list[OutsideChange]] = defaultdict(list)
    for change in changes:
        if change.appointment and not change.is_deleted and (change.span is None or change.span.end > now):
            told[UUID(change.appointment)].append(change)
    carried: list[Appointment] = []
    rows = Appointment.objects.filter(public_id__in=told).select_related("service", "staff", "contact")
    for row in rows.order_by("pk"):
        for change in told[row.public_id]:
            if not _is_stray(calendars, calendar_id, change, row):
                continue
            if _was_carried(calendars, change, row):
                carried.append(row)
            else:
                _take_out(calendars, calendar_id, change, row)
    return carried


def _is_stray(calendars: OutsideCalendar, calendar_id: str, change: OutsideChange, row: Appointment) -> bool:
    """Whether an event was written by us, and stands where the appointment's own does not."""
    if (calendar_id, change.event_id) == (row.mirror_calendar_id, row.mirror_event_id):
        return False
    generations = range(row.mirror_event_generation + 1)
    return any(change.event_id == calendars.event_id(row.business_id, row.public_id, each) for each in generations)


def _was_carried(calendars: OutsideCalendar, change: OutsideChange, row: Appointment) -> bool:
    """Whether it is the one event of an appointment, and gone from where we left it."""
    if row.mirror_status != MirrorStatus.DONE or row.status not in STANDING or change.event_id != row.mirror_event_id:
        return False
    try:
        return calendars.get(row.mirror_calendar_id, row.mirror_event_id).is_deleted
    except EventGoneError:
        return True


def _take_out(calendars: OutsideCalendar, calendar_id: str, change: OutsideChange, row: Appointment) -> None:
    try:
        calendars.delete(calendar_id, change.event_id, etag=change.etag)
    except (EventGoneError, EventChangedError):
        log.info("the stray event of appointment %s was dealt with by somebody else", row.pk)
        return
    if row.status not in AGREED:
        differences.leave(row, _RESTORED, key=putting_back.key_of(row, change.etag))
