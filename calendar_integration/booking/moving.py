"""Moves an appointment from one place of the diary to another in one step: never at both, never at neither.

Whoever calls has chosen the place, and holds the transaction.
"""

from __future__ import annotations

from calendar_integration.booking import changing, taking
from calendar_integration.booking.changing import Step
from calendar_integration.booking.taking import Place
from calendar_integration.free import busy_outside
from calendar_integration.models import Appointment, AppointmentMove
from calendar_integration.statuses import STANDING


def has_moved(appointment_id: int, key: str) -> bool:
    """Whether the move of this key was made already."""
    return AppointmentMove.objects.filter(appointment_id=appointment_id, idempotency_key=key).exists()


def move_to(
    appointment_id: int, place: Place, step: Step, *, key: str, own_hold: Appointment | None = None
) -> Appointment | None:
    """Move an appointment to a place and return it as it stands there; None when it does not stand any more.

    Nor does it when it is to move as it was booked, and has been changed since that was read. Raises Taken or
    IntegrityError when the place is gone.
    """
    ground = taking.survey(place, step.at, own_hold=own_hold)
    appointment = changing.standing(appointment_id, also_staff=ground.staff_ids, resources=ground.room_ids)
    if appointment is None or appointment.status not in STANDING or has_changed(appointment, place.as_booked):
        return None
    taking.clear(ground, step.at, by=step.by)
    moved_from, staff_from = appointment.during, appointment.staff_id
    changing.leave(appointment)
    seated, rooms = taking.seat_or_rooms(place, ground)
    is_mirrored = bool(busy_outside.calendar_of(place.staff) or appointment.mirror_calendar_id)
    columns = {**place.columns(), **seated, **changing.to_be_mirrored(is_mirrored)}
    Appointment.objects.filter(pk=appointment_id).update(**columns)
    appointment.refresh_from_db()
    if appointment.session_id is None:
        taking.occupy(appointment, rooms)
    move = AppointmentMove.objects.create(
        appointment=appointment,
        idempotency_key=key,
        moved_from=moved_from,
        staff_from_id=staff_from,
        moved_to=appointment.during,
    )
    changing.moved(appointment, move, step)
    return appointment


def has_changed(appointment: Appointment, seen: Appointment | None) -> bool:
    """Whether an appointment was moved, or is for something else, since it was seen."""
    if seen is None:
        return False
    stands = appointment.service_id, appointment.staff_id, appointment.during
    return stands != (seen.service_id, seen.staff_id, seen.during)
