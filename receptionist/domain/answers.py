"""Answers to what Sara asked: yes, no, and what is neither, each read for the question that was asked and no other."""

from __future__ import annotations

from dataclasses import replace

from receptionist.domain import choosing, goals, series
from receptionist.domain.actions import Cancel, CancelAll, FindAppointments, HandOver, HandOverReason, Say
from receptionist.domain.diary import Appointment, Wish
from receptionist.domain.events import CustomerSpoke
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.questions import Decision, close, remind
from receptionist.domain.reading import Cue, Intent, Reading
from receptionist.domain.state import ConversationState, Goal, Question

#: Whoever asks something, or wants something else, has not answered.
_NO_ANSWERS = {Intent.SCHEDULE, Intent.RESCHEDULE, Intent.CANCEL, Intent.FAQ}


def answer(state: ConversationState, event: CustomerSpoke) -> Decision | None:
    """Read the utterance as the answer to a yes-or-no or an open question; None when it is not one."""
    reading = event.reading
    cues, intent = reading.cues, reading.intent
    if state.asked is Question.WANT_PERSON and Cue.NO in cues and _is_about_the_call(reading):
        return goals.give_up(state)
    if Cue.WANTS_PERSON in cues and not (state.asked is Question.PHONE and reading.phone):
        return None
    match state.asked:
        case Question.CONFIRM_CANCEL | Question.CONFIRM_CHANGE | Question.CONFIRM_SERIES if (
            intent is Intent.FAQ or "?" in event.text
        ):
            # "Is it OK if I come late?" is no yes, and what a yes would do cannot be undone.
            return None
        case Question.CONFIRM_CANCEL | Question.CONFIRM_CHANGE | Question.CONFIRM_SERIES:
            return _to_what_will_be_done(state, reading)
        case Question.NAME if Cue.ASKS_WHY in cues:
            return remind(state, Say(PhraseKey.NAME_NEEDED))
        case Question.NAME if Cue.NO in cues and _withholds_the_name(state, reading):
            return _without_a_name(state)
        case Question.FOR_ANOTHER:
            return _to_another(state, reading)
        case Question.WANT_PERSON if Cue.YES in cues and intent not in _NO_ANSWERS:
            return goals.drop(state), (HandOver(HandOverReason.UNANSWERED_QUESTION, event.text),)
        case Question.WANT_PERSON if Cue.FRUSTRATED in cues:
            return goals.drop_all(state), (HandOver(HandOverReason.ASKED, event.text),)
        case Question.PHONE:
            return _to_calling_back(state, reading)
        case _:
            return None


def _to_what_will_be_done(state: ConversationState, reading: Reading) -> Decision | None:
    if state.asked is Question.CONFIRM_CANCEL:
        return _to_cancelling(state, reading)
    return _to_changing(state, reading) if state.asked is Question.CONFIRM_CHANGE else _to_series(state, reading)


def adds_to_goal(state: ConversationState, reading: Reading) -> bool:
    """Whether the utterance says something that is of use for what is under way."""
    return (
        choosing.states_a_time(reading)
        or reading.choice is not None
        or reading.service_id is not None
        or reading.repeat is not None
        or choosing.says_with_whom_or_where(reading)
        or bool(reading.cues & {Cue.EARLIEST, Cue.OTHER_TIMES, Cue.PAST_DAY, Cue.NO_SUCH_DAY})
        or (state.asked in {Question.WHICH_SLOT, Question.WHEN} and Cue.ANY in reading.cues)
        or (state.asked in {Question.WHICH_SLOT, Question.NAME} and bool(reading.cues & {Cue.LATER, Cue.EARLIER}))
        or (state.asked is Question.WHICH_APPOINTMENT and Cue.ALL in reading.cues)
        or (state.asked is Question.WHICH_SLOT and _takes_or_leaves(state, reading))
        or (state.asked is Question.NAME and reading.name is not None)
        or (state.goal is Goal.SCHEDULE and Cue.FOR_OTHER in reading.cues)
    )


def _takes_or_leaves(state: ConversationState, reading: Reading) -> bool:
    """Whether a yes or no is meant for the offer: not for the end ("no, that's all"), nor for one of several."""
    if Cue.GOODBYE in reading.cues:
        return False
    return Cue.NO in reading.cues or (Cue.YES in reading.cues and len(state.offered) == 1)


