"""Writes to the diary: hold, book, move, cancel. Each is idempotent, and a lost race is a result, not an error.

The calendars outside are read before the transaction, never in it; the transaction then holds the diaries it writes to
for a few milliseconds. Whatever slips between the two is refused by the database itself
(``nobody_in_two_appointments``, ``nothing_in_two_appointments``, ``one_appointment_a_seat``).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from psycopg.errors import ExclusionViolation, UniqueViolation

from calendar_integration import changing, choosing, outside, selectors, taking
from calendar_integration.changing import Step
from calendar_integration.choosing import Choice
from calendar_integration.holding import HOLD
from calendar_integration.locking import retrying_deadlocks
from calendar_integration.models import Appointment, AppointmentMove, MirrorStatus
from calendar_integration.statuses import AGREED, STANDING, AppointmentStatus, TransitionRefused
from calendar_integration.taking import Place, Taken
from receptionist.domain.diary import NoSlotReason, Slot
from receptionist.domain.events import Booked, Cancelled, Held, Moved, SlotRefused
from receptionist.ports import Customer

NAME_LENGTH = 120

Outcome = TypeVar("Outcome")


class NotTheirAppointmentError(LookupError):
    """The appointment does not exist, or belongs to somebody else."""


def hold(customer: Customer, slot: Slot, *, key: str, now: datetime) -> Held | SlotRefused:
    """Keep a slot for a customer for a while, or say why not and what is free instead.

    A customer holds one slot at a time: the one before is let go of. The same ``key`` gives the same hold again while
    it lasts.
    """
    held = _held_with(key)
    if held is None:
        choice = choosing.choose(customer, slot, now)
        until = {"status": AppointmentStatus.HELD, "held_until": now + HOLD, "hold_key": key}
        held = _take_one(customer, choice, {**until, "idempotency_key": f"hold:{key}"}) or _held_with(key)
    if held is not None and held.status == AppointmentStatus.HELD and held.held_until and held.held_until > now:
        return Held(_slot_of(held), held.held_until)
    return choosing.refuse(choosing.choose(customer, slot, now))


def book(customer: Customer, slot: Slot, *, name: str, notes: str, key: str, now: datetime) -> Booked | SlotRefused:
    """Commit an appointment at the slot's time, or say why not and what is free instead.

    What the customer holds there becomes the appointment; another member of staff takes it when the one in ``slot`` is
    busy. The same ``key`` gives the same appointment again, as it stands by now; when it has been cancelled since, that
    is said as a refusal.
    """
    if (made := _made_with(key)) is not None:
        return _answer_again(customer, made, slot, now)
    choice = choosing.choose(customer, slot, now)
    said = {"idempotency_key": key, "customer_name": name[:NAME_LENGTH], "notes": notes}
    if choice.own_hold is not None and choice.is_held:
        columns = {**said, "told_calendar_pending": choice.is_unknown(choice.own_hold.staff_id)}
        booked = _in_one_go(partial(_book_hold, choice.own_hold, customer, columns, now))
        if booked is not None:
            return Booked(selectors.as_domain(booked))
    # What is taken may have been taken by this very booking, run twice at once.
    appointment = _take_one(customer, choice, {**said, "status": AppointmentStatus.BOOKED}) or _made_with(key)
    return choosing.refuse(choice) if appointment is None else _answer_again(customer, appointment, slot, now)


def move(customer: Customer, appointment_id: int, slot: Slot, *, key: str, now: datetime) -> Moved | SlotRefused:
    """Move an appointment in one step, so that it is never at both times and never at neither.

    A slot of another service makes it an appointment for that one. Raises NotTheirAppointmentError. One that no longer
    stands cannot be moved, and the refusal says so.
    """
    appointment = _theirs(customer, appointment_id)
    if appointment.status not in STANDING:
        return SlotRefused(slot, NoSlotReason.CANCELLED, ())
    stands = appointment.service_id, appointment.during.lower, appointment.staff_id
    stays = stands == (slot.service_id, slot.start, slot.staff_id)
    if stays or _has_moved(appointment_id, key):
        return Moved(selectors.as_domain(appointment))
    choice = choosing.choose(customer, slot, now, moving=appointment)
    for place in choice.places():
        if _in_one_go(partial(_move_to, appointment_id, place, choice, customer=customer, key=key)):
            return Moved(selectors.as_domain(_theirs(customer, appointment_id)))
    if _has_moved(appointment_id, key):
        return Moved(selectors.as_domain(_theirs(customer, appointment_id)))
    return choosing.refuse(choice)


def cancel(customer: Customer, appointment_id: int, *, now: datetime) -> Cancelled:
    """Cancel an appointment; cancelling it again changes nothing. Raises NotTheirAppointmentError.

    Whether it was late, by the service's own rule, is said and has no further effect.
    """
    appointment = _theirs(customer, appointment_id)
    _cancel(appointment.pk, Step(by="customer", at=now, said_in=customer.conversation_id))
    appointment.refresh_from_db()
    return Cancelled(selectors.as_domain(appointment), is_late=_is_late(appointment))


def cancel_by_staff(appointment: Appointment, *, user_id: int, now: datetime) -> bool:
    """Cancel an appointment because staff say so; False when it does not stand any more."""
    return _cancel(appointment.pk, Step(by=f"user {user_id}", at=now))


def mark_by_staff(appointment: Appointment, to: AppointmentStatus, *, user_id: int, now: datetime) -> None:
    """Note what staff know of an appointment: confirmed, completed or a no-show.

    Raises TransitionRefused where its status, or the clock, does not allow for it.
    """

    def write() -> bool:
        current = changing.standing(appointment.pk)
        if current is None:
            raise TransitionRefused("It is gone.")
        if to in AGREED and to not in STANDING and current.during.lower > now:
            raise TransitionRefused("It has not begun yet.")
        changing.change(current, to, Step(by=f"user {user_id}", at=now))
        return True

    _in_one_go(write)


def cancel_forgotten(appointment: Appointment, *, now: datetime) -> bool:
    """Cancel an appointment of a customer who is to be forgotten; False when it does not stand any more."""
    return _cancel(appointment.pk, Step(by="customer", at=now, reason="the customer is forgotten"))


def _take_one(customer: Customer, choice: Choice, columns: dict[str, Any]) -> Appointment | None:
    """Take the first place that is still free; None when none is."""
    for place in choice.places():
        appointment = _in_one_go(partial(_insert, customer, place, choice, columns))
        if appointment is not None:
            return appointment
    return None


def _in_one_go(write: Callable[[], Outcome | None]) -> Outcome | None:
    """Run one transaction; None when what it wanted is taken by now, or its key was used in the meantime."""

    def run() -> Outcome | None:
        with transaction.atomic(durable=True):
            return write()

    try:
        return retrying_deadlocks(run)
    except Taken:
        return None
    except IntegrityError as error:
        if _is_of_the_diary(error.__cause__):
            return None
        raise


def _is_of_the_diary(cause: BaseException | None) -> bool:
    """Whether it is a time, a seat or a key of the diary that is taken."""
    if not isinstance(cause, ExclusionViolation | UniqueViolation):
        return False
    return (cause.diag.table_name or "").startswith("calendar_integration_")


def _insert(customer: Customer, place: Place, choice: Choice, columns: dict[str, Any]) -> Appointment:
    ground = taking.survey(place, choice.now, own_hold=choice.own_hold)
    taking.clear(ground, choice.now)
    seated, rooms = taking.seat_or_rooms(place, ground)
    is_mirrored = columns["status"] != AppointmentStatus.HELD and bool(outside.calendar_of(place.staff))
    appointment = Appointment.objects.create(
        contact_id=customer.contact_id,
        conversation_id=customer.conversation_id,
        mirror_status=MirrorStatus.PENDING if is_mirrored else MirrorStatus.NOT_NEEDED,
        **{**place.columns(), **seated, **columns},
    )
    if appointment.session_id is None:
        taking.occupy(appointment, rooms)
    changing.begin(appointment, by="customer", at=choice.now)
    return appointment


def _book_hold(own: Appointment, customer: Customer, columns: dict[str, Any], now: datetime) -> Appointment | None:
    """Turn a hold into the appointment; None when somebody else was given its place, or it is booked already."""
    appointment = changing.standing(own.pk)
    if appointment is None or appointment.status != AppointmentStatus.HELD:
        return None
    is_mirrored = bool(outside.calendar_of(appointment.staff))
    changing.change(
        appointment,
        AppointmentStatus.BOOKED,
        Step(by="customer", at=now),
        held_until=None,
        conversation_id=customer.conversation_id,
        **columns,
        **changing.to_be_mirrored(is_mirrored),
    )
    return appointment


def _move_to(appointment_id: int, place: Place, choice: Choice, *, customer: Customer, key: str) -> bool:
    ground = taking.survey(place, choice.now, own_hold=choice.own_hold)
    appointment = changing.standing(appointment_id, also_staff=ground.staff_ids, resources=ground.room_ids)
    if appointment is None or appointment.status not in STANDING:
        return False
    taking.clear(ground, choice.now)
    moved_from = appointment.during
    changing.leave(appointment)
    seated, rooms = taking.seat_or_rooms(place, ground)
    is_mirrored = bool(outside.calendar_of(place.staff) or appointment.google_calendar_id)
    columns = {**place.columns(), **seated, **changing.to_be_mirrored(is_mirrored)}
    Appointment.objects.filter(pk=appointment_id).update(**columns)
    appointment.refresh_from_db()
    if appointment.session_id is None:
        taking.occupy(appointment, rooms)
    AppointmentMove.objects.create(
        appointment=appointment, idempotency_key=key, moved_from=moved_from, moved_to=appointment.during
    )
    changing.note(appointment, "appointment.moved", customer.conversation_id, by="customer")
    return True


def _cancel(appointment_id: int, step: Step) -> bool:
    def write() -> bool:
        appointment = changing.standing(appointment_id)
        if appointment is None or appointment.status not in STANDING:
            return False
        is_mirrored = appointment.mirror_status != MirrorStatus.NOT_NEEDED
        columns = {"cancelled_at": step.at, **changing.to_be_mirrored(is_mirrored)}
        changing.change(appointment, AppointmentStatus.CANCELLED, step, **columns)
        return True

    return bool(_in_one_go(write))


def _is_late(appointment: Appointment) -> bool:
    hours = appointment.service.cancel_until_hours
    if not hours or appointment.cancelled_at is None:
        return False
    return appointment.cancelled_at > appointment.start - timedelta(hours=hours)


def _made_with(key: str) -> Appointment | None:
    rows = Appointment.objects.select_related("service", "staff", "location", "contact")
    return rows.filter(idempotency_key=key).first()


def _held_with(key: str) -> Appointment | None:
    return Appointment.objects.select_related("service", "staff", "location", "contact").filter(hold_key=key).first()


def _slot_of(held: Appointment) -> Slot:
    return Slot(held.service_id, held.staff_id, held.staff.name, held.start, held.location_id)


def _has_moved(appointment_id: int, key: str) -> bool:
    return AppointmentMove.objects.filter(appointment_id=appointment_id, idempotency_key=key).exists()


def _answer_again(customer: Customer, made: Appointment, slot: Slot, now: datetime) -> Booked | SlotRefused:
    if made.status in AGREED:
        return Booked(selectors.as_domain(made))
    return choosing.refuse(choosing.choose(customer, slot, now))


def _theirs(customer: Customer, appointment_id: int) -> Appointment:
    rows = Appointment.objects.select_related("service", "staff", "location", "contact")
    appointment = rows.filter(
        pk=appointment_id, business_id=customer.business_id, contact_id=customer.contact_id
    ).first()
    if appointment is None:
        raise NotTheirAppointmentError(f"contact {customer.contact_id} has no appointment {appointment_id}")
    return appointment
