"""Notes that a customer comes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from calendar_integration import selectors
from calendar_integration.booking import changing
from calendar_integration.booking.changing import BY_CUSTOMER, Step
from calendar_integration.booking.locking import retrying_deadlocks
from calendar_integration.models import Appointment
from calendar_integration.statuses import STANDING, AppointmentStatus
from receptionist.domain.events import Confirmed
from receptionist.ports import Customer


def confirm(customer: Customer, appointment_id: int, start: datetime, *, now: datetime) -> Confirmed:
    """Note that the customer comes to an appointment that begins at ``start``; doing so again changes nothing.

    None in the answer where it does not stand then any more, has begun, or is not theirs. Moments are aware.
    """

    def write() -> bool:
        with transaction.atomic(durable=True):
            appointment = changing.standing(appointment_id)
            if appointment is None or not _is_meant(appointment, customer, start, now):
                return False
            if appointment.status != AppointmentStatus.CONFIRMED:
                step = Step(by=BY_CUSTOMER, at=now, said_in=customer.conversation_id)
                changing.change(appointment, AppointmentStatus.CONFIRMED, step)
            return True

    if not retrying_deadlocks(write):
        return Confirmed(None)
    rows = Appointment.objects.select_related("service", "staff", "contact")
    return Confirmed(selectors.as_domain(rows.get(pk=appointment_id)))


def _is_meant(appointment: Appointment, customer: Customer, start: datetime, now: datetime) -> bool:
    is_theirs = (appointment.business_id, appointment.contact_id) == (customer.business_id, customer.contact_id)
    return is_theirs and appointment.status in STANDING and now < start == appointment.during.lower
