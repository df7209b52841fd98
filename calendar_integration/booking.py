"""Writes to the diary: book, move, cancel. Each is idempotent, and a lost race is a result, not an error.

The calendars outside are read before the transaction, never in it; the transaction then holds one person's diary for
a few milliseconds. Whatever slips between the two is refused by the database itself (``nobody_in_two_appointments``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from psycopg.errors import ExclusionViolation, UniqueViolation
from psycopg.types.range import Range

from calendar_integration import offers, outside, selectors
from calendar_integration.availability import LEAD_TIME, Performer, Search, free_performers
from calendar_integration.locking import lock_diary_of, retrying_deadlocks
from calendar_integration.models import Appointment, AppointmentMove, AppointmentStatus, MirrorStatus, Service, Staff
from receptionist import audit, doorbell
from receptionist.domain import diary
from receptionist.domain.diary import NoSlotReason, Slot, Wish
from receptionist.domain.events import Booked, Cancelled, Moved, SlotRefused
from receptionist.ports import Customer

NAME_LENGTH = 120
MIRROR_TASK = "calendar_integration.mirror_appointment"


class NotTheirAppointmentError(LookupError):
    """The appointment does not exist, or belongs to somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """One place in one diary that is about to be taken."""

    service: Service
    who: Performer
    at: datetime
    #: Whether the person's outside calendar did not answer, so that the customer must be told.
    unknown: bool

    @property
    def local_start(self) -> datetime:
        """Return the wall-clock time that is agreed with the customer."""
        return self.at.astimezone(self.service.business.zone)

    @property
    def during(self) -> Range[datetime]:
        """Return the time it takes, in UTC."""
        return Range[datetime](self.at, self.at + timedelta(minutes=self.service.minutes), "[)")


def book(customer: Customer, slot: Slot, *, name: str, notes: str, key: str, now: datetime) -> Booked | SlotRefused:
    """Commit an appointment at the slot's time, or say why not and what is free instead.

    Another member of staff takes it when the one in ``slot`` is busy. The same ``key`` gives the same appointment
    again, as it stands by now; when it has been cancelled since, that is said as a refusal.
    """
    if (standing := _booked_with(key)) is not None:
        return _answer_again(standing, slot, now)
    service = selectors.service_of(customer.business_id, slot.service_id)
    if service is None or not service.active:
        return SlotRefused(slot, NoSlotReason.FULL, ())
    seen = _survey(service, slot, now)
    for place in _places(service, seen, slot):
        appointment = retrying_deadlocks(partial(_insert, customer, place, name=name, notes=notes, key=key))
        if appointment is not None:
            return _answer_again(appointment, slot, now)
    # The slot may have been taken by this very booking, run twice at once.
    if (standing := _booked_with(key)) is not None:
        return _answer_again(standing, slot, now)
    return _refuse(service, slot, now, seen)


def move(customer: Customer, appointment_id: int, slot: Slot, *, key: str, now: datetime) -> Moved | SlotRefused:
    """Move an appointment in one step, so that it is never at both times and never at neither.

    A slot of another service makes it an appointment for that one. Raises NotTheirAppointmentError. One that has been
    cancelled meanwhile cannot be moved, and the refusal says so.
    """
    appointment = _theirs(customer, appointment_id)
    is_same = appointment.service_id == slot.service_id
    stays = is_same and appointment.during.lower == slot.start and appointment.staff_id == slot.staff_id
    if appointment.status == AppointmentStatus.CANCELLED:
        return SlotRefused(slot, NoSlotReason.CANCELLED, ())
    if stays or _has_moved(appointment_id, key):
        return Moved(selectors.as_domain(appointment))
    service = appointment.service if is_same else selectors.service_of(customer.business_id, slot.service_id)
    if service is None or not (service.active or is_same):
        return SlotRefused(slot, NoSlotReason.FULL, ())
    moving = selectors.as_domain(appointment)
    seen = _survey(service, slot, now, moving=moving)
    for place in _places(service, seen, slot):
        if retrying_deadlocks(partial(_update, appointment.pk, place, customer=customer, key=key)):
            return Moved(selectors.as_domain(_theirs(customer, appointment_id)))
    return _refuse(service, slot, now, seen, moving=moving)


