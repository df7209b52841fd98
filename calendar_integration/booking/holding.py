"""Ends holds: those that have run out, and those of customers who are to be forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from calendar_integration.booking import changing
from calendar_integration.booking.changing import Step
from calendar_integration.booking.locking import retrying_deadlocks
from calendar_integration.models import Appointment
from calendar_integration.statuses import AppointmentStatus
from receptionist.ports import Customer

#: How long a place is kept for a customer who is still being asked for details.
HOLD = timedelta(minutes=10)


def end_those_run_out(now: datetime, limit: int = 200) -> int:
    """End the holds that have run out; returns how many.

    Whoever wants such a place takes it anyway; this only tidies up after those that nobody wants.
    """
    held = Appointment.objects.filter(status=AppointmentStatus.HELD, held_until__lte=now)
    due = list(held.order_by("held_until").values_list("pk", flat=True)[:limit])
    return sum(let_go(appointment_id, Step(by="time", at=now, reason="it ran out")) for appointment_id in due)


def held_by(contact_id: int) -> int | None:
    """Return the id of what a customer holds; None when that is nothing."""
    return _held_by(contact_id).order_by("-pk").values_list("pk", flat=True).first()


def let_go_of_all(customer: Customer, now: datetime) -> None:
    """End what a customer holds, who wants something else by now."""
    step = Step(by="customer", at=now, reason="they changed their mind", said_in=customer.conversation_id)
    for pk in _held_by(customer.contact_id).values_list("pk", flat=True):
        let_go(pk, step)


def end_those_of(contact_id: int, now: datetime) -> int:
    """End what a customer holds who is to be forgotten; returns how many holds that were."""
    step = Step(by="customer", at=now, reason="the customer is forgotten")
    return sum(let_go(pk, step) for pk in _held_by(contact_id).values_list("pk", flat=True))


def _held_by(contact_id: int) -> QuerySet[Appointment]:
    return Appointment.objects.filter(status=AppointmentStatus.HELD, contact_id=contact_id)


def let_go(appointment_id: int, step: Step) -> bool:
    """End one hold, in a transaction of its own; False when it is none any more, for example booked by now."""

    def write() -> bool:
        with transaction.atomic(durable=True):
            appointment = changing.standing(appointment_id)
            # It may have been booked while we waited.
            if appointment is None or appointment.status != AppointmentStatus.HELD:
                return False
            changing.change(appointment, AppointmentStatus.EXPIRED, step)
            return True

    return retrying_deadlocks(write)
