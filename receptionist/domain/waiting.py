"""Waiting for a place: being put on the list, leaving it, and what is said to a place that has become free."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from receptionist.domain import choosing, goals, initiative
from receptionist.domain.actions import (
    DeclinePlace,
    FindAppointments,
    HandOver,
    HandOverReason,
    JoinWaitlist,
    LeaveWaitlist,
    Say,
)
from receptionist.domain.diary import Appointment, Wish
from receptionist.domain.events import CustomerSpoke, PlaceDeclined, WaitlistJoined, WaitlistLeft
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.questions import Decision, ask, ask_again, close
from receptionist.domain.reading import Cue, Intent, Reading
from receptionist.domain.state import ConversationState, Goal, Question


def hear(state: ConversationState, event: CustomerSpoke) -> Decision | None:
    """Hear "put me on the waiting list", "take me off it", and answers to what was asked; None for anything else."""
    reading = event.reading
    cues, intent = reading.cues, reading.intent
    if Cue.OFF_WAITLIST in cues:
        return goals.drop(state), (LeaveWaitlist(),)
    if Cue.WANTS_PERSON in cues:
        return None
    if Cue.WAITLIST in cues:
        return _begin(state, reading)
    if intent is Intent.FAQ or "?" in event.text:
        return None
    if state.goal is Goal.WAIT and state.asked is Question.SERVICE and intent in {Intent.SCHEDULE, Intent.UNKNOWN}:
        # "A haircut", in answer to what it is that they wait for.
        return _to_service(state, reading)
    if state.asked is Question.TAKE_PLACE:
        return _to_place(state, reading)
    return _to_whether(state, reading) if state.asked is Question.JOIN_WAITLIST else None


def _to_service(state: ConversationState, reading: Reading) -> Decision | None:
    services = state.around.services if state.around else ()
    return pursue(state, reading) if choosing.pick_service(services, reading) is not None else None


def _to_whether(state: ConversationState, reading: Reading) -> Decision | None:
    if choosing.states_a_time(reading) or reading.service_id is not None or Cue.NEVER_MIND in reading.cues:
        return None
    if Cue.NO in reading.cues:
        return ask(replace(state, wish=Wish(), missed=None), Question.WHEN)
    return _begin(state, reading) if Cue.YES in reading.cues else None


def pursue(state: ConversationState, reading: Reading) -> Decision:
    """Take in which service it is, and when that would do."""
    services = state.around.services if state.around else ()
    service_id = choosing.pick_service(services, reading) if state.asked is Question.SERVICE else reading.service_id
    wish = choosing.add_to_wish(state.wish, replace(reading, cues=reading.cues - {Cue.EARLIEST}))
    return _toward_waiting(replace(state, service_id=service_id or state.service_id, wish=wish))


def for_appointment(state: ConversationState, known: tuple[Appointment, ...]) -> Decision:
    """Wait for something earlier than the appointment they have; who has none waits for a place all the same."""
    fitting = [each for each in known if state.service_id in (None, each.service_id)]
    if not fitting:
        return _toward_waiting(replace(state, appointments=()), looked_up=True)
    return _toward_waiting(replace(state, appointment=fitting[0], service_id=fitting[0].service_id))


def told(state: ConversationState, event: WaitlistJoined | WaitlistLeft | PlaceDeclined) -> Decision:
    """Confirm what came of it: noted, with how to leave again; off the list; or somebody else's to have."""
    match event:
        case WaitlistJoined():
            services = state.around.services if state.around else ()
            named = tuple(service for service in services if service.id == event.service_id)
            said = Say(PhraseKey.WAITLIST_JOINED, Facts(services=named, last_day=event.last_day))
            # Remembered, so that "move it" is still about the appointment they have.
            return close(replace(goals.drop(state), appointment=state.appointment), said)
        case WaitlistLeft():
            return close(state, Say(PhraseKey.WAITLIST_LEFT if event.waited else PhraseKey.NOT_ON_WAITLIST))
        case PlaceDeclined():
            return close(state, Say(PhraseKey.PLACE_DECLINED))
        case _:
            assert_never(event)


def _begin(state: ConversationState, reading: Reading) -> Decision:
    around = state.around
    if around is not None and around.spoken and not around.can_be_reached:
        return goals.drop(state), (HandOver(HandOverReason.ASKED, "Wants to be told when a place becomes free."),)
    missed = state.missed or (Wish() if state.asked is Question.WHEN else state.wish)
    moving = state.appointment if state.goal is Goal.RESCHEDULE or state.goal is None else None
    begun = replace(
        goals.drop(state),
        goal=Goal.WAIT,
        service_id=state.service_id,
        wish=missed,
        appointment=moving,
        for_other=state.for_other,
        guest=state.guest,
    )
    wants_earlier = bool(reading.cues & {Cue.EARLIER, Cue.OWN_APPOINTMENTS})
    begun, actions = pursue(begun, replace(reading, choice=None))
    if wants_earlier and begun.appointment is None and state.missed is None:
        return replace(begun, asked=None), (FindAppointments(),)
    return begun, actions


def _toward_waiting(state: ConversationState, *, looked_up: bool = False) -> Decision:
    services = state.around.services if state.around else ()
    if state.appointment is not None and state.service_id not in (None, state.appointment.service_id):
        # They wait for something else, and the appointment that was spoken of stays where it is.
        state = replace(state, appointment=None)
    if state.service_id is None and state.appointment is not None:
        state = replace(state, service_id=state.appointment.service_id)
    if state.service_id is None and len(services) == 1:
        state = replace(state, service_id=services[0].id)
    if state.service_id is None or (not looked_up and state.service_id not in {each.id for each in services}):
        return ask(replace(state, service_id=None), Question.SERVICE)
    name = (state.guest or "") if state.for_other else ""
    return replace(state, asked=None), (JoinWaitlist(state.service_id, state.wish, state.appointment, name),)


def _to_place(state: ConversationState, reading: Reading) -> Decision | None:
    if not state.offered:
        return None
    cues = reading.cues
    if initiative.crossed(state) and cues & {Cue.YES, Cue.NO}:
        # It was said before the question could be read.
        return ask_again(state)
    if Cue.NEVER_MIND in cues:
        return goals.drop(state), (LeaveWaitlist(),)
    names_another = choosing.states_a_time(reading) and choosing.pick_slot(state.offered, reading) is None
    if names_another or reading.service_id not in (None, state.service_id):
        return None
    if Cue.NO in cues:
        return goals.drop(state), (DeclinePlace(state.offered[0]),)
    if choosing.pick_slot(state.offered, reading) is None:
        return None
    taken = replace(state, chosen=state.offered[0], asked=None)
    return goals.toward_moving(taken) if state.goal is Goal.RESCHEDULE else goals.toward_booking(taken)
