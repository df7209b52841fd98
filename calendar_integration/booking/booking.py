"""Writes to the diary: hold, book, move, cancel. Each is idempotent, and a lost race is a result, not an error.

The calendars outside are read before the transaction, never in it; the transaction then holds the diaries it writes to
for a few milliseconds. Whatever slips between the two is refused by the database itself
(``nobody_in_two_appointments``, ``nothing_in_two_appointments``, ``one_appointment_a_seat``).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from calendar_integration import selectors
from calendar_integration.booking import changing, choosing, moving, ownership, taking
from calendar_integration.booking.changing import BY_CODE, BY_CUSTOMER, Step
from calendar_integration.booking.choosing import Choice
from calendar_integration.booking.committing import in_one_go
from calendar_integration.booking.holding import HOLD
from calendar_integration.booking.taking import Place
from calendar_integration.free import busy_outside
from calendar_integration.free.busy_outside import Outside
from calendar_integration.models import Appointment, MirrorStatus
from calendar_integration.statuses import AGREED, STANDING, AppointmentStatus, TransitionRefused
from receptionist.domain.diary import NoSlotReason, Slot
from receptionist.domain.events import Booked, Cancelled, Held, Moved, SlotRefused
from receptionist.ports import Customer

NAME_LENGTH = 120


class NotTheirAppointmentError(LookupError):
    """The appointment does not exist, or belongs to somebody else."""


def hold(customer: Customer, slot: Slot, *, key: str, now: datetime, lasts: timedelta = HOLD) -> Held | SlotRefused:
    """Keep a slot for a customer for a while, or say why not and what is free instead.

    A customer holds one slot at a time: the one before is let go of. The same ``key`` gives the same hold again while
    it lasts. No calendar outside is asked: whoever offered the slot has done so, and whoever books it will.
    """
    held = _held_with(key)
    if held is None:
        choice = choosing.choose(customer, slot, now, known=Outside())
        until = {"status": AppointmentStatus.HELD, "held_until": now + lasts, "hold_key": key}
        held = _take_one(customer, choice, {**until, "idempotency_key": f"hold:{key}"}) or _held_with(key)
    if held is not None and held.status == AppointmentStatus.HELD and held.held_until and held.held_until > now:
        return Held(_as_held(slot, held), held.held_until)
    return choosing.refuse(choosing.choose(customer, slot, now))


def book(
    customer: Customer,
    slot: Slot,
    *,
    name: str,
    notes: str,
    key: str,
    now: datetime,
    strictly: bool = False,
    at_short_notice: bool = False,
    silently: bool = False,
) -> Booked | SlotRefused:
    """Commit an appointment at the slot's time, or say why not and what is free instead.

    What the customer holds there becomes the appointment; another member of staff takes it when the one in ``slot`` is
    busy, unless ``strictly`` this one is wanted. The same ``key`` gives the same appointment again, as it stands by
    now; when it has been cancelled since, that is said as a refusal. Staff may book ``at_short_notice``, which
    customers may not, and ``silently``, when they confirm it to the customer themselves.
    """
    if (made := _made_with(key)) is not None:
        return _answer_again(customer, made, slot, now)
    choice = choosing.choose(customer, slot, now, strictly=strictly, at_short_notice=at_short_notice)
    said = {"idempotency_key": key, "customer_name": name[:NAME_LENGTH], "notes": notes}
    if choice.own_hold is not None and choice.is_held:
        columns = {**said, "told_calendar_pending": choice.is_unknown(choice.own_hold.staff_id)}
        step = Step(by=customer.asked_by, at=now, said_in=customer.conversation_id, silently=silently)
        booked = in_one_go(partial(_book_hold, choice.own_hold, step, columns))
        if booked is not None:
            return Booked(selectors.as_domain(booked))
    # What is taken may have been taken by this very booking, run twice at once.
    columns = {**said, "status": AppointmentStatus.BOOKED}
    appointment = _take_one(customer, choice, columns, silently=silently) or _made_with(key)
    return choosing.refuse(choice) if appointment is None else _answer_again(customer, appointment, slot, now)


def move(
    customer: Customer, appointment_id: int, slot: Slot, *, key: str, now: datetime, strictly: bool = False
) -> Moved | SlotRefused:
    """Move an appointment in one step, so that it is never at both times and never at neither.

    A slot of another service makes it an appointment for that one; ``strictly`` is as for booking. Raises
    NotTheirAppointmentError. One that no longer stands cannot be moved, and the refusal says so.
    """
    appointment = _theirs(customer, appointment_id, now)
    if appointment.status not in STANDING:
        return SlotRefused(slot, NoSlotReason.CANCELLED, ())
    stands = appointment.service_id, appointment.during.lower, appointment.staff_id
    stays = stands == (slot.service_id, slot.start, slot.staff_id)
    stays = stays and slot.location_id in (None, appointment.location_id)
    if stays or moving.has_moved(appointment_id, key):
        return Moved(selectors.as_domain(appointment))
    choice = choosing.choose(customer, slot, now, moving=appointment, strictly=strictly)
    step = _step(customer, appointment, now)
    for place in choice.places():
        if in_one_go(partial(moving.move_to, appointment_id, place, step, key=key, own_hold=choice.own_hold)):
            return Moved(selectors.as_domain(_theirs(customer, appointment_id, now)))
    if moving.has_moved(appointment_id, key):
        return Moved(selectors.as_domain(_theirs(customer, appointment_id, now)))
    return choosing.refuse(choice)


def cancel(customer: Customer, appointment_id: int, *, now: datetime) -> Cancelled:
    """Cancel an appointment; cancelling it again changes nothing. Raises NotTheirAppointmentError.

    Whether it was late, by the service's own rule, is said and has no further effect.
    """
    appointment = _theirs(customer, appointment_id, now)
    _cancel(appointment.pk, _step(customer, appointment, now))
    appointment.refresh_from_db()
    return Cancelled(selectors.as_domain(appointment), is_late=_is_late(appointment))


def cancel_by_staff(appointment: Appointment, *, user_id: int, now: datetime) -> bool:
    """Cancel an appointment because staff say so; False when it does not stand any more."""
    return _cancel(appointment.pk, Step(by=f"user {user_id}", at=now))


def cancel_by_outside(appointment: Appointment, *, now: datetime) -> bool:
    """Cancel an appointment whose event was deleted in the calendar outside.

    False when it does not stand any more, or was moved or changed since it was read: what we agreed last counts.
    """
    step = Step(by="outside", at=now, reason="deleted in the calendar outside")
    return _cancel(appointment.pk, step, as_seen=appointment)


def mark_by_staff(appointment: Appointment, to: AppointmentStatus, *, user_id: int, now: datetime) -> None:
    """Note what staff know of an appointment: confirmed, completed or a no-show. Raises TransitionRefused."""
    mark(appointment, to, by=f"user {user_id}", now=now)


def mark(appointment: Appointment, to: AppointmentStatus, *, by: str, now: datetime) -> None:
    """Note that somebody confirmed, came or did not come, and who says so.

    Raises TransitionRefused where its status, or the clock, does not allow for it.
    """

    def write() -> bool:
        current = changing.standing(appointment.pk)
        if current is None:
            raise TransitionRefused("It is gone.")
        if to in AGREED and to not in STANDING and current.during.lower > now:
            raise TransitionRefused("It has not begun yet.")
        changing.change(current, to, Step(by=by, at=now))
        return True

    in_one_go(write)


def cancel_forgotten(appointment: Appointment, *, now: datetime) -> bool:
    """Cancel an appointment of a customer who is to be forgotten; False when it does not stand any more."""
    return _cancel(appointment.pk, Step(by="customer", at=now, reason="the customer is forgotten"))


def _take_one(
    customer: Customer, choice: Choice, columns: dict[str, Any], *, silently: bool = False
) -> Appointment | None:
    """Take the first place that is still free; None when none is."""
    for place in choice.places():
        appointment = in_one_go(partial(insert, customer, place, choice, columns, silently=silently))
        if appointment is not None:
            return appointment
    return None


def insert(
    customer: Customer, place: Place, choice: Choice, columns: dict[str, Any], *, silently: bool = False
) -> Appointment:
    """Write an appointment into the diary, in the caller's transaction.

    Raises Taken or IntegrityError (see ``committing.is_of_the_diary``) when the place is gone.
    """
    ground = taking.survey(place, choice.now, own_hold=choice.own_hold)
    taking.clear(ground, choice.now, by=customer.asked_by)
    seated, rooms = taking.seat_or_rooms(place, ground)
    is_mirrored = columns["status"] != AppointmentStatus.HELD and bool(busy_outside.calendar_of(place.staff))
    appointment = Appointment.objects.create(
        contact_id=customer.contact_id,
        conversation_id=customer.conversation_id,
        mirror_status=MirrorStatus.PENDING if is_mirrored else MirrorStatus.NOT_NEEDED,
        **{**place.columns(), **seated, **columns},
    )
    if appointment.session_id is None:
        taking.occupy(appointment, rooms)
    changing.begin(appointment, by=customer.asked_by, at=choice.now, silently=silently)
    return appointment


def _book_hold(own: Appointment, step: Step, columns: dict[str, Any]) -> Appointment | None:
    """Turn a hold into the appointment; None when somebody else was given its place, or it is booked already."""
    appointment = changing.standing(own.pk)
    if appointment is None or appointment.status != AppointmentStatus.HELD:
        return None
    is_mirrored = bool(busy_outside.calendar_of(appointment.staff))
    changing.change(
        appointment,
        AppointmentStatus.BOOKED,
        step,
        held_until=None,
        conversation_id=step.said_in or own.conversation_id,
        **columns,
        **changing.to_be_mirrored(is_mirrored),
    )
    return appointment


def _step(customer: Customer, appointment: Appointment, now: datetime) -> Step:
    is_with_code = customer.asked_by == BY_CUSTOMER and appointment.contact_id != customer.contact_id
    by = BY_CODE if is_with_code else customer.asked_by
    return Step(by=by, at=now, said_in=customer.conversation_id)


def _cancel(appointment_id: int, step: Step, *, as_seen: Appointment | None = None) -> bool:
    def write() -> bool:
        appointment = changing.standing(appointment_id)
        if appointment is None or appointment.status not in STANDING or moving.has_changed(appointment, as_seen):
            return False
        is_mirrored = appointment.mirror_status != MirrorStatus.NOT_NEEDED
        columns = {"cancelled_at": step.at, **changing.to_be_mirrored(is_mirrored)}
        changing.change(appointment, AppointmentStatus.CANCELLED, step, **columns)
        return True

    return bool(in_one_go(write))


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


def _as_held(slot: Slot, held: Appointment) -> Slot:
    return replace(
        slot, start=held.start, staff_id=held.staff_id, staff_name=held.staff.name, location_id=held.location_id
    )


def _answer_again(customer: Customer, made: Appointment, slot: Slot, now: datetime) -> Booked | SlotRefused:
    if made.status in AGREED:
        return Booked(selectors.as_domain(made))
    return choosing.refuse(choosing.choose(customer, slot, now))


def _theirs(customer: Customer, appointment_id: int, now: datetime) -> Appointment:
    rows = Appointment.objects.select_related("service", "staff", "location", "contact")
    appointment = rows.filter(pk=appointment_id, business_id=customer.business_id).first()
    is_theirs = appointment is not None and appointment.contact_id == customer.contact_id
    if appointment is None or not (is_theirs or ownership.is_proven(customer, appointment_id, now)):
        raise NotTheirAppointmentError(f"contact {customer.contact_id} has no appointment {appointment_id}")
    return appointment
