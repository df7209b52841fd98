"""The way to an appointment booked, moved or cancelled: what is still missing, and what to do next."""

from __future__ import annotations

from dataclasses import replace

from receptionist.domain import choosing
from receptionist.domain.actions import Book, FindAppointments, FindSlots, HandOver, HandOverReason, Move, Say
from receptionist.domain.diary import Appointment, NoSlotReason, Slot, Wish
from receptionist.domain.events import AppointmentsFound, Booked, Cancelled, Moved, SlotRefused, SlotsFound
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.questions import Decision, ask, close
from receptionist.domain.reading import Cue, Reading
from receptionist.domain.state import ConversationState, Goal, Question

#: Characters of what a customer wants the business to know beside the appointment.
LONGEST_NOTES = 500


def begin(state: ConversationState, goal: Goal) -> ConversationState:
    """Turn to a goal; what belonged to another one is forgotten, the customer's name is not.

    Whoever has just booked, or was about to cancel, and now wants to move or cancel "it", means that appointment.
    """
    if state.goal is goal:
        return state
    if goal is Goal.SCHEDULE:
        # "Do you do beard trims?" "Tomorrow at ten, then."
        asked_about = state.service_id if state.goal is None else None
        return replace(drop(state), goal=goal, service_id=asked_about, for_other=state.for_other, guest=state.guest)
    return replace(drop(state), goal=goal, appointment=state.appointment)


def correct(state: ConversationState, booked: Appointment) -> ConversationState:
    """Turn to moving what was just booked; whatever is not corrected stays as it is."""
    state = begin(state, Goal.RESCHEDULE)
    return replace(state, appointment=booked, wish=Wish(day=booked.start.date(), at=booked.start.time()))


def change(state: ConversationState, booked: Appointment, reading: Reading) -> Decision:
    """Ask whether what was just booked is to be for another service; its time stays, unless another is named."""
    state = correct(state, booked)
    wish = choosing.add_to_wish(state.wish, reading)
    return ask(replace(state, wish=wish, new_service_id=reading.service_id), Question.CONFIRM_CHANGE)


def drop(state: ConversationState) -> ConversationState:
    """Have no goal any more."""
    return replace(
        state,
        goal=None,
        asked=None,
        service_id=None,
        wish=Wish(),
        chosen=None,
        offered=(),
        appointment=None,
        appointments=(),
        new_service_id=None,
        notes=None,
        for_other=False,
        guest=None,
    )


def pursue(state: ConversationState, reading: Reading) -> Decision:
    """Take in what was said, and do the next thing toward the goal."""
    if state.asked is Question.WHICH_APPOINTMENT:
        return _appointment_named(state, reading)
    if state.goal is Goal.CANCEL:
        wish = choosing.add_to_wish(state.wish, reading)
        return _toward_appointment(replace(state, wish=wish, service_id=reading.service_id))
    if state.asked is Question.CONFIRM_CHANGE:
        wish = choosing.add_to_wish(state.wish, reading)
        wanted = reading.service_id or state.new_service_id
        return ask(replace(state, wish=wish, new_service_id=wanted), Question.CONFIRM_CHANGE)
    if state.asked is Question.WHICH_SLOT and _turns_all_down(state, reading):
        return ask(replace(state, wish=Wish(), offered=()), Question.WHEN)
    state = _take_in(state, reading)
    if state.goal is Goal.RESCHEDULE:
        return _toward_appointment(state)
    return _toward_booking(state)


def _turns_all_down(state: ConversationState, reading: Reading) -> bool:
    if choosing.states_a_time(reading) or reading.choice or reading.service_id not in {None, state.service_id}:
        return False
    return bool(reading.cues & {Cue.NO, Cue.OTHER_TIMES})


def _take_in(state: ConversationState, reading: Reading) -> ConversationState:
    if reading.notes:
        state = replace(state, notes=reading.notes[:LONGEST_NOTES])
    service_id = reading.service_id
    if state.asked is Question.SERVICE and state.around is not None:
        service_id = choosing.pick_service(state.around.services, reading)
    if service_id is not None and service_id not in {state.service_id, state.new_service_id}:
        state = replace(state, service_id=service_id, chosen=None, offered=())
    picked = choosing.pick_slot(state.offered, reading)
    if picked is not None:
        return replace(state, chosen=picked)
    wish = choosing.add_to_wish(state.wish, reading)
    if wish == Wish() and Cue.EARLIEST in reading.cues and state.around is not None:
        # Said, and not to be asked for again: whatever comes first from now on.
        wish = Wish(not_before=state.around.today)
    return state if wish == state.wish else replace(state, wish=wish, chosen=None, offered=())


