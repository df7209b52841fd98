"""The way to an appointment booked, moved or cancelled: what is still missing, and what to do next."""

from __future__ import annotations

from dataclasses import replace

from receptionist.domain import choosing, holds, offers, series, whereabouts
from receptionist.domain.actions import Book, FindAppointments, FindSlots, HandOver, HandOverReason, Move, Say
from receptionist.domain.diary import Appointment, Wish
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.questions import Decision, ask, close
from receptionist.domain.reading import Cue, Reading
from receptionist.domain.state import ConversationState, Goal, Question

#: Characters of what a customer wants the business to know beside the appointment.
LONGEST_NOTES = 500

_REMARKS = {Cue.PAST_DAY: PhraseKey.DAY_IS_PAST, Cue.NO_SUCH_DAY: PhraseKey.NO_SUCH_DAY}


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
        own=None,
        service_id=None,
        wish=Wish(),
        moved_from=Wish(),
        missed=None,
        claim=None,
        chosen=None,
        offered=(),
        appointment=None,
        appointments=(),
        just_made=False,
        means_all=False,
        not_meant=None,
        new_service_id=None,
        several=False,
        turned_down=False,
        late=None,
        notes=None,
        series=None,
        for_other=False,
        guest=None,
        topic="",
        choices=(),
    )


def drop_all(state: ConversationState) -> ConversationState:
    """Have no goal any more, and none that was to come after it."""
    return replace(drop(state), wishes=())


def pursue(state: ConversationState, reading: Reading) -> Decision:
    """Take in what was said, and do the next thing toward the goal; what cannot be is said before."""
    remarks = [Say(phrase) for cue, phrase in _REMARKS.items() if cue in reading.cues]
    if Cue.SEVERAL in reading.cues and state.goal is Goal.SCHEDULE and not state.several:
        state = replace(state, several=True)
        remarks.append(Say(PhraseKey.ONE_EACH))
    state, actions = _pursue(state, reading)
    return state, (*remarks, *actions)


def _pursue(state: ConversationState, reading: Reading) -> Decision:
    if state.asked is Question.WHICH_APPOINTMENT:
        return _appointment_named(state, reading)
    if state.goal is not Goal.SCHEDULE and (Cue.FOR_OTHER in reading.cues or reading.guest):
        state = replace(state, for_other=True, guest=reading.guest or state.guest)
    if state.goal is Goal.CANCEL:
        state = replace(state, means_all=Cue.ALL in reading.cues)
        wish = choosing.add_to_wish(state.wish, reading)
        return _toward_appointment(replace(state, wish=wish, service_id=reading.service_id))
    if state.asked is Question.CONFIRM_CHANGE:
        wish = choosing.add_to_wish(state.wish, reading)
        wanted = reading.service_id or state.new_service_id
        return ask(replace(state, wish=wish, new_service_id=wanted), Question.CONFIRM_CHANGE)
    if offers.asks_for_others(state, reading):
        state = offers.look_further(state, reading)
    elif state.asked is Question.WHICH_SLOT and _turns_all_down(state, reading) and state.missed is not None:
        return ask(replace(state, wish=Wish(), offered=()), Question.JOIN_WAITLIST)
    elif state.asked is Question.WHICH_SLOT and _turns_all_down(state, reading):
        return ask(replace(state, wish=state.wish.at_any_time, offered=()), Question.WHEN)
    state = _take_in(state, reading)
    if state.goal is Goal.RESCHEDULE:
        was = state.moved_from
        state = replace(state, moved_from=Wish(day=reading.old_day or was.day, at=reading.old_at or was.at))
        return _toward_appointment(state)
    return toward_booking(state)


def _turns_all_down(state: ConversationState, reading: Reading) -> bool:
    if choosing.states_a_time(reading) or reading.choice or reading.service_id not in {None, state.service_id}:
        return False
    if choosing.says_with_whom_or_where(reading):
        return False
    return bool(reading.cues & {Cue.NO, Cue.OTHER_TIMES})


