"""The way to appointments that repeat: how often, what the diary can do of it, the customer's yes, and all of them."""

from __future__ import annotations

from dataclasses import replace

from receptionist.domain import choosing
from receptionist.domain.actions import BookSeries, FindSeries, Say
from receptionist.domain.diary import NoSlotReason
from receptionist.domain.events import SeriesBooked, SeriesFound
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.questions import Decision, ask
from receptionist.domain.reading import Cue, Intent, Reading
from receptionist.domain.repeats import Series
from receptionist.domain.state import ConversationState, Question


def take_in(state: ConversationState, reading: Reading) -> ConversationState:
    """Note how often the customer would like to come; an end alone counts only where something repeats."""
    if reading.repeat is None or not (reading.repeat.every or state.series):
        return state
    repeat = state.series.repeat.amended(reading.repeat) if state.series else reading.repeat
    return replace(state, series=Series(repeat=repeat))


def toward(state: ConversationState, series: Series, name: str | None) -> Decision:
    """Ask for what is still missing, look at the whole of it, or book it."""
    if state.chosen is not None and not state.wish.day:
        start = state.chosen.start
        state = replace(state, wish=replace(state.wish, day=start.date(), at=start.time()))
    # What repeats is held by nobody: it is looked at anew when it is booked.
    state = replace(state, chosen=None, offered=())
    if state.wish.day is None or state.wish.at is None:
        return ask(state, Question.WHEN)
    if not series.repeat.has_end:
        return ask(state, Question.HOW_OFTEN)
    if not series.slots:
        assert state.service_id is not None
        return state, (FindSeries(state.service_id, state.wish, series.repeat),)
    if not series.agreed:
        return ask(state, Question.CONFIRM_SERIES)
    if name is None:
        return ask(state, Question.NAME)
    return state, (BookSeries(series.slots, name, state.notes or ""),)


def found(state: ConversationState, event: SeriesFound) -> Decision:
    """Name what can be had and each clash, and ask; where nothing can, ask for another time."""
    wanted = state.series
    if wanted is None:
        return state, ()
    if not event.slots:
        reason = event.clashes[0].reason if event.clashes else NoSlotReason.FULL
        state = replace(state, wish=state.wish.at_any_time, asked=Question.WHEN)
        return state, (Say(PhraseKey.NO_SLOTS, Facts(reason=reason)),)
    series = replace(wanted, slots=event.slots, clashes=event.clashes, goes_on=event.goes_on)
    return ask(replace(state, series=series), Question.CONFIRM_SERIES)


def answer(state: ConversationState, reading: Reading) -> ConversationState | None:
    """Read the answer to what was found: the state with the customer's yes, or None where it is none."""
    series = state.series
    if series is None or reading.repeat or choosing.states_a_time(reading):
        return None
    if Cue.SKIP in reading.cues and series.clashes:
        left = series.without_what_is_instead
        return replace(state, asked=None, series=replace(left, agreed=True)) if left.slots else None
    if reading.intent is Intent.CANCEL:
        return None
    if Cue.YES in reading.cues and Cue.NO not in reading.cues:
        return replace(state, asked=None, series=replace(series, agreed=True))
    return None


def refusal(state: ConversationState) -> Decision:
    """Ask for another day and time for what is to repeat."""
    series = None if state.series is None else state.series.anew
    return ask(replace(state, series=series, wish=state.wish.at_any_time), Question.WHEN)


def told(event: SeriesBooked, name: str | None) -> tuple[Say, ...]:
    """Tell what is committed, and what somebody else was faster with."""
    missed = tuple(Say(PhraseKey.SERIES_MISSED, Facts(slots=event.refused)) for _ in event.refused[:1])
    if not event.appointments:
        return missed
    return (Say(PhraseKey.BOOKED_SERIES, Facts(appointments=event.appointments, name=name)), *missed)
