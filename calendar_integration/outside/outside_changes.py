"""What it means for our diary that a person has moved or deleted an event of ours in a calendar outside.

The listed change says where to look; what stands there now is read once more, and what is done about it is done only
where the appointment is as it was when we looked. While our own diary has something to tell that calendar it counts,
and the mirror tells staff of it (see ``mirroring``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum, auto

from calendar_integration.booking import booking
from calendar_integration.booking.moving_by_staff import move_by_staff
from calendar_integration.booking.moving_refused import NotMoved, Why
from calendar_integration.models import Appointment, MirrorStatus
from calendar_integration.outside import carrying, differences, putting_back, strays
from calendar_integration.ports import Changes, EventGoneError, OutsideCalendar, StandingEvent
from calendar_integration.statuses import STANDING
from receptionist.errors import ErrorCategory, ProviderError

#: More events than that deleted at one look are taken for a slip: nobody is cancelled, and staff are asked.
MOST_DELETED = 5
#: Of so many it is still looked whether they were put into another calendar.
_MOST_LOOKED_FOR = 20

_BACK = "The event has been put back, and the appointment stands as it was."
_NO_TIME = f"its event was made a whole day there. {_BACK}"


class Verdict(Enum):
    """What an event that stands outside means for its appointment."""

    #: It is as we left it.
    OURS = auto()
    #: Its words or its length were changed, which the diary need not know.
    EDITED = auto()
    DELETED = auto()
    MOVED = auto()
    NO_TIME = auto()


def judge(standing: StandingEvent, *, etag: str, start: datetime) -> Verdict:
    """Say what has become of an event that we left with this etag, for an appointment at ``start``. Pure."""
    if standing.is_deleted:
        return Verdict.DELETED
    if standing.etag == etag:
        return Verdict.OURS
    if standing.span is None:
        return Verdict.NO_TIME
    return Verdict.EDITED if standing.span.start == start else Verdict.MOVED


def follow(calendars: OutsideCalendar, calendar_id: str, changes: Changes, *, is_all: bool, now: datetime) -> None:
    """Bring our diary in step with what people did to our events. Raises ProviderError; may be repeated at any point.

    ``is_all`` says that the changes are everything that stands: what is not among them was deleted.
    """
    deleted: list[Appointment] = []
    carried = strays.clear(calendars, calendar_id, changes.events, now)
    for appointment in (*_concerned(calendar_id, changes, is_all=is_all, now=now), *carried):
        standing = _standing(calendars, appointment)
        if standing is None:
            continue
        verdict = judge(standing, etag=appointment.mirror_etag, start=appointment.during.lower)
        if verdict is Verdict.DELETED:
            deleted.append(appointment)
        elif verdict is Verdict.EDITED:
            putting_back.adopt(appointment, standing.etag)
        elif verdict is Verdict.NO_TIME:
            putting_back.put_back(appointment, standing.etag, _NO_TIME)
        elif verdict is Verdict.MOVED:
            _move(appointment, standing, now)
    _follow_deletions(calendars, deleted, now)


def _concerned(calendar_id: str, changes: Changes, *, is_all: bool, now: datetime) -> Iterable[Appointment]:
    """Yield the coming appointments whose events may have been changed by somebody else."""
    rows = Appointment.objects.filter(
        mirror_calendar_id=calendar_id,
        mirror_status=MirrorStatus.DONE,
        status__in=STANDING,
        during__endswith__gt=now,
    ).exclude(mirror_etag="")
    told = {change.event_id: change for change in changes.events if change.appointment or change.is_deleted}
    if not is_all:
        rows = rows.filter(mirror_event_id__in=told)
    for row in rows.select_related("service", "staff", "contact").order_by("pk"):
        change = told.get(row.mirror_event_id)
        if change is None or change.is_deleted or change.etag != row.mirror_etag:
            yield row


def _standing(calendars: OutsideCalendar, appointment: Appointment) -> StandingEvent | None:
    """Read an event as it stands now; None when it cannot be read, which is left to a person and holds up no other."""
    try:
        return calendars.get(appointment.mirror_calendar_id, appointment.mirror_event_id)
    except EventGoneError:
        return StandingEvent("", is_deleted=True, span=None)
    except ProviderError as error:
        if error.category not in {ErrorCategory.INVALID_REQUEST, ErrorCategory.BAD_ANSWER}:
            raise
        what = f"its event was changed there and cannot be read ({error}). Please see whether it was moved."
        differences.leave(appointment, what, key=f"outside-unread:{appointment.pk}:{appointment.mirror_version}")
        return None


def _move(appointment: Appointment, standing: StandingEvent, now: datetime) -> None:
    """Move the appointment to where its event was put, by the rules that nobody can overrule; else put it back."""
    assert standing.span is not None
    moved = move_by_staff(
        appointment.pk,
        start=standing.span.start,
        staff_id=appointment.staff_id,
        by="outside",
        key=putting_back.key_of(appointment, standing.etag),
        now=now,
        within_hours=False,
    )
    if not isinstance(moved, NotMoved):
        putting_back.note_moved(appointment, appointment.mirror_calendar_id, standing)
    elif moved.why not in {Why.GONE, Why.CHANGED}:
        there = standing.span.start.astimezone(appointment.start.tzinfo)
        # In short: its longer words may name another customer.
        what = f"its event was moved there to {there:%Y-%m-%d %H:%M}. {moved.why.words()} {_BACK}"
        putting_back.put_back(appointment, standing.etag, what)


def _follow_deletions(calendars: OutsideCalendar, deleted: Sequence[Appointment], now: datetime) -> None:
    """Cancel the appointments whose events are gone, unless they went elsewhere or are suspiciously many."""
    if len(deleted) <= _MOST_LOOKED_FOR:
        deleted = [appointment for appointment in deleted if not carrying.follow(calendars, appointment, now)]
    if len(deleted) > MOST_DELETED:
        putting_back.write_all_again(deleted)
        return
    for appointment in deleted:
        booking.cancel_by_outside(appointment, now=now)