def _take_in(state: ConversationState, reading: Reading) -> ConversationState:
    if reading.notes:
        state = replace(state, notes=reading.notes[:LONGEST_NOTES])
    service_id = reading.service_id
    if state.asked is Question.SERVICE and state.around is not None:
        service_id = choosing.pick_service(state.around.services, reading)
    if service_id is not None and service_id not in {state.service_id, state.new_service_id}:
        anew = state.series.anew if state.series else None
        state = replace(state, service_id=service_id, chosen=None, offered=(), series=anew)
    state, reading = series.take_in(state, reading), whereabouts.other_location(state, reading)
    picked = choosing.pick_slot(state.offered, reading)
    if picked is not None:
        return replace(state, chosen=picked)
    reading = offers.weekday_of_the_offers(state, reading)
    wish = choosing.add_to_wish(state.wish, reading)
    if not wish.says_when and reading.cues & {Cue.EARLIEST, Cue.ANY} and state.around is not None:
        # Said, and not to be asked for again: whatever comes first from now on.
        wish = replace(wish, not_before=state.around.today)
    if wish == state.wish:
        return state
    # What was wished for before, and could not be had, is not what is waited for any more.
    missed = None if choosing.states_a_time(reading) else state.missed
    anew = state.series.anew if state.series else None
    return replace(state, wish=wish, missed=missed, chosen=None, offered=(), series=anew)


def toward_booking(state: ConversationState) -> Decision:
    """Ask for what is still missing, look for places, or book."""
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
    name = state.guest if state.for_other else state.name
    if state.series is not None:
        return series.toward(state, state.series, name)
    if state.chosen is None:
        return state, (FindSlots(state.service_id, state.wish),)
    if name is None:
        return holds.ask_for_name(state)
    return state, (Book(state.chosen, name, state.notes or ""),)


def _toward_appointment(state: ConversationState) -> Decision:
    remembered = state.appointment
    fits = remembered is not None and not _has_begun(remembered, state) and is_meant(remembered, state)
    if remembered is None or not fits or not is_moved_from(remembered, state) or state.means_all:
        return replace(state, appointment=None), (FindAppointments(),)
    return toward_moving(state) if state.goal is Goal.RESCHEDULE else with_appointment(state, remembered)


def _has_begun(appointment: Appointment, state: ConversationState) -> bool:
    """Whether it is too late to mean an appointment that was remembered."""
    return state.around is not None and appointment.start <= state.around.now


def toward_moving(state: ConversationState) -> Decision:
    """Do the next thing toward an appointment at another time, or for another service."""
    if state.appointment is not None and state.chosen is not None:
        return state, (Move(state.appointment.id, state.chosen),)
    if state.appointment is None or state.wish == Wish():
        return ask(state, Question.WHEN)
    wish, moving = whereabouts.of_the_move(state.wish, state.appointment), state.appointment
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
    if state.goal is Goal.CANCEL and Cue.ALL in reading.cues:
        return ask(replace(state, appointment=None), Question.CONFIRM_CANCEL)
    picked = choosing.pick_appointment(state.appointments, reading)
    if picked is None:
        return ask(state, Question.WHICH_APPOINTMENT, Say(PhraseKey.PARDON))
    return with_appointment(state, picked)


def with_appointment(state: ConversationState, appointment: Appointment, *before: Say) -> Decision:
    """Go on with the one appointment that is meant; what comes before is said before."""
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
        kept = state.appointment
        # Remembered: "but move it to Friday" is about this one.
        return close(replace(drop(state), appointment=kept), Say(PhraseKey.KEPT, Facts(appointment=kept)))
    return ask(drop(state), Question.ANYTHING_ELSE, Say(PhraseKey.ALL_RIGHT))


def one_more(state: ConversationState, booked: Appointment) -> Decision:
    """Look for a place at the same time for the other person who wants to come: somebody else may be free."""
    state = replace(begin(state, Goal.SCHEDULE), service_id=booked.service_id, for_other=True)
    return toward_booking(replace(state, asked=None, wish=Wish(day=booked.start.date(), at=booked.start.time())))


def unsettle(state: ConversationState) -> Decision:
    """Hear a plain no after what was just booked: whoever does not want it is asked whether to cancel it."""
    return ask(begin(state, Goal.CANCEL), Question.CONFIRM_CANCEL)


def is_meant(appointment: Appointment, state: ConversationState) -> bool:
    """Compare with what was named: whose it is, its service, and of a cancellation its time (else that is the new)."""
    if state.for_other and (appointment.guest is None or not _same_person(appointment.guest, state.guest)):
        return False
    wish = state.wish if state.goal is Goal.CANCEL else Wish()
    return (
        state.service_id in (None, appointment.service_id)
        and wish.day in (None, appointment.start.date())
        and wish.at in (None, appointment.start.time())
    )


def is_moved_from(appointment: Appointment, state: ConversationState) -> bool:
    """Compare with when the appointment that is to be moved was said to be."""
    was, start = state.moved_from, appointment.start
    return was.day in (None, start.date()) and was.at in (None, start.time())


def _same_person(guest: str, named: str | None) -> bool:
    return named is None or guest.casefold().split()[:1] == named.casefold().split()[:1]
