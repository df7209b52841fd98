"""Proves that a calendar outside shows what our diary holds: one event for each appointment, and none besides.

It only reads. An appointment whose mirror has not caught up yet is waited for, not complained of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from calendar_integration.free import busy_outside
from calendar_integration.models import Appointment, MirrorStatus, Staff
from calendar_integration.ports import OutsideCalendar, OutsideChange
from calendar_integration.proof import BrokenPromise
from calendar_integration.spans import Span
from calendar_integration.statuses import AGREED

_CAUGHT_UP = (MirrorStatus.DONE, MirrorStatus.NOT_NEEDED)


def broken_outside(calendars: OutsideCalendar, now: datetime) -> Iterator[BrokenPromise]:
    """Yield what differs between our diary and the calendars outside, for all that is not over at ``now``.

    Raises ProviderError when a calendar cannot be read: that proves nothing either way.
    """
    used = set(Appointment.objects.exclude(mirror_calendar_id="").values_list("mirror_calendar_id", flat=True))
    people = Staff.objects.filter(active=True).only("calendar_id")
    for calendar_id in sorted(used | {busy_outside.calendar_of(person) for person in people} - {""}):
        yield from _compare(calendar_id, _standing(calendars, calendar_id, now), now)


def _standing(calendars: OutsideCalendar, calendar_id: str, now: datetime) -> Mapping[str, Sequence[OutsideChange]]:
    """Return our own events in a calendar that are not over, by the appointment they stand for."""
    ours: dict[str, list[OutsideChange]] = defaultdict(list)
    for event in calendars.changes(calendar_id, "").events:
        is_over = event.span is not None and event.span.end <= now
        if event.appointment and not event.is_deleted and not is_over:
            ours[event.appointment].append(event)
    return ours


def _compare(
    calendar_id: str, standing: Mapping[str, Sequence[OutsideChange]], now: datetime
) -> Iterator[BrokenPromise]:
    to_come = Q(mirror_calendar_id=calendar_id, during__endswith__gt=now)
    named = Q(public_id__in=[name for name in standing if _is_uuid(name)])
    rows = {str(row.public_id): row for row in Appointment.objects.filter(to_come | named).order_by("pk")}
    for name, row in rows.items():
        if row.mirror_status in _CAUGHT_UP:
            yield from _judge(row, calendar_id, standing.get(name, ()))
    for name, events in standing.items():
        if name not in rows:
            yield BrokenPromise("event", events[0].event_id, f"stands for the appointment {name}, which does not exist")


def _judge(row: Appointment, calendar_id: str, events: Sequence[OutsideChange]) -> Iterator[BrokenPromise]:
    is_here = row.status in AGREED and row.mirror_calendar_id == calendar_id
    if len(events) != is_here:
        should = "one event" if is_here else "no event"
        yield BrokenPromise(
            "appointment", row.pk, f"is {row.status} and has {len(events)} events outside, not {should}"
        )
    elif is_here and events[0].span != Span(row.during.lower, row.during.upper):
        yield BrokenPromise("appointment", row.pk, "stands at another time in the calendar outside")


def _is_uuid(name: str) -> bool:
    try:
        UUID(name)
    except ValueError:
        return False
    return True
