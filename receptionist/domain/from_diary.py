"""What the diary answered: free places and appointments found, and what was booked, moved or cancelled."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from receptionist.domain import holds, proving, series, standing, waiting
from receptionist.domain.actions import Say
from receptionist.domain.diary import Appointment, NoSlotReason, Slot, Wish
from receptionist.domain.events import (
    AppointmentsFound,
    Booked,
    Cancelled,
    CancelledAll,
    DiaryResult,
    Held,
    HoldEnded,
    Moved,
    SeriesBooked,
    SeriesFound,
    SlotRefused,
    SlotsFound,
)
from receptionist.domain.goals import drop, is_meant, is_moved_from, toward_booking, toward_moving, with_appointment
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.questions import Decision, ask, close
from receptionist.domain.state import ConversationState, Goal, Question

#: What stands in the way of a place now and may be gone later.
_MAY_BECOME_FREE = {NoSlotReason.TAKEN, NoSlotReason.NO_ROOM, NoSlotReason.FULL}


def hear(state: ConversationState, event: DiaryResult) -> Decision:
    """Decide what to do about an answer of the diary."""
    match event:
        case SlotsFound():
            return slots_found(state, event)
        case Held():
            return holds.held(state, event)
        case HoldEnded():
            return state, ()
        case SlotRefused():
            return slot_refused(state, event)
        case Booked():
            return booked(state, event)
        case AppointmentsFound():
            return appointments_found(state, event)
        case Moved():
            return moved(state, event)
        case Cancelled():
            return _cancelled(state, event.appointment)
        case CancelledAll():
            return close(drop(state), Say(PhraseKey.CANCELLED_ALL, Facts(appointments=event.appointments)))
        case SeriesFound():
            return series.found(state, event)
        case SeriesBooked():
            return series_booked(state, event)
        case _:
            assert_never(event)


def slots_found(state: ConversationState, event: SlotsFound) -> Decision:
    """Settle on the wanted slot when it is free, else offer others."""
    if event.exact is not None and state.wish.at is None:
        # A place that was not named is for the customer to take.
        return _offer(state, (event.exact,), None)
    if event.exact is not None:
        state = replace(state, chosen=event.exact, offered=())
        return toward_moving(state) if state.goal is Goal.RESCHEDULE else toward_booking(state)
    return _offer(state, event.slots, event.reason)


def slot_refused(state: ConversationState, event: SlotRefused) -> Decision:
    """Offer what is free now that somebody else was faster; who has nothing left to move may book anew."""
    if event.reason is NoSlotReason.CANCELLED:
        state = replace(drop(state), goal=Goal.SCHEDULE, service_id=event.slot.service_id)
        return _offer(state, (), event.reason)
    refused = Wish(day=event.slot.start.date(), at=event.slot.start.time())
    missed = refused if event.reason in _MAY_BECOME_FREE else None
    state = replace(state, chosen=None, wish=replace(state.wish, at=None), missed=missed)
    return _offer(state, event.alternatives, event.reason)


def _offer(state: ConversationState, slots: tuple[Slot, ...], reason: NoSlotReason | None) -> Decision:
    if reason in _MAY_BECOME_FREE and state.missed is None and state.service_id is not None:
        state = replace(state, missed=state.wish)
    if not slots and state.missed is not None:
        no_slots = Say(PhraseKey.NO_SLOTS_ASK_WAITLIST, Facts(reason=reason))
        return replace(state, offered=(), wish=Wish(), asked=Question.JOIN_WAITLIST), (no_slots,)
    if not slots:
        no_slots = Say(PhraseKey.NO_SLOTS, Facts(reason=reason))
        return replace(state, offered=(), wish=state.wish.at_any_time, asked=Question.WHEN), (no_slots,)
    state = replace(state, offered=slots)
    if reason is None:
        return ask(state, Question.WHICH_SLOT)
    instead = Say(PhraseKey.OFFER_INSTEAD, Facts(slots=slots, reason=reason))
    return replace(state, asked=Question.WHICH_SLOT), (instead,)


def appointments_found(state: ConversationState, event: AppointmentsFound) -> Decision:
    """Take the appointment that is meant, or ask which."""
    if state.late is not None:
        return standing.pass_on_lateness(state, event.appointments)
    known = tuple(each for each in event.appointments if each.id != state.not_meant)
    if state.goal is Goal.WAIT:
        return waiting.for_appointment(state, known)
    if not known and state.goal in {Goal.RESCHEDULE, Goal.CANCEL} and not state.for_other:
        return proving.begin(state)
    if not known:
        return ask(drop(state), Question.WANT_PERSON, Say(PhraseKey.NO_APPOINTMENTS))
    if state.goal is None:
        return standing.tell(state, known)
    meant = tuple(appointment for appointment in known if is_meant(appointment, state))
    meant = tuple(appointment for appointment in meant if is_moved_from(appointment, state)) or meant
    if state.means_all and state.booked_series is not None:
        # "Cancel all of them", right after they were booked together.
        meant = tuple(each for each in meant if each.series == state.booked_series) or meant
    if state.means_all and len(meant or known) > 1:
        return ask(replace(state, appointment=None, appointments=meant or known), Question.CONFIRM_CANCEL)
    if len(meant) == 1:
        return with_appointment(state, meant[0])
    if meant:
        return ask(replace(state, appointments=meant), Question.WHICH_APPOINTMENT)
    return _none_is_meant(state, known)


def _none_is_meant(state: ConversationState, known: tuple[Appointment, ...]) -> Decision:
    """Say that what was named is not there; what is there is somebody's, and is touched only when it is meant."""
    if state.for_other and state.goal is Goal.RESCHEDULE:
        state = replace(state, for_other=False, guest=None, service_id=None, appointments=known)
        return ask(state, Question.WHICH_APPOINTMENT, Say(PhraseKey.NO_SUCH_APPOINTMENT))
    if state.goal is Goal.CANCEL:
        before: tuple[Say, ...] = (Say(PhraseKey.NO_SUCH_APPOINTMENT),)
        state = replace(state, service_id=None, wish=Wish())
    else:
        # "Change my appointment to a beard trim": what was named is what it is to become.
        before, state = (), replace(state, service_id=None, new_service_id=state.service_id)
    if len(known) == 1:
        return with_appointment(state, known[0], *before)
    return ask(replace(state, appointments=known), Question.WHICH_APPOINTMENT, *before)