def cancel(customer: Customer, appointment_id: int, *, now: datetime) -> Cancelled:
    """Cancel an appointment; cancelling it again changes nothing. Raises NotTheirAppointmentError."""
    appointment = _theirs(customer, appointment_id)
    _cancel(appointment, now, conversation_id=customer.conversation_id, by="customer")
    return Cancelled(selectors.as_domain(appointment))


def cancel_by_staff(appointment: Appointment, *, user_id: int, now: datetime) -> bool:
    """Cancel an appointment because staff say so; False when it was cancelled already."""
    return _cancel(appointment, now, conversation_id=appointment.conversation_id, by=f"user {user_id}")


def cancel_forgotten(appointment: Appointment, *, now: datetime) -> bool:
    """Cancel an appointment of a customer who is to be forgotten; False when it was cancelled already."""
    return _cancel(appointment, now, conversation_id=appointment.conversation_id, by="customer")


def _booked_with(key: str) -> Appointment | None:
    return Appointment.objects.select_related("service", "staff").filter(idempotency_key=key).first()


def _has_moved(appointment_id: int, key: str) -> bool:
    return AppointmentMove.objects.filter(appointment_id=appointment_id, idempotency_key=key).exists()


def _answer_again(appointment: Appointment, slot: Slot, now: datetime) -> Booked | SlotRefused:
    if appointment.status == AppointmentStatus.BOOKED:
        return Booked(selectors.as_domain(appointment))
    return _refuse(appointment.service, slot, now)


def _theirs(customer: Customer, appointment_id: int) -> Appointment:
    theirs = Appointment.objects.filter(business_id=customer.business_id, contact_id=customer.contact_id)
    appointment = theirs.select_related("service__business", "staff").filter(pk=appointment_id).first()
    if appointment is None:
        raise NotTheirAppointmentError(f"contact {customer.contact_id} has no appointment {appointment_id}")
    return appointment


def _wish(service: Service, slot: Slot) -> Wish:
    local = slot.start.astimezone(service.business.zone)
    return Wish(day=local.date(), at=local.time())


def _survey(
    service: Service,
    slot: Slot,
    now: datetime,
    *,
    moving: diary.Appointment | None = None,
    known: outside.Outside | None = None,
) -> outside.Survey:
    days = offers.window(_wish(service, slot), now.astimezone(service.business.zone).date())
    return outside.survey(selectors.house(service), days, now, moving=moving, known=known)


def _places(service: Service, seen: outside.Survey, slot: Slot) -> Iterator[_Place]:
    """Yield who could take the appointment at the slot's time, the one who was offered first."""
    at = slot.start.astimezone(UTC)
    search = _without_lead_time(seen.search)
    if offers.refusal(search, at) is not None:
        return
    for who in sorted(free_performers(search, at), key=lambda who: who.staff_id != slot.staff_id):
        yield _Place(service=service, who=who, at=at, unknown=who.staff_id in seen.outside.unknown)


def _without_lead_time(search: Search) -> Search:
    """Return a search that still takes what was offered a few minutes ago, though it would not be offered now."""
    return replace(search, earliest=search.earliest - LEAD_TIME)


def _refuse(
    service: Service,
    slot: Slot,
    now: datetime,
    seen: outside.Survey | None = None,
    *,
    moving: diary.Appointment | None = None,
) -> SlotRefused:
    """Say why the slot is not to be had and what is, from the diary as it stands now."""
    fresh = _survey(service, slot, now, moving=moving, known=seen.outside if seen else None)
    reason = offers.refusal(_without_lead_time(fresh.search), slot.start.astimezone(UTC))
    return SlotRefused(slot, reason or NoSlotReason.TAKEN, offers.find(fresh.search, _wish(service, slot)).slots)


