"""Asking: one question at a time, and the same one again after an interruption."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from receptionist.domain.actions import Action, Say
from receptionist.domain.circumstances import Circumstances
from receptionist.domain.diary import Service, Slot
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.state import ConversationState, Question

#: The questions that are worth shortening; the others are short.
_REMINDERS = {
    Question.SERVICE: PhraseKey.REMIND_SERVICE,
    Question.WHEN: PhraseKey.ASK_WHEN,
    Question.WHICH_SLOT: PhraseKey.REMIND_SLOTS,
    Question.NAME: PhraseKey.REMIND_NAME,
    Question.WHICH_APPOINTMENT: PhraseKey.REMIND_WHICH_APPOINTMENT,
    Question.CONFIRM_CANCEL: PhraseKey.REMIND_CONFIRM_CANCEL,
    Question.CONFIRM_CHANGE: PhraseKey.REMIND_CONFIRM_CHANGE,
    Question.CONFIRM_SERIES: PhraseKey.REMIND_CONFIRM_SERIES,
}

#: The questions that name nothing.
_PLAIN = {
    Question.CLAIM_NAME: PhraseKey.ASK_CLAIM_NAME,
    Question.CLAIM_TIME: PhraseKey.ASK_CLAIM_TIME,
    Question.CODE: PhraseKey.ASK_CODE,
    Question.JOIN_WAITLIST: PhraseKey.ASK_WAITLIST,
    Question.HOW_OFTEN: PhraseKey.ASK_HOW_OFTEN,
    Question.FOR_ANOTHER: PhraseKey.ASK_FOR_ANOTHER,
    Question.WANT_PERSON: PhraseKey.ASK_WANT_PERSON,
    Question.PHONE: PhraseKey.ASK_PHONE,
    Question.ANYTHING_ELSE: PhraseKey.ANYTHING_ELSE,
}

Decision = tuple[ConversationState, tuple[Action, ...]]


def ask(state: ConversationState, question: Question, *before: Action) -> Decision:
    """Ask, after whatever comes before it; who has wished for more already is not asked what else there is."""
    if question is Question.ANYTHING_ELSE and state.wishes:
        return replace(state, asked=None), before
    state = replace(state, asked=question)
    return state, (*before, _wording(state, question))


def ask_again(state: ConversationState, *before: Action) -> Decision:
    """Come back to what was asked last; when nothing was, close with what comes before."""
    return close(state, *before) if state.asked is None else ask(state, state.asked, *before)


def remind(state: ConversationState, *before: Action) -> Decision:
    """Ask again in a few words: whoever says "thanks" or "ok" to a question has heard it, and is slow to answer."""
    if state.asked is None:
        return close(state, *before)
    phrase = _reminder(state, state.asked)
    return (state, (*before, Say(phrase, Facts(services=_new_service(state))))) if phrase else ask_again(state, *before)


def close(state: ConversationState, *said: Action) -> Decision:
    """Have nothing more to ask; but a call bears no silence, so a caller is asked what else there is."""
    if state.spoken:
        return ask(state, Question.ANYTHING_ELSE, *said)
    return replace(state, asked=None), said


def _reminder(state: ConversationState, asked: Question) -> PhraseKey | None:
    if _offers_one(state):
        return PhraseKey.REMIND_ONE
    only_one = asked is Question.WHICH_APPOINTMENT and len(state.appointments) == 1
    all_of_them = asked is Question.CONFIRM_CANCEL and state.appointment is None
    # Neither "which" nor "it" fits these.
    return None if only_one or all_of_them else _REMINDERS.get(asked)


def _offers_one(state: ConversationState) -> bool:
    return state.asked in {Question.WHICH_SLOT, Question.TAKE_PLACE} and len(state.offered) == 1


def _asking_for_name(state: ConversationState) -> Say:
    if not state.is_kept:
        # Whether it is still free nobody has looked.
        return Say(PhraseKey.REMIND_NAME)
    until = None
    if state.held_until is not None and state.around is not None and not state.spoken:
        # A caller who is on the line need not be told for how long it is kept.
        until = state.held_until.astimezone(_clock_of(state.chosen, state.around))
    return Say(PhraseKey.ASK_NAME, Facts(wanted=state.chosen, until=until))


def _asking_for_series(state: ConversationState) -> Say:
    series = state.series
    if series is None:
        return Say(PhraseKey.REMIND_CONFIRM_SERIES)
    instead = {clash.instead for clash in series.clashes}
    fitting = tuple(slot for slot in series.slots if slot not in instead)
    phrase = PhraseKey.OFFER_SERIES_BUT if series.clashes else PhraseKey.OFFER_SERIES
    return Say(phrase, Facts(slots=fitting, clashes=series.clashes, goes_on=series.goes_on))


def _asking_to_cancel(state: ConversationState) -> Say:
    if state.appointment is None:
        return Say(PhraseKey.ASK_CONFIRM_CANCEL_ALL, Facts(appointments=state.appointments))
    return Say(PhraseKey.ASK_CONFIRM_CANCEL, Facts(appointment=state.appointment))


def _clock_of(slot: Slot | None, around: Circumstances) -> ZoneInfo:
    """Return the zone that a slot's times are told in: a stored moment knows its offset only."""
    zones = {location.id: location.timezone for location in around.locations}
    return ZoneInfo(zones.get((slot.location_id if slot else None) or 0, around.timezone))


def _new_service(state: ConversationState) -> tuple[Service, ...]:
    services = state.around.services if state.around else ()
    return tuple(service for service in services if service.id == state.new_service_id)


def _wording(state: ConversationState, question: Question) -> Say:
    match question:
        case Question.SERVICE:
            return Say(PhraseKey.ASK_SERVICE, Facts(services=state.around.services if state.around else ()))
        case Question.WHEN if state.appointment is not None:  # it is to be moved
            return Say(PhraseKey.ASK_NEW_TIME, Facts(appointment=state.appointment))
        case Question.WHEN:
            return Say(PhraseKey.ASK_WHEN)
        case Question.WHICH_SLOT | Question.TAKE_PLACE:
            phrase = PhraseKey.OFFER_ONE if _offers_one(state) else PhraseKey.OFFER_SLOTS
            return Say(phrase, Facts(slots=state.offered))
        case Question.NAME:
            return _asking_for_name(state)
        case Question.WHICH_APPOINTMENT:
            only_one = len(state.appointments) == 1
            phrase = PhraseKey.ASK_WHETHER_APPOINTMENT if only_one else PhraseKey.ASK_WHICH_APPOINTMENT
            return Say(phrase, Facts(appointments=state.appointments))
        case Question.CONFIRM_CANCEL:
            return _asking_to_cancel(state)
        case Question.CONFIRM_CHANGE:
            facts = Facts(appointment=state.appointment, services=_new_service(state))
            return Say(PhraseKey.ASK_CONFIRM_CHANGE, facts)
        case Question.WHICH_ANSWER:
            return Say(PhraseKey.ASK_WHICH_ANSWER, Facts(choices=tuple(each.question for each in state.choices)))
        case Question.COMING:
            return Say(PhraseKey.ASK_COMING, Facts(appointment=state.appointment))
        case Question.CONFIRM_SERIES:
            return _asking_for_series(state)
        case _:
            return Say(_PLAIN[question])