def _cancelled(state: ConversationState, appointment: Appointment) -> Decision:
    """Confirm that it is off; who wishes for another one in the same breath means the same service."""
    told = Facts(appointment=appointment)
    if not state.wishes:
        return close(drop(state), Say(PhraseKey.CANCELLED, told))
    return close(replace(drop(state), service_id=appointment.service_id), Say(PhraseKey.CANCELLED_FIRST, told))


def booked(state: ConversationState, event: Booked) -> Decision:
    """Confirm what is committed."""
    appointment = replace(event.appointment, guest=state.guest if state.for_other else None)
    return _done(state, PhraseKey.BOOKED_FOR if state.for_other else PhraseKey.BOOKED, appointment)


def moved(state: ConversationState, event: Moved) -> Decision:
    """Confirm the new time, or the new service."""
    return _done(state, PhraseKey.CHANGED if state.new_service_id else PhraseKey.MOVED, event.appointment)


def series_booked(state: ConversationState, event: SeriesBooked) -> Decision:
    """Confirm what is committed of a series; where nothing is, ask for another time."""
    name = state.guest or state.name
    said = series.told(event, name)
    if not event.appointments:
        state, asked = series.refusal(state)
        return state, (*said, *asked)
    state = replace(drop(state), booked_series=event.series)
    if any(not appointment.calendar_confirmed for appointment in event.appointments):
        said = (*said, Say(PhraseKey.CALENDAR_DOWN))
    return close(state, *said)


def _done(state: ConversationState, phrase: PhraseKey, appointment: Appointment) -> Decision:
    # "It is booked for Ana" has said whose it is.
    name = state.guest or state.name
    told = replace(appointment, guest=None) if phrase is PhraseKey.BOOKED_FOR else appointment
    several, state = state.several, replace(drop(state), appointment=appointment, just_made=True)
    # What was held has become the appointment, or has been let go of for it.
    state = replace(state, held=None, held_until=None, booked_series=None)
    said = [Say(phrase, Facts(appointment=told, name=name))]
    if not appointment.calendar_confirmed:
        said.append(Say(PhraseKey.CALENDAR_DOWN))
    # Remembered, so that "no, Thursday" right afterwards is about this one.
    if several:
        return ask(state, Question.FOR_ANOTHER, *said)
    if not state.spoken and not state.wishes:
        # On the phone she would not take leave before asking what else there is.
        said.append(Say(PhraseKey.SEE_YOU_THEN))
    return close(state, *said)
