"""Answers to a reminder: the customer comes, wants another time, or says something else altogether."""

from __future__ import annotations

from dataclasses import replace

from receptionist.domain import choosing, goals, initiative
from receptionist.domain.actions import Confirm, FindAppointments, Say
from receptionist.domain.diary import Appointment
from receptionist.domain.events import Confirmed, CustomerSpoke
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.questions import Decision, close
from receptionist.domain.reading import Cue, Intent, Reading
from receptionist.domain.state import ConversationState, Goal, Question

#: The letters that a reminder names, the same in every language.
_COMES, _MOVES = "c", "r"
_COURTESIES = {"please", "pls", "thanks", "thank", "you", "por", "favor", "gracias"}


def answer(state: ConversationState, event: CustomerSpoke) -> Decision | None:
    """Read an utterance as the answer to a reminder; None when it is not one.

    What was written before the reminder could be read answers something else.
    """
    appointment, own = state.appointment, state.own
    if appointment is None or own is None or own.question is not Question.COMING or state.just_made:
        return None
    if event.around.now >= own.open_until or initiative.crossed(state):
        return None
    letter = _letter(event.text)
    if state.asked is not Question.COMING and letter is None:
        return None
    if letter == _COMES or (letter is None and _says_so(appointment, event)):
        return state, (Confirm(appointment.id, appointment.start),)
    if letter == _MOVES or _wants_another_time(event.reading):
        wish = Reading(intent=Intent.RESCHEDULE, language=event.reading.language)
        named = wish if letter else replace(event.reading, cues=event.reading.cues - {Cue.NO}, service_id=None)
        return goals.pursue(replace(goals.begin(state, Goal.RESCHEDULE), asked=None), named)
    return None


def _letter(text: str) -> str | None:
    """Return the letter of which an answer consists, courtesies aside."""
    words = "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()
    telling = [word for word in words if word not in _COURTESIES]
    return telling[0] if len(telling) == 1 and telling[0] in {_COMES, _MOVES} else None


def _says_so(appointment: Appointment, event: CustomerSpoke) -> bool:
    """Whether somebody says that they come; who asks, is late, or names another time, has said something else."""
    reading = event.reading
    is_else = reading.cues & {Cue.NO, Cue.CANNOT_COME, Cue.LATE, Cue.CORRECTS, Cue.MEANS_IT, Cue.OTHER_TIMES}
    if "?" in event.text or is_else or reading.intent in {Intent.FAQ, Intent.CANCEL, Intent.RESCHEDULE}:
        return False
    start = appointment.start
    if reading.day not in {None, start.date()} or reading.at not in {None, start.time()}:
        return False
    until_then = Cue.GOODBYE in reading.cues and reading.day == start.date()
    return Cue.YES in reading.cues or until_then


def _wants_another_time(reading: Reading) -> bool:
    if Cue.LATE in reading.cues or reading.intent is Intent.FAQ:
        return False
    if reading.intent is Intent.CANCEL:
        # "I can't make it" calls nothing off; "please cancel" does.
        return Cue.CANNOT_COME in reading.cues
    declines = reading.intent is Intent.UNKNOWN and bool(reading.cues & {Cue.NO, Cue.CANNOT_COME, Cue.MEANS_IT})
    return declines or (reading.intent is Intent.UNKNOWN and choosing.states_a_time(reading))


def confirmed(state: ConversationState, event: Confirmed) -> Decision:
    """Thank for it, or say how things stand where they have changed since."""
    own, appointment = state.own, event.appointment
    state = replace(goals.drop(state), appointment=appointment)
    if appointment is None:
        return state, (Say(PhraseKey.NOT_AS_TOLD), FindAppointments())
    # Said again, it is noted again, and no harm done.
    return close(replace(state, own=own), Say(PhraseKey.COMING, Facts(appointment=appointment)))