def _is_about_the_call(reading: Reading) -> bool:
    """Hear "no, no need to call me back" as the refusal it is, though it names what is refused."""
    return reading.intent in {Intent.UNKNOWN, Intent.CONTACT} and not (reading.phone or reading.email)


def _withholds_the_name(state: ConversationState, reading: Reading) -> bool:
    """Whether a no is meant for the name alone: not for what is being booked, nor for the whole of it."""
    ends_it = reading.cues & {Cue.THANKS, Cue.GOODBYE, Cue.NEVER_MIND}
    return reading.intent is Intent.UNKNOWN and not ends_it and not adds_to_goal(state, reading)


def _without_a_name(state: ConversationState) -> Decision:
    """Say why a name is asked for; once, for who does not want to give one is not to be pressed."""
    if state.misunderstood:
        return goals.give_up(state)
    state = replace(state, misunderstood=state.misunderstood + 1)
    return remind(state, Say(PhraseKey.NAME_NEEDED))


def _to_calling_back(state: ConversationState, reading: Reading) -> Decision | None:
    if reading.phone:
        return close(state, Say(PhraseKey.HANDED_OVER, Facts(phone=reading.phone)))
    return goals.give_up(state) if Cue.NO in reading.cues and reading.intent is Intent.UNKNOWN else None


def _to_another(state: ConversationState, reading: Reading) -> Decision | None:
    if reading.intent is not Intent.UNKNOWN or state.appointment is None:
        return None
    if Cue.NO in reading.cues:
        return close(state, Say(PhraseKey.ALL_RIGHT))
    return goals.one_more(state, state.appointment) if Cue.YES in reading.cues else None


def _to_cancelling(state: ConversationState, reading: Reading) -> Decision | None:
    if reading.intent is Intent.RESCHEDULE:
        # "No, rather move it" is no mere no.
        return None
    if state.appointment is None:
        return _to_cancelling_all(state, reading)
    if Cue.OTHER_ONE in reading.cues:
        other = replace(state, appointment=None, not_meant=state.appointment.id, service_id=None, wish=Wish())
        return other, (FindAppointments(),)
    if Cue.NO in reading.cues and _names_another(state.appointment, reading):
        return None
    if Cue.NO in reading.cues:
        return goals.give_up(state)
    agrees = Cue.YES in reading.cues or _says_it_again(reading)
    means_it = agrees and not _names_another(state.appointment, reading)
    return (state, (Cancel(state.appointment.id),)) if means_it else None


def _says_it_again(reading: Reading) -> bool:
    """Hear "okay, cancel it" as the yes it is."""
    return reading.intent is Intent.CANCEL and Cue.FOR_OTHER not in reading.cues and Cue.ALL not in reading.cues


def _to_cancelling_all(state: ConversationState, reading: Reading) -> Decision | None:
    if Cue.NO in reading.cues:
        return goals.give_up(state)
    if Cue.YES not in reading.cues or choosing.states_a_time(reading) or reading.service_id is not None:
        return None
    return state, (CancelAll(tuple(appointment.id for appointment in state.appointments)),)


def _names_another(appointment: Appointment, reading: Reading) -> bool:
    """Hear "yes, the Friday one" when it is the one on Thursday that was asked about."""
    return (
        reading.service_id not in (None, appointment.service_id)
        or reading.day not in (None, appointment.start.date())
        or reading.at not in (None, appointment.start.time())
    )


def _to_series(state: ConversationState, reading: Reading) -> Decision | None:
    agreed = series.answer(state, reading)
    if agreed is not None:
        return goals.toward_booking(agreed)
    if Cue.NO in reading.cues and reading.intent is Intent.UNKNOWN and not adds_to_goal(state, reading):
        return series.refusal(state)
    return None


def _to_changing(state: ConversationState, reading: Reading) -> Decision | None:
    if state.appointment is None or reading.intent is Intent.CANCEL:
        return None
    if reading.service_id == state.appointment.service_id:
        return goals.give_up(state)
    if reading.service_id not in (None, state.new_service_id):
        return None
    if Cue.NO in reading.cues and (Cue.ANOTHER in reading.cues or reading.intent is Intent.SCHEDULE):
        # "No, as a second one."
        wanted = replace(reading, service_id=state.new_service_id)
        return goals.pursue(goals.begin(state, Goal.SCHEDULE), wanted)
    if Cue.NO in reading.cues:
        return goals.give_up(state)
    if Cue.YES not in reading.cues:
        return None
    return goals.toward_moving(replace(state, asked=None, wish=choosing.add_to_wish(state.wish, reading)))
