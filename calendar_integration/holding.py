"""Ends holds: those that have run out, and those of customers who are to be forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from calendar_integration import changing
from calendar_integration.changing import Step
from calendar_integration.locking import retrying_deadlocks
from calendar_integration.models import Appointment
from calendar_integration.statuses import AppointmentStatus

#: How long a place is kept for a customer who is still being asked for details.
HOLD = timedelta(minutes=10)


def end_those_run_out(now: datetime, limit: int = 200) -> int:
    """End the holds that have run out; returns how many.

    Whoever wants such a place takes it anyway; this only tidies up after those that nobody wants.
    """
    held = Appointment.objects.filter(status=AppointmentStatus.HELD, held_until__lte=now)
    due = list(held.order_by("held_until").values_list("pk", flat=True)[:limit])
    return sum(_end(appointment_id, Step(by="time", at=now, reason="it ran out")) for appointment_id in due)


def end_those_of(contact_id: int, now: datetime) -> int:
    """End what a customer holds who is to be forgotten; returns how many holds that were."""
    held = Appointment.objects.filter(status=AppointmentStatus.HELD, contact_id=contact_id)
    step = Step(by="customer", at=now, reason="the customer is forgotten")
    return sum(_end(pk, step) for pk in held.values_list("pk", flat=True))


def _end(appointment_id: int, step: Step) -> bool:
    def write() -> bool:
        with transaction.atomic(durable=True):
            appointment = changing.standing(appointment_id)
            # It may have been booked while we waited.
            if appointment is None or appointment.status != AppointmentStatus.HELD:
                return False
            changing.change(appointment, AppointmentStatus.EXPIRED, step)
            return True

    return retrying_deadlocks(write)