def _insert(customer: Customer, place: _Place, *, name: str, notes: str, key: str) -> Appointment | None:
    """Write the appointment in one transaction; None when the place was taken in the meantime."""
    staff = Staff.objects.get(pk=place.who.staff_id)
    mirrored = bool(outside.calendar_of(staff))
    local = place.local_start
    try:
        with transaction.atomic(durable=True):
            lock_diary_of(staff.pk)
            appointment = Appointment.objects.create(
                business_id=customer.business_id,
                service=place.service,
                staff=staff,
                contact_id=customer.contact_id,
                conversation_id=customer.conversation_id,
                idempotency_key=key,
                customer_name=name[:NAME_LENGTH],
                notes=notes,
                during=place.during,
                local_day=local.date(),
                local_time=local.time(),
                timezone=place.service.business.timezone,
                mirror_status=MirrorStatus.PENDING if mirrored else MirrorStatus.NOT_NEEDED,
                told_calendar_pending=place.unknown,
            )
            _note(appointment, "appointment.booked", customer.conversation_id, by="customer")
    except IntegrityError as error:
        if isinstance(error.__cause__, ExclusionViolation):
            return None
        if isinstance(error.__cause__, UniqueViolation) and (standing := _booked_with(key)) is not None:
            return standing
        raise
    return appointment


def _update(appointment_id: int, place: _Place, *, customer: Customer, key: str) -> bool:
    """Move the appointment in one transaction; False when the place, or the appointment, is gone by now."""
    staff = Staff.objects.get(pk=place.who.staff_id)
    local = place.local_start
    try:
        with transaction.atomic(durable=True):
            lock_diary_of(staff.pk)
            standing = Appointment.objects.select_for_update().filter(
                pk=appointment_id, status=AppointmentStatus.BOOKED
            )
            appointment = standing.first()
            if appointment is None:
                return False
            AppointmentMove.objects.create(
                appointment=appointment, idempotency_key=key, moved_from=appointment.during, moved_to=place.during
            )
            mirrored = bool(outside.calendar_of(staff) or appointment.google_calendar_id)
            standing.update(
                service=place.service,
                staff=staff,
                during=place.during,
                local_day=local.date(),
                local_time=local.time(),
                timezone=place.service.business.timezone,
                told_calendar_pending=place.unknown,
                **to_be_mirrored(mirrored),
            )
            appointment.refresh_from_db()
            _note(appointment, "appointment.moved", customer.conversation_id, by="customer")
    except IntegrityError as error:
        if isinstance(error.__cause__, ExclusionViolation):
            return False
        if isinstance(error.__cause__, UniqueViolation):
            return _has_moved(appointment_id, key)
        raise
    return True


def _cancel(appointment: Appointment, now: datetime, *, conversation_id: int | None, by: str) -> bool:
    with transaction.atomic(durable=True):
        standing = Appointment.objects.select_for_update().filter(pk=appointment.pk, status=AppointmentStatus.BOOKED)
        current = standing.first()
        if current is None:
            return False
        mirrored = current.mirror_status != MirrorStatus.NOT_NEEDED
        standing.update(status=AppointmentStatus.CANCELLED, cancelled_at=now, **to_be_mirrored(mirrored))
        current.refresh_from_db()
        _note(current, "appointment.cancelled", conversation_id, by=by)
    return True


def to_be_mirrored(mirrored: bool) -> dict[str, Any]:
    """Return the columns that let the mirror know of a change; whoever is writing an older version finds out."""
    if not mirrored:
        return {"mirror_status": MirrorStatus.NOT_NEEDED}
    return {
        "mirror_status": MirrorStatus.PENDING,
        # The lease (mirror_next_at) stays: a run that is under way finds the new version when it reports back.
        "mirror_version": F("mirror_version") + 1,
    }


def _note(appointment: Appointment, kind: str, conversation_id: int | None, *, by: str) -> None:
    """Write the audit line of a change and ring for the mirror, in the caller's transaction."""
    audit.record(
        kind,
        conversation_id=conversation_id,
        business_id=appointment.business_id,
        appointment=appointment.pk,
        service=appointment.service_id,
        staff=appointment.staff_id,
        start=appointment.during.lower.isoformat(),
        timezone=appointment.timezone,
        by=by,
    )
    if appointment.mirror_status == MirrorStatus.PENDING:
        doorbell.ring(MIRROR_TASK, appointment.pk)
