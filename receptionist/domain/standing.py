"""Appointments that stand and shall stand: which there are, and that somebody will be late for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from receptionist.domain import choosing
from receptionist.domain.actions import FindAppointments, HandOver, HandOverReason, Say
from receptionist.domain.diary import Appointment, Wish
from receptionist.domain.events import CustomerSpoke
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.questions import Decision, ask_again, close
from receptionist.domain.reading import Cue, Intent
from receptionist.domain.state import ConversationState, Goal

#: Who writes so long after the beginning is late for that appointment, and has not missed it.
STILL_EXPECTED = timedelta(hours=1)


def look_up(state: ConversationState, event: CustomerSpoke) -> Decision:
    """Look for what the customer has in the diary, on the day that is named if one is."""
    return replace(state, wish=Wish(day=event.reading.day)), (FindAppointments(),)


def not_yet(state: ConversationState, event: CustomerSpoke) -> Decision | None:
    """Answer "did you book it?" while a booking is under way; None for anything else or more."""
    reading = event.reading
    only_asks = reading.intent in {Intent.FAQ, Intent.UNKNOWN} and not reading.questions
    if Cue.ASKS_IF_BOOKED not in reading.cues or state.goal is not Goal.SCHEDULE or not only_asks:
        return None
    if choosing.states_a_time(reading):
        return None
    return ask_again(state, Say(PhraseKey.NOT_BOOKED_YET))


def tell(state: ConversationState, known: tuple[Appointment, ...]) -> Decision:
    """Name the appointments of the day that was asked about, or say that there is none on it and name the others."""
    day = state.wish.day
    that_day = tuple(each for each in known if day in (None, each.start.date()))
    told = that_day or known
    # The only one that was named is meant by "move it".
    state = replace(state, wish=Wish(), appointment=told[0] if len(told) == 1 else None, just_made=False)
    before = () if that_day else (Say(PhraseKey.NONE_THAT_DAY),)
    return close(state, *before, Say(PhraseKey.OWN_APPOINTMENTS, Facts(appointments=told)))


def note_lateness(state: ConversationState, event: CustomerSpoke) -> Decision:
    """Look for the appointment that somebody will be late for."""
    return replace(state, late=event.text), (FindAppointments(looking_back=STILL_EXPECTED),)


def pass_on_lateness(state: ConversationState, known: tuple[Appointment, ...]) -> Decision:
    """Tell staff, with the appointment where there is one today."""
    said = state.late or ""
    today = state.around.today if state.around else None
    late_for = next((each for each in known if each.start.date() == today), None)
    if late_for is None:
        return replace(state, late=None), (HandOver(HandOverReason.ASKED, said),)
    summary = f"{late_for.service_name} at {late_for.start:%H:%M}: {said}"
    return replace(state, late=None, appointment=late_for), (HandOver(HandOverReason.RUNNING_LATE, summary),)
