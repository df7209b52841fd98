"""Every step of an appointment from one status to the next: its row, its history, its place and its audit line.

Whoever calls has locked the appointment (see :func:`standing`) and holds the transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import F

from calendar_integration.booking.locking import lock_diaries
from calendar_integration.models import Appointment, AppointmentChange, AppointmentMove, MirrorStatus, Session
from calendar_integration.notices import notices
from calendar_integration.statuses import TAKES_PLACE, AppointmentStatus, require
from receptionist import audit, doorbell

BY_CUSTOMER = "customer"
#: Somebody who proved by a one-time code that the appointment is theirs to change: whose it is has to be told.
BY_CODE = "one-time code"
MIRROR_TASK = "calendar_integration.mirror_appointment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Who takes a step (customer, user 3 or time), when and why, and in which conversation it was said, if in any.

    A step taken ``silently`` is one of which whoever takes it tells the customer: Sara says nothing of it herself.
    """

    by: str
    at: datetime
    reason: str = ""
    said_in: int | None = None
    silently: bool = False


def standing(
    appointment_id: int, *, also_staff: Iterable[int] = (), resources: Iterable[int] = ()
) -> Appointment | None:
    """Lock an appointment and the diary it stands in, with those of others; None when it does not exist."""
    where = Appointment.objects.filter(pk=appointment_id)
    locked = set(also_staff)
    while True:
        staff_id = where.values_list("staff_id", flat=True).first()
        if staff_id is None:
            return None
        locked.add(staff_id)
        lock_diaries(locked, resources)
        # Its key stays free: who waits for something earlier refers to it, and has locked the audit already.
        rows = where.select_for_update(of=("self",), no_key=True).select_related("service", "staff", "location")
        appointment = rows.first()
        # It may have moved to somebody else's diary while we waited for this one.
        if appointment is None or appointment.staff_id in locked:
            return appointment


def begin(appointment: Appointment, *, by: str, at: datetime, silently: bool = False) -> None:
    """Note how an appointment began; ``silently`` as in a step."""
    AppointmentChange.objects.create(appointment=appointment, to_status=appointment.status, by=by, at=at)
    note(appointment, f"appointment.{appointment.status}", appointment.conversation_id, by=by)
    _keep_notices(appointment, Step(by=by, at=at, said_in=appointment.conversation_id, silently=silently))


def change(appointment: Appointment, to: AppointmentStatus, step: Step, **columns: Any) -> None:
    """Send a locked appointment to another status, and free its place where it has none in it.

    ``columns`` are set with it. Raises TransitionRefused.
    """
    before = AppointmentStatus(appointment.status)
    require(before, to)
    if to not in TAKES_PLACE:
        leave(appointment)
    Appointment.objects.filter(pk=appointment.pk).update(status=to, **columns)
    AppointmentChange.objects.create(
        appointment=appointment, from_status=before, to_status=to, by=step.by, reason=step.reason, at=step.at
    )
    appointment.refresh_from_db()
    note(appointment, f"appointment.{to}", step.said_in or appointment.conversation_id, by=step.by)
    if to is not AppointmentStatus.CONFIRMED:
        # What is to be said of one that is booked is written already.
        said_in = appointment.conversation_id if before is AppointmentStatus.HELD else step.said_in
        _keep_notices(appointment, replace(step, said_in=said_in))


def moved(appointment: Appointment, move: AppointmentMove, step: Step) -> None:
    """Note that a locked appointment stands at another time now."""
    note(appointment, "appointment.moved", step.said_in or appointment.conversation_id, by=step.by)
    _keep_notices(appointment, step, move)


def _keep_notices(appointment: Appointment, step: Step, move: AppointmentMove | None = None) -> None:
    by_customer = step.by == BY_CUSTOMER
    change = notices.Change(
        at=step.at,
        told=by_customer and step.said_in is not None,
        by_customer=by_customer,
        silently=step.silently,
        move_id=move.pk if move else None,
        moved_from=move.moved_from.lower if move else None,
    )
    notices.keep_up(appointment, change)


def leave(appointment: Appointment) -> None:
    """Free what a locked appointment takes up; a session goes with the last who had a seat in it."""
    if appointment.session_id is None:
        appointment.occupancies.all().delete()
        return
    seats = Appointment.objects.filter(session_id=appointment.session_id)
    seats.filter(pk=appointment.pk).update(session=None, seat=None)
    if not seats.exists():
        Session.objects.filter(pk=appointment.session_id).delete()


def to_be_mirrored(mirrored: bool) -> dict[str, Any]:
    """Return the columns that let the mirror know of a change; whoever is writing an older version finds out."""
    if not mirrored:
        return {"mirror_status": MirrorStatus.NOT_NEEDED}
    return {
        "mirror_status": MirrorStatus.PENDING,
        # The lease (mirror_next_at) stays: a run that is under way finds the new version when it reports back.
        "mirror_version": F("mirror_version") + 1,
    }


def note(appointment: Appointment, kind: str, conversation_id: int | None, *, by: str) -> None:
    """Write the audit line of a change and ring for the mirror, in the caller's transaction."""
    audit.record(
        kind,
        conversation_id=conversation_id,
        business_id=appointment.business_id,
        appointment=appointment.pk,
        service=appointment.service_id,
        staff=appointment.staff_id,
        location=appointment.location_id,
        start=appointment.during.lower.isoformat(),
        timezone=appointment.timezone,
        by=by,
    )
    if appointment.mirror_status == MirrorStatus.PENDING:
        doorbell.ring(MIRROR_TASK, appointment.pk)