def _toward_booking(state: ConversationState) -> Decision:
    services = state.around.services if state.around else ()
    if state.service_id not in {None, *(service.id for service in services)}:
        # No longer offered: nothing could be found for it, whatever day is named.
        state = replace(state, service_id=None, chosen=None, offered=())
    if state.service_id is None and len(services) == 1:
        state = replace(state, service_id=services[0].id)
    if not services:
        return drop(state), (
            HandOver(HandOverReason.CANNOT_BOOK, "Wants an appointment, but no service can be booked."),
        )
    if state.service_id is None:
        return ask(state, Question.SERVICE)
    if state.chosen is None:
        return state, (FindSlots(state.service_id, state.wish),)
    name = state.guest if state.for_other else state.name
    if name is None:
        return ask(state, Question.NAME)
    return state, (Book(state.chosen, name, state.notes or ""),)


def _toward_appointment(state: ConversationState) -> Decision:
    if state.appointment is None or _has_begun(state.appointment, state) or not _is_meant(state.appointment, state):
        return replace(state, appointment=None), (FindAppointments(),)
    return toward_moving(state) if state.goal is Goal.RESCHEDULE else _with_appointment(state, state.appointment)


def _has_begun(appointment: Appointment, state: ConversationState) -> bool:
    """Whether it is too late to mean an appointment that was remembered."""
    return state.around is not None and appointment.start <= state.around.now


def toward_moving(state: ConversationState) -> Decision:
    """Do the next thing toward an appointment at another time, or for another service."""
    if state.appointment is not None and state.chosen is not None:
        return state, (Move(state.appointment.id, state.chosen),)
    if state.appointment is None or state.wish == Wish():
        return ask(state, Question.WHEN)
    wish, moving = state.wish, state.appointment
    service_id = state.new_service_id or moving.service_id
    names_time = any((wish.at, wish.part_of_day, wish.earliest, wish.latest))
    names_day_alone = wish.day is not None and not names_time
    if (wish.at or wish.earliest or wish.latest) and wish.day is None and wish.not_before is None:
        # "Can we make it four o'clock?" means the same day.
        wish = replace(wish, day=moving.start.date())
    elif names_day_alone and wish.day != moving.start.date():
        # "Can we make it Friday?" hopes for the same time; whether it suits is for the customer to say.
        return state, (FindSlots(service_id, replace(wish, at=moving.start.time()), moving),)
    return replace(state, wish=wish), (FindSlots(service_id, wish, moving),)


def _appointment_named(state: ConversationState, reading: Reading) -> Decision:
    """Read the answer to "which appointment?": its date names the old time, not a wish."""
    picked = choosing.pick_appointment(state.appointments, reading)
    if picked is None:
        return ask(state, Question.WHICH_APPOINTMENT, Say(PhraseKey.PARDON))
    return _with_appointment(state, picked)


def _with_appointment(state: ConversationState, appointment: Appointment, *before: Say) -> Decision:
    state = replace(state, appointment=appointment, appointments=())
    if state.goal is Goal.CANCEL:
        return ask(state, Question.CONFIRM_CANCEL, *before)
    if state.new_service_id is not None:
        return _toward_change(state)
    return toward_moving(state)


def _toward_change(state: ConversationState) -> Decision:
    """Ask before an appointment is made one for another service, at its own time where no other was named."""
    assert state.appointment is not None
    start = state.appointment.start
    named = replace(state.wish, day=state.wish.day or start.date(), at=state.wish.at or start.time())
    limited = state.wish.not_before or state.wish.part_of_day or state.wish.earliest or state.wish.latest
    return ask(replace(state, wish=state.wish if limited else named), Question.CONFIRM_CHANGE)


def give_up(state: ConversationState) -> Decision:
    """Let go of what was under way; an appointment that was to be moved or cancelled stays."""
    about_it = state.goal is not Goal.SCHEDULE and state.asked not in {Question.WANT_PERSON, Question.PHONE}
    if about_it and state.appointment is not None:
        return close(drop(state), Say(PhraseKey.KEPT, Facts(appointment=state.appointment)))
    return ask(drop(state), Question.ANYTHING_ELSE, Say(PhraseKey.ALL_RIGHT))


def unsettle(state: ConversationState) -> Decision:
    """Hear a plain no after what was just booked: whoever does not want it is asked whether to cancel it."""
    return ask(begin(state, Goal.CANCEL), Question.CONFIRM_CANCEL)


# What the diary answered:


def slots_found(state: ConversationState, event: SlotsFound) -> Decision:
    """Settle on the wanted slot when it is free, else offer others."""
    if event.exact is not None and state.goal is Goal.RESCHEDULE and state.wish.at is None:
        return _offer(state, (event.exact,), None)
    if event.exact is not None:
        state = replace(state, chosen=event.exact, offered=())
        return toward_moving(state) if state.goal is Goal.RESCHEDULE else _toward_booking(state)
    return _offer(state, event.slots, event.reason)


def slot_refused(state: ConversationState, event: SlotRefused) -> Decision:
    """Offer what is free now that somebody else was faster; who has nothing left to move may book anew."""
    if event.reason is NoSlotReason.CANCELLED:
        state = replace(drop(state), goal=Goal.SCHEDULE, service_id=event.slot.service_id)
        return _offer(state, (), event.reason)
    state = replace(state, chosen=None, wish=replace(state.wish, at=None))
    return _offer(state, event.alternatives, event.reason)


def _offer(state: ConversationState, slots: tuple[Slot, ...], reason: NoSlotReason | None) -> Decision:
    if not slots:
        no_slots = Say(PhraseKey.NO_SLOTS, Facts(reason=reason))
        return replace(state, offered=(), wish=Wish(), asked=Question.WHEN), (no_slots,)
    state = replace(state, offered=slots)
    if reason is None:
        return ask(state, Question.WHICH_SLOT)
    instead = Say(PhraseKey.OFFER_INSTEAD, Facts(slots=slots, reason=reason))
    return replace(state, asked=Question.WHICH_SLOT), (instead,)


def appointments_found(state: ConversationState, event: AppointmentsFound) -> Decision:
    """Take the appointment that is meant, or ask which."""
    known = event.appointments
    if not known:
        return ask(drop(state), Question.WANT_PERSON, Say(PhraseKey.NO_APPOINTMENTS))
    if state.goal is None:
        return close(state, Say(PhraseKey.OWN_APPOINTMENTS, Facts(appointments=known)))
    meant = tuple(appointment for appointment in known if _is_meant(appointment, state))
    before: tuple[Say, ...] = ()
    if not meant and state.goal is Goal.CANCEL:
        before = (Say(PhraseKey.NO_SUCH_APPOINTMENT),)
        state = replace(state, service_id=None, wish=Wish())
    elif not meant:
        # "Change my appointment to a beard trim": what was named is what it is to become.
        state = replace(state, service_id=None, new_service_id=state.service_id)
    meant = meant or known
    if len(meant) == 1:
        return _with_appointment(state, meant[0], *before)
    return ask(replace(state, appointments=meant), Question.WHICH_APPOINTMENT, *before)


def _is_meant(appointment: Appointment, state: ConversationState) -> bool:
    """Compare with what was named: a service, and where it is to be cancelled its time (else that is the new one)."""
    wish = state.wish if state.goal is Goal.CANCEL else Wish()
    return (
        state.service_id in (None, appointment.service_id)
        and wish.day in (None, appointment.start.date())
        and wish.at in (None, appointment.start.time())
    )


def booked(state: ConversationState, event: Booked) -> Decision:
    """Confirm what is committed."""
    return _done(state, PhraseKey.BOOKED_FOR if state.for_other else PhraseKey.BOOKED, event.appointment)


def moved(state: ConversationState, event: Moved) -> Decision:
    """Confirm the new time, or the new service."""
    return _done(state, PhraseKey.CHANGED if state.new_service_id else PhraseKey.MOVED, event.appointment)


def cancelled(state: ConversationState, event: Cancelled) -> Decision:
    """Confirm that it is off."""
    return close(drop(state), Say(PhraseKey.CANCELLED, Facts(appointment=event.appointment)))


def _done(state: ConversationState, phrase: PhraseKey, appointment: Appointment) -> Decision:
    said = [Say(phrase, Facts(appointment=appointment, name=state.guest or state.name))]
    if not appointment.calendar_confirmed:
        said.append(Say(PhraseKey.CALENDAR_DOWN))
    if not state.spoken:
        # On the phone she would not take leave before asking what else there is.
        said.append(Say(PhraseKey.SEE_YOU_THEN))
    # Remembered, so that "no, Thursday" right afterwards is about this one.
    return close(replace(drop(state), appointment=appointment), *said)
